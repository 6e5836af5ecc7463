using SymDiff.Compiler.Emit;

namespace SymDiff.Generator.Model;

/// <summary>The derivative forms that an attribute asks for.</summary>
/// <param name="Explicit">Those it names.</param>
/// <param name="IncludesDefault">Whether the default of the project is added.</param>
/// <param name="HasOneResult">Whether the method has one scalar result; else only the forms for any result apply.</param>
internal sealed record RequestedForms(EquatableArray<DerivativeKind> Explicit, bool IncludesDefault, bool HasOneResult = true)
{
    /// <summary>Whether <c>All</c> asks for them: one that the body cannot have is then an error where it is called, not where it is asked for.</summary>
    public bool AreWhateverApplies { get; init; }

    /// <summary>How many times as many operations as the method its gradient may take; 0 for any number.</summary>
    public double MaxOperationRatio { get; init; }

    /// <summary>The default where the project does not say otherwise; of it, a method has the forms that are for its number of results.</summary>
    public static EquatableArray<DerivativeKind> BuiltInDefault { get; } =
        EquatableArray.Of(DerivativeKind.Gradient, DerivativeKind.ValueAndGradient, DerivativeKind.Vjp, DerivativeKind.Jacobian);

    /// <summary>Whether a form is for several results alone.</summary>
    public static bool NeedsSeveralResults(DerivativeKind kind) => kind is DerivativeKind.Jacobian or DerivativeKind.JacobianBlocks or DerivativeKind.JacobianPattern or DerivativeKind.SparseJacobian;

    /// <summary>Whether a form is for one scalar result alone.</summary>
    public static bool NeedsOneResult(DerivativeKind kind) => kind is DerivativeKind.Gradient or DerivativeKind.ValueAndGradient or DerivativeKind.Hessian or DerivativeKind.ValueGradientAndHessian or DerivativeKind.Hvp
        or DerivativeKind.HessianDiagonal or DerivativeKind.ValueGradientAndHessianDiagonal or DerivativeKind.HessianPattern or DerivativeKind.SparseHessian or DerivativeKind.SumGradient;

    /// <summary>The forms to emit, in the order in which they stand in the file.</summary>
    /// <param name="projectDefault">What the default stands for; the built-in one where nothing of it applies.</param>
    public IEnumerable<DerivativeKind> Resolve(EquatableArray<DerivativeKind> projectDefault) =>
        Explicit.Concat(!IncludesDefault ? [] : projectDefault.Any(Applies) ? projectDefault : BuiltInDefault)
            .Where(Applies)
            .SelectMany(k => k switch
            {
                DerivativeKind.Hessian => new[] { k, DerivativeKind.ValueGradientAndHessian },
                DerivativeKind.HessianDiagonal => [k, DerivativeKind.ValueGradientAndHessianDiagonal],
                DerivativeKind.SparseJacobian => [DerivativeKind.JacobianPattern, k],
                DerivativeKind.SparseHessian => [DerivativeKind.HessianPattern, k],
                _ => [k],
            })
            .Distinct()
            .OrderBy(k => k);

    private bool Applies(DerivativeKind kind) => HasOneResult ? !NeedsSeveralResults(kind) : !NeedsOneResult(kind);
}
