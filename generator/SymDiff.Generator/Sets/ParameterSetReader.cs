using Microsoft.CodeAnalysis;
using SymDiff.Compiler.Emit.Sets;
using SymDiff.Generator.Diagnostics;
using SymDiff.Generator.Frontend;

namespace SymDiff.Generator.Sets;

/// <summary>From a marked type to a model, or to what is wrong with it.</summary>
internal static class ParameterSetReader
{
    /// <summary>Reads the type.</summary>
    public static ParameterSetReading Read(INamedTypeSymbol set, Compilation compilation) =>
        Read(set, compilation, new Dictionary<ISymbol, bool>(SymbolEqualityComparer.Default) { [set.OriginalDefinition] = true });

    private static ParameterSetReading Read(INamedTypeSymbol set, Compilation compilation, Dictionary<ISymbol, bool> sound)
    {
        var rejections = SetShapeChecks.Of(set).Concat(CapturedParameters.Of(set, compilation)).ToList();
        var target = SetTarget.Of(compilation, Marks.Get(set, Marks.ParameterSet)?.AttributeClass);
        var scalar = SetState.OfSet(set, new HashSet<ISymbol>(SymbolEqualityComparer.Default));
        var reader = new SetMemberReader(set, scalar, target, compilation, nested => IsSound(nested, compilation, sound), rejections);
        var members = reader.Read();
        bool hasOtherErrors = reader.HasOtherErrors;
        if (scalar is null && rejections.Count == 0 && !hasOtherErrors)
        {
            rejections.Add(new Rejection(Descriptors.SetIsEmpty, MethodShape.Location(set), EquatableArray.Of(SymbolText.Short(set))));
        }

        if (scalar is ITypeParameterSymbol && target.LanguageVersion < 110)
        {
            rejections.Add(new Rejection(
                Descriptors.SetKindNotSupported, MethodShape.Location(set),
                EquatableArray.Of(SymbolText.Short(set), $"its scalar type '{scalar.Name}' is a type parameter, which can be computed with from C# 11 on", "raise LangVersion, or use double or float")));
        }

        var inherited = SetState.BaseOf(set);
        if (inherited is not null && (!IsSound(inherited, compilation, sound) || SetState.OfSet(inherited, new HashSet<ISymbol>(SymbolEqualityComparer.Default)) is null))
        {
            hasOtherErrors = true;
        }

        string hint = HintName.Of(set);
        return rejections.Count > 0 || hasOtherErrors || scalar is null
            ? new ParameterSetReading(hint, null, rejections)
            : new ParameterSetReading(hint, Make(set, scalar, members, inherited, target), rejections);
    }

    // Whether a set that another one holds, or derives from, has the members that emitted code calls, or will have them. From another assembly it has them, and one that
    // is asked already is taken for sound: what is wrong with it is found where it was asked first.
    private static bool IsSound(INamedTypeSymbol set, Compilation compilation, Dictionary<ISymbol, bool> sound)
    {
        var type = set.OriginalDefinition;
        if (type.DeclaringSyntaxReferences.Length == 0 || !Marks.Has(type, Marks.ParameterSet))
        {
            return true;
        }

        if (!sound.TryGetValue(type, out bool isSound))
        {
            sound[type] = true;
            sound[type] = isSound = Read(type, compilation, sound).Type is not null;
        }

        return isSound;
    }

    private static ParameterSetType Make(INamedTypeSymbol set, ITypeSymbol scalar, List<SetMember> members, INamedTypeSymbol? inherited, SetTarget target) => new ParameterSetType(
        TypeChain.Namespace(set),
        TypeChain.To(set).Select(TypeChain.ToContainingType).ToEquatableArray(),
        SymbolText.Of(set.WithNullableAnnotation(NullableAnnotation.NotAnnotated)),
        SymbolText.Of(scalar.WithNullableAnnotation(NullableAnnotation.NotAnnotated)),
        scalar is ITypeParameterSymbol,
        set.IsValueType ? SetKind.Struct : set.IsSealed ? SetKind.Sealed : SetKind.Open,
        inherited is null ? null : new BaseSet(SymbolText.Of(inherited), SymbolText.Of(SetState.Zero(inherited, target.HasCovariantReturns)), target.HasCovariantReturns),
        members.ToEquatableArray(),
        target.LanguageVersion,
        target.HasUnscopedRef)
    {
        Settings = set.GetMembers().OfType<IPropertySymbol>().Where(p => !p.IsStatic && p.ExplicitInterfaceImplementations.Length == 0 && PlainConstructors.IsAuto(p) && members.All(m => m.Name.TrimStart('@') != p.Name)).Select(p => p.Name).ToEquatableArray(),
    };
}
