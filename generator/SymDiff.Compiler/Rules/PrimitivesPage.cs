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
        text.Append("Generated from the rows in `generator/SymDiff.Compiler/Rules`. `x`, `y`, `z` are the arguments, `n` an integer, and `r` the result. A\n");
        text.Append("partial marked *strong* can be infinite inside the domain: a cotangent or tangent that is exactly 0 then contributes exactly 0.\n");
        text.Append("`Math` stands for `MathF` too, and `double` for `float`; where `Math` and `double` have the same function they share the row.\n");
        text.Append("[conventions.md](conventions.md) says what holds at kinks, jumps and poles.\n\n");
        text.Append("| primitive | C# | partial derivatives | note |\n| --- | --- | --- | --- |\n");
        foreach (var row in PrimitiveTable.All.Where(r => r.Formulas.Count > 0))
        {
            var partials = row.Formulas.Select((f, i) => i < row.Partials.Count && row.Partials[i] is { CanBeInfinite: true } ? f + " *(strong)*" : f);
            text.Append("| ").Append(row.Name).Append(" | `").Append(Escape(Written(row))).Append("` | ").Append(Escape(string.Join("; ", partials)))
                .Append(" | ").Append(Escape(row.Note)).Append(" |\n");
        }

        return text.ToString();
    }

    private static string Written(Primitive row)
    {
        string[] arguments = [.. Enumerable.Range(0, row.Arity).Select(i => Name(row.KindOf(i), i))];
        return row.CSharp.Kind switch
        {
            CSharpFormKind.Binary => $"x {row.CSharp.Text} y",
            CSharpFormKind.Unary => row.CSharp.Text + "x",
            CSharpFormKind.Math => $"{(row.CSharp.Home == CSharpHome.Number ? "double" : "Math")}.{row.CSharp.Text}({string.Join(", ", arguments)})",
            CSharpFormKind.Library => $"{row.CSharp.Text}({string.Join(", ", arguments)})",
            CSharpFormKind.Conditional => row.CSharp.Text
                .Replace("{0}", "x").Replace("{1}", "y").Replace("{2}", "z")
                .Replace("{zero}", "0").Replace("{one}", "1").Replace("{half}", "0.5").Replace("{nan}", "NaN"),
            _ => "x",
        };
    }

    private static string Name(ParameterKind kind, int index) => kind switch
    {
        ParameterKind.Integer => "n",
        ParameterKind.Mode => "mode",
        _ => index == 0 ? "x" : index == 1 ? "y" : "z",
    };

    private static string Escape(string text) => text.Replace("|", "\\|");
}
