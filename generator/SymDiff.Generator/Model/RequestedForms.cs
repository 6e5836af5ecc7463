using SymDiff.Compiler.Emit;

namespace SymDiff.Generator.Model;

/// <summary>The derivative forms that an attribute asks for.</summary>
/// <param name="Explicit">Those it names.</param>
/// <param name="IncludesDefault">Whether the default of the project is added.</param>
internal sealed record RequestedForms(EquatableArray<DerivativeKind> Explicit, bool IncludesDefault)
{
    /// <summary>The default of a method with one scalar result, where the project does not say otherwise.</summary>
    public static EquatableArray<DerivativeKind> BuiltInDefault { get; } =
        EquatableArray.Of(DerivativeKind.Gradient, DerivativeKind.ValueAndGradient, DerivativeKind.Vjp);

    /// <summary>The forms to emit, in the order in which they stand in the file.</summary>
    public IEnumerable<DerivativeKind> Resolve(EquatableArray<DerivativeKind> projectDefault) =>
        Explicit.Concat(IncludesDefault ? projectDefault : []).Distinct().OrderBy(k => k);
}
