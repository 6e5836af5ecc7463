using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Transforms;

/// <summary>What the forward sweep reads around a call of a vector function: all elements, to be recalled one by one.</summary>
/// <param name="Loop">The loop before the call, which reads what it is given.</param>
/// <param name="Elements">The elements of the arguments there; null for scalars.</param>
/// <param name="Old">The elements of the destination there; null if there is none.</param>
/// <param name="Result">The result, or the elements of the destination after the call.</param>
internal sealed record VectorElements(Loop Loop, IReadOnlyList<Value?> Elements, Value? Old, Value Result)
{
    /// <summary>Appends a call with what is read around it.</summary>
    /// <param name="statement">The call.</param>
    /// <param name="call">The same.</param>
    /// <param name="builder">Where to append.</param>
    /// <param name="known">Elements of buffers that were read and not written since, to be read no second time.</param>
    public static VectorElements Append(Statement statement, Vector call, RegionBuilder builder, Dictionary<Value, Value> known)
    {
        var count = builder.Add(new Length(call.First), IrType.Int32);
        List<Value?> elements = [];
        Value? old = null;
        var (loop, _) = VectorLoop.Append(builder, count, [], (body, index, _) =>
        {
            elements.AddRange(call.Arguments.Select(a => a.Type.IsBuffer ? Read(a, body, index) : null));
            old = call.Destination is null ? null : Read(call.Destination, body, index);
            return [];

            Value Read(Value buffer, RegionBuilder at, Value number) =>
                known.TryGetValue(buffer, out var element) ? element : known[buffer] = at.Add(new Load(buffer, number), call.Element);
        });
        builder.Add(statement);
        Value? result = call.Destination is null ? statement.Result : null;
        if (call.Destination is { } destination)
        {
            known.Clear();
            VectorLoop.Append(builder, count, [], (body, index, _) =>
            {
                known[destination] = result = body.Add(new Load(destination, index), call.Element);
                return [];
            });
        }

        return new VectorElements(loop, elements, old, result!);
    }
}
