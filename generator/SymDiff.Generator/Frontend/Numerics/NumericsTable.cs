using Microsoft.CodeAnalysis;

namespace SymDiff.Generator.Frontend.Numerics;

/// <summary>The members of <c>System.Numerics</c> that have a derivative.</summary>
internal static class NumericsTable
{
    private const string Namespace = "System.Numerics";

    private static readonly Dictionary<string, NumericsRow> ByMember =
        VectorRows.Rows.Concat(ConversionRows.Rows).Concat(QuaternionRows.Rows).Concat(MatrixRows.Rows).Concat(ProjectionRows.Rows).Concat(BillboardRows.Rows)
            .Concat(PlaneMatrixRows.Rows).Concat(ComplexRows.Rows).Concat(ComplexInverseRows.Rows).Concat(TestRows.Rows).ToDictionary(r => r.Member, StringComparer.Ordinal);

    /// <summary>All rows, in the order of their files.</summary>
    public static IReadOnlyCollection<NumericsRow> All => ByMember.Values;

    /// <summary>The row of a method, an operator, a constructor or the accessor of a property; null if there is none.</summary>
    public static NumericsRow? Find(IMethodSymbol method) => !method.IsGenericMethod && IsKnown(method.ContainingType)
        ? Named($"{method.ContainingType.Name}.{method.Name}({string.Join(",", method.Parameters.Select(p => (p.RefKind == RefKind.Out ? "out " : "") + p.Type.Name))})")
        : null;

    /// <summary>The row of a static field; null if there is none.</summary>
    public static NumericsRow? Find(IFieldSymbol field) => field.IsStatic && IsKnown(field.ContainingType) ? Named($"{field.ContainingType.Name}.{field.Name}") : null;

    /// <summary>Whether it is one of the types.</summary>
    public static bool IsKnown(INamedTypeSymbol? type) => type is { Arity: 0, ContainingType: null, ContainingNamespace: { Name: "Numerics" } space } && space.ToDisplayString() == Namespace;

    private static NumericsRow? Named(string member) => ByMember.TryGetValue(member, out var row) ? row : null;
}
