using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Emit;

/// <summary>Writes the statements of a folded function.</summary>
/// <param name="writer">Where they go.</param>
/// <param name="folded">The function.</param>
/// <param name="names">The names of its values.</param>
/// <param name="printer">What writes its expressions.</param>
internal sealed class StatementWriter(SourceWriter writer, FoldedFunction folded, LocalNames names, ExpressionPrinter printer)
{
    /// <summary>Writes the statements of a scope, not its end.</summary>
    public void Write(Scope scope)
    {
        foreach (var node in scope.Written)
        {
            switch (node.Operation)
            {
                case If choice when !node.IsExpression:
                    WriteBranch(node, choice);
                    break;
                case External external when node.Live.Count == 0:
                    string text = printer.PrintDefinition(node);
                    writer.Line((node.Statement.Results.Count == 0 || IsCall(external) ? "" : "_ = ") + text + ";");
                    break;
                default:
                    writer.Line($"{CSharpTypes.Name(node.Live[0].Type)} {names[node.Live[0]]} = {printer.PrintDefinition(node)};");
                    break;
            }
        }
    }

    private void WriteBranch(Node node, If choice)
    {
        // Where one arm has nothing to compute, its values are there before the branch, and it needs no text.
        bool isElseReady = node.Live.All(r => !names.IsForwarded(r)) && !node.Arms[1].Written.Any()
            && node.Live.All(r => folded.IsAtom(Yielded(node, 1, r)));
        foreach (var result in node.Live.Where(r => !names.IsForwarded(r)))
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

        string condition = hasThen ? printer.Print(choice.Condition) : "!" + printer.Print(choice.Condition, Precedence.Unary);
        writer.Line($"if ({condition})");
        WriteArm(node, hasThen ? 0 : 1);
        if (hasThen && hasElse)
        {
            WriteElse(node);
        }
    }

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
        Write(node.Arms[arm]);
        foreach (var (target, value) in Assignments(node, arm))
        {
            writer.Line($"{target} = {printer.Print(value)};");
        }

        writer.Close();
    }

    private bool HasText(Node node, int arm) => node.Arms[arm].Written.Any() || Assignments(node, arm).Any();

    private IEnumerable<(string Target, Value Value)> Assignments(Node node, int arm) => node.Live
        .Select(r => (Target: names[r], Value: Yielded(node, arm, r)))
        .Where(a => !names.IsForwarded(a.Value) || names[a.Value] != a.Target);

    private Value Yielded(Node node, int arm, Value result) =>
        folded.Resolve(node.Arms[arm].End.Values[Shapes.IndexOf(node.Statement.Results, result)]);

    // Only calls, assignments and the like may stand as statements.
    private static bool IsCall(External external) => !Shapes.IsPrimary(external.Text) || external.Text.EndsWith(")", StringComparison.Ordinal);
}
