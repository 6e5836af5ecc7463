using SymDiff;

namespace MathNetRecipes;

/// <summary>The methods that the recipes differentiate.</summary>
internal static partial class Models
{
    /// <summary>A resonance on a background, at one place.</summary>
    [Differentiable]
    public static double Resonance(double height, double centre, double width, double background, [NoGradient] double x)
    {
        double t = (x - centre) / width;
        return (height / (1 + (t * t))) + background;
    }

    /// <summary>All residuals at once: what Levenberg–Marquardt takes.</summary>
    [Differentiable(Derivatives.Jacobian)]
    public static void Misses(ReadOnlySpan<double> p, [NoGradient] ReadOnlySpan<double> x, [Output] Span<double> model)
    {
        for (int i = 0; i < x.Length; i++)
        {
            model[i] = Resonance(p[0], p[1], p[2], p[3], x[i]);
        }
    }

    /// <summary>Rosenbrock's valley in any number of dimensions.</summary>
    [Differentiable(Derivatives.Default | Derivatives.Hessian)]
    public static double Valley(double[] x)
    {
        double sum = 0;
        for (int i = 0; i + 1 < x.Length; i++)
        {
            double bend = x[i + 1] - (x[i] * x[i]);
            sum += (100 * bend * bend) + ((1 - x[i]) * (1 - x[i]));
        }

        return sum;
    }

    /// <summary>Kepler's equation: zero where the eccentric anomaly belongs to the mean one.</summary>
    [Differentiable]
    public static double Kepler(double anomaly, [NoGradient] double eccentricity, [NoGradient] double mean) => anomaly - (eccentricity * Math.Sin(anomaly)) - mean;

    /// <summary>Minus the logarithm of the likelihood of counts under a logistic growth rate.</summary>
    [Differentiable(Derivatives.Default | Derivatives.Hessian)]
    public static double Surprise(double[] p, [NoGradient] double[] dose, [NoGradient] int[] affected, [NoGradient] int[] treated)
    {
        double sum = 0;
        for (int i = 0; i < dose.Length; i++)
        {
            double logit = p[0] + (p[1] * dose[i]);
            double soft = Math.Max(logit, 0) + Math.Log(1 + Math.Exp(-Math.Abs(logit)));
            sum += (treated[i] * soft) - (affected[i] * logit);
        }

        return sum;
    }
}
