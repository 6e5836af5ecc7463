using SymDiff;

namespace SpecialFunctions;

/// <summary>What SymDiff is told about the library. Each method is found by its parameters; an error says so if it fits nothing.</summary>
internal static partial class Rules
{
    /// <summary>A formula in closed form: marked, it is differentiated itself, which gives all higher orders.</summary>
    [DerivativeOf(typeof(Special), nameof(Special.Erf))]
    [Differentiable]
    public static double ErfDerivative(double x) => 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x);

    /// <summary>ln Γ is differentiated to ψ …</summary>
    [DerivativeOf(typeof(Special), nameof(Special.LogGamma))]
    public static double LogGammaDerivative(double x) => Special.Digamma(x);

    /// <summary>… and ψ to ψ′. The derivative of a registered derivative is registered like any other.</summary>
    [DerivativeOf(typeof(Special), nameof(Special.Digamma))]
    [DerivativeOf(typeof(Rules), nameof(LogGammaDerivative))]
    public static double DigammaDerivative(double x) => Special.Trigamma(x);

    /// <summary>Two parameters, two partials. The value is there already, so <c>result</c> takes it instead of computing it again.</summary>
    [DerivativeOf(typeof(Special), nameof(Special.Beta))]
    public static (double DA, double DB) BetaDerivative(double a, double b, double result)
    {
        double common = Special.Digamma(a + b);
        return (result * (Special.Digamma(a) - common), result * (Special.Digamma(b) - common));
    }
}
