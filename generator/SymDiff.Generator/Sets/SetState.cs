using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SymDiff.Compiler.Emit.Sets;
using SymDiff.Generator.Frontend;

namespace SymDiff.Generator.Sets;

/// <summary>A field or auto-property of a type.</summary>
/// <param name="Symbol">What the user declared.</param>
/// <param name="Field">The field: itself, or that of the property.</param>
internal sealed record StateMember(ISymbol Symbol, IFieldSymbol Field)
{
    /// <summary>Its type.</summary>
    public ITypeSymbol Type => Field.Type;

    /// <summary>The property, if it is one.</summary>
    public IPropertySymbol? Property => Symbol as IPropertySymbol;
}

/// <summary>What a type has for state, and what of it may be parameters.</summary>
internal static class SetState
{
    /// <summary>The fields and auto-properties that are no constants, in declaration order within each declaration.</summary>
    public static IEnumerable<StateMember> Of(INamedTypeSymbol type) => type.GetMembers().OfType<IFieldSymbol>()
        .Where(f => f is { IsStatic: false, IsConst: false, AssociatedSymbol: null or IPropertySymbol } && !IsHidden(f) && !Marks.IsEmitted(f))
        .Select(f => new StateMember(f.AssociatedSymbol ?? f, f))
        .Where(m => !IsConstant(m, type))
        .OrderBy(m => m.Symbol.Locations.FirstOrDefault()?.SourceSpan.Start ?? 0);

    /// <summary>What the member holds; null where it holds no parameters, or not so that it could be used.</summary>
    public static SetShape? Shape(ITypeSymbol type) => type switch
    {
        _ when IsScalar(type) => SetShape.Scalar,
        IArrayTypeSymbol { Rank: 2 } matrix => IsScalar(matrix.ElementType) ? SetShape.Matrix : null,
        IArrayTypeSymbol { IsSZArray: true } array => IsScalar(array.ElementType) ? SetShape.Array
            : array.ElementType is IArrayTypeSymbol { IsSZArray: true } row && IsScalar(row.ElementType) ? SetShape.Rows
            : IsSet(array.ElementType) ? SetShape.Sets
            : null,
        _ => !IsSet(type) ? null : type.IsValueType ? SetShape.StructSet : SetShape.ClassSet,
    };

    /// <summary>The scalar type of what a member holds; null if it is a set in which something else is wrong.</summary>
    /// <param name="type">The type of the member.</param>
    /// <param name="seen">Sets that are being asked already: one may hold others of its own type.</param>
    public static ITypeSymbol? Scalar(ITypeSymbol type, HashSet<ISymbol> seen) =>
        IsScalar(type) ? type : type is IArrayTypeSymbol array ? Scalar(array.ElementType, seen) : type is INamedTypeSymbol set ? OfSet(set, seen) : null;

    /// <summary>The scalar type of a set.</summary>
    /// <param name="set">The set.</param>
    /// <param name="seen">Sets that are being asked already.</param>
    public static ITypeSymbol? OfSet(INamedTypeSymbol set, HashSet<ISymbol> seen)
    {
        if (set.AllInterfaces.FirstOrDefault(i => TypeMap.Is(i, ParameterSets.Interface) && SymbolEqualityComparer.Default.Equals(i.TypeArguments[0], set)) is { } implemented)
        {
            return implemented.TypeArguments[1];
        }

        if (!seen.Add(set.OriginalDefinition))
        {
            return null;
        }

        var inherited = BaseOf(set) is { } other ? OfSet(other, seen) : null;
        return inherited ?? Of(set).Where(m => Shape(m.Type) is not null).Select(m => Scalar(m.Type, seen)).FirstOrDefault(s => s is not null);
    }

    /// <summary>The nearest base that is marked as a set.</summary>
    public static INamedTypeSymbol? BaseOf(INamedTypeSymbol type)
    {
        for (var current = type.BaseType; current is not null; current = current.BaseType)
        {
            if (Marks.Has(current, Marks.ParameterSet))
            {
                return current;
            }
        }

        return null;
    }

    /// <summary>What <c>CreateZero</c> of a set is declared to return: where nothing can be covariant, the base of all.</summary>
    /// <param name="set">The set.</param>
    /// <param name="isCovariant">Whether an override may return the derived type.</param>
    public static ITypeSymbol Zero(INamedTypeSymbol set, bool isCovariant)
    {
        if (set.GetMembers("CreateZero").OfType<IMethodSymbol>().FirstOrDefault(m => m.Parameters.Length == 0) is { } declared)
        {
            return declared.ReturnType;
        }

        return isCovariant || BaseOf(set) is not { } inherited ? set : Zero(inherited, isCovariant);
    }

    /// <summary>Whether a type is a number with derivatives, or stands for one.</summary>
    public static bool IsScalar(ITypeSymbol type) => type.SpecialType is SpecialType.System_Double or SpecialType.System_Single
        || (type is ITypeParameterSymbol parameter && parameter.ConstraintTypes.SelectMany(c => c.AllInterfaces.Append(c)).Any(c =>
            TypeMap.Is(c, "System.Numerics.IFloatingPoint`1") && SymbolEqualityComparer.Default.Equals(((INamedTypeSymbol)c).TypeArguments[0], parameter)));

    // Where a parameter of a primary constructor is kept: the field has no name in C#. Those parameters are looked at by themselves.
    private static bool IsHidden(IFieldSymbol field) => field is { AssociatedSymbol: null, IsImplicitlyDeclared: true };

    // A set whose members can be called: marked, or with an implementation of its own.
    private static bool IsSet(ITypeSymbol type) => type is INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct } named
        && !ExposedReals.IsMarkedConstant(type)
        && (Marks.Has(named, Marks.ParameterSet) || HasOwnMembers(named));

    private static bool HasOwnMembers(INamedTypeSymbol type) =>
        type.AllInterfaces.FirstOrDefault(i => TypeMap.Is(i, ParameterSets.Interface) && SymbolEqualityComparer.Default.Equals(i.TypeArguments[0], type)) is { } implemented
        && implemented.GetMembers().Where(m => m is IPropertySymbol or IMethodSymbol { MethodKind: MethodKind.Ordinary })
            .All(m => type.FindImplementationForInterfaceMember(m) is { } member && member.DeclaredAccessibility == Accessibility.Public);

    private static bool IsConstant(StateMember member, INamedTypeSymbol type) =>
        Marks.Has(member.Symbol, Marks.NoGradient) || Marks.Has(member.Field, Marks.NoGradient) || ExposedReals.IsMarkedConstant(member.Type)
        || (member.Property is { } property && PositionalParameter(property, type) is { } parameter && Marks.Has(parameter, Marks.NoGradient));

    // An attribute on the parameter of a record stands on that alone, unless it says otherwise.
    private static IParameterSymbol? PositionalParameter(IPropertySymbol property, INamedTypeSymbol type) =>
        !type.IsRecord || property.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is not ParameterSyntax syntax
            ? null
            : type.InstanceConstructors.SelectMany(c => c.Parameters).FirstOrDefault(p => p.DeclaringSyntaxReferences.Any(r => r.GetSyntax() == syntax));
}
