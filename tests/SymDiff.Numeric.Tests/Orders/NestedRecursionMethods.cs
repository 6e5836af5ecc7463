namespace SymDiff.Numeric.Tests.Orders;

/// <summary>Methods that call what is emitted for methods that call themselves.</summary>
public static partial class NestedRecursionMethods
{
    [Differentiable(Derivatives.All)]
    public static double Power(double x, int n) => n == 0 ? 1 : x * Power(x, n - 1);

    /// <summary>n·xⁿ⁻¹.</summary>
    [Differentiable(Derivatives.Default | Derivatives.Jvp | Derivatives.Vjp | Derivatives.Hvp)]
    public static double First(double x, int n) => PowerGradient(x, n);

    [Differentiable(Derivatives.Default | Derivatives.Jvp | Derivatives.Vjp | Derivatives.Hvp)]
    public static double FirstForward(double x, int n) => PowerJvp(x, n, 1).Tangent;

    [Differentiable(Derivatives.Default | Derivatives.Jvp)]
    public static double Second(double x, int n) => FirstGradient(x, n);

    [Differentiable(Derivatives.Default | Derivatives.Jvp)]
    public static double SecondForward(double x, int n) => FirstForwardJvp(x, n, 1).Tangent;

    [Differentiable(Derivatives.Default | Derivatives.Jvp)]
    public static double SecondByHvp(double x, int n) => PowerHvp(x, n, 1);

    /// <summary>Two calls in each, of which one decides whether there is another; several inputs, and a helper that calls itself.</summary>
    [Differentiable(Derivatives.Default | Derivatives.Vjp | Derivatives.Jvp | Derivatives.Hvp)]
    public static double Tree(double x, double y, int depth)
    {
        if (depth == 0)
        {
            return Math.Sin(x * y);
        }

        double left = Tree(x * 0.7, y + (0.1 * x), depth - 1);
        return left > 0.2 ? left * Tree(y, x, depth - 1) : left + Half(x, y);
    }

    [Differentiable(Derivatives.Default | Derivatives.Vjp | Derivatives.Jvp | Derivatives.Hvp)]
    public static double TreePenalty(double x, double y, int depth)
    {
        var (dx, dy) = TreeGradient(x, y, depth);
        double gx = y, gy = x;
        double value = TreeVjp(y, x, depth, dx, ref gx, ref gy);
        return (dx * dx) + (x * dy * gx) + (gy * value);
    }

    [Differentiable(Derivatives.Default | Derivatives.Vjp | Derivatives.Jvp | Derivatives.Hvp)]
    public static double TreeCurvature(double x, double y, int depth)
    {
        var h = TreeHvp(x, y, depth, y, 1);
        var (value, tangent) = TreeJvp(x, y, depth, h.x, x);
        return (h.y * value) + tangent;
    }

    /// <summary>Steps against the gradient of what calls itself, through a helper.</summary>
    [Differentiable(Derivatives.Default | Derivatives.Vjp | Derivatives.Jvp | Derivatives.Hvp)]
    public static double Descended(double x, double y, double rate)
    {
        for (int i = 0; i < 3; i++)
        {
            var (dx, dy) = TreeGradient(x, y, 2);
            x -= rate * dx;
            y -= rate * dy;
        }

        return Tree(x, y, 2) + PowerGradient(x, 3);
    }

    private static double Half(double x, double y) => x > 0.5 ? Math.Cos(y) * Half(x * 0.5, y) : x * y * y;
}
