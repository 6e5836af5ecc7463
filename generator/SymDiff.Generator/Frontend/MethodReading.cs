using SymDiff.Compiler.Emit;
using SymDiff.Compiler.IR;
using SymDiff.Generator.Model;

namespace SymDiff.Generator.Frontend;

/// <summary>The verdict on a marked method, with places: the analyzer reports it, the generator keeps what has no places.</summary>
/// <param name="HintName">The name of its file.</param>
/// <param name="DisplayName">How messages call it.</param>
/// <param name="Signature">Its declaration; null if nothing can be emitted beside it.</param>
/// <param name="Key">What other methods call it by.</param>
/// <param name="Function">Its body; null unless it was accepted.</param>
/// <param name="Helpers">The methods that are differentiated along with it.</param>
/// <param name="Callees">The other marked methods that it calls.</param>
/// <param name="Requested">The forms asked for.</param>
/// <param name="Rejections">What is wrong, errors and warnings.</param>
/// <param name="TakenForms">Forms whose names are taken, requested or not.</param>
/// <param name="HasCompilerErrors">Whether the user's own source does not compile, so that nothing is to be said about it.</param>
/// <param name="Capabilities">What the emitted text may use.</param>
internal sealed record MethodReading(
    string HintName,
    string DisplayName,
    MethodSignature? Signature,
    string Key,
    Function? Function,
    EquatableArray<HelperFunction> Helpers,
    EquatableArray<Callee> Callees,
    RequestedForms Requested,
    IReadOnlyList<Rejection> Rejections,
    IReadOnlyList<(DerivativeKind Kind, Rejection Rejection)> TakenForms,
    bool HasCompilerErrors,
    Capabilities Capabilities)
{
    /// <summary>Where the loops of the body are, by label.</summary>
    public IReadOnlyDictionary<string, Microsoft.CodeAnalysis.Location> Loops { get; init; } = new Dictionary<string, Microsoft.CodeAnalysis.Location>();

    /// <summary>Whether it calls what is emitted, which must be read in the compilation where that is declared.</summary>
    public bool UsesDerivatives { get; init; }

    /// <summary>The verdict without places.</summary>
    public DifferentiableMethod ToModel() => new(
        HintName,
        DisplayName,
        Signature,
        Key,
        Function is null ? null : new MethodBody(Function, Helpers, Callees),
        Requested,
        HasCompilerErrors ? null : Rejections.FirstOrDefault(r => r.IsError)?.Text,
        TakenForms.Select(t => new TakenForm(t.Kind, t.Rejection.Text)).ToEquatableArray(),
        Capabilities);
}
