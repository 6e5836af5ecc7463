using Microsoft.CodeAnalysis;
using SymDiff.Generator.Diagnostics;

namespace SymDiff.Generator.Frontend;

/// <summary>Which roles a buffer of a marked method could be given instead of the one that it has: what a code fix offers.</summary>
internal static class Roles
{
    private const string InOut = "InOut";
    private const string Output = "Output";
    private const string Scratch = "Scratch";

    /// <summary>A store to a parameter that is an input.</summary>
    public static Rejection Written(Location at, string shown, IParameterSymbol parameter) =>
        Of(new Rejection(Descriptors.InputIsWritten, at, EquatableArray.Of(shown, parameter.Name)), parameter, [InOut, Output, Scratch]);

    /// <summary>A parameter that is in-out, and need not be.</summary>
    public static Rejection OnlyWritten(IParameterSymbol parameter) =>
        Of(new Rejection(Descriptors.OnlyWritten, MethodShape.Location(parameter), EquatableArray.Of(parameter.ContainingSymbol.Name, parameter.Name)), parameter, [Output, InOut]);

    private static Rejection Of(Rejection rejection, IParameterSymbol parameter, IEnumerable<string> roles) => rejection with
    {
        Declarations = Parts(parameter).SelectMany(p => p.Locations).Where(l => l.IsInSource).Distinct().ToEquatableArray(),
        Properties = EquatableArray.Of((Fixable.RolesProperty, string.Join(" ", roles.Where(r => Fits(r, parameter))))),
    };

    // The parameter in both parts of a partial method: either may carry the attribute.
    private static IEnumerable<IParameterSymbol> Parts(IParameterSymbol parameter)
    {
        var method = (IMethodSymbol)parameter.ContainingSymbol;
        return new[] { method, method.PartialDefinitionPart, method.PartialImplementationPart }.OfType<IMethodSymbol>().Select(m => m.Parameters[parameter.Ordinal]);
    }

    // What is an input no more must leave another to differentiate with respect to.
    private static bool Fits(string role, IParameterSymbol parameter) =>
        role == InOut || ((IMethodSymbol)parameter.ContainingSymbol).Parameters.Any(p => p.Ordinal != parameter.Ordinal && SignatureReader.IsIndependent(p));
}
