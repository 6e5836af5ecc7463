using Microsoft.CodeAnalysis;

namespace SymDiff.Generator.Frontend;

/// <summary>
/// Tells whether values of a type give access to reals whose derivative a caller would expect: such a parameter must be marked
/// <c>[NoGradient]</c>, or its gradient would silently be missing.
/// </summary>
internal static class ExposedReals
{
    // Types of the platform that have a real property or field and are still plain data.
    private static readonly HashSet<string> Inactive = new(StringComparer.Ordinal)
    {
        "System.TimeSpan", "System.DateTime", "System.DateTimeOffset", "System.DateOnly", "System.TimeOnly", "System.Random",
        "System.Threading.CancellationToken", "System.Guid", "System.Version", "System.Uri", "System.Globalization.CultureInfo",
        "System.Diagnostics.Stopwatch",
    };

    /// <summary>Why a parameter of that type cannot be taken as a constant without a word; null if it can. Not asked for double and float.</summary>
    /// <param name="type">The type.</param>
    /// <param name="core">The assembly of <see cref="double"/>.</param>
    public static string? Reason(ITypeSymbol type, IAssemblySymbol core)
    {
        if (TypeMap.IsRefusedNumber(type))
        {
            return "is a number type without derivatives";
        }

        if (type.TypeKind is TypeKind.Dynamic or TypeKind.Pointer or TypeKind.FunctionPointer)
        {
            return "is not in the language";
        }

        if (ParameterSets.Is(type))
        {
            return "is a parameter set that is not marked [ParameterSet] itself";
        }

        return type is ITypeParameterSymbol parameter && GenericReals.MayBe(parameter, core) ? "may stand for a real number, and generic scalars are not supported yet"
            : Exposes(type, core, new HashSet<ITypeSymbol>(SymbolEqualityComparer.Default)) ? "gives access to real numbers and is not supported"
            : null;
    }

    /// <summary>Whether the type itself is marked as constant.</summary>
    public static bool IsMarkedConstant(ITypeSymbol type) => Marks.Has(type, Marks.NoGradient);

    private static bool Exposes(ITypeSymbol type, IAssemblySymbol core, HashSet<ITypeSymbol> seen)
    {
        if (type.SpecialType is SpecialType.System_Double or SpecialType.System_Single || TypeMap.IsRefusedNumber(type))
        {
            return true;
        }

        if (type.SpecialType != SpecialType.None || type.TypeKind == TypeKind.Enum || Inactive.Contains(TypeMap.FullName(type))
            || IsMarkedConstant(type) || !seen.Add(type))
        {
            return false;
        }

        return ParameterSets.Is(type) || type switch
        {
            IArrayTypeSymbol array => Exposes(array.ElementType, core, seen),
            IPointerTypeSymbol pointer => Exposes(pointer.PointedAtType, core, seen),
            ITypeParameterSymbol parameter => GenericReals.MayBe(parameter, core) || parameter.ConstraintTypes.Any(c => Exposes(c, core, seen)),
            INamedTypeSymbol { TypeKind: TypeKind.Delegate, DelegateInvokeMethod: { } invoke } => Exposes(invoke.ReturnType, core, seen),
            INamedTypeSymbol named => named.TypeArguments.Any(a => Exposes(a, core, seen)) || HasRealState(named, core, seen),
            _ => true,
        };
    }

    // A type from source may hold its reals anywhere inside; of a referenced one only the outermost layer is state that a caller sees as such.
    private static bool HasRealState(INamedTypeSymbol type, IAssemblySymbol core, HashSet<ITypeSymbol> seen)
    {
        for (var current = type; current is { SpecialType: SpecialType.None }; current = current.BaseType)
        {
            bool isSource = current.DeclaringSyntaxReferences.Length > 0;
            foreach (var member in current.GetMembers())
            {
                var state = member switch
                {
                    IFieldSymbol { IsStatic: false } field => field.Type,
                    IPropertySymbol { IsStatic: false } property => property.Type,
                    _ => null,
                };

                if (state is null || Marks.Has(member, Marks.NoGradient) || (member is IFieldSymbol { AssociatedSymbol: { } owner } && Marks.Has(owner, Marks.NoGradient)))
                {
                    continue;
                }

                if (isSource ? Exposes(state, core, seen) : IsReal(state) || IsReal(TypeMap.Nullable(state)) || HoldsReals(state))
                {
                    return true;
                }
            }
        }

        return type.TypeKind == TypeKind.Interface && type.AllInterfaces.Any(i => !seen.Contains(i) && Exposes(i, core, seen));
    }

    private static bool IsReal(ITypeSymbol? type) => type is { SpecialType: SpecialType.System_Double or SpecialType.System_Single };

    private static bool HoldsReals(ITypeSymbol type) => (TypeMap.Memory(type) ?? TypeMap.Jagged(type)) is { HasShadow: true };
}
