namespace BlackScholes;

/// <summary>The sensitivities of an option, or of a book.</summary>
/// <param name="Value">What it is worth.</param>
/// <param name="Delta">By the spot price.</param>
/// <param name="Vega">By the volatility.</param>
/// <param name="Rho">By the rate.</param>
/// <param name="Theta">By the time that passes, which is taken from the time that is left.</param>
/// <param name="Gamma">By the spot price twice.</param>
/// <param name="Vanna">By the spot price and the volatility.</param>
/// <param name="Volga">By the volatility twice.</param>
internal readonly record struct Greeks(double Value, double Delta, double Vega, double Rho, double Theta, double Gamma, double Vanna, double Volga)
{
    /// <summary>How they are called, in order.</summary>
    public static IReadOnlyList<string> Names { get; } = ["value", "delta", "vega", "rho", "theta", "gamma", "vanna", "volga"];

    /// <summary>All of them added up, which means nothing, but needs every one.</summary>
    public double Total => Value + Delta + Vega + Rho + Theta + Gamma + Vanna + Volga;

    public static Greeks operator +(Greeks a, Greeks b) => new(
        a.Value + b.Value, a.Delta + b.Delta, a.Vega + b.Vega, a.Rho + b.Rho, a.Theta + b.Theta, a.Gamma + b.Gamma, a.Vanna + b.Vanna, a.Volga + b.Volga);

    public static Greeks operator *(double factor, Greeks g) => new(
        factor * g.Value, factor * g.Delta, factor * g.Vega, factor * g.Rho, factor * g.Theta, factor * g.Gamma, factor * g.Vanna, factor * g.Volga);

    /// <summary>All of them, in the order of <see cref="Names"/>.</summary>
    public double[] ToArray() => [Value, Delta, Vega, Rho, Theta, Gamma, Vanna, Volga];

    /// <summary>From what was emitted: one call for value, gradient and Hessian.</summary>
    public static Greeks Emitted(Option option, Market market)
    {
        // The Hessian has the formula's parameters in their order: spot, strike, rate, volatility, years.
        Span<double> second = stackalloc double[25];
        (double value, (double delta, _, double rho, double vega, double slower)) =
            Pricing.ValueValueGradientAndHessian(market.Spot, option.Strike, market.Rate, option.Volatility, option.Years, option.Call, second);
        return new(value, delta, vega, rho, -slower, second[0], second[3], second[18]);
    }

    /// <summary>From the formulas in textbooks.</summary>
    public static Greeks ClosedForm(Option option, Market market)
    {
        double root = Math.Sqrt(option.Years);
        double spread = option.Volatility * root;
        double d1 = (Math.Log(market.Spot / option.Strike) + ((market.Rate + (0.5 * option.Volatility * option.Volatility)) * option.Years)) / spread;
        double d2 = d1 - spread;
        double sign = option.Call ? 1 : -1;
        double density = Normal.Density(d1);
        double paid = option.Strike * Math.Exp(-market.Rate * option.Years) * sign * Normal.Distribution(sign * d2);
        double delta = sign * Normal.Distribution(sign * d1);
        double vega = market.Spot * density * root;
        return new(
            (market.Spot * delta) - paid,
            delta,
            vega,
            option.Years * paid,
            (-market.Spot * density * option.Volatility / (2 * root)) - (market.Rate * paid),
            density / (market.Spot * spread),
            -density * d2 / option.Volatility,
            vega * d1 * d2 / option.Volatility);
    }

    /// <summary>By bumping: each input is moved a little both ways, and the option valued again.</summary>
    public static Greeks Bumped(Option option, Market market)
    {
        double hs = 1e-3 * market.Spot;
        const double HV = 1e-3;
        const double HR = 1e-4;
        const double HT = 1e-4;
        double value = At(0, 0, 0, 0);
        double up = At(hs, 0, 0, 0);
        double down = At(-hs, 0, 0, 0);
        double more = At(0, HV, 0, 0);
        double less = At(0, -HV, 0, 0);
        return new(
            value,
            (up - down) / (2 * hs),
            (more - less) / (2 * HV),
            (At(0, 0, HR, 0) - At(0, 0, -HR, 0)) / (2 * HR),
            (At(0, 0, 0, -HT) - At(0, 0, 0, HT)) / (2 * HT),
            (up - (2 * value) + down) / (hs * hs),
            (At(hs, HV, 0, 0) - At(hs, -HV, 0, 0) - At(-hs, HV, 0, 0) + At(-hs, -HV, 0, 0)) / (4 * hs * HV),
            (more - (2 * value) + less) / (HV * HV));

        double At(double ds, double dv, double dr, double dt) =>
            Pricing.Value(market.Spot + ds, option.Strike, market.Rate + dr, option.Volatility + dv, option.Years + dt, option.Call);
    }
}
