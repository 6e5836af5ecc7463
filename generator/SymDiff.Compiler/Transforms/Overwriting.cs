using SymDiff.Compiler.Analysis;
using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Transforms;

/// <summary>
/// A gradient overwrites its destinations: each is cleared before the body, or, where the first that the body does with it is a loop that adds to every element once,
/// the loop stores instead. What such a loop leaves out at the end is cleared behind it.
/// </summary>
internal sealed class Overwriting
{
    private readonly Aliasing _aliasing;
    private readonly ValueSource _values;
    private readonly List<Statement> _statements;

    private Overwriting(Function function)
    {
        _aliasing = Aliasing.Of(function);
        _values = new ValueSource(function);
        _statements = [.. function.Body.Statements];
    }

    /// <summary>The same function, which does not depend on what its destinations hold.</summary>
    /// <param name="function">The function, which adds to its destinations.</param>
    /// <param name="destinations">The destinations, each with the parameter that is as long.</param>
    public static Function Run(Function function, IReadOnlyList<(Value Destination, Value Like)> destinations)
    {
        if (destinations.Count == 0)
        {
            return function;
        }

        var pass = new Overwriting(function);
        var cleared = destinations.Where(d => !pass.Overwrite(d.Destination, d.Like)).Select(d => d.Destination).ToList();
        var before = new RegionBuilder(pass._values);
        cleared.ForEach(d => Clear(d, null, before));
        return function with { Body = function.Body with { Statements = before.Statements.Concat(pass._statements).ToEquatableArray() } };
    }

    private static void Clear(Value memory, Value? start, RegionBuilder builder)
    {
        var length = builder.Add(new Length(memory), IrType.Int32);
        var count = start is null ? length : builder.Apply(IrType.Int32, "Subtract", length, start);
        var iteration = builder.Values.Fresh(IrType.Int32);
        var body = builder.Nested(iteration);
        body.Add(new Store(memory, start is null ? iteration : body.Apply(IrType.Int32, "Add", start, iteration), body.Zero(memory.Type.Element!)));
        builder.Add(new Loop(builder.Values.FreshLabel("clear"), count, false, default, body.Yield()));
    }

    // Whether the first use of the memory now writes all of it.
    private bool Overwrite(Value destination, Value like)
    {
        int at = _statements.FindIndex(s => MayTouch(s, destination));
        if (at < 0 || _statements.Take(at).Any(s => Exits.Labels(s.Operation).Count > 0)
            || _statements[at].Operation is not Loop { Count: { } count } loop || LengthOf(count) is not { } measured || Covering(loop, destination) is not { } index)
        {
            return false;
        }

        var sum = loop.Body.Statements[index];
        var accumulate = (Accumulate)sum.Operation;
        var stored = sum with { Operation = new Store(destination, accumulate.Index, accumulate.Added) };
        _statements[at] = _statements[at] with
        {
            Operation = loop with { Body = loop.Body with { Statements = loop.Body.Statements.Select((s, i) => i == index ? stored : s).ToEquatableArray() } },
        };
        if (measured != like && measured != destination && !Mutation.LeavesRest)
        {
            var rest = new RegionBuilder(_values);
            Clear(destination, count, rest);
            _statements.InsertRange(at + 1, rest.Statements);
        }

        return true;
    }

    // The buffer whose length a value is: a count that is one is not negative.
    private Value? LengthOf(Value count) => (_statements.FirstOrDefault(s => s.Results.Contains(count))?.Operation as Length)?.Buffer;

    // The only statement of a loop that touches the memory, where each iteration adds to its own element.
    private int? Covering(Loop loop, Value destination)
    {
        // What a vector function reads need not be as long as the loop, and is not tested when it is only copied.
        if (loop.IsVector || !loop.Body.End.IsYield || Exits.Labels(loop.Body).Count > 0 || loop.Initial.Concat(loop.Body.End.Values).Any(v => v.Type.IsBuffer && MayBe(v, destination)))
        {
            return null;
        }

        var touching = Enumerable.Range(0, loop.Body.Statements.Count).Where(i => MayTouch(loop.Body.Statements[i], destination)).ToList();
        return touching.Count == 1 && loop.Body.Statements[touching[0]].Operation is Accumulate sum && sum.Buffer == destination && sum.Index == loop.Iteration ? touching[0] : null;
    }

    private bool MayTouch(Statement statement, Value memory) =>
        statement.Operation.Operands.Concat(statement.Results).Any(o => o.Type.IsBuffer && MayBe(o, memory))
        || statement.Operation.Regions.Any(r => r.Statements.Any(s => MayTouch(s, memory)) || r.End.Values.Any(v => v.Type.IsBuffer && MayBe(v, memory)));

    private bool MayBe(Value buffer, Value memory) => _aliasing.Roots(buffer) is not { } roots || roots.Contains(memory);
}
