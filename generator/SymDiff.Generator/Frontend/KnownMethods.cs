using Microsoft.CodeAnalysis;
using SymDiff.Compiler.IR;
using SymDiff.Compiler.Rules;

namespace SymDiff.Generator.Frontend;

/// <summary>What is known of the platform's methods, by full name.</summary>
internal static class KnownMethods
{
    private static readonly string[] MathTypes = ["System.Math", "System.MathF", "System.Double", "System.Single"];

    private static readonly string[] GuardTypes =
        ["System.ArgumentNullException", "System.ArgumentException", "System.ArgumentOutOfRangeException", "System.ObjectDisposedException"];

    // The rows that are written as calls, by the method's name: one place, the row, knows what the method is called and what it takes.
    private static readonly ILookup<string, Primitive> ByText =
        PrimitiveTable.All.Where(p => p.CSharp.Kind == CSharpFormKind.Math).ToLookup(p => p.CSharp.Text, StringComparer.Ordinal);

    // What double and float call otherwise than Math, although it is the same function.
    private static readonly Dictionary<string, string> OtherNames = new(StringComparer.Ordinal) { ["Ieee754Remainder"] = "IEEERemainder" };

    private static readonly HashSet<string> PureProperties = new(StringComparer.Ordinal)
    {
        "System.String.Length", "System.Array.Length", "System.Array.LongLength", "System.Array.Rank",
        "System.Span`1.Length", "System.ReadOnlySpan`1.Length", "System.Memory`1.Length", "System.ReadOnlyMemory`1.Length", "System.Nullable`1.HasValue", "System.Nullable`1.Value",
    };

    /// <summary>The identity without a derivative.</summary>
    public static bool IsStopGradient(IMethodSymbol method) =>
        method.Name == "StopGradient" && TypeMap.Is(method.ContainingType, "SymDiff.Differential") && method.Parameters.Length == 1;

    /// <summary>The row of the primitive table that the method is; null if it is none.</summary>
    public static string? Primitive(IMethodSymbol method)
    {
        if (!IsMath(method) || method.IsGenericMethod)
        {
            return null;
        }

        // Math and double may have functions of one name that differ (Clamp); else the one row is that of both.
        var rows = Rows(method.Name).Where(row => IsOverload(row, method)).ToList();
        bool isOfNumber = TypeMap.Scalar(method.ContainingType) is not null;
        return (rows.FirstOrDefault(row => row.CSharp.Home == CSharpHome.Number == isOfNumber) ?? rows.FirstOrDefault())?.Name;
    }

    /// <summary>The rows of that name, which may differ in their parameters.</summary>
    /// <param name="method">The name of a method of <c>Math</c>, of the numbers, or of the interfaces of generic mathematics.</param>
    public static IEnumerable<Primitive> Rows(string method) => ByText[OtherNames.TryGetValue(method, out string? other) ? other : method];

    /// <summary>Whether this checks its arguments and throws, and does nothing else.</summary>
    public static bool IsGuard(IMethodSymbol method) =>
        method is { IsStatic: true, ReturnsVoid: true } && method.Name.StartsWith("ThrowIf", StringComparison.Ordinal)
        && GuardTypes.Any(t => TypeMap.Is(method.ContainingType, t));

    /// <summary>Whether this is a static function of the platform's math types.</summary>
    public static bool IsMath(IMethodSymbol method) =>
        method is { IsStatic: true, MethodKind: MethodKind.Ordinary } && MathTypes.Any(t => TypeMap.Is(method.ContainingType, t));

    /// <summary>Whether a math function depends on its arguments alone: numbers to a number, nothing that reads a culture.</summary>
    public static bool IsPureMath(IMethodSymbol method) =>
        IsMath(method) && IsNumber(method.ReturnType) && method.Parameters.All(p => IsNumber(p.Type) || p.Type.TypeKind == Microsoft.CodeAnalysis.TypeKind.Enum);

    /// <summary>Whether reading the property twice gives the same and does nothing.</summary>
    public static bool IsPure(IPropertySymbol property) =>
        PureProperties.Contains(TypeMap.FullName(property.ContainingType) + "." + property.Name);

    // One width throughout: an overload of other types is another function.
    private static bool IsOverload(Primitive row, IMethodSymbol method)
    {
        if (row.Arity != method.Parameters.Length || TypeMap.Scalar(method.Parameters[0].Type) is not { IsReal: true } type)
        {
            return false;
        }

        var result = TypeMap.Scalar(method.ReturnType);
        return result == (row.Result == ResultType.Integer ? IrType.Int32 : type)
            && method.Parameters.All(p => row.KindOf(p.Ordinal) switch
            {
                ParameterKind.Integer => TypeMap.Scalar(p.Type) == IrType.Int32,
                ParameterKind.Mode => p.Type.TypeKind == Microsoft.CodeAnalysis.TypeKind.Enum,
                _ => TypeMap.Scalar(p.Type) == type,
            });
    }

    private static bool IsNumber(ITypeSymbol type) => TypeMap.Scalar(type) is not null;
}
