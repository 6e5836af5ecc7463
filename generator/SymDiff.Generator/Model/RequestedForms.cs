using SymDiff.Compiler.Emit;

namespace SymDiff.Generator.Model;

/// <summary>The derivative forms that an attribute asks for.</summary>
/// <param name="Explicit">Those it names.</param>
/// <param name="IncludesDefault">Whether the default of the project is added.</param>
/// <param name="HasOneResult">Whether the method has one scalar result; else only the forms for any result apply.</param>
internal sealed record RequestedForms(EquatableArray<DerivativeKind> Explicit, bool IncludesDefault, bool HasOneResult = true)
{
    /// <summary>The default of a method with one scalar result, where the project does not say otherwise.</summary>
    public static EquatableArray<DerivativeKind> BuiltInDefault { get; } =
        EquatableArray.Of(DerivativeKind.Gradient, DerivativeKind.ValueAndGradient, DerivativeKind.Vjp);

    /// <summary>Whether a form is for one scalar result alone.</summary>
    public static bool NeedsOneResult(DerivativeKind kind) => kind is DerivativeKind.Gradient or DerivativeKind.ValueAndGradient or DerivativeKind.Hvp;

    /// <summary>The forms to emit, in the order in which they stand in the file.</summary>
    public IEnumerable<DerivativeKind> Resolve(EquatableArray<DerivativeKind> projectDefault) =>
        Explicit.Concat(IncludesDefault ? HasOneResult ? projectDefault : [DerivativeKind.Vjp] : [])
            .Where(k => HasOneResult || !NeedsOneResult(k))
            .Distinct()
            .OrderBy(k => k);
}
