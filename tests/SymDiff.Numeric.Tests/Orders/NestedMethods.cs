namespace SymDiff.Numeric.Tests.Orders;

/// <summary>Methods that call what is emitted for others, each form of it, and the methods whose derivatives they call.</summary>
public static partial class NestedMethods
{
    [Differentiable(Derivatives.All)]
    public static double Potential(double x, double y, double w) => (1.0 / Math.Sqrt((x * x) + ((y - w) * (y - w)))) + (x * Math.Sin(y * w));

    [Differentiable(Derivatives.All)]
    public static double ByGradient(double x, double y, double w)
    {
        var (dx, dy, _) = PotentialGradient(x, y, w);
        return (dx * dx) + (x * dy * dy);
    }

    [Differentiable(Derivatives.All)]
    public static double ByValueAndGradient(double x, double y, double w)
    {
        var g = PotentialValueAndGradient(x * y, y, w);
        return g.Value * g.Gradient.w * g.Gradient.x;
    }

    /// <summary>Adds to the same variables twice.</summary>
    [Differentiable(Derivatives.All)]
    public static double ByVjp(double x, double y, double w)
    {
        double gx = x, gy = 0, gw = 0;
        double value = PotentialVjp(x, y, w, 2.0 * x, ref gx, ref gy, ref gw);
        PotentialVjp(y, x, w, 2.0 * y * value, ref gx, ref gy, ref gw);
        return gx + (gy * gw);
    }

    [Differentiable(Derivatives.All)]
    public static double ByJvp(double x, double y, double w)
    {
        (double value, double tangent) = PotentialJvp(x, y, w, 1, x, y);
        return value * tangent;
    }

    [Differentiable(Derivatives.All)]
    public static double ByHvp(double x, double y, double w)
    {
        var h = PotentialHvp(x, y, w, 1, x, y);
        return (h.x * h.y) + h.w;
    }

    [Differentiable(Derivatives.All)]
    public static double ByHessian(double x, double y, double w)
    {
        double[,] h = PotentialHessian(x, y, w);
        return (h[0, 0] * h[1, 1]) - (h[0, 1] * h[1, 0]) + h[2, 1];
    }

    [Differentiable(Derivatives.All)]
    public static (double A, double B) Spiral(double r, double angle) => (r * Math.Cos(angle * r), r * Math.Sin(angle));

    /// <summary>The determinant of a Jacobian.</summary>
    [Differentiable(Derivatives.All)]
    public static double Area(double r, double angle)
    {
        double[,] j = SpiralJacobian(r, angle);
        return (j[0, 0] * j[1, 1]) - (j[0, 1] * j[1, 0]);
    }

    [Differentiable(Derivatives.All)]
    public static double AlongSpiral(double r, double angle)
    {
        var (value, tangent) = SpiralJvp(r, angle, angle, 1);
        return (value.A * tangent.B) - (value.B * tangent.A);
    }

    [Differentiable]
    public static double Quintic(double x) => x * x * x * x * x;

    [Differentiable]
    public static double QuinticFirst(double x) => QuinticGradient(x);

    [Differentiable]
    public static double QuinticSecond(double x) => QuinticFirstGradient(x);

    [Differentiable]
    public static double QuinticThird(double x) => QuinticSecondGradient(x);

    /// <summary>Steps against the gradient, the number of which the length of the gradient decides.</summary>
    [Differentiable(Derivatives.All)]
    public static double Descended(double x, double y, double rate)
    {
        for (int i = 0; i < 12; i++)
        {
            var (dx, dy) = BowlGradient(x, y);
            if ((dx * dx) + (dy * dy) < 1e-3)
            {
                break;
            }

            x -= rate * dx;
            y -= rate * dy;
        }

        return (x * x) + (3 * x * y);
    }

    [Differentiable(Derivatives.All)]
    public static double Bowl(double x, double y) => ((x - 1) * (x - 1)) + (0.5 * y * y) + (0.1 * Math.Cos(x * y));

    /// <summary>A helper that is not marked calls what is emitted.</summary>
    [Differentiable(Derivatives.All)]
    public static double ThroughHelper(double x, double y) => (Slope(x, y) * Slope(y, x)) + (x > 0 ? Slope(1, y) : 0);

    /// <summary>d/dx (x · d/dy (x + y)) = 1: the tangent of one variable is not that of the other.</summary>
    [Differentiable(Derivatives.All)]
    public static double Confusing(double x) => x * PlusJvp(x, 1, 0, 1).Tangent;

    [Differentiable(Derivatives.All)]
    public static double Plus(double x, double y) => x + y;

    private static double Slope(double x, double y)
    {
        var g = BowlGradient(x, y * y);
        return g.x + (2 * g.y);
    }
}
