using System.Globalization;
using SymDiff.Compiler.IR;
using SymDiff.Compiler.Rules;

namespace SymDiff.Compiler.Graphs;

/// <summary>What a person would write into a node.</summary>
internal static class GraphLabels
{
    private static readonly Dictionary<string, string> Signs = new(StringComparer.Ordinal)
    {
        ["Add"] = "+",
        ["Subtract"] = "−",
        ["Multiply"] = "×",
        ["Divide"] = "÷",
        ["Negate"] = "−",
        ["Sqrt"] = "√",
        ["Cbrt"] = "∛",
        ["Pow"] = "^",
        ["Log"] = "ln",
        ["LogToBase"] = "log",
        ["Abs"] = "|·|",
        ["Less"] = "<",
        ["LessOrEqual"] = "≤",
        ["Greater"] = ">",
        ["GreaterOrEqual"] = "≥",
        ["Equal"] = "=",
        ["NotEqual"] = "≠",
        ["Not"] = "not",
        ["And"] = "and",
        ["Or"] = "or",
        ["Xor"] = "xor",
        ["Remainder"] = "mod",
        ["Floor"] = "⌊·⌋",
        ["Ceiling"] = "⌈·⌉",
        ["StopGradient"] = "stop",
    };

    /// <summary>The label of an operation.</summary>
    public static string Of(Primitive row, IrType type) => row.Name == "Convert" ? "to " + Emit.CSharpTypes.Name(type)
        : Signs.TryGetValue(row.Name, out string? sign) ? sign
        : row.CSharp.Kind == CSharpFormKind.Math ? row.CSharp.Text.ToLowerInvariant()
        : row.Name;

    /// <summary>The label of a constant.</summary>
    public static string Of(Literal literal) => literal.Symbol switch
    {
        "global::System.Math.PI" => "π",
        "global::System.Math.E" => "e",
        { } symbol => symbol.Replace("global::", "").Replace("System.", ""),
        null when literal.Type.Kind == TypeKind.Bool => literal.Bits != 0 ? "true" : "false",
        null when literal.Type.IsReal => Number(literal.Real),
        null => ScalarMath.Value(literal).ToString()!,
    };

    /// <summary>A number, as short as it can be told from others.</summary>
    public static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture).Replace("-", "−");
}
