using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SymDiff.CodeFixes;

/// <summary>The text of a registered derivative without its formula.</summary>
internal static class DerivativeStub
{
    /// <summary>Whether a method is registered for a target.</summary>
    public static bool IsFor(IMethodSymbol method, IMethodSymbol target) => method.Parameters.Length >= target.Parameters.Length
        && method.GetAttributes().Any(a => a.AttributeClass is { Name: "DerivativeOfAttribute" } && a.ConstructorArguments.Length == 2
            && SymbolEqualityComparer.Default.Equals(a.ConstructorArguments[0].Value as ISymbol, target.ContainingType) && a.ConstructorArguments[1].Value as string == target.Name)
        && target.Parameters.All(p => SymbolEqualityComparer.Default.Equals(p.Type, method.Parameters[p.Ordinal].Type));

    /// <summary>The method, after an empty line.</summary>
    /// <param name="target">What it is the derivative of.</param>
    /// <param name="model">The semantic model of the file that it is to stand in.</param>
    /// <param name="position">Where it is to stand.</param>
    /// <param name="home">The class that it is to stand in, if that is there.</param>
    /// <param name="indentation">Where it begins.</param>
    /// <param name="newLine">The end of a line.</param>
    public static MemberDeclarationSyntax Of(IMethodSymbol target, SemanticModel model, int position, INamedTypeSymbol? home, string indentation, string newLine)
    {
        string type = target.ContainingType.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
        string result = target.ReturnType.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
        string noGradient = LibraryNames.AttributeText(model, position, "NoGradient") ?? "NoGradient";
        var active = target.Parameters.Where(IsActive).ToList();
        string partials = active.Count == 1 ? result : "(" + string.Join(", ", active.Select(p => $"{result} D{char.ToUpperInvariant(p.Name[0])}{p.Name.Substring(1)}")) + ")";
        string parameters = string.Join(", ", target.Parameters.Select(p =>
            (IsMarked(p) ? $"[{noGradient}] " : "") + p.Type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat) + " " + Identifier(p.Name)));
        string member = Identifier(target.Name);
        string text = $"{newLine}{indentation}[{LibraryNames.AttributeText(model, position, "DerivativeOf")}(typeof({type}), nameof({type}.{member}))]{newLine}"
            + $"{indentation}public static {partials} {Name(target, home)}({parameters}) => throw new global::System.NotImplementedException();{newLine}";
        return LibraryNames.Shortened(SyntaxFactory.ParseMemberDeclaration(text)!);
    }

    // Overloads of one name are told apart by their parameters, methods of several types by a number.
    private static string Name(IMethodSymbol target, INamedTypeSymbol? home)
    {
        string name = target.Name + "Derivative";
        for (int i = 2; home?.GetMembers(name).Any(m => m is not IMethodSymbol method || HasParametersOf(method, target)) == true; i++)
        {
            name = $"{target.Name}Derivative{i}";
        }

        return name;
    }

    private static bool HasParametersOf(IMethodSymbol method, IMethodSymbol target) =>
        method.Parameters.Length == target.Parameters.Length && target.Parameters.All(p => SymbolEqualityComparer.Default.Equals(p.Type, method.Parameters[p.Ordinal].Type));

    private static bool IsActive(IParameterSymbol parameter) => IsReal(parameter.Type) && !IsConstant(parameter);

    // What might hold real numbers is a constant only where that is said.
    private static bool IsMarked(IParameterSymbol parameter) => !IsActive(parameter)
        && (IsConstant(parameter) || !(parameter.Type.TypeKind == TypeKind.Enum || parameter.Type.SpecialType is >= SpecialType.System_Boolean and <= SpecialType.System_UInt64 or SpecialType.System_String));

    private static bool IsReal(ITypeSymbol type) => type.SpecialType is SpecialType.System_Double or SpecialType.System_Single;

    private static bool IsConstant(IParameterSymbol parameter) => parameter.GetAttributes().Any(a => a.AttributeClass is { Name: "NoGradientAttribute", ContainingNamespace.Name: "SymDiff" });

    private static string Identifier(string name) => SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None ? name : "@" + name;
}
