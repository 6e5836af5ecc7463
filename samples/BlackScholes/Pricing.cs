using SymDiff;

namespace BlackScholes;

/// <summary>The formula of Black and Scholes.</summary>
internal static partial class Pricing
{
    /// <summary>What a European option is worth.</summary>
    /// <param name="spot">The price of what may be bought or sold.</param>
    /// <param name="strike">The price at which it may be.</param>
    /// <param name="rate">The interest on money, a year.</param>
    /// <param name="volatility">How much the price moves, a year.</param>
    /// <param name="years">The time that is left.</param>
    /// <param name="call">Whether it may be bought; else it may be sold.</param>
    [Differentiable(Derivatives.Default | Derivatives.Hessian)]
    public static double Value(double spot, double strike, double rate, double volatility, double years, bool call)
    {
        double spread = volatility * Math.Sqrt(years);
        double d1 = (Math.Log(spot / strike) + ((rate + (0.5 * volatility * volatility)) * years)) / spread;
        double d2 = d1 - spread;
        double sign = call ? 1 : -1;
        return sign * ((spot * Normal.Distribution(sign * d1)) - (strike * Math.Exp(-rate * years) * Normal.Distribution(sign * d2)));
    }
}
