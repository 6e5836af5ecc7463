using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Emit;

/// <summary>Finds values that go on in the variable of an earlier one, which is used for nothing else: <c>dX += …</c>.</summary>
internal static class Continuation
{
    /// <summary>The earlier value of the same name whose variable this one can take over; null where it needs its own.</summary>
    public static Value? Of(FoldedFunction folded, Value value)
    {
        var node = folded.Definition(value)!;
        bool isBranch = node is { IsExpression: false, Operation: If };
        if (value.Name is null || (!isBranch && node.Operation is not Apply))
        {
            return null;
        }

        var yielded = isBranch ? node.Arms.Where(a => a.End.IsYield).Select(a => Yielded(folded, node, a, value)).ToList() : [];
        var candidates = isBranch ? yielded.SelectMany(y => Earlier(folded, y).Prepend(y)) : Earlier(folded, value);
        var earlier = candidates.FirstOrDefault(c => c.Name == value.Name && c.Type == value.Type && IsDefinedIn(folded, c, node.Scope));
        if (earlier is null)
        {
            return null;
        }

        int taken = isBranch ? yielded.Count(y => y == earlier || (folded.Inlined(y) is not null && IsOf(folded, y, earlier))) : 1;
        return taken == folded.UseCount(earlier) ? earlier : null;
    }

    // What a sum or a difference may have been accumulated in.
    private static IEnumerable<Value> Earlier(FoldedFunction folded, Value value) =>
        folded.Definition(value)?.Operation is Apply { Primitive: "Add" or "Subtract" } apply
            ? apply.Arguments.Select(folded.Resolve).Where(a => IsOf(folded, value, a))
            : [];

    private static bool IsOf(FoldedFunction folded, Value value, Value earlier) =>
        folded.Definition(value)?.Operation is Apply { Primitive: "Add" or "Subtract" } apply && value.IsReal
        && (folded.Resolve(apply.Arguments[0]) == earlier || (apply.Primitive == "Add" && folded.Resolve(apply.Arguments[1]) == earlier));

    private static bool IsDefinedIn(FoldedFunction folded, Value value, Scope scope) =>
        folded.Definition(value) is { Form: NodeForm.Written } node && node.Scope == scope && node.Live.Contains(value);

    private static Value Yielded(FoldedFunction folded, Node owner, Scope arm, Value result) =>
        folded.Resolve(arm.End.Values[Shapes.IndexOf(owner.Statement.Results, result)]);
}
