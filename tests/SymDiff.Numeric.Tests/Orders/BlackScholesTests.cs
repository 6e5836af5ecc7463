namespace SymDiff.Numeric.Tests.Orders;

/// <summary>A European call at S = 100, K = 95, r = 3 %, σ = 25 %, nine months before its end.</summary>
public sealed class BlackScholesTests
{
    [Fact]
    public void PriceAndGreeks_AreTheClosedForms()
    {
        var (value, gradient, hessian) = BlackScholes.CallValueGradientAndHessian(100, 95, 0.03, 0.25, 0.75);
        Assert.Equal(12.3468686375168, value, 2e-13);
        Assert.Equal(0.6733165618068094, gradient.s, 1e-14);
        Assert.Equal(-0.5787872372964646, gradient.k, 1e-14);
        Assert.Equal(41.2385906573731, gradient.r, 2e-12);
        Assert.Equal(31.23532891424142, gradient.sigma, 2e-12);
        Assert.Equal(6.855431778668493, gradient.t, 1e-12);
        Assert.Equal(0.01665884208759542, hessian[0, 0], 1e-15);
    }

    /// <summary>Volga is vega·d₁·d₂/σ.</summary>
    [Fact]
    public void Volga_IsTheDerivativeOfAnEmittedVega()
    {
        double d1 = (Math.Log(100.0 / 95) + ((0.03 + (0.25 * 0.25 / 2)) * 0.75)) / (0.25 * Math.Sqrt(0.75));
        double d2 = d1 - (0.25 * Math.Sqrt(0.75));
        Assert.Equal(31.23532891424142 * d1 * d2 / 0.25, BlackScholes.VegaGradient(100, 95, 0.03, 0.25, 0.75).sigma, 1e-10);
    }
}
