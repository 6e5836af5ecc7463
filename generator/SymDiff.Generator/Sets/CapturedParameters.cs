using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SymDiff.Generator.Diagnostics;
using SymDiff.Generator.Frontend;

namespace SymDiff.Generator.Sets;

/// <summary>Parameters of a primary constructor that members go on using: state that has no field anybody can name, and would silently be a constant.</summary>
internal static class CapturedParameters
{
    /// <summary>The real ones among them.</summary>
    public static IEnumerable<Rejection> Of(INamedTypeSymbol set, Compilation compilation)
    {
        var core = compilation.GetSpecialType(SpecialType.System_Double).ContainingAssembly;
        foreach (var parameter in set.IsRecord ? [] : set.InstanceConstructors.Where(IsPrimary).SelectMany(c => c.Parameters))
        {
            bool isReal = SetState.Shape(parameter.Type) is not null || (parameter.Type.TypeKind != TypeKind.Delegate && ExposedReals.Reason(parameter.Type, core) is not null);
            if (isReal && !Marks.Has(parameter, Marks.NoGradient) && !ExposedReals.IsMarkedConstant(parameter.Type) && IsUsedByMembers(parameter, set, compilation))
            {
                yield return new Rejection(
                    Descriptors.SetStateNotSupported, MethodShape.Location(parameter),
                    EquatableArray.Of(SymbolText.Short(set), parameter.Name, SymbolText.Short(parameter.Type), "is a parameter of the constructor that members go on using, which is a field without a name"));
            }
        }
    }

    private static bool IsPrimary(IMethodSymbol constructor) => constructor.DeclaringSyntaxReferences.Any(r => r.GetSyntax() is TypeDeclarationSyntax);

    private static bool IsUsedByMembers(IParameterSymbol parameter, INamedTypeSymbol set, Compilation compilation) => set.DeclaringSyntaxReferences.Select(r => r.GetSyntax()).Any(d =>
        d.DescendantNodes().OfType<IdentifierNameSyntax>().Any(i =>
            i.Identifier.ValueText == parameter.Name && IsInBody(i, d)
            && SymbolEqualityComparer.Default.Equals(compilation.GetSemanticModel(i.SyntaxTree).GetSymbolInfo(i).Symbol, parameter)));

    // Initializers run in the constructor; everything else runs later.
    private static bool IsInBody(SyntaxNode node, SyntaxNode type)
    {
        for (var current = node.Parent; current is not null && current != type; current = current.Parent)
        {
            if (current is BaseMethodDeclarationSyntax or AccessorDeclarationSyntax || (current is ArrowExpressionClauseSyntax && current.Parent is BasePropertyDeclarationSyntax))
            {
                return true;
            }
        }

        return false;
    }
}
