namespace SpecialFunctions;

/// <summary>
/// Stands for a library of special functions that somebody else wrote: series, recurrences and asymptotic expansions, which are not what one wants to
/// differentiate, since the derivatives have names of their own.
/// </summary>
internal static class Special
{
    /// <summary>The error function, by its series; for |x| up to 5.</summary>
    public static double Erf(double x)
    {
        double term = x;
        double sum = x;
        for (int n = 1; Math.Abs(term) > 1e-18 * Math.Abs(sum); n++)
        {
            term *= -x * x / n;
            sum += term / ((2 * n) + 1);
        }

        return 2 / Math.Sqrt(Math.PI) * sum;
    }

    /// <summary>The logarithm of the gamma function, for x &gt; 0.</summary>
    public static double LogGamma(double x)
    {
        double shift = 0;
        for (; x < 12; x++)
        {
            shift += Math.Log(x);
        }

        double r = 1 / (x * x);
        double tail = ((1.0 / 12) - (r * ((1.0 / 360) - (r * ((1.0 / 1260) - (r / 1680)))))) / x;
        return ((x - 0.5) * Math.Log(x)) - x + (0.5 * Math.Log(2 * Math.PI)) + tail - shift;
    }

    /// <summary>The digamma function ψ, for x &gt; 0.</summary>
    public static double Digamma(double x)
    {
        double shift = 0;
        for (; x < 12; x++)
        {
            shift += 1 / x;
        }

        double r = 1 / (x * x);
        return Math.Log(x) - (0.5 / x) - (r * ((1.0 / 12) - (r * ((1.0 / 120) - (r * ((1.0 / 252) - (r / 240))))))) - shift;
    }

    /// <summary>The trigamma function ψ′, for x &gt; 0.</summary>
    public static double Trigamma(double x)
    {
        double shift = 0;
        for (; x < 12; x++)
        {
            shift += 1 / (x * x);
        }

        double r = 1 / (x * x);
        return (1 / x) + (r / 2) + (r / x * ((1.0 / 6) - (r * ((1.0 / 30) - (r * ((1.0 / 42) - (r / 30))))))) + shift;
    }

    /// <summary>The beta function B(a, b).</summary>
    public static double Beta(double a, double b) => Math.Exp(LogGamma(a) + LogGamma(b) - LogGamma(a + b));
}
