using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Emit;

/// <summary>Finds the branches and blocks that come last, whose regions can return from the method themselves.</summary>
internal static class Tails
{
    /// <summary>Marks them.</summary>
    public static void Mark(FoldedFunction folded) => Mark(folded, folded.Body, [.. folded.Body.End.Values.Select(folded.Resolve)]);

    private static void Mark(FoldedFunction folded, Scope scope, IReadOnlyList<Value> returned)
    {
        if (scope.Written.LastOrDefault() is not { IsExpression: false, Operation: If or Block, Live.Count: > 0 } node
            || !node.Live.All(r => IsReturnedOnly(r) && Continuation.Of(folded, r) is null)
            || !returned.All(v => node.Live.Contains(v) || folded.IsAtom(v)))
        {
            return;
        }

        node.Returns = returned;
        foreach (var arm in node.Arms.Where(a => a.End.IsYield))
        {
            Mark(folded, arm, [.. Returned(folded, node, arm)]);
        }

        bool IsReturnedOnly(Value result) => folded.UseCount(result) == returned.Count(v => v == result);
    }

    /// <summary>What is returned where a region that belongs to the statement ends.</summary>
    public static IEnumerable<Value> Returned(FoldedFunction folded, Node node, Scope end)
    {
        var handed = folded.Handed(end).ToDictionary(h => h.Result, h => h.Handed);
        return node.Returns!.Select(v => handed.TryGetValue(v, out var value) ? value : v);
    }
}
