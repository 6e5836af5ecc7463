using System.Text;

namespace SymDiff.Compiler.Rules;

/// <summary>Writes the table of <c>docs/primitives.md</c> from the rows; a test keeps the file equal to it.</summary>
public static class PrimitivesPage
{
    /// <summary>The page.</summary>
    public static string Text()
    {
        var text = new StringBuilder();
        text.Append("# Primitives\n\n");
        text.Append("Generated from the rows in `generator/SymDiff.Compiler/Rules`. `x`, `y` are the arguments and `r` the result. A partial marked *strong* can be\n");
        text.Append("infinite inside the domain: a cotangent or tangent that is exactly 0 then contributes exactly 0. [conventions.md](conventions.md) says what\n");
        text.Append("holds at kinks, jumps and poles.\n\n");
        text.Append("| primitive | C# | partial derivatives | note |\n| --- | --- | --- | --- |\n");
        foreach (var row in PrimitiveTable.All.Where(r => r.Formulas.Count > 0))
        {
            var partials = row.Formulas.Select((f, i) => i < row.Partials.Count && row.Partials[i] is { CanBeInfinite: true } ? f + " *(strong)*" : f);
            text.Append("| ").Append(row.Name).Append(" | `").Append(Escape(Written(row))).Append("` | ").Append(Escape(string.Join("; ", partials)))
                .Append(" | ").Append(Escape(row.Note)).Append(" |\n");
        }

        return text.ToString();
    }

    private static string Written(Primitive row) => row.CSharp.Kind switch
    {
        CSharpFormKind.Binary => $"x {row.CSharp.Text} y",
        CSharpFormKind.Unary => row.CSharp.Text + "x",
        CSharpFormKind.Math => row.Arity == 1 ? $"Math.{row.CSharp.Text}(x)" : $"Math.{row.CSharp.Text}(x, y)",
        CSharpFormKind.Conditional => row.CSharp.Text.Replace("{0}", "x").Replace("{1}", "y").Replace("{zero}", "0").Replace("{one}", "1").Replace("{half}", "0.5").Replace("{nan}", "NaN"),
        _ => "x",
    };

    private static string Escape(string text) => text.Replace("|", "\\|");
}
