using System.Text;

namespace SymDiff.Compiler.Rules;

/// <summary>Writes the table of <c>docs/vectors.md</c> from the rows; a test keeps the file equal to it.</summary>
public static class VectorsPage
{
    private const string Head = """
        # Vector functions

        Generated from the rows in `generator/SymDiff.Compiler/Rules`: the functions of `System.Numerics.Tensors.TensorPrimitives` that have derivatives, over spans of
        `double` and `float`, in all overloads that take spans or numbers (not those with several destinations). `x`, `y`,
        `z` are the arguments, or elements of them, `n` an integer or a mode of rounding, and `r` the result. *Strong* is explained in [primitives.md](primitives.md), which has the rows of the elementwise functions
        too; [conventions.md](conventions.md) says what holds at kinks and poles. Everything else that is called with something active is an error at the call.


        """;

    private static readonly string[] Arguments = ["x", "y", "z"];

    private static readonly string[] Settings = ["n", "mode"];

    /// <summary>The page.</summary>
    public static string Text()
    {
        var text = new StringBuilder(Head.Replace("\r\n", "\n"));
        Table(text, "Element by element", VectorTable.All.Where(f => f.Kind == VectorKind.Elementwise));
        text.Append('\n');
        Table(text, "Of all elements", VectorTable.All.Where(f => f.Kind != VectorKind.Elementwise));
        return text.ToString();
    }

    private static void Table(StringBuilder text, string title, IEnumerable<VectorFunction> rows)
    {
        text.Append("## ").Append(title).Append("\n\n| function | row | partial derivatives |\n| --- | --- | --- |\n");
        foreach (var row in rows)
        {
            string arguments = string.Join(", ", Arguments.Take(row.Arity - row.Settings).Concat(Settings.Take(row.Settings)));
            bool isStrong = row.Partials.Any(p => p?.CanBeInfinite == true);
            text.Append("| `").Append(row.Name).Append('(').Append(arguments).Append(")` | ").Append(row.Primitive ?? "").Append(" | ")
                .Append((row.Formula.Length > 0 ? row.Formula : row.IsStep ? "0" : "").Replace("|", "\\|")).Append(isStrong ? " *(strong)*" : "").Append(" |\n");
        }
    }
}
