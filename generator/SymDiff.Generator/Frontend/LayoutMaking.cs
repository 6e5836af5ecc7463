using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SymDiff.Compiler.Emit;
using SymDiff.Compiler.IR;

namespace SymDiff.Generator.Frontend;

/// <summary>How emitted code makes a value of a type, and reads its parts.</summary>
internal static class LayoutMaking
{
    /// <summary>The shape; null where emitted code can name some part of the state neither to read nor to set it.</summary>
    public static ValueShape? Shape(OperationSource sources, INamedTypeSymbol home, INamedTypeSymbol type, IReadOnlyList<LayoutMember> members)
    {
        bool IsAccessible(ISymbol symbol) => sources.Compilation.IsSymbolAccessibleWithin(symbol, home);
        if (!IsAccessible(type) || members.Any(m => !IsReadable(m.Symbol) || (m.Inner is not null && m.Inner.Shape is null)))
        {
            return null;
        }

        // What such a constructor leaves is not the default.
        bool hasOwn = type.InstanceConstructors.Any(c => c.Parameters.IsEmpty && !c.IsImplicitlyDeclared);
        var parts = members.Select(m => new ShapeMember(
            m.Name, TypeMap.Of(m.Type), SymbolText.Of(m.Type), m.Inner?.Shape, m.IsConstant, hasOwn || IsRequired(m.Symbol),
            m.Type is { IsReferenceType: true, NullableAnnotation: NullableAnnotation.NotAnnotated }, m.Symbol is IFieldSymbol, IsSettable(m.Symbol) && m.Symbol is not IPropertySymbol { SetMethod.IsInitOnly: true })).ToEquatableArray();
        string name = SymbolText.Of(type);
        if (type.IsTupleType)
        {
            return new ValueShape(name, IsTuple: true, parts, default);
        }

        if (members.All(m => IsSettable(m.Symbol)) && type.InstanceConstructors.Any(c => c.Parameters.IsEmpty && IsAccessible(c))
            && !type.InstanceConstructors.Any(c => c.Parameters.Length > 0 && IsTrusted(c) && Covers(c)))
        {
            return new ValueShape(name, IsTuple: false, parts, default);
        }

        foreach (var constructor in type.InstanceConstructors.Where(c => c.Parameters.Length > 0 && IsAccessible(c)).OrderByDescending(c => c.Parameters.Length))
        {
            if (Map(constructor) is { } map && Enumerable.Range(0, members.Count).All(i => map.Contains(i) || IsSettable(members[i].Symbol)))
            {
                return new ValueShape(name, IsTuple: false, parts, map.ToEquatableArray(), Defaults(constructor));
            }
        }

        return null;

        bool IsReadable(ISymbol symbol) => symbol switch
        {
            IPropertySymbol { GetMethod: { } getter } => IsAccessible(symbol) && IsAccessible(getter),
            IFieldSymbol => IsAccessible(symbol),
            _ => false,
        };

        bool IsSettable(ISymbol symbol) => symbol switch
        {
            IPropertySymbol { SetMethod: { } setter } => IsAccessible(setter),
            IFieldSymbol { IsReadOnly: false } => IsAccessible(symbol),
            _ => false,
        };

        // Where another constructor takes as many arguments, "default" alone may mean either.
        EquatableArray<string> Defaults(IMethodSymbol constructor) => type.InstanceConstructors.Any(c => !SymbolEqualityComparer.Default.Equals(c, constructor)
                && c.Parameters.LastOrDefault() is { } last && (c.Parameters.Length >= constructor.Parameters.Length || last.IsParams))
            ? constructor.Parameters.Select(p => $"default({SymbolText.Of(p.Type)})" + (p.Type is { IsReferenceType: true, NullableAnnotation: NullableAnnotation.NotAnnotated } ? "!" : "")).ToEquatableArray()
            : default;

        bool Covers(IMethodSymbol constructor) => IsAccessible(constructor) && Map(constructor) is { } map && Enumerable.Range(0, members.Count).All(map.Contains);

        IReadOnlyList<int>? Map(IMethodSymbol constructor) => IsTrusted(constructor) ? ByName(constructor)
            : PlainConstructors.Assigned(sources, constructor) is { } assigned
            ? [.. constructor.Parameters.Select(p => Index(m => assigned.TryGetValue(m.Symbol.OriginalDefinition, out int ordinal) && ordinal == p.Ordinal))]
            : null;

        // Every parameter is the member of that name.
        IReadOnlyList<int>? ByName(IMethodSymbol constructor)
        {
            int[] map = [.. constructor.Parameters.Select(p => Index(m => string.Equals(m.Name, p.Name, StringComparison.OrdinalIgnoreCase) && SymbolEqualityComparer.Default.Equals(m.Type, p.Type)))];
            return map.All(i => i >= 0) && map.Distinct().Count() == map.Length ? map : null;
        }

        int Index(Func<LayoutMember, bool> isIt) => Enumerable.Range(0, members.Count).Where(i => isIt(members[i])).DefaultIfEmpty(-1).First();
    }

    // Constructors that are known to take the state as it is: those of records, and of the platform's vectors.
    private static bool IsTrusted(IMethodSymbol constructor) =>
        constructor.DeclaringSyntaxReferences.Any(r => r.GetSyntax() is RecordDeclarationSyntax)
        || (constructor.DeclaringSyntaxReferences.IsEmpty && constructor.ContainingNamespace?.ToDisplayString() == "System.Numerics");

    // Read by name: the compiler that this is built against does not know the keyword.
    private static bool IsRequired(ISymbol symbol) => symbol.DeclaringSyntaxReferences.Select(r => r.GetSyntax())
        .Select(s => s is VariableDeclaratorSyntax ? s.Parent?.Parent : s).OfType<MemberDeclarationSyntax>().Any(d => d.Modifiers.Any(m => m.ValueText == "required"));
}
