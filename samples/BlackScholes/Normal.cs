using MathNet.Numerics;
using SymDiff;

namespace BlackScholes;

/// <summary>The standard normal distribution.</summary>
internal static partial class Normal
{
    /// <summary>The distribution function, by a library that SymDiff cannot look into.</summary>
    public static double Distribution(double x) => 0.5 * SpecialFunctions.Erfc(-x / Math.Sqrt(2));

    /// <summary>The density: the derivative of <see cref="Distribution"/>, and itself differentiated for second order.</summary>
    [DerivativeOf(typeof(Normal), nameof(Distribution))]
    [Differentiable]
    public static double Density(double x) => Math.Exp(-0.5 * x * x) / Math.Sqrt(2 * Math.PI);
}
