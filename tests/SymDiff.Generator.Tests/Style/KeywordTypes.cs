using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SymDiff.Generator.Tests.Style;

/// <summary>A type that has a keyword is named by it: IDE0049, of which no build warns.</summary>
internal static class KeywordTypes
{
    private static readonly Dictionary<string, string> Keywords = new(StringComparer.Ordinal)
    {
        ["Boolean"] = "bool",
        ["Byte"] = "byte",
        ["Char"] = "char",
        ["Decimal"] = "decimal",
        ["Double"] = "double",
        ["Int16"] = "short",
        ["Int32"] = "int",
        ["Int64"] = "long",
        ["Object"] = "object",
        ["SByte"] = "sbyte",
        ["Single"] = "float",
        ["String"] = "string",
        ["UInt16"] = "ushort",
        ["UInt32"] = "uint",
        ["UInt64"] = "ulong",
    };

    public static IEnumerable<string> Faults(SourceFile file, Declarations declarations) =>
        from name in file.Unit.DescendantNodes(descendIntoTrivia: true).OfType<IdentifierNameSyntax>()
        let keyword = Keywords.GetValueOrDefault(name.Identifier.ValueText)
        where keyword is not null && MeansSystem(name, declarations) && !TakesNoKeyword(name)
        select file.Fault(name, $"'{name}' is '{keyword}'");

    private static bool MeansSystem(IdentifierNameSyntax name, Declarations declarations) => name.Parent switch
    {
        QualifiedNameSyntax qualified when qualified.Right == name => IsSystem(qualified.Left, declarations),
        MemberAccessExpressionSyntax access when access.Name == name => access.Parent is MemberAccessExpressionSyntax && IsSystem(access.Expression, declarations),
        QualifiedCrefSyntax or AttributeSyntax or AliasQualifiedNameSyntax => false,
        MemberAccessExpressionSyntax or ConstantPatternSyntax or CaseSwitchLabelSyntax or NameMemberCrefSyntax =>
            !declarations.IsType(name, name.Identifier.ValueText) && !declarations.IsValue(name, name.Identifier.ValueText),
        _ => SyntaxFacts.IsInTypeOnlyContext(name) && !declarations.IsType(name, name.Identifier.ValueText),
    };

    private static bool IsSystem(ExpressionSyntax qualifier, Declarations declarations) => qualifier switch
    {
        AliasQualifiedNameSyntax { Alias.Identifier.ValueText: "global", Name.Identifier.ValueText: "System" } => true,
        IdentifierNameSyntax { Identifier.ValueText: "System" } => !declarations.IsType(qualifier, "System"),
        _ => false,
    };

    // "nameof(string)" is no C#, and an alias may stand for another type elsewhere.
    private static bool TakesNoKeyword(SyntaxNode name) => name.Ancestors().Any(a =>
        a is UsingDirectiveSyntax || a is InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "nameof" } });
}
