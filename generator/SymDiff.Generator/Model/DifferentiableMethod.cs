using SymDiff.Compiler.Emit;

namespace SymDiff.Generator.Model;

/// <summary>All that is known of a marked method after extraction: value-equal, without symbols, syntax or places; the cache key of the pipeline.</summary>
/// <param name="HintName">The name of its file.</param>
/// <param name="DisplayName">How messages call it.</param>
/// <param name="Signature">Its declaration; null if nothing can be emitted beside it.</param>
/// <param name="Key">What other methods call it by.</param>
/// <param name="Body">Its body with all that it calls; null if it was rejected or does not compile.</param>
/// <param name="Requested">The forms asked for.</param>
/// <param name="Refusal">Id and text of why it was rejected; null if it was accepted or does not compile.</param>
/// <param name="TakenForms">Forms whose names are taken.</param>
/// <param name="Capabilities">What the emitted text may use.</param>
internal sealed record DifferentiableMethod(
    string HintName,
    string DisplayName,
    MethodSignature? Signature,
    string Key,
    MethodBody? Body,
    RequestedForms Requested,
    string? Refusal,
    EquatableArray<TakenForm> TakenForms,
    Capabilities Capabilities);

/// <summary>A form that cannot be emitted because its name is taken.</summary>
/// <param name="Kind">The form.</param>
/// <param name="Refusal">Id and text of why.</param>
internal sealed record TakenForm(DerivativeKind Kind, string Refusal);
