using SymDiff;

namespace SpecialFunctions;

/// <summary>Models that call the library as if there were nothing to it.</summary>
internal static partial class Models
{
    /// <summary>The normal distribution function.</summary>
    [Differentiable(Derivatives.Default | Derivatives.Hvp)]
    public static double NormalCdf(double x, double mean, double deviation)
    {
        double z = (x - mean) / (deviation * Math.Sqrt(2));
        return 0.5 * (1 + Special.Erf(z));
    }

    /// <summary>The logarithm of the gamma distribution's density, by which shape and rate are fitted.</summary>
    [Differentiable(Derivatives.Default | Derivatives.Hvp)]
    public static double GammaLogLikelihood(double shape, double rate, [NoGradient] double x) =>
        shape * Math.Log(rate) + (shape - 1) * Math.Log(x) - rate * x - Special.LogGamma(shape);

    /// <summary>The expected value of p(1 − p) where p has a beta distribution.</summary>
    [Differentiable]
    public static double Disagreement(double a, double b) => Special.Beta(a + 1, b + 1) / Special.Beta(a, b);
}
