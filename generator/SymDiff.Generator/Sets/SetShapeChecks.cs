using Microsoft.CodeAnalysis;
using SymDiff.Generator.Diagnostics;
using SymDiff.Generator.Frontend;

namespace SymDiff.Generator.Sets;

/// <summary>Whether a type can be a set, whatever its state.</summary>
internal static class SetShapeChecks
{
    private static readonly string[] Properties = ["ParameterCount", "BlockCount"];
    private static readonly string[] Methods = ["GetBlock", "Clear", "CreateZero", "CopyTo", "CopyFrom", "AddScaled"];

    /// <summary>Everything that is wrong.</summary>
    public static IEnumerable<Rejection> Of(INamedTypeSymbol set)
    {
        var at = MethodShape.Location(set);
        foreach (var type in TypeChain.To(set))
        {
            if (TypeChain.IsFileLocal(type))
            {
                yield return Kind(set, at, $"the type '{type.Name}' is file-local, and what is emitted stands in another file", "remove the file modifier");
            }
            else if (!TypeChain.IsPartial(type))
            {
                yield return new Rejection(Descriptors.SetNotPartial, at, EquatableArray.Of(SymbolText.Short(set), type.Name)) with
                {
                    Properties = EquatableArray.Of((Descriptors.TypeProperty, type.GetDocumentationCommentId() ?? type.Name)),
                };
            }
        }

        if (OtherKind(set) is var (what, advice))
        {
            yield return Kind(set, at, what, advice);
        }

        foreach (string name in Properties.Concat(Methods))
        {
            if (TakenBy(set, name) is { } taken)
            {
                bool isOwn = SymbolEqualityComparer.Default.Equals(taken.ContainingType, set);
                yield return Kind(
                    set, isOwn ? MethodShape.Location(taken) : at,
                    taken.Equals(set, SymbolEqualityComparer.Default) ? $"'{name}' is what a member that it is given is called" : $"it has '{SymbolText.Short(taken)}' where it is given a member of that name", "rename it");
            }
        }

        foreach (var rejection in OfBases(set, at))
        {
            yield return rejection;
        }
    }

    /// <summary>What is wrong with a type that derives from a set and is none: state that the set does not know of.</summary>
    public static Rejection? OfUnmarked(INamedTypeSymbol type)
    {
        if (type.TypeKind != TypeKind.Class || Marks.Has(type, Marks.ParameterSet) || ExposedReals.IsMarkedConstant(type) || SetState.BaseOf(type) is not { } set)
        {
            return null;
        }

        var state = SetState.Of(type).FirstOrDefault(m => SetState.Shape(m.Type) is not null);
        return state is null ? null : new Rejection(
            Descriptors.SetInheritance, MethodShape.Location(state.Symbol),
            EquatableArray.Of(SymbolText.Short(set), $"'{SymbolText.Short(type)}' derives from it and has parameters of its own, '{state.Symbol.Name}', that no set has", $"mark '{SymbolText.Short(type)}' [ParameterSet], or '{state.Symbol.Name}' [NoGradient] to make it a constant"));
    }

    private static IEnumerable<Rejection> OfBases(INamedTypeSymbol set, Location at)
    {
        for (var current = set.BaseType; current is { SpecialType: SpecialType.None }; current = current.BaseType)
        {
            if (current.TypeKind == TypeKind.Error)
            {
                yield break;
            }

            if (Marks.Has(current, Marks.ParameterSet))
            {
                yield break;
            }

            string? what = current.AllInterfaces.Any(i => TypeMap.Is(i, ParameterSets.Interface)) && SetState.BaseOf(current) is null ? "implements IParameterSet by hand"
                : !ExposedReals.IsMarkedConstant(current) && HasState(current) ? "has real numbers and is not marked [ParameterSet]"
                : null;
            if (what is not null)
            {
                string name = SymbolText.Short(current);
                yield return new Rejection(
                    Descriptors.SetInheritance, at, EquatableArray.Of(SymbolText.Short(set), $"its base '{name}' {what}", $"mark '{name}' [ParameterSet], or mark what it has [NoGradient] to make that a constant"));
                yield break;
            }
        }
    }

    // What the base itself declares; of a referenced one, what can be seen of it.
    private static bool HasState(INamedTypeSymbol type)
    {
        var core = Core(type);
        bool isSource = type.DeclaringSyntaxReferences.Length > 0;
        return SetState.Of(type).Any(m => Exposes(m.Type, core))
            || (!isSource && type.GetMembers().OfType<IPropertySymbol>().Any(p => !p.IsStatic && SetState.Shape(p.Type) is not null && !Marks.Has(p, Marks.NoGradient)));
    }

    private static bool Exposes(ITypeSymbol type, IAssemblySymbol? core) =>
        type.TypeKind != TypeKind.Delegate && (SetState.Shape(type) is not null || (core is not null && ExposedReals.Reason(type, core) is not null));

    private static IAssemblySymbol? Core(INamedTypeSymbol type)
    {
        INamedTypeSymbol? current = type;
        for (; current is { SpecialType: not SpecialType.System_Object }; current = current.BaseType)
        {
        }

        return current?.ContainingAssembly;
    }

    private static (string What, string Advice)? OtherKind(INamedTypeSymbol set)
    {
        const string Split = "make it an ordinary class or struct";
        return set.IsStatic ? ("it is static and has no instances", Split)
            : set.IsRefLikeType ? ("it is a ref struct, which implements nothing", Split)
            : Marks.Has(set, "System.Runtime.CompilerServices.InlineArrayAttribute") ? ("it is an inline array, whose elements are no fields", "hold an array")
            : Marks.Get(set, "System.Runtime.InteropServices.StructLayoutAttribute") is { ConstructorArguments: { Length: > 0 } layout } && layout[0].Value is 2 or (short)2
                ? ("its layout is explicit, so that fields may overlap", "leave the layout to the compiler")
            : null;
    }

    private static ISymbol? TakenBy(INamedTypeSymbol set, string name)
    {
        if (set.Name == name)
        {
            return set;
        }

        for (INamedTypeSymbol? type = set; type is not null; type = type.BaseType)
        {
            bool isOwn = SymbolEqualityComparer.Default.Equals(type, set);
            foreach (var member in type.GetMembers(name))
            {
                if (!Marks.IsEmitted(member) && (isOwn || member.DeclaredAccessibility != Accessibility.Private) && IsInTheWay(member, name, set))
                {
                    return member;
                }
            }
        }

        return null;
    }

    private static bool IsInTheWay(ISymbol member, string name, INamedTypeSymbol set) =>
        member is not IMethodSymbol method || Properties.Contains(name) || (method.Arity == 0 && method.Parameters.Length == Arity(name) && method.Parameters.All(p => Fits(p, name, set)));

    private static int Arity(string name) => name is "Clear" or "CreateZero" ? 0 : name == "AddScaled" ? 2 : 1;

    private static bool Fits(IParameterSymbol parameter, string name, INamedTypeSymbol set) => name switch
    {
        "GetBlock" => parameter.Type.SpecialType == SpecialType.System_Int32,
        "CopyTo" => TypeMap.Is(parameter.Type, "System.Span`1"),
        "CopyFrom" => TypeMap.Is(parameter.Type, "System.ReadOnlySpan`1"),
        _ => parameter.Ordinal == 0 ? SymbolEqualityComparer.Default.Equals(parameter.Type, set) : SetState.IsScalar(parameter.Type),
    };

    private static Rejection Kind(INamedTypeSymbol set, Location at, string what, string advice) =>
        new(Descriptors.SetKindNotSupported, at, EquatableArray.Of(SymbolText.Short(set), what, advice));
}
