using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Emit;

/// <summary>A loop that counts in the user's words: its variable begins somewhere and goes up or down by one, instead of from 0.</summary>
/// <param name="Variable">The user's variable.</param>
/// <param name="First">What it is in iteration 0.</param>
/// <param name="IsDescending">Whether it goes down.</param>
internal sealed record LoopHeader(Value Variable, Value First, bool IsDescending)
{
    private const int Far = 1_000_000;

    /// <summary>Finds the loops of a folded function that can be written so, and has their variables written nowhere else.</summary>
    public static void Find(FoldedFunction folded, Scope scope)
    {
        foreach (var node in scope.Written)
        {
            if (node.Operation is Loop { Count: { } count } loop)
            {
                ShareCount(folded, count);
                if (node.Completed is null && Of(folded, node, loop) is { } header)
                {
                    node.Header = header;
                    folded.Definition(header.Variable)!.Form = NodeForm.Header;
                }
            }

            foreach (var arm in node.Arms)
            {
                Find(folded, arm);
            }
        }
    }

    /// <summary>The number of the iteration, where the loop has a header: the variable, and what is to be subtracted from it.</summary>
    public static (Value Variable, long Offset)? Number(FoldedFunction folded, Node loop) =>
        loop.Header is { IsDescending: false } header && Literal(folded, header.First) is { } offset ? (header.Variable, offset) : null;

    /// <summary>The head of the loop.</summary>
    public LoopHead Head(FoldedFunction folded, Loop loop, string name, Func<Value, string> nameOf)
    {
        var first = Affine.Of(folded, First, nameOf);
        var count = Affine.OfCount(folded, loop.Count!, nameOf);
        if (!IsDescending)
        {
            var end = Mutation.CountsPastTheEnd ? first.Plus(count, 1).Plus(1) : first.Plus(count, 1);
            return loop.IsReversed && !end.Plus(-1).IsName && (MayBeLow(folded, loop.Count!, isClamped: true) || MayBeLow(folded, First, isClamped: false))
                ? new LoopHead($"int {name} = {end}", $"{name}-- > {first}")
                : loop.IsReversed ? new LoopHead($"int {name} = {end.Plus(-1)}", $"{name} >= {first}", name + "--")
                : new LoopHead($"int {name} = {first}", $"{name} {Bound(end, -1, "<")}", name + "++");
        }

        var last = first.Plus(count, -1);
        return loop.IsReversed ? new LoopHead($"int {name} = {last.Plus(1)}", $"{name} <= {first}", name + "++")
            : new LoopHead($"int {name} = {first}", $"{name} {Bound(last, 1, ">")}", name + "--");
    }

    /// <summary>
    /// The head of a loop that counts down from a count to 0: as everybody writes it, where the count cannot be so low that one less is a large number.
    /// </summary>
    /// <param name="folded">The function.</param>
    /// <param name="start">The variable, declared or not.</param>
    /// <param name="name">The variable.</param>
    /// <param name="count">The count.</param>
    /// <param name="printed">How the count is written.</param>
    /// <param name="oneLess">How the count less one is written.</param>
    /// <param name="kept">Memory as long as the loop: of a length the run-time compiler knows more than of a count.</param>
    public static LoopHead Downward(FoldedFunction folded, string start, string name, Value count, string printed, string oneLess, string? kept) =>
        !MayBeLow(folded, count, isClamped: false) || kept is null || Mutation.StopsBeforeFirst ? Downward(folded, start, name, count, printed, oneLess)
            : new LoopHead($"{start} = {kept}.Length - 1", name + " >= 0", name + "--");

    /// <summary>Memory with a place for every iteration of a loop, which it uses.</summary>
    /// <param name="folded">The function.</param>
    /// <param name="loop">The loop.</param>
    /// <param name="body">Its body.</param>
    public static Value? Kept(FoldedFunction folded, Loop loop, Scope body) => loop.Body.AllStatements()
        .Select(s => s.Operation switch { Load load => load.Buffer, Store store => store.Buffer, Accumulate sum => sum.Buffer, _ => null })
        .Select(b => b is null ? null : folded.Resolve(b))
        .FirstOrDefault(b => b is not null && folded.Definition(b) is { Form: NodeForm.Written } made && !body.Contains(made.Scope)
            && (made.Operation switch { TakeMemory taken => taken.Length, Slice part => part.Length, _ => null }) is { } length && folded.Resolve(length) == folded.Resolve(loop.Count!));

    /// <summary>Whether a count is the length of something, or a literal, in so many words.</summary>
    public static bool IsLength(FoldedFunction folded, Value count) => folded.Definition(folded.Resolve(count))?.Operation is Length or Constant;

    private static LoopHead Downward(FoldedFunction folded, string start, string name, Value count, string printed, string oneLess) =>
        MayBeLow(folded, count, isClamped: false)
            ? new LoopHead($"{start} = {printed}", $"{name}-- > {(Mutation.StopsBeforeFirst ? 1 : 0)}")
            : new LoopHead($"{start} = {oneLess}", $"{name} {(Mutation.StopsBeforeFirst ? ">" : ">=")} 0", name + "--");

    // Whether an integer may be so low that a number less wraps around.
    private static bool MayBeLow(FoldedFunction folded, Value value, bool isClamped)
    {
        value = folded.Resolve(value);
        return folded.Definition(value) is not { } node
            ? !folded.IsIteration(value)
            : node.Completed != value && node.Operation switch
            {
                Constant constant => constant.Literal.Bits < -Far,
                Length or Apply { Primitive: "Turns" } => false,
                External external => external.HasEffect || !external.Text.EndsWith(".Length", StringComparison.Ordinal),
                Apply { Primitive: "Add" or "Subtract" } sum => MayBeLow(folded, sum.Arguments[0], isClamped)
                    || folded.Definition(folded.Resolve(sum.Arguments[1]))?.Operation is not Constant { Literal.Bits: > -Far and < Far },
                Apply { Primitive: "Max" } max => MayBeLow(folded, max.Arguments[0], isClamped) && (isClamped || MayBeLow(folded, max.Arguments[1], isClamped)),
                _ => true,
            };
    }

    private static string Bound(Affine bound, int inside, string op)
    {
        string exclusive = bound.ToString();
        string inclusive = bound.Plus(inside).ToString();
        return inclusive.Length < exclusive.Length ? $"{op}= {inclusive}" : $"{op} {exclusive}";
    }

    private static LoopHeader? Of(FoldedFunction folded, Node node, Loop loop)
    {
        var body = node.Arms[0];
        var users = folded.Uses(loop.Iteration).Select(u => u.User).ToList();
        foreach (var user in users)
        {
            if (user is not { Operation: Apply { IsChecked: false, Primitive: "Add" or "Subtract", Arguments: var arguments } apply, Live.Count: 1 }
                || user.Scope != body || user.Live[0].Name is null || user.Live[0].Type != IrType.Int32)
            {
                continue;
            }

            bool isSecond = folded.Resolve(arguments[1]) == loop.Iteration;
            var first = arguments[isSecond ? 0 : 1];
            bool isDescending = apply.Primitive == "Subtract";
            if ((isDescending && !isSecond) || !folded.IsAtom(first) || folded.Resolve(first) == loop.Iteration || IsInside(folded, first, body))
            {
                continue;
            }

            if (users.Count == 1 || (!isDescending && Literal(folded, first) is not null))
            {
                return new LoopHeader(user.Live[0], first, isDescending);
            }
        }

        return null;
    }

    private static bool IsInside(FoldedFunction folded, Value value, Scope body)
    {
        value = folded.Resolve(value);
        return folded.Definition(value) is { } node
            ? node.Operation is not Constant && body.Contains(node.Scope)
            : !folded.Function.Parameters.Contains(value);
    }

    private static long? Literal(FoldedFunction folded, Value value) =>
        folded.Inlined(value)?.Operation is Constant { Literal: { Symbol: null } literal } && literal.Bits is > -1000 and < 1000 ? literal.Bits : null;

    // A sum or difference of parameters and numbers, asked for by loops alone, needs no name: the loops say it in their own way.
    private static void ShareCount(FoldedFunction folded, Value count)
    {
        if (folded.Definition(folded.Resolve(count)) is { Form: NodeForm.Written } node && IsPlain(folded, node.Operation)
            && folded.Uses(node.Live[0]).All(u => u.User?.Operation is Loop or TakeMemory or NewArray))
        {
            node.Form = NodeForm.Inline;
        }
    }

    private static bool IsPlain(FoldedFunction folded, Operation operation) =>
        operation is Apply { IsChecked: false, Primitive: "Add" or "Subtract" or "Max" } apply && apply.Arguments.All(a =>
            folded.Function.Parameters.Contains(folded.Resolve(a))
            || folded.Inlined(a) is { } node && (node.Operation is Constant || IsPlain(folded, node.Operation)));
}
