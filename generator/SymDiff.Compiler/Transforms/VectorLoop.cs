using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Transforms;

/// <summary>Loops over the elements of the buffers of a vector function.</summary>
internal static class VectorLoop
{
    /// <summary>Appends a loop that may be written as vector functions.</summary>
    /// <param name="builder">Where to append.</param>
    /// <param name="count">How many elements there are.</param>
    /// <param name="initial">What the loop carries at first.</param>
    /// <param name="body">The body, given the number of the element and what is carried; gives what is carried next.</param>
    /// <param name="isVector">Whether it touches element <c>i</c> alone, in iteration <c>i</c>.</param>
    /// <param name="isReversed">Whether it begins with the last element.</param>
    /// <returns>The loop, and its results.</returns>
    public static (Loop Loop, IReadOnlyList<Value> Results) Append(
        RegionBuilder builder,
        Value count,
        IReadOnlyList<Value> initial,
        Func<RegionBuilder, Value, IReadOnlyList<Value>, IEnumerable<Value>> body,
        bool isVector = true,
        bool isReversed = false)
    {
        var index = builder.Values.Fresh(IrType.Int32);
        var carried = initial.Select(v => builder.Values.Fresh(v.Type, v.Name)).ToList();
        var inner = builder.Nested([index, .. carried]);
        var region = inner.Yield(body(inner, index, carried).ToList());
        var loop = new Loop(builder.Values.FreshLabel("elements"), count, isReversed, initial.ToEquatableArray(), region, isVector);
        var results = initial.Select(v => builder.Values.Fresh(v.Type, v.Name)).ToArray();
        builder.Add(loop, results);
        return (loop, results);
    }

    /// <summary>Appends a copy of a buffer in memory of its own.</summary>
    /// <param name="builder">Where to append.</param>
    /// <param name="buffer">The buffer.</param>
    /// <param name="count">Its length.</param>
    public static Value Copy(RegionBuilder builder, Value buffer, Value count)
    {
        var copy = builder.Add(new Alloc(buffer.Type.Element!, count), buffer.Type, buffer.Name);
        Append(builder, count, [], (body, index, _) =>
        {
            body.Add(new Store(copy, index, body.Add(new Load(buffer, index), buffer.Type.Element!)));
            return [];
        });
        return copy;
    }
}
