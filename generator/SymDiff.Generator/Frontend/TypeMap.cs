using Microsoft.CodeAnalysis;
using SymDiff.Compiler.IR;

namespace SymDiff.Generator.Frontend;

/// <summary>From C# types to those of the intermediate form.</summary>
internal static class TypeMap
{
    /// <summary>The scalar that a type is; null for everything else.</summary>
    public static IrType? Scalar(ITypeSymbol type) => type.SpecialType switch
    {
        SpecialType.System_Double => IrType.Float64,
        SpecialType.System_Single => IrType.Float32,
        SpecialType.System_Boolean => IrType.Bool,
        SpecialType.System_Int32 => IrType.Int32,
        SpecialType.System_Int64 => IrType.Int64,
        SpecialType.System_UInt32 => IrType.UInt32,
        SpecialType.System_UInt64 => IrType.UInt64,
        SpecialType.System_Int16 => IrType.Int16,
        SpecialType.System_UInt16 => IrType.UInt16,
        SpecialType.System_SByte => IrType.Int8,
        SpecialType.System_Byte => IrType.UInt8,
        SpecialType.System_Char => IrType.Char,
        _ => type is ITypeParameterSymbol parameter ? GenericScalars.Of(parameter) : null,
    };

    /// <summary>The buffer that a type is: an array, a span or a <c>Memory&lt;T&gt;</c> of scalars; null for everything else.</summary>
    public static IrType? Buffer(ITypeSymbol type) => ElementOf(type) is { } element && Scalar(element) is { } scalar ? IrType.Buffer(scalar) : null;

    /// <summary>The buffer that an array of real numbers is; null for everything else.</summary>
    public static IrType? RealArray(ITypeSymbol type) => type is IArrayTypeSymbol { IsSZArray: true } && Buffer(type) is { HasShadow: true } buffer ? buffer : null;

    /// <summary>The buffer that holds the rows of a matrix <c>T[,]</c> of scalars, one after the other; null for everything else.</summary>
    public static IrType? Matrix(ITypeSymbol type) => type is IArrayTypeSymbol { Rank: 2 } array && Scalar(array.ElementType) is { } scalar ? IrType.Buffer(scalar) : null;

    /// <summary>The buffer that holds the elements of all rows of an array of arrays <c>T[][]</c> of real numbers; null for everything else.</summary>
    public static IrType? Jagged(ITypeSymbol type) => type is IArrayTypeSymbol { IsSZArray: true } array ? RealArray(array.ElementType) : null;

    /// <summary>The buffer or the matrix that a type is; null for everything else.</summary>
    public static IrType? Memory(ITypeSymbol type) => Buffer(type) ?? Matrix(type);

    /// <summary>The type of the elements of a one-dimensional array, a span or a <c>Memory&lt;T&gt;</c>; null for everything else.</summary>
    public static ITypeSymbol? ElementOf(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol { IsSZArray: true } array => array.ElementType,
        INamedTypeSymbol { Arity: 1 } named when IsView(named) => named.TypeArguments[0],
        _ => null,
    };

    /// <summary>Whether this is a span or a <c>Memory&lt;T&gt;</c> of either kind: part of somebody's memory.</summary>
    public static bool IsView(ITypeSymbol type) => IsWritableView(type) || IsReadOnlyView(type);

    /// <summary>Whether this is a span or a <c>Memory&lt;T&gt;</c> that can be written through.</summary>
    public static bool IsWritableView(ITypeSymbol type) => Is(type, "System.Span`1") || Is(type, "System.Memory`1");

    /// <summary>Whether this is a span or a <c>Memory&lt;T&gt;</c> that cannot be written through.</summary>
    public static bool IsReadOnlyView(ITypeSymbol type) => Is(type, "System.ReadOnlySpan`1") || Is(type, "System.ReadOnlyMemory`1");

    /// <summary>The scalar that a type is, or a type that is not looked into.</summary>
    public static IrType Of(ITypeSymbol type) => Scalar(type) ?? IrType.Opaque(SymbolText.Of(type));

    /// <summary>Whether this is a number type of the platform that has no derivatives here.</summary>
    public static bool IsRefusedNumber(ITypeSymbol type) =>
        type.SpecialType == SpecialType.System_Decimal || FullName(type) is "System.Half" or "System.Runtime.InteropServices.NFloat";

    /// <summary>What a nullable value type may hold; null for every other type.</summary>
    public static ITypeSymbol? Nullable(ITypeSymbol? type) =>
        type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable ? nullable.TypeArguments[0] : null;

    /// <summary>The name with namespace, without type arguments.</summary>
    public static string FullName(ITypeSymbol type) =>
        type.ContainingNamespace is { IsGlobalNamespace: false } ns ? ns.ToDisplayString() + "." + type.MetadataName : type.MetadataName;

    /// <summary>Whether the type has that full name; asked for very often, and nearly always decided by the last part.</summary>
    public static bool Is(ITypeSymbol type, string fullName) =>
        fullName.EndsWith(type.MetadataName, StringComparison.Ordinal) && FullName(type) == fullName;

    /// <summary>A scalar constant; null if the value does not fit the type.</summary>
    public static Literal? Literal(IrType type, object value) => value switch
    {
        bool b when type.Kind == Compiler.IR.TypeKind.Bool => Compiler.IR.Literal.Of(b),
        double d when type.IsReal => Compiler.IR.Literal.Of(type, d),
        float f when type.IsReal => Compiler.IR.Literal.Of(type, (double)f),
        int i => Compiler.IR.Literal.Of(type, (long)i),
        long l => Compiler.IR.Literal.Of(type, l),
        uint u => Compiler.IR.Literal.Of(type, (long)u),
        ulong u => Compiler.IR.Literal.Of(type, unchecked((long)u)),
        short s => Compiler.IR.Literal.Of(type, (long)s),
        ushort s => Compiler.IR.Literal.Of(type, (long)s),
        sbyte s => Compiler.IR.Literal.Of(type, (long)s),
        byte b => Compiler.IR.Literal.Of(type, (long)b),
        char c => Compiler.IR.Literal.Of(type, (long)c),
        _ => null,
    };
}
