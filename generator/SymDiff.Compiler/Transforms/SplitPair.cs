using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Transforms;

/// <summary>
/// Cuts the sweeps of a callee in two: a forward half that leaves a record of all that the reverse half needs, and the reverse half. The caller
/// runs each once, in its own forward and reverse sweep, so nothing is ever executed again.
/// </summary>
internal static class SplitPair
{
    /// <summary>The halves, which are named after the primal.</summary>
    /// <param name="name">The primal's name.</param>
    /// <param name="sweeps">Its sweeps, without recalls.</param>
    /// <param name="seeds">How many of the function's parameters are cotangents of results, and where they begin.</param>
    public static (Function Forward, Function Reverse) Run(string name, Sweeps sweeps, (int Start, int Count) seeds)
    {
        var function = sweeps.Function;
        var values = new ValueSource(function);
        var cotangents = function.Parameters.Skip(seeds.Start).Take(seeds.Count).ToList();
        var reverse = function.Body with
        {
            Statements = function.Body.Statements.Skip(sweeps.ForwardCount).ToEquatableArray(),
            End = new Terminator(null, sweeps.Cotangents),
        };
        var kept = reverse.FreeValues().Except(cotangents).ToList();

        var first = new RegionBuilder(values);
        foreach (var statement in function.Body.Statements.Take(sweeps.ForwardCount))
        {
            first.Add(statement);
        }

        var frame = first.Add(new Alloc(IrType.Any, first.Int(kept.Count)), IrType.Frame);
        for (int i = 0; i < kept.Count; i++)
        {
            first.Add(new Store(frame, first.Int(i), kept[i]));
        }

        var returned = sweeps.Results.Append(frame).ToArray();
        var forward = new Function(
            DerivedNames.Forward(name),
            function.Parameters.Except(cotangents).ToEquatableArray(),
            returned.Select(r => r.Type).ToEquatableArray(),
            first.Yield(returned))
        {
            MayOverlap = function.MayOverlap,
        };

        var record = values.Fresh(IrType.Frame);
        var second = new RegionBuilder(values);
        var loaded = new Dictionary<Value, Value>();
        for (int i = 0; i < kept.Count; i++)
        {
            loaded[kept[i]] = second.Add(new Load(record, second.Int(i)), kept[i].Type, kept[i].Name);
        }

        foreach (var statement in reverse.Statements)
        {
            second.Add(statement.Rename(loaded));
        }

        var results = sweeps.Cotangents.Map(loaded).ToArray();
        var backward = new Function(
            DerivedNames.Reverse(name),
            cotangents.Append(record).ToEquatableArray(),
            results.Select(r => r.Type).ToEquatableArray(),
            second.Yield(results));
        return (forward, backward);
    }
}
