namespace SymDiff.Numeric.Tests.Orders;

/// <summary>The price of a European call, with a distribution function that is not looked into.</summary>
public static partial class BlackScholes
{
    /// <summary>The price (Black and Scholes, 1973).</summary>
    /// <param name="s">The price of the share.</param>
    /// <param name="k">The price at which it may be bought.</param>
    /// <param name="r">The interest rate, per year.</param>
    /// <param name="sigma">The volatility, per square root of a year.</param>
    /// <param name="t">The time until then, in years.</param>
    [Differentiable(Derivatives.All)]
    public static double Call(double s, double k, double r, double sigma, double t)
    {
        double d1 = (Math.Log(s / k) + ((r + (sigma * sigma / 2)) * t)) / (sigma * Math.Sqrt(t));
        double d2 = d1 - (sigma * Math.Sqrt(t));
        return (s * Normal.Distribution(d1)) - (k * Math.Exp(-r * t) * Normal.Distribution(d2));
    }

    /// <summary>Vega's derivative by the volatility, a derivative of a derivative.</summary>
    [Differentiable]
    public static double Vega(double s, double k, double r, double sigma, double t) => CallGradient(s, k, r, sigma, t).sigma;
}

/// <summary>The standard normal distribution, as a library would have it.</summary>
public static class Normal
{
    /// <summary>The distribution function, by the series Φ(x) = ½ + φ(x)·(x + x³/3 + x⁵/15 + …).</summary>
    public static double Distribution(double x)
    {
        double term = x, sum = x;
        for (int n = 3; Math.Abs(term) > 1e-18 * Math.Abs(sum); n += 2)
        {
            term *= x * x / n;
            sum += term;
        }

        return 0.5 + (sum * Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI));
    }
}

/// <summary>What is known of it.</summary>
public static partial class NormalRules
{
    /// <summary>The density, which has derivatives of its own.</summary>
    [DerivativeOf(typeof(Normal), nameof(Normal.Distribution))]
    [Differentiable(Derivatives.All)]
    public static double Density(double x) => Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI);
}
