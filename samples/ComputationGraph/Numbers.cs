using System.Globalization;
using System.Text.RegularExpressions;
using SymDiff.Compiler.Graphs;

namespace Circuits;

/// <summary>Numbers and formulas as people write them.</summary>
internal static partial class Numbers
{
    /// <summary>A number to four digits.</summary>
    public static string Short(double value) => Rounded(value, "G4");

    /// <summary>A number to six digits.</summary>
    public static string Six(double value) => Rounded(value, "G6");

    /// <summary>A number as a factor or a term behind another: in brackets where it has a sign.</summary>
    public static string Behind(double value) => value < 0 ? $"({Short(value)})" : Short(value);

    /// <summary>The value of a node.</summary>
    public static string Of(GraphNode node, NodeValue value) => !value.IsReached ? "not taken" : node.Type == SymDiff.Compiler.IR.IrType.Bool ? (value.Value == 0 ? "false" : "true") : Short(value.Value);

    /// <summary>C# with the signs of mathematics: <c>3·u</c> instead of <c>3.0 * u</c>.</summary>
    public static string Formula(string csharp) => Function().Replace(Whole().Replace(csharp, "$1"), m => char.ToLowerInvariant(m.Groups[1].Value[0]) + m.Groups[1].Value[1..]).Replace(" * ", "·", StringComparison.Ordinal)
        .Replace("-", "−", StringComparison.Ordinal);

    private static string Rounded(double value, string format) => (Math.Abs(value) < 1e-12 ? 0 : value).ToString(format, CultureInfo.InvariantCulture).Replace("-", "−", StringComparison.Ordinal);

    [GeneratedRegex(@"\b(?:Math|double)\.(\w+)(?=\()")]
    private static partial Regex Function();

    [GeneratedRegex(@"(?<![\w.])(\d+)\.0(?!\d)")]
    private static partial Regex Whole();
}
