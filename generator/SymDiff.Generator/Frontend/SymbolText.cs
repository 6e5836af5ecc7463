using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace SymDiff.Generator.Frontend;

/// <summary>C# text of symbols and constants, <c>global::</c>-qualified so that it means the same in any file.</summary>
internal static class SymbolText
{
    private static readonly SymbolDisplayFormat Qualified = SymbolDisplayFormat.FullyQualifiedFormat
        .WithMiscellaneousOptions(
            SymbolDisplayMiscellaneousOptions.UseSpecialTypes
            | SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers
            | SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    private static readonly SymbolDisplayFormat QualifiedMember = Qualified
        .WithMemberOptions(SymbolDisplayMemberOptions.IncludeContainingType)
        .WithGenericsOptions(SymbolDisplayGenericsOptions.IncludeTypeParameters);

    /// <summary>A type.</summary>
    public static string Of(ITypeSymbol type) => type.ToDisplayString(Qualified);

    /// <summary>A static member with its type: <c>global::System.Math.PI</c>.</summary>
    public static string OfStatic(ISymbol member) => Of(member.ContainingType) + "." + Identifier(member.Name) + TypeArguments(member);

    /// <summary>A member's own name, with type arguments where it has any.</summary>
    public static string OfInstance(ISymbol member) => Identifier(member.Name) + TypeArguments(member);

    /// <summary>What a diagnostic calls a symbol.</summary>
    public static string Short(ISymbol symbol) => symbol.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat);

    /// <summary>A name as an identifier: with <c>@</c> where it is a keyword.</summary>
    public static string Identifier(string name) =>
        SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None ? "@" + name : name;

    /// <summary>As C# has it.</summary>
    public static string Of(Accessibility accessibility) => accessibility switch
    {
        Accessibility.Public => "public",
        Accessibility.Internal => "internal",
        Accessibility.Protected => "protected",
        Accessibility.ProtectedOrInternal => "protected internal",
        Accessibility.ProtectedAndInternal => "private protected",
        _ => "private",
    };

    /// <summary>The type parameters of a method, with the angle brackets, or nothing.</summary>
    public static string TypeParameters(IMethodSymbol method) => method.TypeParameters.Length == 0
        ? ""
        : "<" + string.Join(", ", method.TypeParameters.Select(p => Identifier(p.Name))) + ">";

    /// <summary>The <c>where</c> clauses of a method.</summary>
    public static EquatableArray<string> Constraints(IMethodSymbol method) =>
        method.TypeParameters.Select(Constraint).Where(c => c.Length > 0).ToEquatableArray();

    /// <summary>How documentation refers to a method.</summary>
    public static string Cref(IMethodSymbol method)
    {
        string generic = method.TypeParameters.Length == 0 ? "" : "{" + string.Join(", ", method.TypeParameters.Select(p => Identifier(p.Name))) + "}";
        return Identifier(method.Name) + generic + "(" + string.Join(", ", method.Parameters.Select(p => RefKindText(p.RefKind) + CrefType(p.Type))) + ")";
    }

    /// <summary>A constant as C# of the given type; null where it has no text.</summary>
    public static string? Constant(ITypeSymbol type, object? value)
    {
        if (value is null)
        {
            return type.IsReferenceType ? "null" : "default(" + Of(type) + ")";
        }

        if (type.TypeKind == TypeKind.Enum)
        {
            return "(" + Of(type) + ")(" + Primitive(value) + ")";
        }

        return Primitive(value);
    }

    private static string? Primitive(object value) => value switch
    {
        bool b => b ? "true" : "false",
        string s => SymbolDisplay.FormatLiteral(s, quote: true),
        char c => SymbolDisplay.FormatLiteral(c, quote: true),
        double d => Real(d, "double", "", d.ToString("R", CultureInfo.InvariantCulture)),
        float f => Real(f, "float", "f", f.ToString("R", CultureInfo.InvariantCulture)),
        decimal m => m.ToString(CultureInfo.InvariantCulture) + "m",
        uint u => u.ToString(CultureInfo.InvariantCulture) + "u",
        long l => l.ToString(CultureInfo.InvariantCulture) + "L",
        ulong u => u.ToString(CultureInfo.InvariantCulture) + "UL",
        IFormattable i => i.ToString(null, CultureInfo.InvariantCulture),
        _ => null,
    };

    private static string Real(double value, string type, string suffix, string digits) =>
        double.IsNaN(value) ? type + ".NaN"
        : double.IsPositiveInfinity(value) ? type + ".PositiveInfinity"
        : double.IsNegativeInfinity(value) ? type + ".NegativeInfinity"
        : value == 0 && double.IsNegativeInfinity(1 / value) ? "-0.0" + suffix
        : digits.IndexOfAny(['.', 'E']) < 0 ? digits + ".0" + suffix
        : digits + suffix;

    private static string TypeArguments(ISymbol member) => member is IMethodSymbol { TypeArguments.Length: > 0 } method
        ? "<" + string.Join(", ", method.TypeArguments.Select(Of)) + ">"
        : "";

    private static string Constraint(ITypeParameterSymbol parameter)
    {
        var parts = new List<string>();
        if (parameter.HasUnmanagedTypeConstraint)
        {
            parts.Add("unmanaged");
        }
        else if (parameter.HasValueTypeConstraint)
        {
            parts.Add("struct");
        }
        else if (parameter.HasReferenceTypeConstraint)
        {
            parts.Add(parameter.ReferenceTypeConstraintNullableAnnotation == NullableAnnotation.Annotated ? "class?" : "class");
        }
        else if (parameter.HasNotNullConstraint)
        {
            parts.Add("notnull");
        }

        parts.AddRange(parameter.ConstraintTypes.Select(Of));
        if (parameter.HasConstructorConstraint)
        {
            parts.Add("new()");
        }

        return parts.Count == 0 ? "" : "where " + Identifier(parameter.Name) + " : " + string.Join(", ", parts);
    }

    private static string RefKindText(RefKind kind) => kind switch
    {
        RefKind.Ref => "ref ",
        RefKind.Out => "out ",
        RefKind.In => "in ",
        _ => "",
    };

    // A cref knows neither tuples nor nullable annotations nor angle brackets.
    private static string CrefType(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => CrefType(array.ElementType) + "[" + new string(',', array.Rank - 1) + "]",
        INamedTypeSymbol { IsTupleType: true } tuple => "global::System.ValueTuple{" + string.Join(", ", tuple.TupleElements.Select(e => CrefType(e.Type))) + "}",
        INamedTypeSymbol { TypeArguments.Length: > 0 } named => NameBeforeArguments(named) + "{" + string.Join(", ", named.TypeArguments.Select(CrefType)) + "}",
        _ => type.WithNullableAnnotation(NullableAnnotation.None).ToDisplayString(Qualified),
    };

    private static string NameBeforeArguments(INamedTypeSymbol type) => type.ContainingType is { } outer
        ? CrefType(outer) + "." + Identifier(type.Name)
        : type.ToDisplayString(QualifiedMember.WithGenericsOptions(SymbolDisplayGenericsOptions.None).WithMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers));
}
