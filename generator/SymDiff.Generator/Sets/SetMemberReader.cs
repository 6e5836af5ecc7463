using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SymDiff.Compiler.Emit.Sets;
using SymDiff.Generator.Diagnostics;
using SymDiff.Generator.Frontend;

namespace SymDiff.Generator.Sets;

/// <summary>Reads the members of a set, one by one.</summary>
/// <param name="set">The set.</param>
/// <param name="scalar">Its scalar type; null if there is none.</param>
/// <param name="target">What can be used.</param>
/// <param name="compilation">The compilation.</param>
/// <param name="isSound">Whether a set that it holds can be used.</param>
/// <param name="rejections">Where to say what is wrong.</param>
internal sealed class SetMemberReader(INamedTypeSymbol set, ITypeSymbol? scalar, SetTarget target, Compilation compilation, Func<INamedTypeSymbol, bool> isSound, List<Rejection> rejections)
{
    private readonly IAssemblySymbol _core = compilation.GetSpecialType(SpecialType.System_Double).ContainingAssembly;
    private readonly HashSet<string> _names = new(set.GetMembers().Where(m => !Marks.IsEmitted(m)).Select(m => m.Name), StringComparer.Ordinal);
    private SyntaxNode? _declaration;

    /// <summary>Whether a member's type does not compile, or is a set that was rejected: that is reported elsewhere.</summary>
    public bool HasOtherErrors { get; private set; }

    /// <summary>The members with parameters, in order.</summary>
    public List<SetMember> Read() => [.. SetState.Of(set).Select(Read).OfType<SetMember>()];

    private SetMember? Read(StateMember member)
    {
        if (member.Type.TypeKind == TypeKind.Error)
        {
            HasOtherErrors = true;
            return null;
        }

        if (SetState.Shape(member.Type) is not { } shape)
        {
            if (NotSupported(member.Type) is { } reason)
            {
                Reject(Descriptors.SetStateNotSupported, member, SymbolText.Short(member.Type), reason);
            }

            return null;
        }

        var own = SetState.Scalar(member.Type, new HashSet<ISymbol>(SymbolEqualityComparer.Default));
        if (own is not null && scalar is not null && !SymbolEqualityComparer.Default.Equals(own, scalar))
        {
            Reject(Descriptors.SetIsMixed, member, SymbolText.Short(own), SymbolText.Short(scalar));
            return null;
        }

        if (Nested(member.Type) is { } nested && !isSound(nested))
        {
            HasOtherErrors = true;
            return null;
        }

        CheckDeclaration(member);
        return Unusable(member, shape) is var (what, advice) ? Refuse(member, what, advice) : Make(member, shape);
    }

    private SetMember Make(StateMember member, SetShape shape)
    {
        bool isAssignable = IsAssignable(member);
        bool needsPlace = shape is SetShape.Scalar or SetShape.StructSet && member.Property is not null;
        string name = SymbolText.Identifier(member.Symbol.Name);
        var accessor = needsPlace || !isAssignable ? new FieldAccessor(Unique(member.Symbol.Name + "__Field"), member.Field.Name, SymbolText.Of(member.Type)) : null;
        string type = Nested(member.Type) is { } nested ? SymbolText.Of(nested.WithNullableAnnotation(NullableAnnotation.NotAnnotated)) : SymbolText.Of(scalar!);
        bool needsCast = shape == SetShape.ClassSet && !SymbolEqualityComparer.Default.Equals(SetState.Zero((INamedTypeSymbol)member.Type, target.HasCovariantReturns), member.Type);
        return new SetMember(name, shape, type, isAssignable, needsCast, accessor);
    }

    // What cannot be read, assigned or seen through a span, and what to do about it.
    private (string What, string Advice)? Unusable(StateMember member, SetShape shape)
    {
        if (member.Property is { } property)
        {
            if (property is { IsVirtual: true } or { IsOverride: true } && !property.IsSealed && !set.IsSealed)
            {
                return ("is virtual and may stand for other state", "seal it or make it a field");
            }

            if (property.ExplicitInterfaceImplementations.Length > 0)
            {
                return ("is an explicit interface implementation", "make it a field");
            }

            if (HasBody(property))
            {
                return ("has an accessor with a body", "make it a field with a property beside it");
            }
        }

        bool isPlace = shape is SetShape.Scalar or SetShape.StructSet;
        if (isPlace && (set.IsReadOnly || (member.Property is { } p ? p.SetMethod is null : member.Field.IsReadOnly)))
        {
            return ("is read-only, and every parameter is written", "make it settable");
        }

        if (shape == SetShape.Scalar && !target.HasViews)
        {
            return ("is a number, and of these a span can be had from .NET Core 2.1 on", "make it an array of one element");
        }

        if (shape == SetShape.Matrix && !target.HasMatrices)
        {
            return ("is a matrix, and of these a span can be had from .NET 8 on", "make it an array");
        }

        bool isGeneric = TypeChain.To(set).Any(t => t.Arity > 0);
        bool hasAccessor = isGeneric ? target.HasGenericAccessors : target.HasAccessors;
        string since = isGeneric ? ".NET 9" : ".NET 8";
        return isPlace && member.Property is not null && !hasAccessor ? ($"is a property, and a reference to its field can be had from {since} on", "make it a field")
            : !IsAssignable(member) && !hasAccessor ? ($"can be assigned in constructors alone, and a reference to its field can be had from {since} on", "make it settable")
            : null;
    }

    private string? NotSupported(ITypeSymbol type) =>
        type.TypeKind == TypeKind.Delegate ? null
        : type is ITypeParameterSymbol parameter && GenericReals.MayBe(parameter, _core) ? "may stand for a real number and is not constrained to IFloatingPoint<T>"
        : ExposedReals.Reason(type, _core) is null ? null
        : ParameterSets.Is(type) ? "is a parameter set that cannot be held like this"
        : "gives access to real numbers that would silently be constants";

    // All state has to be in one declaration, the only one within which there is an order.
    private void CheckDeclaration(StateMember member)
    {
        var declaration = member.Symbol.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax().FirstAncestorOrSelf<TypeDeclarationSyntax>();
        _declaration ??= declaration;
        if (declaration != _declaration)
        {
            Reject(Descriptors.SetStateIsSpread, member);
        }
    }

    private string Unique(string name)
    {
        while (!_names.Add(name))
        {
            name += "_";
        }

        return name;
    }

    private static bool IsAssignable(StateMember member) => member.Property is { } property ? property.SetMethod is { IsInitOnly: false } : !member.Field.IsReadOnly;

    private static INamedTypeSymbol? Nested(ITypeSymbol type) => SetState.Shape(type) switch
    {
        SetShape.ClassSet or SetShape.StructSet => (INamedTypeSymbol)type,
        SetShape.Sets => (INamedTypeSymbol)((IArrayTypeSymbol)type).ElementType,
        _ => null,
    };

    private static bool HasBody(IPropertySymbol property) => property.DeclaringSyntaxReferences.Select(r => r.GetSyntax()).OfType<PropertyDeclarationSyntax>()
        .Any(p => p.ExpressionBody is not null || p.AccessorList?.Accessors.Any(a => a.Body is not null || a.ExpressionBody is not null) == true);

    private SetMember? Refuse(StateMember member, string what, string advice)
    {
        Reject(Descriptors.SetStateNotWritable, member, what, $"{advice}, or mark it [NoGradient] to make it a constant");
        return null;
    }

    private void Reject(DiagnosticDescriptor descriptor, StateMember member, params string[] more) => rejections.Add(new Rejection(
        descriptor, MethodShape.Location(member.Symbol), new EquatableArray<string>([SymbolText.Short(set), member.Symbol.Name, .. more])));
}
