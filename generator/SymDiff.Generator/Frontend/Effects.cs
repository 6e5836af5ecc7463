using Microsoft.CodeAnalysis;
using SymDiff.Compiler.IR;

namespace SymDiff.Generator.Frontend;

/// <summary>
/// What C# that is not looked into may do to memory. A method of the user's, or one that may end in one, may know of a buffer of the caller's by a field;
/// a method of the platform that takes numbers and text changes nothing but its own.
/// </summary>
internal static class Effects
{
    /// <summary>Of a call of a method or a constructor.</summary>
    public static Effect Of(IMethodSymbol method) =>
        method.ContainingType is { } type && IsClosed(type) && method.TypeArguments.All(IsClosed) && method.Parameters.All(p => IsValue(p.Type)) ? Effect.Once : Effect.Any;

    /// <summary>Of an operator, null for one of C# itself. Those of the platform's numbers and strings compute and do nothing else.</summary>
    public static Effect OfOperator(IMethodSymbol? method) =>
        method is not { ContainingType: var home } || home.SpecialType is SpecialType.System_String or SpecialType.System_Decimal || TypeMap.IsRefusedNumber(home) ? Effect.None : Of(method);

    /// <summary>Of reading or assigning a field or a property.</summary>
    public static Effect Of(ISymbol member) => member switch
    {
        IPropertySymbol property when !IsAuto(property) => Of(property.GetMethod ?? property.SetMethod!),
        _ => Effect.Once,
    };

    /// <summary>Of going through a collection.</summary>
    public static Effect OfEnumerating(ITypeSymbol? collection) => collection is not null && IsClosed(collection) ? Effect.Once : Effect.Any;

    /// <summary>Of writing values into a text.</summary>
    public static Effect OfText(IEnumerable<ITypeSymbol?> types) => types.All(t => t is not null && IsValue(t)) ? Effect.Once : Effect.Any;

    /// <summary>Of storing into an array that is not followed: it may be another name of a buffer of the caller's, if that has elements of the kind.</summary>
    public static Effect OfStoring(ITypeSymbol? element) => element is not null && (TypeMap.Scalar(element) is not null || element.TypeKind == Microsoft.CodeAnalysis.TypeKind.TypeParameter) ? Effect.Any : Effect.Once;

    // A class or struct of the platform whose members end in no code of the user's.
    private static bool IsClosed(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => IsValue(array.ElementType),
        INamedTypeSymbol { TypeKind: Microsoft.CodeAnalysis.TypeKind.Class or Microsoft.CodeAnalysis.TypeKind.Struct or Microsoft.CodeAnalysis.TypeKind.Enum } named =>
            named.SpecialType is not (SpecialType.System_Object or SpecialType.System_Array) && IsPlatform(named) && named.TypeArguments.All(IsValue),
        _ => false,
    };

    // What is handed over and refers to no memory and no code: no span, no segment of an array, no pointer.
    private static bool IsValue(ITypeSymbol type) => type.TypeKind == Microsoft.CodeAnalysis.TypeKind.Enum
        || type.SpecialType is SpecialType.System_String or SpecialType.System_Boolean or SpecialType.System_Char or SpecialType.System_Decimal or SpecialType.System_DateTime
        || TypeMap.Scalar(type) is not null || (TypeMap.Nullable(type) is { } inner && IsValue(inner)) || TypeMap.FullName(type) is "System.TimeSpan" or "System.DateTimeOffset" or "System.Guid";

    private static bool IsPlatform(INamedTypeSymbol type) =>
        type.ContainingAssembly?.Name is { } name && (name is "mscorlib" or "netstandard" or "System" || name.StartsWith("System.", StringComparison.Ordinal));

    private static bool IsAuto(IPropertySymbol property) => property is { IsVirtual: false, IsOverride: false, IsAbstract: false }
        && property.ContainingType.GetMembers().Any(m => m is IFieldSymbol field && SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol, property));
}
