using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Emit;

/// <summary>Writes the statements of a folded function.</summary>
/// <param name="writer">Where they go.</param>
/// <param name="folded">The function.</param>
/// <param name="names">The names of its values.</param>
/// <param name="printer">What writes its expressions.</param>
/// <param name="comments">What names the steps; null for no comments.</param>
internal sealed class StatementWriter(SourceWriter writer, FoldedFunction folded, LocalNames names, ExpressionPrinter printer, StepComments? comments)
{
    /// <summary>Writes the statements of a scope, not its end.</summary>
    public void Write(Scope scope) => Write(scope.Written);

    /// <summary>Writes a scope that ends in returning one value. A branch that comes last returns from its arms.</summary>
    public void WriteReturning(Scope scope, Value value)
    {
        value = folded.Resolve(value);
        if (!CanReturnFromArms(scope, value))
        {
            Write(scope);
            comments?.Before([value]);
            writer.Line($"return {printer.Print(value)};");
            return;
        }

        var branch = scope.Written.Last();
        Write(scope.Written.Where(n => n != branch));
        comments?.Before(branch);
        writer.Line($"if ({printer.Print(((If)branch.Operation).Condition)})");
        writer.Open();
        WriteArm(() => WriteReturning(branch.Arms[0], Yielded(branch, 0, value)));
        writer.Close();
        writer.Line();
        WriteArm(() => WriteReturning(branch.Arms[1], Yielded(branch, 1, value)));
    }

    private bool CanReturnFromArms(Scope scope, Value value) =>
        IsLastBranch(scope, value) && Enumerable.Range(0, 2).All(i => IsReturnable(scope.Written.Last(), i, value));

    private bool IsReturnable(Node branch, int arm, Value result) =>
        Yielded(branch, arm, result) is var value && (!names.IsForwarded(value) || CanReturnFromArms(branch.Arms[arm], value));

    private bool IsLastBranch(Scope scope, Value value) =>
        scope.Written.LastOrDefault() is { IsExpression: false, Operation: If, Live.Count: 1 } branch
        && branch.Live[0] == value && folded.UseCount(value) == 1 && names.Continued(value) is null;

    private void WriteArm(Action write)
    {
        if (comments is null)
        {
            write();
        }
        else
        {
            comments.Within(write);
        }
    }

    private void Write(IEnumerable<Node> nodes)
    {
        foreach (var node in nodes)
        {
            comments?.Before(node);
            switch (node.Operation)
            {
                case If choice when !node.IsExpression:
                    WriteBranch(node, choice);
                    break;
                case External external when node.Live.Count == 0:
                    string text = printer.PrintDefinition(node);
                    writer.Line((node.Statement.Results.Count == 0 || IsCall(external) ? "" : "_ = ") + text + ";");
                    break;
                case External when ExternalResults.NeedStatement(node.Statement):
                    foreach (string line in ExternalResults.Lines(node, r => names[r], printer.PrintDefinition(node)))
                    {
                        writer.Line(line);
                    }

                    break;
                case SineAndCosine:
                    var targets = node.Statement.Results.Select(r => node.Live.Contains(r) ? $"{CSharpTypes.Name(r.Type)} {names[r]}" : "_");
                    writer.Line($"({string.Join(", ", targets)}) = {printer.PrintDefinition(node)};");
                    break;
                case Apply apply when names.Continued(node.Live[0]) is { } earlier:
                    Continue(names[node.Live[0]], apply, earlier);
                    break;
                default:
                    writer.Line($"{CSharpTypes.Name(node.Live[0].Type)} {names[node.Live[0]]} = {printer.PrintDefinition(node)};");
                    break;
            }
        }
    }

    // One variable goes on under its name: what it was is not needed any more.
    private void Continue(string name, Apply apply, Value earlier)
    {
        bool isFirst = folded.Resolve(apply.Arguments[0]) == earlier;
        var added = apply.Arguments[isFirst ? 1 : 0];
        writer.Line(apply.Primitive == "Add" && folded.Inlined(added)?.Operation is Apply { Primitive: "Negate" } negated
            ? $"{name} -= {printer.Print(negated.Arguments[0])};"
            : $"{name} {(apply.Primitive == "Add" ? "+=" : "-=")} {printer.Print(added)};");
    }

    private void WriteBranch(Node node, If choice)
    {
        // Where one arm has nothing to compute, its values are there before the branch, and it needs no text.
        bool isElseReady = node.Live.All(r => !names.IsForwarded(r)) && !node.Arms[1].Written.Any()
            && node.Live.All(r => names.Continued(r) is { } earlier ? Yielded(node, 1, r) == earlier : folded.IsAtom(Yielded(node, 1, r)));
        foreach (var result in node.Live.Where(r => !names.IsForwarded(r) && names.Continued(r) is null))
        {
            string initial = isElseReady ? " = " + printer.Print(Yielded(node, 1, result)) : "";
            writer.Line($"{CSharpTypes.Name(result.Type)} {names[result]}{initial};");
        }

        bool hasThen = HasText(node, 0);
        bool hasElse = !isElseReady && HasText(node, 1);
        if (!hasThen && !hasElse)
        {
            return;
        }

        writer.Line($"if ({(hasThen ? printer.Print(choice.Condition) : Inverted(choice.Condition))})");
        WriteArm(node, hasThen ? 0 : 1);
        if (hasThen && hasElse)
        {
            WriteElse(node);
        }
    }

    private string Inverted(Value condition) => folded.Inlined(condition)?.Operation is Apply { Primitive: "Not" } not
        ? printer.Print(not.Arguments[0])
        : "!" + printer.Print(condition, Precedence.Unary);

    private void WriteElse(Node node)
    {
        // A branch that does nothing but deliver this branch's results continues it.
        while (OnlyBranch(node) is { } next)
        {
            writer.Line($"else if ({printer.Print(((If)next.Operation).Condition)})");
            WriteArm(next, 0);
            node = next;
        }

        if (HasText(node, 1))
        {
            writer.Line("else");
            WriteArm(node, 1);
        }
    }

    private Node? OnlyBranch(Node node)
    {
        var written = node.Arms[1].Written.Take(2).ToList();
        return written.Count == 1 && written[0] is { IsExpression: false, Operation: If } next && HasText(next, 0)
            && next.Live.Count == node.Live.Count && next.Live.All(names.IsForwarded)
            ? next
            : null;
    }

    private void WriteArm(Node node, int arm)
    {
        writer.Open();
        WriteArm(() => WriteInArm(node, arm));
        writer.Close();
    }

    private void WriteInArm(Node node, int arm)
    {
        Write(node.Arms[arm]);
        foreach (var (result, value) in Assignments(node, arm))
        {
            comments?.Before([value]);
            if (names.Continued(result) is { } earlier && LocalNames.IsContinuation(folded, value, earlier))
            {
                Continue(names[result], (Apply)folded.Inlined(value)!.Operation, earlier);
            }
            else
            {
                writer.Line($"{names[result]} = {printer.Print(value)};");
            }
        }
    }

    private bool HasText(Node node, int arm) => node.Arms[arm].Written.Any() || Assignments(node, arm).Any();

    private IEnumerable<(Value Result, Value Value)> Assignments(Node node, int arm) => node.Live
        .Select(r => (Result: r, Value: Yielded(node, arm, r)))
        .Where(a => (!names.IsForwarded(a.Value) || names[a.Value] != names[a.Result]) && names.Continued(a.Result) != a.Value);

    private Value Yielded(Node node, int arm, Value result) =>
        folded.Resolve(node.Arms[arm].End.Values[Shapes.IndexOf(node.Statement.Results, result)]);

    // Only calls, assignments and the like may stand as statements.
    private static bool IsCall(External external) => !Shapes.IsPrimary(external.Text) || external.Text.EndsWith(")", StringComparison.Ordinal);
}
