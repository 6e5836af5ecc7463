using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace SymDiff.Generator.Frontend;

/// <summary>Structs that contain themselves. C# refuses them, but an editor shows them to the generator while they are written.</summary>
internal static class StructCycles
{
    // Types that are made of ever larger ones have no end either.
    private const int MostTypes = 1000;

    private static readonly ConditionalWeakTable<INamedTypeSymbol, object> Known = new();

    /// <summary>Whether a value of the type would contain another one.</summary>
    public static bool Has(INamedTypeSymbol type) => (bool)Known.GetValue(type, t => new Search().Finds(t));

    private sealed class Search
    {
        private readonly HashSet<INamedTypeSymbol> _path = new(SymbolEqualityComparer.Default);
        private readonly HashSet<INamedTypeSymbol> _done = new(SymbolEqualityComparer.Default);

        public bool Finds(INamedTypeSymbol type)
        {
            if (_done.Contains(type))
            {
                return false;
            }

            if (!_path.Add(type) || _path.Count + _done.Count > MostTypes)
            {
                return true;
            }

            foreach (var field in type.GetMembers().OfType<IFieldSymbol>())
            {
                if (!field.IsStatic && field.Type is INamedTypeSymbol { TypeKind: TypeKind.Struct, SpecialType: SpecialType.None } inner && Finds(inner))
                {
                    return true;
                }
            }

            _path.Remove(type);
            _done.Add(type);
            return false;
        }
    }
}
