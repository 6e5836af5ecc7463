using System.Globalization;
using Microsoft.CodeAnalysis;

namespace SymDiff.Generator.Frontend;

/// <summary>A place in the user's source that something is wrong with: the analyzer reports it there, the generator keeps its text.</summary>
/// <param name="Descriptor">What is wrong.</param>
/// <param name="Location">Where.</param>
/// <param name="Arguments">What the message names.</param>
internal sealed record Rejection(DiagnosticDescriptor Descriptor, Location Location, EquatableArray<string> Arguments)
{
    /// <summary>What code fixes need to know.</summary>
    public EquatableArray<(string Key, string Value)> Properties { get; init; }

    /// <summary>Where else something may have to change: the declarations of what it is about.</summary>
    public EquatableArray<Location> Declarations { get; init; }

    /// <summary>The way from the loss of a derivative to the parameter that it was by.</summary>
    public EquatableArray<Location> Chain { get; init; }

    /// <summary>Whether the method gets no derivative because of it.</summary>
    public bool IsError => Descriptor.DefaultSeverity == DiagnosticSeverity.Error;

    /// <summary>The id and the message, as text.</summary>
    public string Text => $"{Descriptor.Id}: {Message}";

    private object[] MessageArguments => Arguments.Select(a => (object)a).ToArray();

    private string Message => string.Format(CultureInfo.InvariantCulture, Descriptor.MessageFormat.ToString(CultureInfo.InvariantCulture), MessageArguments);

    /// <summary>As the analyzer reports it.</summary>
    public Diagnostic ToDiagnostic()
    {
        var properties = System.Collections.Immutable.ImmutableDictionary<string, string?>.Empty;
        foreach (var (key, value) in Properties)
        {
            properties = properties.SetItem(key, value);
        }

        return Diagnostic.Create(Descriptor, Location, Declarations.Concat(Chain), properties, MessageArguments);
    }
}
