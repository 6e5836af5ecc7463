using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using SymDiff.Generator.Frontend;

namespace SymDiff.Generator.Registrations;

/// <summary>The registrations that a referenced assembly recorded, and nothing else of it; kept as long as its symbol.</summary>
internal static class AssemblyRegistrations
{
    /// <summary>Full name of the record's attribute.</summary>
    public const string Record = "SymDiff.RegisteredDerivativeAttribute";

    private const string Runtime = "SymDiff";

    private static readonly ConditionalWeakTable<IAssemblySymbol, Registration[]> Known = new();

    /// <summary>The registrations.</summary>
    public static IReadOnlyList<Registration> Of(IAssemblySymbol assembly) => Known.GetValue(assembly, a => [.. Read(a)]);

    private static IEnumerable<Registration> Read(IAssemblySymbol assembly)
    {
        // Most references are the framework's, whose attributes need not even be looked at.
        if (assembly.Name != Runtime && !assembly.Modules.Any(m => m.ReferencedAssemblies.Any(r => r.Name == Runtime)))
        {
            yield break;
        }

        foreach (var data in assembly.GetAttributes())
        {
            if (data is { AttributeClass: { } type, ConstructorArguments: { Length: 4 } record } && TypeMap.Is(type, Record)
                && record[0].Value is ITypeSymbol target && record[1].Value is string targetName
                && record[2].Value is INamedTypeSymbol holder && record[3].Value is string name)
            {
                foreach (var method in holder.GetMembers(name).OfType<IMethodSymbol>())
                {
                    foreach (var reading in RegistrationReader.Read(method))
                    {
                        if (reading.Registration is { } registration && reading.TargetName == targetName && SymbolEqualityComparer.Default.Equals(reading.TargetType, target))
                        {
                            yield return registration;
                        }
                    }
                }
            }
        }
    }
}
