using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Emit;

internal sealed partial class StatementWriter
{
    private bool WriteBranch(Node node, If choice, Place after)
    {
        var landing = new Landing(node, node.Returns is null ? after : null);

        // Where one arm has nothing to compute, its values are there before the branch, and it needs no text.
        bool isElseReady = IsReady(node, landing, after);
        Declare(node, isElseReady ? variable => Ready(node, variable) : null);

        bool hasThen = HasText(node.Arms[0], landing, after);
        bool hasElse = !isElseReady && HasText(node.Arms[1], landing, after);
        if (!hasThen && !hasElse)
        {
            return true;
        }

        // What leaves comes first, and the rest needs no indentation.
        bool isInverted = !hasThen || (hasElse && !Leaves(node.Arms[0], landing, after) && Leaves(node.Arms[1], landing, after));
        _writer.Line($"if ({(isInverted && !Mutation.ForgetsInversion ? Inverted(choice.Condition) : _printer.Print(choice.Condition))})");
        bool goesOn = WriteInBraces(node.Arms[isInverted ? 1 : 0], landing, after);
        bool hasOther = isInverted ? hasThen : hasElse;
        if (!hasOther)
        {
            return true;
        }

        if (!goesOn)
        {
            _writer.Line();
            bool reached = false;
            WriteArm(() => reached = Write(node.Arms[isInverted ? 0 : 1], landing, after));
            return reached;
        }

        return WriteElse(node.Arms[isInverted ? 0 : 1], landing, after) || goesOn;
    }

    private bool IsReady(Node node, Landing landing, Place after)
    {
        var other = node.Arms[1];
        if (landing.Place is null || !other.End.IsYield || other.Written.Any() || Leaves(other, landing, after))
        {
            return false;
        }

        return _folded.Handed(other).All(h =>
            _variables.Share(h.Result, h.Handed)
            || (_folded.IsAtom(h.Handed) && !_variables[h.Result].IsDeclared && _variables[h.Result].DeclaredFor == node
                && _variables.IsFree(_variables[h.Result], node.Arms[0]) && !ReadsAny(node, h.Handed)));

        // All are set at once, one after the other.
        bool ReadsAny(Node branch, Value value) => _folded.Read(value).Any(v => branch.Live.Any(r => _variables.Share(r, v)));
    }

    private Value? Ready(Node node, Variable variable)
    {
        foreach (var (result, handed) in _folded.Handed(node.Arms[1]))
        {
            if (_variables.Find(result) == variable)
            {
                return _variables.Share(result, handed) ? null : handed;
            }
        }

        return null;
    }

    private bool HasText(Scope arm, Landing landing, Place after) =>
        arm.Written.Any() || LandingOf(arm, landing) is not { Place: not null } end || !IsSilent(arm, end) || end.Place.Root != after.Root;

    // Whether the arm surely does not go on after the branch.
    private bool Leaves(Scope arm, Landing landing, Place after) =>
        LandingOf(arm, landing) is not { Place: not null } end || end.Place.Root != after.Root;

    private bool WriteInBraces(Scope arm, Landing landing, Place after)
    {
        bool goesOn = false;
        _writer.Open();
        WriteArm(() => goesOn = Write(arm, landing, after));
        _writer.Close();
        return goesOn;
    }

    private bool WriteElse(Scope arm, Landing landing, Place after)
    {
        // A branch that does nothing but deliver this branch's results continues it.
        if (OnlyBranch(arm, landing, after) is { } next)
        {
            var choice = (If)next.Operation;
            var inner = new Landing(next, after);
            _writer.Line($"else if ({_printer.Print(choice.Condition)})");
            bool goesOn = WriteInBraces(next.Arms[0], inner, after);
            return !HasText(next.Arms[1], inner, after) || WriteElse(next.Arms[1], inner, after) || goesOn;
        }

        _writer.Line("else");
        return WriteInBraces(arm, landing, after);
    }

    private Node? OnlyBranch(Scope arm, Landing landing, Place after)
    {
        var written = arm.Written.Take(2).ToList();
        return written.Count == 1 && written[0] is { IsExpression: false, Operation: If } next
            && LandingOf(arm, landing) is { Place: not null } end && end.Place.Root == after.Root && IsSilent(arm, end)
            && _variables.DeclaredFor[next].All(v => v.IsDeclared)
            && HasText(next.Arms[0], new Landing(next, after), after)
            ? next
            : null;
    }

    private string Inverted(Value condition) => _folded.Inlined(condition)?.Operation is Apply { Primitive: "Not" } not
        ? _printer.Print(not.Arguments[0])
        : "!" + _printer.Print(condition, Precedence.Unary);
}
