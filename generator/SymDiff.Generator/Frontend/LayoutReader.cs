using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SymDiff.Generator.Frontend;

/// <summary>Which types are taken apart, and into what: tuples, and structs whose whole state is known, if there are real numbers in it.</summary>
/// <param name="sources">The compilation's operations.</param>
/// <param name="home">The type that the derivatives are emitted into.</param>
internal sealed class LayoutReader(OperationSource sources, INamedTypeSymbol home)
{
    private static readonly string[] ComplexParts = ["Real", "Imaginary"];

    private readonly Dictionary<ITypeSymbol, Layout?> _known = new(SymbolEqualityComparer.IncludeNullability);

    /// <summary>Whether values of the type are taken apart: a tuple or a struct of known state that holds real numbers.</summary>
    public static bool IsTakenApart(ITypeSymbol type) =>
        type is INamedTypeSymbol { TypeKind: TypeKind.Struct, SpecialType: SpecialType.None, IsRefLikeType: false, IsUnboundGenericType: false } named && !IsMarkedConstant(named) && !StructCycles.Has(named)
        && TypeMap.Nullable(type) is null && !ParameterSets.Is(type) && TypeMap.ElementOf(type) is null
        && State(named) is { Count: > 0 } state && state.Any(m => HasReals(m.Type) || IsTakenApart(m.Type));

    /// <summary>Whether a type is an array, a matrix, a span or a <c>Memory&lt;T&gt;</c> of structs or tuples of numbers: one buffer a number.</summary>
    public static bool IsColumns(ITypeSymbol type) => ElementOf(type) is { } element && IsTakenApart(element) && HasOnlyScalars(element);

    /// <summary>Whether a type is a matrix of structs or tuples of numbers.</summary>
    public static bool IsColumnMatrix(ITypeSymbol type) => type is IArrayTypeSymbol { Rank: 2 } && IsColumns(type);

    /// <summary>The type of the elements of an array, a matrix, a span or a <c>Memory&lt;T&gt;</c>; null for everything else.</summary>
    public static ITypeSymbol? ElementOf(ITypeSymbol type) => type is IArrayTypeSymbol { Rank: 2 } matrix ? matrix.ElementType : TypeMap.ElementOf(type);

    /// <summary>Whether a type is an array of structs or tuples of numbers.</summary>
    public static bool IsColumnArray(ITypeSymbol type) => type is IArrayTypeSymbol { IsSZArray: true } && IsColumns(type);

    /// <summary>Whether a type is an array of structs with real numbers that are marked as constants.</summary>
    public static bool HasConstants(ITypeSymbol type) => IsColumnArray(type) && HasConstantReals(TypeMap.ElementOf(type)!, isConstant: false);

    private static bool HasConstantReals(ITypeSymbol type, bool isConstant) => State((INamedTypeSymbol)type)!.Any(m => (isConstant || Marks.Has(m.Symbol, Marks.NoGradient)) is var marked
        && (IsTakenApart(m.Type) ? HasConstantReals(m.Type, marked) : marked && HasReals(m.Type)));

    private static bool HasOnlyScalars(ITypeSymbol type) => State((INamedTypeSymbol)type)!.All(m => TypeMap.Scalar(m.Type) is not null || (IsTakenApart(m.Type) && HasOnlyScalars(m.Type)));

    /// <summary>The layout; null for a type that is not taken apart.</summary>
    public Layout? Of(ITypeSymbol type)
    {
        if (type is not INamedTypeSymbol { TypeKind: TypeKind.Struct, SpecialType: SpecialType.None, IsRefLikeType: false } named || IsMarkedConstant(named))
        {
            return null;
        }

        if (!_known.TryGetValue(type, out var layout))
        {
            layout = Read(named);
            _known.Add(type, layout);
        }

        return layout;
    }

    // A type that is marked is a constant as a whole, and stays C#.
    private static bool IsMarkedConstant(ITypeSymbol type) => ExposedReals.IsMarkedConstant(type);

    private Layout? Read(INamedTypeSymbol type)
    {
        if (!IsTakenApart(type) || State(type) is not { Count: > 0 } state)
        {
            return null;
        }

        var members = new List<LayoutMember>();
        int first = 0;
        foreach (var (name, symbol, memberType) in state)
        {
            // A buffer is memory, a struct of fixed size is not.
            var inner = Of(memberType);
            var member = new LayoutMember(name, symbol, memberType, inner, first, Marks.Has(symbol, Marks.NoGradient) || ExposedReals.IsMarkedConstant(memberType));
            members.Add(member);
            first += member.Count;
        }

        return new Layout(type, members, LayoutMaking.Shape(sources, home, type, members));
    }

    private static bool HasReals(ITypeSymbol type) => TypeMap.Scalar(type) is { IsReal: true } || (TypeMap.Memory(type) ?? TypeMap.Jagged(type)) is { HasShadow: true };

    // What a value consists of; null where that is not known.
    private static List<(string Name, ISymbol Symbol, ITypeSymbol Type)>? State(INamedTypeSymbol type)
    {
        if (type.IsTupleType)
        {
            return [.. type.TupleElements.Select(e => (e.Name, (ISymbol)e, e.Type))];
        }

        if (TypeMap.FullName(type) == "System.Numerics.Complex")
        {
            return [.. ComplexParts.Select(n => type.GetMembers(n).OfType<IPropertySymbol>().First()).Select(p => (p.Name, (ISymbol)p, p.Type))];
        }

        if (type.DeclaringSyntaxReferences.Any(r => CapturesParameters(r.GetSyntax())))
        {
            return null;
        }

        bool isSource = type.DeclaringSyntaxReferences.Length > 0;
        var state = new List<(string Name, ISymbol Symbol, ITypeSymbol Type)>();
        foreach (var field in type.GetMembers().OfType<IFieldSymbol>().Where(f => !f.IsStatic && !f.IsConst))
        {
            if (field.IsFixedSizeBuffer || field.Type is IPointerTypeSymbol || field.AssociatedSymbol is IEventSymbol)
            {
                return null;
            }

            if (isSource || field.DeclaredAccessibility == Accessibility.Public)
            {
                var symbol = field.AssociatedSymbol ?? field;
                state.Add((symbol.Name, symbol, field.Type));
            }
            else if (Property(type, field) is { } property)
            {
                state.Add((property.Name, property, property.Type));
            }
            else
            {
                return null;
            }
        }

        return state;
    }

    // In a reference, the field behind an automatic property is known by its name.
    private static IPropertySymbol? Property(INamedTypeSymbol type, IFieldSymbol field) =>
        field.Name.StartsWith("<", StringComparison.Ordinal) && field.Name.EndsWith(">k__BackingField", StringComparison.Ordinal)
            ? type.GetMembers(field.Name.Substring(1, field.Name.IndexOf('>') - 1)).OfType<IPropertySymbol>().FirstOrDefault(p => p.DeclaredAccessibility == Accessibility.Public && p.Parameters.IsEmpty)
            : null;

    // The parameters of a struct's own parameter list are state of it where its members use them.
    private static bool CapturesParameters(SyntaxNode declaration)
    {
        if (declaration is not StructDeclarationSyntax || declaration.ChildNodes().OfType<ParameterListSyntax>().FirstOrDefault() is not { } list)
        {
            return false;
        }

        var names = new HashSet<string>(list.Parameters.Select(p => p.Identifier.ValueText), StringComparer.Ordinal);
        return declaration.DescendantNodes().OfType<IdentifierNameSyntax>().Any(n => names.Contains(n.Identifier.ValueText)
            && n.Ancestors().TakeWhile(a => a != declaration).All(a => a is not EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent.Parent: FieldDeclarationSyntax } or PropertyDeclarationSyntax }));
    }
}
