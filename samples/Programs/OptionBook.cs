using SymDiff;
using static System.FormattableString;

namespace Programs;

/// <summary>What a trader holds of one option.</summary>
/// <param name="Strike">The price at which it may be bought.</param>
/// <param name="Years">The time that is left.</param>
/// <param name="Quantity">How many, negative for sold ones.</param>
internal readonly record struct Position(double Strike, double Years, double Quantity);

/// <summary>A book of European calls by Black and Scholes: its sensitivities to the market are one gradient.</summary>
internal static partial class OptionBook
{
    /// <summary>The density of the standard normal distribution: the derivative of <see cref="Normal"/>, which SymDiff need not look into.</summary>
    [DerivativeOf(typeof(OptionBook), nameof(Normal)), Differentiable]
    public static double NormalDensity(double x) => Math.Exp(-0.5 * x * x) / Math.Sqrt(2 * Math.PI);

    /// <summary>The value of all positions at a spot price, a volatility and a rate.</summary>
    [Differentiable(Derivatives.Default | Derivatives.Hessian)]
    public static double Value(double spot, double volatility, double rate, [NoGradient] ReadOnlySpan<Position> book)
    {
        double sum = 0;
        foreach (Position p in book)
        {
            double spread = volatility * Math.Sqrt(p.Years);
            double d1 = (Math.Log(spot / p.Strike) + ((rate + (0.5 * volatility * volatility)) * p.Years)) / spread;
            sum += p.Quantity * ((spot * Normal(d1)) - (p.Strike * Math.Exp(-rate * p.Years) * Normal(d1 - spread)));
        }

        return sum;
    }

    public static void Run()
    {
        Position[] book = [new(95, 0.75, 10), new(105, 0.75, -10), new(100, 0.25, 5), new(120, 2, 3)];
        (double value, (double delta, double vega, double rho)) = ValueValueAndGradient(100, 0.25, 0.03, book);
        double[,] second = ValueHessian(100, 0.25, 0.03, book);
        Console.WriteLine(Invariant($"option book: value {value:F4}, delta {delta:F4}, vega {vega:F3}, rho {rho:F3}, gamma {second[0, 0]:F5}, vanna {second[0, 1]:F4}"));
    }

    // By West's rational approximation of Hart, good to 1e-15: more than one would want to differentiate.
    private static double Normal(double x)
    {
        double z = Math.Abs(x);
        if (z > 37)
        {
            return x > 0 ? 1 : 0;
        }

        double e = Math.Exp(-0.5 * z * z);
        double tail;
        if (z < 7.07106781186547)
        {
            double above = (((((((((((0.0352624965998911 * z) + 0.700383064443688) * z) + 6.37396220353165) * z) + 33.912866078383) * z) + 112.079291497871) * z) + 221.213596169931) * z) + 220.206867912376;
            double below = (((((((((((((0.0883883476483184 * z) + 1.75566716318264) * z) + 16.064177579207) * z) + 86.7807322029461) * z) + 296.564248779674) * z) + 637.333633378831) * z) + 793.826512519948) * z) + 440.413735824752;
            tail = e * above / below;
        }
        else
        {
            tail = e / (z + (1 / (z + (2 / (z + (3 / (z + (4 / (z + 0.65))))))))) / 2.506628274631;
        }

        return x > 0 ? 1 - tail : tail;
    }
}
