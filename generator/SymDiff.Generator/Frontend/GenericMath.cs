using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SymDiff.Compiler.IR;
using SymDiff.Generator.Diagnostics;

namespace SymDiff.Generator.Frontend;

/// <summary>
/// Static abstract members of interfaces, named through a type parameter of a helper that is read in place: they are those of the type that it stands for. The operators
/// of a scalar are those of C#.
/// </summary>
internal static class GenericMath
{
    // What a number has for these, C# calls by no name of the number's own.
    private static readonly Dictionary<string, double> Constants = new(StringComparer.Ordinal)
    {
        ["Zero"] = 0,
        ["One"] = 1,
        ["NegativeOne"] = -1,
        ["AdditiveIdentity"] = 0,
        ["MultiplicativeIdentity"] = 1,
        ["Radix"] = 2,
    };

    /// <summary>What the type that the parameter stands for has for a member of an interface; null if it has none of its own.</summary>
    /// <param name="context">The reading.</param>
    /// <param name="member">The member of the interface.</param>
    /// <param name="through">What it is named through.</param>
    public static ISymbol? Implementation(LoweringContext context, ISymbol member, ITypeSymbol? through)
    {
        if (member.ContainingType is not { TypeKind: Microsoft.CodeAnalysis.TypeKind.Interface } || through is not ITypeParameterSymbol
            || context.Stands(through) is not INamedTypeSymbol { IsValueType: true } type || Declared(context, member) is not { } declared
            || type.FindImplementationForInterfaceMember(declared) is not { ContainingType.TypeKind: Microsoft.CodeAnalysis.TypeKind.Struct } own)
        {
            return null;
        }

        return own is IMethodSymbol { IsGenericMethod: true } generic ? generic.Construct([.. ((IMethodSymbol)member).TypeArguments.Select(context.Stands)]) : own;
    }

    /// <summary>The method that an operator calls; null if it is an operator of C#, as those of an interface are where the type parameter stands for a scalar.</summary>
    public static IMethodSymbol? Operator(LoweringContext context, IMethodSymbol? method, ITypeSymbol? through) => IsOfScalar(context, method, through) ? null : method;

    /// <summary>Whether an operator of an interface is that of a scalar: unlike in C# itself, its operands are not promoted, or only within it.</summary>
    public static bool IsOfScalar(LoweringContext context, IMethodSymbol? method, ITypeSymbol? through) =>
        method is { ContainingType.TypeKind: Microsoft.CodeAnalysis.TypeKind.Interface } && context.ScalarOf(through) is not null;

    /// <summary>The type that C# computes in: integers narrower than <c>int</c> are computed in <c>int</c>.</summary>
    public static IrType Promoted(IrType type) =>
        type == IrType.Int8 || type == IrType.UInt8 || type == IrType.Int16 || type == IrType.UInt16 || type == IrType.Char ? IrType.Int32 : type;

    /// <summary>A constant that an interface has for its numbers, of the scalar that the type parameter stands for; null if the property is none.</summary>
    public static Value? Constant(LoweringContext context, IPropertyReferenceOperation read, string? name)
    {
        if (read.Property is not { IsStatic: true, ContainingType.TypeKind: Microsoft.CodeAnalysis.TypeKind.Interface } property
            || read.ConstrainedToType is not { } through || context.ScalarOf(through) is null || context.ScalarOf(read.Type) is not { } type)
        {
            return null;
        }

        if (context.ScalarOf(through) is { IsGeneric: true } generic)
        {
            return GenericConstant(context, property, generic, type, name);
        }

        var field = context.Stands(through).GetMembers(property.Name).OfType<IFieldSymbol>().FirstOrDefault(f => f.HasConstantValue && context.CanName(f));
        return field is { ConstantValue: { } value } && context.ScalarOf(field.Type) == type && TypeMap.Literal(type, value) is { } literal
                ? context.Builder.Add(new Constant(literal with { Symbol = SymbolText.OfStatic(field) }), type, name)
            : Constants.TryGetValue(property.Name, out double number) ? context.Builder.Constant(type, number)
            : Refuse(context, read, property, through);
    }

    // What has a value of its own in every type that the parameter may stand for is read where it stands.
    private static Value GenericConstant(LoweringContext context, IPropertySymbol property, IrType through, IrType type, string? name)
    {
        string symbol = through.Name + "." + property.Name;
        return type != through || !(Known(property.Name) is { } number)
            ? context.External(type, External.Verbatim(symbol), default, Effect.None, name)
            : context.Builder.Add(new Constant(Literal.Of(type, number) with { Symbol = property.Name is "Pi" or "E" or "Tau" or "NegativeOne" ? symbol : null }), type, name);

        double? Known(string constant) => Constants.TryGetValue(constant, out double plain) ? plain : constant switch
        {
            "Pi" => Math.PI,
            "E" => Math.E,
            "Tau" => 2 * Math.PI,
            "NaN" => double.NaN,
            "PositiveInfinity" => double.PositiveInfinity,
            "NegativeInfinity" => double.NegativeInfinity,
            "NegativeZero" => -0.0,
            _ => null,
        };
    }

    /// <summary>Refuses what is named through a type parameter and is nothing that the emitted method could name, or no arithmetic.</summary>
    public static Value Refuse(LoweringContext context, IOperation operation, ISymbol member, ITypeSymbol through) => context.Reject(
        Descriptors.ExpressionNotSupported, operation, Snippet.Of(operation),
        $"'{SymbolText.Short(through)}.{Name(member)} of {SymbolText.Short(context.Stands(through))}' is", "compute it without the type parameter, or before this method is called");

    /// <summary>What the source calls a member, however the type declares it.</summary>
    public static string Name(ISymbol member) => member switch
    {
        IMethodSymbol { ExplicitInterfaceImplementations: { IsEmpty: false } methods } => methods[0].Name,
        IPropertySymbol { ExplicitInterfaceImplementations: { IsEmpty: false } properties } => properties[0].Name,
        _ => member.Name,
    };

    // The member of the interface with what its type parameters stand for.
    private static ISymbol? Declared(LoweringContext context, ISymbol member)
    {
        var home = member.ContainingType;
        return home.Arity == 0 ? member.OriginalDefinition : home.OriginalDefinition.Construct([.. home.TypeArguments.Select(context.Stands)]).GetMembers(member.Name)
            .FirstOrDefault(m => SymbolEqualityComparer.Default.Equals(m.OriginalDefinition, member.OriginalDefinition));
    }
}
