using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Transforms;

/// <summary>
/// A function that returns an array returns one that it makes, where it begins or on its way, and makes every time: whoever calls it may keep it. What it returns
/// else (a parameter, one of several arrays, what an arm or a loop makes) is copied in the end.
/// </summary>
public static class ReturnedArrays
{
    /// <summary>The same function whose returned buffers are allocations of its body.</summary>
    /// <param name="function">The function.</param>
    public static Function Run(Function function)
    {
        bool leaves = Leaves(function.Body);
        var made = new HashSet<Value>(function.Body.Statements.Where(s => s.Operation is Alloc { Length: not null }).Select(s => s.Result));
        if (function.Results.All(r => !r.IsBuffer) || (!leaves && function.Body.End.Values.All(v => !v.Type.IsBuffer || made.Remove(v))))
        {
            return function;
        }

        var builder = new RegionBuilder(new ValueSource(function));
        List<Value> results = [.. function.Body.End.Values];
        if (leaves)
        {
            string label = builder.Values.FreshLabel("returned");
            results = [.. function.Results.Select(t => builder.Values.Fresh(t))];
            builder.Add(new Statement(results.ToEquatableArray(), new Block(label, Redirected(function.Body, label))));
        }
        else
        {
            foreach (var statement in function.Body.Statements)
            {
                builder.Add(statement);
            }
        }

        return function with { Body = builder.Yield([.. results.Select(r => r.Type.IsBuffer ? Copy(builder, r) : r)]) };
    }

    private static Value Copy(RegionBuilder builder, Value buffer)
    {
        var length = builder.Add(new Length(buffer), IrType.Int32);
        var copy = builder.Add(new Alloc(buffer.Type.Element!, length, IsArray: true), buffer.Type, "returned");
        var index = builder.Values.Fresh(IrType.Int32);
        var body = builder.Nested(index);
        body.Add(new Store(copy, index, body.Add(new Load(buffer, index), buffer.Type.Element!)));
        builder.Add(new Loop(builder.Values.FreshLabel("copy"), length, IsReversed: false, default, body.Yield()));
        return copy;
    }

    private static bool Leaves(Region region) => region.Nested().Any(r => r.End.Label == Function.ReturnLabel);

    private static Region Redirected(Region region, string label) => region with
    {
        Statements = region.Statements.Select(s => s.Operation.Regions.Count == 0 ? s : s with
        {
            Operation = s.Operation.With(s.Operation.Operands, s.Operation.Regions.Select(r => Redirected(r, label)).ToEquatableArray()),
        }).ToEquatableArray(),
        End = region.End.Label == Function.ReturnLabel ? region.End with { Label = label } : region.End,
    };
}
