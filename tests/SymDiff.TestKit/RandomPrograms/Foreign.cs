namespace SymDiff.TestKit;

/// <summary>Functions of a third party, into which no compiler looks: random programs register their derivatives.</summary>
public static class Foreign
{
    /// <summary>A bell curve.</summary>
    public static double Bell(double x) => Math.Exp(-(x * x));

    /// <summary>A product with something added.</summary>
    public static double Blend(double x, double y) => (x * Math.Cos(y)) + (0.5 * y);

    /// <summary>A function of which the first argument is data.</summary>
    public static double Scaled(int n, double x) => Math.Sin(n * x);
}

/// <summary>What <see cref="Foreign"/> is replaced by for <see cref="Dual"/>.</summary>
public static class DualForeign
{
    /// <inheritdoc cref="Foreign.Bell"/>
    public static Dual Bell(Dual x) => Dual.Chain(Foreign.Bell(x.Value), x, -2 * x.Value * Foreign.Bell(x.Value));

    /// <inheritdoc cref="Foreign.Blend"/>
    public static Dual Blend(Dual x, Dual y) => Dual.Chain(Foreign.Blend(x.Value, y.Value), x, Math.Cos(y.Value), y, 0.5 - (x.Value * Math.Sin(y.Value)));

    /// <inheritdoc cref="Foreign.Scaled"/>
    public static Dual Scaled(int n, Dual x) => Dual.Chain(Foreign.Scaled(n, x.Value), x, n * Math.Cos(n * x.Value));
}
