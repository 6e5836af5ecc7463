using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Emit;

/// <summary>Names each step of the method in a comment before the first statement that reverses it.</summary>
/// <param name="writer">Where comments go.</param>
/// <param name="folded">The derivative.</param>
/// <param name="texts">The steps.</param>
internal sealed class StepComments(SourceWriter writer, FoldedFunction folded, StepTexts texts)
{
    private readonly HashSet<int> _named = [];

    // What was named, in order: an arm takes back what it added. A copy of the set would cost every arm the length of the function.
    private readonly Stack<int> _order = new();

    /// <summary>Names what the statement, or an expression inside it, is the first to reverse.</summary>
    public void Before(Node node)
    {
        var steps = new List<int>();
        Collect(node, steps);
        Write(steps);
    }

    /// <summary>Names what the expressions are the first to reverse.</summary>
    public void Before(IEnumerable<Value> values)
    {
        var steps = new List<int>();
        foreach (var value in values)
        {
            Collect(value, steps);
        }

        Write(steps);
    }

    /// <summary>Writes an arm of a branch: what is named in it is not named for the other arm, nor for what follows.</summary>
    public void Within(Action arm)
    {
        int outside = _order.Count;
        arm();
        while (_order.Count > outside)
        {
            _named.Remove(_order.Pop());
        }
    }

    private void Write(List<int> steps)
    {
        steps = steps.Where(_named.Add).ToList();
        steps.ForEach(_order.Push);

        // Short steps of one statement share a line.
        string line = "";
        foreach (string text in steps.Select(s => texts[s]).OfType<string>())
        {
            if (line.Length > 0 && line.Length + text.Length + 2 > StepTexts.LineWidth)
            {
                writer.Line("// " + line);
                line = "";
            }

            line += (line.Length > 0 ? "; " : "") + text;
        }

        if (line.Length > 0)
        {
            writer.Line("// " + line);
        }
    }

    private void Collect(Value value, List<int> steps)
    {
        if (folded.Inlined(value) is { } node)
        {
            Collect(node, steps);
        }
    }

    // A constant belongs to the expression around it.
    private void Collect(Node node, List<int> steps)
    {
        foreach (var operand in node.Operation.Operands)
        {
            Collect(operand, steps);
        }

        foreach (var yielded in node.IsExpression ? node.Arms.SelectMany(a => a.End.Values) : [])
        {
            Collect(yielded, steps);
        }

        if (node.Statement.Step is { } step && node.Operation is not (Constant or Loop or Block) && !steps.Contains(step))
        {
            steps.Add(step);
        }
    }
}
