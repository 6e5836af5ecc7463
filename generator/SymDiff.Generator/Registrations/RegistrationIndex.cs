using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SymDiff.Generator.Frontend;

namespace SymDiff.Generator.Registrations;

/// <summary>The registrations that hold in a compilation: its own, then those of its direct references. Made when the first call asks.</summary>
internal sealed class RegistrationIndex
{
    private static readonly ConditionalWeakTable<Compilation, RegistrationIndex> Known = new();

    private readonly Compilation _compilation;
    private readonly Dictionary<IMethodSymbol, List<Registration>> _own = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<IMethodSymbol, List<Registration>> _referenced = new(SymbolEqualityComparer.Default);
    private readonly List<RegistrationReading> _broken = [];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    private RegistrationIndex(Compilation compilation)
    {
        _compilation = compilation;
        foreach (var reading in Own(compilation))
        {
            Add(_own, reading.Registration);
            if (reading.Rejection is not null && reading.TargetType is not null)
            {
                _broken.Add(reading);
                _names.Add(reading.TargetName!);
            }
        }

        foreach (var assembly in compilation.References.Select(compilation.GetAssemblyOrModuleSymbol).OfType<IAssemblySymbol>())
        {
            foreach (var registration in AssemblyRegistrations.Of(assembly))
            {
                if (compilation.IsSymbolAccessibleWithin(registration.Derivative, compilation.Assembly))
                {
                    Add(_referenced, registration);
                }
            }
        }
    }

    /// <summary>The index of a compilation.</summary>
    public static RegistrationIndex Of(Compilation compilation) => Known.GetValue(compilation, c => new RegistrationIndex(c));

    /// <summary>The compilation.</summary>
    public Compilation Compilation => _compilation;

    /// <summary>Whether a method has a registered derivative; null if not. Own registrations win; where it is not clear which one holds, there is a problem instead.</summary>
    public RegistrationLookup? Find(IMethodSymbol method)
    {
        var target = Key(method);
        if (!_names.Contains(target.Name))
        {
            return null;
        }

        var own = OwnOf(target);
        if (own.Count > 0)
        {
            return Conflict(own) is var (one, another) ? Unclear(one, another) : new RegistrationLookup(own, null);
        }

        // A registration that is in error is not passed over for what would hold without it.
        if (_broken.FirstOrDefault(b => b.TargetName == target.Name && Inherits(b.TargetType!, target.ContainingType)) is { } broken)
        {
            return new RegistrationLookup([], ($"the registration of '{SymbolText.Short(broken.Derivative)}' for it is in error", "correct the registration"));
        }

        if (!_referenced.TryGetValue(target, out var found))
        {
            return null;
        }

        return Conflict(found) is var (left, right) ? Unclear(left, right) : new RegistrationLookup(found, null);
    }

    /// <summary>This compilation's own registrations of a target.</summary>
    public IReadOnlyList<Registration> OwnOf(IMethodSymbol target) => _own.TryGetValue(Key(target), out var own) ? own : [];

    // Two assemblies do not complement each other: neither knows of the other.
    private static (Registration, Registration)? Conflict(IReadOnlyList<Registration> registrations)
    {
        for (int i = 1; i < registrations.Count; i++)
        {
            for (int j = 0; j < i; j++)
            {
                var (one, other) = (registrations[j], registrations[i]);
                if (Registration.Conflict(one, other) || !SymbolEqualityComparer.Default.Equals(one.Derivative.ContainingAssembly, other.Derivative.ContainingAssembly))
                {
                    return (one, other);
                }
            }
        }

        return null;
    }

    private static RegistrationLookup Unclear(Registration one, Registration other) => new(
        [],
        ($"both '{Named(one)}' and '{Named(other)}' are registered for '{SymbolText.Short(one.Target)}'",
        SymbolEqualityComparer.Default.Equals(one.Derivative.ContainingAssembly, other.Derivative.ContainingAssembly)
            ? "remove one of the registrations"
            : "register the one that is meant in this project, which then wins"));

    private static string Named(Registration registration) =>
        SymbolText.Short(registration.Derivative) + (registration.Derivative.DeclaringSyntaxReferences.Length > 0 ? "" : $" of {registration.Derivative.ContainingAssembly.Name}");

    private static IMethodSymbol Key(IMethodSymbol method)
    {
        method = (method.ReducedFrom ?? method).ConstructedFrom;
        return method.PartialDefinitionPart ?? method;
    }

    private static bool Inherits(INamedTypeSymbol type, INamedTypeSymbol from)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(current.OriginalDefinition, from.OriginalDefinition))
            {
                return true;
            }
        }

        return false;
    }

    private static IEnumerable<RegistrationReading> Own(Compilation compilation)
    {
        var trees = compilation.SyntaxTrees.Select(t => (Tree: t, Found: TreeRegistrations.Of(t))).ToList();
        var names = TreeRegistrations.WithAliases(new(RegistrationAttributes.Names, StringComparer.Ordinal), trees.SelectMany(t => t.Found.GlobalAliases));
        var seen = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var (tree, found) in trees)
        {
            SemanticModel? model = null;
            foreach (var reference in found.Methods(names))
            {
                model ??= compilation.GetSemanticModel(tree);
                if (model.GetDeclaredSymbol((MethodDeclarationSyntax)reference.GetSyntax()) is { } method && seen.Add(method.PartialDefinitionPart ?? method))
                {
                    foreach (var reading in RegistrationReader.Read(method.PartialDefinitionPart ?? method))
                    {
                        yield return reading;
                    }
                }
            }
        }
    }

    private void Add(Dictionary<IMethodSymbol, List<Registration>> index, Registration? registration)
    {
        if (registration is null)
        {
            return;
        }

        var target = Key(registration.Target);
        _names.Add(target.Name);
        if (!index.TryGetValue(target, out var registrations))
        {
            index.Add(target, registrations = []);
        }

        registrations.Add(registration);
    }
}

/// <summary>What is registered for a method.</summary>
/// <param name="Registrations">The registrations that complement each other; none if there is a problem.</param>
/// <param name="Problem">Why it is not clear which one holds, and what to do.</param>
internal sealed record RegistrationLookup(IReadOnlyList<Registration> Registrations, (string Why, string Instead)? Problem);
