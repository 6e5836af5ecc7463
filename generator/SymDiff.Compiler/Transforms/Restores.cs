using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Transforms;

/// <summary>Deals with what the reverse sweep writes back so that memory is, at every point, what it was there in the forward sweep.</summary>
internal static class Restores
{
    /// <summary>
    /// Drops the writing back where nothing reads it. <see cref="Storage"/> repeats loads only from memory that is never written, so the only
    /// readers are the reverse halves of calls.
    /// </summary>
    public static Sweeps DropUnread(Sweeps sweeps)
    {
        var reverse = sweeps.Function.Body.Statements.Skip(sweeps.ForwardCount);
        bool read = reverse.SelectMany(WithNested).Any(s => s.Operation is Call);
        if (read)
        {
            return sweeps;
        }

        var statements = sweeps.Function.Body.Statements.Take(sweeps.ForwardCount).Concat(reverse.Where(Remains).Select(Without));
        return sweeps with { Function = sweeps.Function with { Body = sweeps.Function.Body with { Statements = statements.ToEquatableArray() } } };
    }

    /// <summary>Whatever was written back is replaced, at the end, by what the primal left in the parameters' memory.</summary>
    /// <param name="sweeps">The sweeps.</param>
    /// <param name="parameters">The primal's parameters.</param>
    public static Sweeps KeepOutputs(Sweeps sweeps, EquatableArray<Value> parameters)
    {
        var body = sweeps.Function.Body;
        bool restores = body.Statements.Skip(sweeps.ForwardCount).SelectMany(WithNested).Any(s => s.Operation is Store { IsRestore: true } or Call);
        var buffers = parameters.Where(p => p.Type.IsBuffer && p.Type.Element!.Kind != TypeKind.Any).ToList();
        if (!restores || buffers.Count == 0)
        {
            return sweeps;
        }

        var builder = new RegionBuilder(new ValueSource(sweeps.Function));
        foreach (var statement in body.Statements.Take(sweeps.ForwardCount))
        {
            builder.Add(statement);
        }

        var outputs = buffers.Select(b =>
        {
            var length = builder.Add(new Length(b), IrType.Int32);
            var output = builder.Add(new Alloc(b.Type.Element!, length), b.Type);
            Copy(builder, b, output, length);
            return (Output: output, Length: length);
        }).ToList();
        int forwardCount = builder.Statements.Count;

        foreach (var statement in body.Statements.Skip(sweeps.ForwardCount))
        {
            builder.Add(statement);
        }

        for (int i = 0; i < buffers.Count; i++)
        {
            Copy(builder, outputs[i].Output, buffers[i], outputs[i].Length);
        }

        return sweeps with { Function = sweeps.Function with { Body = builder.End(body.End.Label, body.End.Values) }, ForwardCount = forwardCount };
    }

    private static void Copy(RegionBuilder builder, Value from, Value to, Value length)
    {
        var index = builder.Values.Fresh(IrType.Int32);
        var body = builder.Nested(index);
        body.Add(new Store(to, index, body.Add(new Load(from, index), from.Type.Element!)));
        builder.Add(new Loop(builder.Values.FreshLabel("copy"), length, false, default, body.Yield()));
    }

    private static IEnumerable<Statement> WithNested(Statement statement) =>
        new[] { statement }.Concat(statement.Operation.Regions.SelectMany(r => r.AllStatements()));

    private static bool Remains(Statement statement) => statement.Operation is not Store { IsRestore: true };

    private static Statement Without(Statement statement) => statement.Operation.Regions.Count == 0 ? statement : statement with
    {
        Operation = statement.Operation.With(
            statement.Operation.Operands,
            statement.Operation.Regions.Select(r => r with { Statements = r.Statements.Where(Remains).Select(Without).ToEquatableArray() }).ToEquatableArray()),
    };
}
