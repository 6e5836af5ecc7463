using Microsoft.CodeAnalysis;
using SymDiff.Compiler.Rules;

namespace SymDiff.Generator.Frontend;

/// <summary>What is known of the platform's methods, by full name.</summary>
internal static class KnownMethods
{
    private static readonly string[] MathTypes = ["System.Math", "System.MathF", "System.Double", "System.Single"];

    // Members whose name is also a row of the table, which is the one place that knows their derivative.
    private static readonly HashSet<string> Rows = new(StringComparer.Ordinal)
    {
        "Sqrt", "Pow", "Exp", "Log", "Sin", "Cos", "Tan", "Tanh", "Abs", "Max", "Min",
    };

    private static readonly HashSet<string> PureProperties = new(StringComparer.Ordinal)
    {
        "System.String.Length", "System.Array.Length", "System.Array.LongLength", "System.Array.Rank",
        "System.Span`1.Length", "System.ReadOnlySpan`1.Length", "System.Nullable`1.HasValue", "System.Nullable`1.Value",
    };

    /// <summary>The identity without a derivative.</summary>
    public static bool IsStopGradient(IMethodSymbol method) =>
        method.Name == "StopGradient" && TypeMap.Is(method.ContainingType, "SymDiff.Differential") && method.Parameters.Length == 1;

    /// <summary>The row of the primitive table that the method is; null if it is none.</summary>
    public static string? Primitive(IMethodSymbol method)
    {
        if (!IsMath(method) || !Rows.Contains(method.Name) || !PrimitiveTable.Contains(method.Name)
            || method.Parameters.Length != PrimitiveTable.Get(method.Name).Arity)
        {
            return null;
        }

        // One width throughout: an overload of other types is another function.
        return TypeMap.Scalar(method.ReturnType) is { IsReal: true } result && method.Parameters.All(p => TypeMap.Scalar(p.Type) == result)
            ? method.Name
            : null;
    }

    /// <summary>Whether this is a static function of the platform's math types.</summary>
    public static bool IsMath(IMethodSymbol method) =>
        method is { IsStatic: true, MethodKind: MethodKind.Ordinary } && MathTypes.Any(t => TypeMap.Is(method.ContainingType, t));

    /// <summary>Whether a math function depends on its arguments alone: numbers to a number, nothing that reads a culture.</summary>
    public static bool IsPureMath(IMethodSymbol method) =>
        IsMath(method) && IsNumber(method.ReturnType) && method.Parameters.All(p => IsNumber(p.Type) || p.Type.TypeKind == TypeKind.Enum);

    /// <summary>Whether reading the property twice gives the same and does nothing.</summary>
    public static bool IsPure(IPropertySymbol property) =>
        PureProperties.Contains(TypeMap.FullName(property.ContainingType) + "." + property.Name);

    private static bool IsNumber(ITypeSymbol type) => TypeMap.Scalar(type) is not null;
}
