using SymDiff.Compiler.Analysis;
using SymDiff.Compiler.IR;
using SymDiff.Compiler.Transforms;

namespace SymDiff.Compiler.Simplify;

/// <summary>
/// Values of the derivative that no operation in sight computes: what its calls return and its loops carry, and what is read from memory into which it puts such
/// values. Values of the primal are what rules take them for; of these nothing is known, so that they may be infinite where the primal's values are not.
/// </summary>
internal static class HandedOn
{
    /// <summary>The values.</summary>
    public static HashSet<Value> Of(Function function)
    {
        var statements = function.Body.AllStatements().ToList();
        var derived = statements.Where(s => s.Step is not null).ToList();
        var handedOn = new HashSet<Value>(statements.Where(IsPullback).SelectMany(s => s.Results).Concat(derived.SelectMany(s => s.Operation is Loop loop ? loop.Body.Parameters.Skip(1) : [])));
        var ofDerivative = new HashSet<Value>(derived.SelectMany(s => s.Results).Concat(handedOn));
        var aliasing = Aliasing.Of(function);
        var written = new HashSet<Value>();
        bool writesAnything = false;
        foreach (var statement in statements)
        {
            foreach (var buffer in Written(statement, ofDerivative))
            {
                var roots = aliasing.Roots(buffer);
                writesAnything |= roots is null;
                written.UnionWith(roots ?? []);
            }
        }

        foreach (var load in derived.Where(s => s.Operation is Load))
        {
            if (writesAnything || aliasing.Roots(((Load)load.Operation).Buffer) is not { } roots || roots.Any(written.Contains))
            {
                handedOn.UnionWith(load.Results);
            }
        }

        return handedOn;
    }

    private static IEnumerable<Value> Written(Statement statement, HashSet<Value> ofDerivative) => statement.Operation switch
    {
        Store store when ofDerivative.Contains(store.Stored) => [store.Buffer],
        Accumulate sum => [sum.Buffer],
        Vector { Destination: { } destination } when statement.Step is not null => [destination],
        Call call when IsPullback(statement) => call.Written,
        _ => [],
    };

    // One that runs in the forward sweep is no step of its own.
    private static bool IsPullback(Statement statement) => statement.Operation is Call call && DerivedNames.IsOfPullback(call.Callee);
}
