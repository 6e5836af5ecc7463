namespace SymDiff.Numeric.Tests.Orders;

/// <summary>Pullbacks inside marked methods that are given one place several times, or places of odd kinds.</summary>
internal static partial class NestedAccumulatorMethods
{
    [Differentiable(Derivatives.All)]
    public static double Product(double x, double y) => x * y * Math.Exp(x - (0.5 * y));

    [Differentiable(Derivatives.All)]
    public static double RootOf(double x, double y) => y * Math.Sqrt(x);

    [Differentiable(Derivatives.Vjp | Derivatives.Jvp)]
    public static double Turn(double angle, ref double x, ref double y, out double radius)
    {
        double turned = (Math.Cos(angle) * x) - (Math.Sin(angle) * y);
        y = (Math.Sin(angle) * x) + (Math.Cos(angle) * y);
        x = turned;
        radius = (x * x) + (y * y * y);
        return x * y;
    }

    [Differentiable(Derivatives.All)]
    public static double OneVariable(double x, double y)
    {
        double d = x;
        double value = ProductVjp(x, y, d * y, ref d, ref d);
        return d * value;
    }

    [Differentiable(Derivatives.All)]
    public static double OneElement(double x, double y)
    {
        double[] d = new double[3];
        int i = 1;
        d[1] = y;
        double value = ProductVjp(x, y, d[i] + 1, ref d[i], ref d[i]);
        ProductVjp(y, x, value, ref d[i++], ref d[i--]);
        return (d[1] * d[2]) + d[i];
    }

    /// <summary>The parameter that the pullback is of is its own accumulator.</summary>
    [Differentiable(Derivatives.All)]
    public static double OfItself(double x, double y)
    {
        ProductVjp(x, y, 0.3, ref x, ref y);
        ProductVjp(x, y, 0.3, ref y, ref x);
        return x * y;
    }

    [Differentiable(Derivatives.All)]
    public static double InALoop(double x, double y)
    {
        double d = 0;
        for (int i = 0; i < 4; i++)
        {
            double kept = d;
            ProductVjp(x, y - (0.1 * kept), 0.5, ref d, ref d);
            if (d > 4)
            {
                d = kept * x;
            }
        }

        return d * d;
    }

    /// <summary>The partial is the square root itself: nothing about the order of the sweeps may make it 0/0 where the factor is zero.</summary>
    [Differentiable(Derivatives.All)]
    public static double RootSlope(double x, double y)
    {
        (double dX, _) = RootOfGradient(x, y);
        return dX;
    }

    [Differentiable(Derivatives.All)]
    public static double Pulled(double x, double y)
    {
        double a = x;
        double b = y;
        double dA = 0;
        double dX = x * y;
        double dY = 0.3;
        double value = TurnVjp(0.4 * x, ref a, ref b, out double radius, x, y, ref dA, ref dX, ref dY);
        return (value * dA) + (a * dX) + (b * dY) + radius;
    }

    [Differentiable(Derivatives.All)]
    public static double Pushed(double x, double y)
    {
        double a = x;
        double b = y;
        double tX = y;
        double tY = 1;
        (double value, double tangent) = TurnJvp(0.4 * x, ref a, ref b, out double radius, 1, ref tX, ref tY, out double tRadius);
        return (value * tangent) + (a * tX) + (b * tY) + (radius * tRadius);
    }
}
