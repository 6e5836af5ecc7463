namespace SymDiff.Numeric.Tests.RealFormulas;

/// <summary>Prices and interest.</summary>
internal static class Finance
{
    /// <summary>The points of each method.</summary>
    public static IReadOnlyDictionary<string, double[][]> Points { get; } = new Dictionary<string, double[][]>
    {
        ["BlackScholesCall"] = [[100, 95, 0.05, 0.2, 0.5], [80, 120, 0.01, 0.45, 2], [100, 100, 0, 0.3, 1]],
        ["BlackScholesLogistic"] = [[100, 95, 0.05, 0.2, 0.5], [100, 100, 0, 0.2, 1]],
        ["CompoundInterest"] = [[1000, 0.05, 10], [1000, 0, 10], [1, -0.5, 0]],
        ["ContinuousInterest"] = [[1000, 0.05, 10], [0, 0.05, 10]],
        ["Annuity"] = [[250, 0.04, 12], [250, -0.01, 3]],
        ["BondPrice"] = [[100, 5, 0.03], [100, 0, 0], [100, 5, -0.01]],
        ["LogReturn"] = [[100, 105], [105, 105]],
        ["Sharpe"] = [[0.07, 0.01, 0.15], [0.01, 0.01, 0.15]],
        ["CallPayoff"] = [[110, 100], [90, 100], [100, 100]],
        ["UtilityOfRiskAversion"] = [[2, 3], [0.5, 0.5], [1, 2]],
        ["CobbDouglas"] = [[1.2, 3, 2, 0.3], [1, 1, 1, 0]],
        ["NelsonSiegel"] = [[0.03, -0.02, 0.01, 2, 5], [0.03, 0, 0, 2, 1]],
    };

    /// <summary>The methods.</summary>
    public const string Text = """
        public static partial class Finance
        {
            // The normal distribution function by Zelen and Severo's polynomial (26.2.17 in Abramowitz and Stegun).
            private static Real Normal(Real x)
            {
                Real z = Math.Abs(x);
                Real k = 1 / (1 + 0.2316419 * z);
                Real p = k * (0.319381530 + k * (-0.356563782 + k * (1.781477937 + k * (-1.821255978 + k * 1.330274429))));
                Real tail = Math.Exp(-0.5 * z * z) / Math.Sqrt(2 * Math.PI) * p;
                return x >= 0 ? 1 - tail : tail;
            }

            [Differentiable]
            public static Real BlackScholesCall(Real spot, Real strike, Real rate, Real volatility, Real time)
            {
                Real spread = volatility * Math.Sqrt(time);
                Real d1 = (Math.Log(spot / strike) + (rate + volatility * volatility / 2) * time) / spread;
                Real d2 = d1 - spread;
                return spot * Normal(d1) - strike * Math.Exp(-rate * time) * Normal(d2);
            }

            [Differentiable]
            public static Real BlackScholesLogistic(Real spot, Real strike, Real rate, Real volatility, Real time)
            {
                Real spread = volatility * Math.Sqrt(time);
                Real d1 = (Math.Log(spot / strike) + (rate + 0.5 * volatility * volatility) * time) / spread;
                Real d2 = d1 - spread;
                Real n1 = 1 / (1 + Math.Exp(-1.5976 * d1 - 0.07056 * Math.Pow(d1, 3)));
                Real n2 = 1 / (1 + Math.Exp(-1.5976 * d2 - 0.07056 * Math.Pow(d2, 3)));
                return spot * n1 - strike * Math.Exp(-rate * time) * n2;
            }

            [Differentiable] public static Real CompoundInterest(Real principal, Real rate, Real years) => principal * Math.Pow(1 + rate, years);
            [Differentiable] public static Real ContinuousInterest(Real principal, Real rate, Real years) => principal * Math.Exp(rate * years);
            [Differentiable] public static Real Annuity(Real payment, Real rate, Real periods) => payment * (1 - Math.Pow(1 + rate, -periods)) / rate;

            [Differentiable]
            public static Real BondPrice(Real face, Real coupon, Real yield)
            {
                Real d = 1 / (1 + yield);
                return coupon * d + coupon * d * d + coupon * Math.Pow(d, 3) + (face + coupon) * Math.Pow(d, 4);
            }

            [Differentiable] public static Real LogReturn(Real before, Real after) => Math.Log(after / before);
            [Differentiable] public static Real Sharpe(Real mean, Real riskless, Real deviation) => (mean - riskless) / deviation;
            [Differentiable] public static Real CallPayoff(Real spot, Real strike) => Math.Max(spot - strike, 0);
            [Differentiable] public static Real UtilityOfRiskAversion(Real wealth, Real aversion) => (Math.Pow(wealth, 1 - aversion) - 1) / (1 - aversion);
            [Differentiable] public static Real CobbDouglas(Real scale, Real labour, Real capital, Real share) => scale * Math.Pow(labour, 1 - share) * Math.Pow(capital, share);

            [Differentiable]
            public static Real NelsonSiegel(Real level, Real slope, Real curvature, Real decay, Real maturity)
            {
                Real t = maturity / decay;
                Real e = Math.Exp(-t);
                Real loading = (1 - e) / t;
                return level + slope * loading + curvature * (loading - e);
            }
        }
        """;
}
