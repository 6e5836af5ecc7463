using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Emit;

/// <summary>What the steps of a method look like in its source: <c>z = w * x + b</c> for each value that the user named, <c>return …</c> for the result.</summary>
internal sealed class StepTexts
{
    /// <summary>The columns that a quoted step takes at most.</summary>
    public const int LineWidth = 80;

    private readonly FoldedFunction _folded;
    private readonly ExpressionPrinter _printer;
    private readonly Dictionary<int, Node> _vectors = [];
    private readonly Dictionary<int, Value> _named = [];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<int, string?> _texts = [];

    /// <summary>The steps of a method.</summary>
    /// <param name="primal">The method.</param>
    /// <param name="capabilities">What the emitted text may use, for the quoted expressions to look like it.</param>
    public StepTexts(Function primal, Capabilities capabilities)
    {
        _folded = Folding.Quote(VectorCalls.WithWholeDestinations(primal), FoldingPurpose.Step);
        _printer = new ExpressionPrinter(_folded, v => v.Name is { } name ? Identifiers.Escape(name) : "…", capabilities, qualifier: "");
        foreach (var result in primal.Body.AllStatements().SelectMany(s => s.Results).Where(r => r.Name is not null))
        {
            _named[result.Id] = result;
            _names.Add(result.Name!);
        }

        Collect(_folded.Body);
    }

    /// <summary>Whether the user gave a value this name.</summary>
    public bool IsUsersName(string name) => _names.Contains(name);

    /// <summary>The step as one line; null where there is nothing to show.</summary>
    /// <param name="step">Its number; see <see cref="Statement.Step"/>.</param>
    public string? this[int step]
    {
        get
        {
            if (!_texts.TryGetValue(step, out string? text))
            {
                text = step == Statement.SnapshotStep ? "a snapshot" : step == Statement.AgainStep ? "from the newest snapshot to this iteration" : step == Statement.ResultStep ? Result() : _vectors.TryGetValue(step, out var vector) ? _printer.PrintDefinition(vector) : _named.TryGetValue(step, out var value) ? Definition(value) : null;
                _texts[step] = text = text is null ? null : OneLine(Unqualified(text));
            }

            return text;
        }
    }

    /// <summary>C# without the qualifiers that only emitted code needs.</summary>
    public static string Unqualified(string text) =>
        Row.Replace(MatrixElement.Replace(text.Replace(ExpressionPrinter.Qualified, "").Replace("global::", ""), "[$1, $2]"), "$1[$2]");

    // `m[SymDiff.Buffers.Index(i, j, mColumns)]` is `m[i, j]` where the user wrote it.
    private static readonly System.Text.RegularExpressions.Regex MatrixElement = new(@"\[SymDiff\.Buffers\.Index\(([^(),]+), ([^(),]+), [^(),]+\)\]");

    // `a.Slice(a[i], a[i].Length)` is `a[i]` where the user wrote it: elements, starts and rows of an array of arrays have one name.
    private static readonly System.Text.RegularExpressions.Regex Row = new(@"\b(\w+)\.Slice\(\1\[([^\[\]]+)\], \1\[\2\]\.Length\)");

    private void Collect(Scope scope)
    {
        foreach (var node in scope.Nodes)
        {
            if (node.Operation is Vector { Step: { } step })
            {
                _vectors[step] = node;
            }

            foreach (var arm in node.Arms)
            {
                Collect(arm);
            }
        }
    }

    // What cannot be shown in one expression is not worth a line.
    private string? Result() => _folded.Body.End.Values.Count == 1 && _printer.Print(_folded.Body.End.Values[0]) is var text and not "…" ? "return " + text : null;

    private string? Definition(Value value) => _folded.Definition(value) switch
    {
        null or { Form: NodeForm.Dropped } or { Operation: Loop or Block or Alloc or Call } => null,
        { Operation: If choice, IsExpression: false } => $"if ({_printer.Print(choice.Condition)})",
        var node when Shapes.IsIdentity(node.Operation) => null,
        var node => $"{value.Name} = {_printer.PrintDefinition(node)}",
    };

    // Nothing in a piece of C# may end the comment that it is quoted in.
    private static string OneLine(string text)
    {
        int end = 0;
        while (end < text.Length && !char.IsControl(text[end]) && text[end] is not ('\u2028' or '\u2029'))
        {
            end++;
        }

        text = text.Substring(0, end);
        int space = text.Length <= LineWidth ? -1 : text.LastIndexOf(' ', LineWidth - 2);
        return text.Length <= LineWidth ? text : text.Substring(0, space > 0 ? space : LineWidth - 2) + " …";
    }
}
