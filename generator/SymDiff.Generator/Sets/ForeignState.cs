using Microsoft.CodeAnalysis;
using SymDiff.Compiler.Emit.Sets;
using SymDiff.Generator.Frontend;

namespace SymDiff.Generator.Sets;

/// <summary>The state of sets of other assemblies, as is written on them: neither private members nor the order of the others are to be seen from here.</summary>
internal static class ForeignState
{
    private const string Attribute = "SymDiff.ParameterSetStateAttribute";

    /// <summary>Whether a set is declared in another assembly, of which nothing but metadata is looked at, even where it has source.</summary>
    public static bool IsForeign(INamedTypeSymbol set, Compilation compilation) => !SymbolEqualityComparer.Default.Equals(set.ContainingAssembly, compilation.Assembly);

    /// <summary>The parameters of a set, without those of its base, in the order of their blocks; null if it does not say.</summary>
    public static IEnumerable<(SetShape Shape, string Name)>? Parameters(INamedTypeSymbol set) => Read(set)?
        .Where(m => m.What != ParameterSetType.Setting)
        .OrderBy(m => Mutation.ReordersForeignState ? m.Name : "", StringComparer.Ordinal)
        .Select(m => ((SetShape)Enum.Parse(typeof(SetShape), m.What), m.Name));

    /// <summary>Whether a property is nothing but its value, and no parameter.</summary>
    public static bool IsSetting(IPropertySymbol property) => Read(property.ContainingType)?.Any(m => m.What == ParameterSetType.Setting && m.Name == property.Name) == true;

    /// <summary>The field or the property of a name; null where it is not to be seen.</summary>
    public static ISymbol? Member(INamedTypeSymbol set, string name) => set.GetMembers(name).FirstOrDefault(m => m is IFieldSymbol or IPropertySymbol && !m.IsStatic);

    /// <summary>The type of a field or a property.</summary>
    public static ITypeSymbol TypeOf(ISymbol member) => member is IFieldSymbol field ? field.Type : ((IPropertySymbol)member).Type;

    private static IEnumerable<(string What, string Name)>? Read(INamedTypeSymbol set) =>
        Marks.Get(set, Attribute) is { ConstructorArguments: { Length: 1 } arguments } && arguments[0].Value is string members
            ? members.Split([", "], StringSplitOptions.RemoveEmptyEntries).Select(m => m.Split(' ')).Where(m => m.Length == 2).Select(m => (m[0], m[1]))
            : null;
}
