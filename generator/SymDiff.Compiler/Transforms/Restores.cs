using SymDiff.Compiler.Analysis;
using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Transforms;

/// <summary>Deals with what the reverse sweep writes back so that memory is, at every point, what it was there in the forward sweep.</summary>
internal static class Restores
{
    /// <summary>What a parameter's memory held when the forward sweep ended.</summary>
    /// <param name="Length">Its length.</param>
    /// <param name="Content">Its elements.</param>
    /// <param name="Rows">If these are buffers, copies of them.</param>
    private sealed record Outputs(Value Length, Value Content, Value? Rows);

    /// <summary>
    /// Drops the writing back where nothing reads it. <see cref="Storage"/> repeats loads only from memory that is never written, so the only
    /// readers are the reverse halves of calls that were handed memory.
    /// </summary>
    /// <param name="sweeps">The sweeps.</param>
    /// <param name="areCallsFused">Whether no call is to have a reverse half.</param>
    public static Sweeps DropUnread(Sweeps sweeps, bool areCallsFused = false)
    {
        var reverse = sweeps.Function.Body.Statements.Skip(sweeps.ForwardCount);
        if (!areCallsFused && HandsMemoryOn(sweeps.Function))
        {
            return sweeps;
        }

        // What memory held before it was overwritten is read for the writing back alone.
        var restored = new HashSet<Value>(reverse.SelectMany(WithNested).Select(s => s.Operation).OfType<Store>().Where(s => s.IsRestore).Select(s => s.Stored));
        var kept = Without(reverse, s => s.Operation is Store { IsRestore: true });
        var read = new HashSet<Value>(kept.SelectMany(Uses));
        var saved = new HashSet<Value>(kept.SelectMany(WithNested).Where(s => IsUnread(s)).Select(s => ((Recall)s.Operation).Recalled));
        kept = Without(kept, IsUnread);

        var forward = sweeps.Function.Body.Statements.Take(sweeps.ForwardCount).ToList();
        saved.ExceptWith(forward.SelectMany(Uses));
        saved.ExceptWith(kept.SelectMany(WithNested).Select(s => s.Operation).OfType<Recall>().Select(r => r.Recalled));
        forward = Without(forward, s => s.Operation is Load && saved.Contains(s.Result));
        var statements = forward.Concat(kept).ToEquatableArray();
        return sweeps with { Function = sweeps.Function with { Body = sweeps.Function.Body with { Statements = statements } }, ForwardCount = forward.Count };

        bool IsUnread(Statement statement) => statement.Operation is Recall && restored.Contains(statement.Result) && !read.Contains(statement.Result);
    }

    /// <summary>Whatever was written back is replaced, at the end, by what the primal left in the parameters' memory and in what it returns.</summary>
    /// <param name="sweeps">The sweeps.</param>
    /// <param name="parameters">The primal's parameters.</param>
    public static Sweeps KeepOutputs(Sweeps sweeps, EquatableArray<Value> parameters)
    {
        var body = sweeps.Function.Body;
        var restored = body.Statements.Skip(sweeps.ForwardCount).SelectMany(WithNested).Select(s => s.Operation).OfType<Store>().Where(s => s.IsRestore).Select(s => s.Buffer).ToList();
        restored.AddRange(WrittenByCalls(sweeps.Function));

        // Of a callee that nothing is known of, whatever it is handed; in a half, also what its record holds.
        var unknown = Calls(sweeps.Function).Where(c => c.OnlyRead.Count == 0).ToList();
        restored.AddRange(unknown.SelectMany(c => c.Operands).Where(o => o.Type.IsBuffer && o.Type.Element!.Kind != TypeKind.Any));
        bool isAnything = unknown.Count > 0 && sweeps.Function.Parameters.Any(p => p.Type.IsBuffer && p.Type.Element!.Kind == TypeKind.Any);
        if ((restored.Count == 0 && !isAnything) || Mutation.LeavesRestoredMemory)
        {
            return sweeps;
        }

        var aliasing = Aliasing.Of(sweeps.Function);
        var roots = isAnything || restored.Any(r => aliasing.Roots(r) is null) ? null : new HashSet<Value>(restored.SelectMany(r => aliasing.Roots(r)!));
        var buffers = parameters.Concat(body.End.Values).Where(p => p.Type.IsBuffer && p.Type.Element!.Kind != TypeKind.Any)
            .Where(p => roots is null || aliasing.Roots(p) is not { } own || own.Any(roots.Contains)).ToList();
        if (buffers.Count == 0)
        {
            return sweeps;
        }

        var builder = new RegionBuilder(new ValueSource(sweeps.Function));
        foreach (var statement in body.Statements.Take(sweeps.ForwardCount))
        {
            builder.Add(statement);
        }

        var outputs = buffers.Select(b => Saved(builder, b)).ToList();
        int forwardCount = builder.Statements.Count;

        foreach (var statement in body.Statements.Skip(sweeps.ForwardCount))
        {
            builder.Add(statement);
        }

        for (int i = 0; i < buffers.Count; i++)
        {
            WriteBack(builder, outputs[i], buffers[i]);
        }

        return sweeps with { Function = sweeps.Function with { Body = builder.End(body.End.Label, body.End.Values) }, ForwardCount = forwardCount };
    }

    // A call knows the buffers that it is given, those that its record holds because an earlier call was given them, and nothing else.
    private static bool HandsMemoryOn(Function function) =>
        function.Body.AllStatements().Any(s => s.Operation is Call call
            && (call.Operands.Any(o => o.Type.IsBuffer && o.Type.Element!.Kind != TypeKind.Any) || function.Parameters.Any(p => p.Type.IsBuffer && p.Type.Element!.Kind == TypeKind.Any)));

    private static IEnumerable<Call> Calls(Function function) =>
        function.Body.AllStatements().Select(s => s.Operation).OfType<Call>().Where(c => !DerivedNames.IsReverse(c.Callee) && !DerivedNames.IsVjp(c.Callee));

    // What a forward half has written, its reverse half writes back.
    private static IEnumerable<Value> WrittenByCalls(Function function) =>
        Calls(function).Where(c => c.OnlyRead.Count > 0).SelectMany(c => c.Written).Where(b => b.Type.Element!.Kind != TypeKind.Any);

    // What a buffer holds, row by row if it holds buffers; which buffers these are stands beside what they hold.
    private static Outputs Saved(RegionBuilder builder, Value buffer)
    {
        var length = builder.Add(new Length(buffer), IrType.Int32);
        var content = builder.Add(new Alloc(buffer.Type.Element!, length), buffer.Type);
        var rows = buffer.Type.Element!.IsBuffer ? builder.Add(new Alloc(buffer.Type.Element, length), buffer.Type) : null;
        Each(builder, length, (body, index) =>
        {
            var element = body.Add(new Load(buffer, index), buffer.Type.Element);
            body.Add(new Store(content, index, element));
            if (rows is not null)
            {
                body.Add(new Store(rows, index, Copy(body, element)));
            }
        });
        return new Outputs(length, content, rows);
    }

    private static void WriteBack(RegionBuilder builder, Outputs saved, Value buffer) => Each(builder, saved.Length, (body, index) =>
    {
        var element = body.Add(new Load(saved.Content, index), buffer.Type.Element!);
        body.Add(new Store(buffer, index, element, IsRestore: true));
        if (saved.Rows is { } rows)
        {
            Fill(body, body.Add(new Load(rows, index), element.Type), element);
        }
    });

    private static Value Copy(RegionBuilder builder, Value buffer)
    {
        var copy = builder.Add(new Alloc(buffer.Type.Element!, builder.Add(new Length(buffer), IrType.Int32)), buffer.Type);
        Fill(builder, buffer, copy);
        return copy;
    }

    private static void Fill(RegionBuilder builder, Value from, Value to) =>
        Each(builder, builder.Add(new Length(from), IrType.Int32), (body, index) =>
            body.Add(new Store(to, index, body.Add(new Load(from, index), from.Type.Element!))));

    private static void Each(RegionBuilder builder, Value count, Action<RegionBuilder, Value> action)
    {
        var index = builder.Values.Fresh(IrType.Int32);
        var body = builder.Nested(index);
        action(body, index);
        builder.Add(new Loop(builder.Values.FreshLabel("copy"), count, false, default, body.Yield()));
    }

    private static IEnumerable<Statement> WithNested(Statement statement) =>
        new[] { statement }.Concat(statement.Operation.Regions.SelectMany(r => r.AllStatements()));

    // The values that a statement reads, in itself or in its regions.
    private static IEnumerable<Value> Uses(Statement statement) =>
        WithNested(statement).SelectMany(s => s.Operation.Operands).Concat(statement.Operation.Regions.SelectMany(r => r.Nested()).SelectMany(r => r.End.Values));

    private static List<Statement> Without(IEnumerable<Statement> statements, Func<Statement, bool> isDropped) =>
        [.. statements.Where(s => !isDropped(s)).Select(s => s.Operation.Regions.Count == 0 ? s : s with
        {
            Operation = s.Operation.With(
                s.Operation.Operands, s.Operation.Regions.Select(r => r with { Statements = Without(r.Statements, isDropped).ToEquatableArray() }).ToEquatableArray()),
        })];
}
