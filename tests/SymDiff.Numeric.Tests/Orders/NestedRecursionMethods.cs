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

    [Differentiable(Derivatives.All)]
    public static double Cube(double x) => x * x * x;

    /// <summary>A helper that calls itself calls a derivative: 3 xⁿ⁺².</summary>
    [Differentiable(Derivatives.Default | Derivatives.Vjp | Derivatives.Jvp | Derivatives.Hvp)]
    public static double Raised(double x, int n) => RaisedBy(x, n);

    /// <summary>The same in forward mode.</summary>
    [Differentiable(Derivatives.Default | Derivatives.Vjp | Derivatives.Jvp | Derivatives.Hvp)]
    public static double RaisedForward(double x, int n) => RaisedByForward(x, n);

    /// <summary>The method itself calls itself, and a derivative: 3 xⁿ⁺² again.</summary>
    [Differentiable(Derivatives.All)]
    public static double RaisedItself(double x, int n) => n == 0 ? CubeGradient(x) : x * RaisedItself(x, n - 1);

    /// <summary>Derivatives of that: 3 (n + 2) xⁿ⁺¹.</summary>
    [Differentiable(Derivatives.Default | Derivatives.Vjp | Derivatives.Jvp | Derivatives.Hvp)]
    public static double RaisedTwice(double x, int n) => RaisedItselfGradient(x, n);

    [Differentiable(Derivatives.All)]
    public static double Wavy(double x, double y) => Math.Sin(x * y) + (x * x * y);

    /// <summary>Each level takes a step against the gradient, forth and back through a second helper.</summary>
    [Differentiable(Derivatives.Default | Derivatives.Vjp | Derivatives.Jvp | Derivatives.Hvp)]
    public static double Stepped(double x, double y, int n) => Down(x, y, n) * y;

    /// <summary>The derivative of one that calls itself within another one that does.</summary>
    [Differentiable(Derivatives.Default | Derivatives.Vjp | Derivatives.Jvp | Derivatives.Hvp)]
    public static double Tangled(double x, double y, int n) => Tangle(x, y, n);

    /// <summary>A spring chain.</summary>
    [Differentiable(Derivatives.All)]
    public static double Energy(ReadOnlySpan<double> u, double k)
    {
        double sum = 0;
        for (int i = 0; i + 1 < u.Length; i++)
        {
            double d = u[i + 1] - u[i];
            sum += k * d * d * d * u[i];
        }

        return sum;
    }

    /// <summary>What calls itself is handed memory, which it changes by the gradient.</summary>
    [Differentiable(Derivatives.Default | Derivatives.Vjp | Derivatives.Jvp | Derivatives.Hvp)]
    public static double Relaxed(double x, double y, int n)
    {
        double[] u = { x, y, x * y, 0.3 };
        Relax(u, y, n);
        return (u[0] * u[1]) + (u[2] * u[3]);
    }

    private static void Relax(double[] u, double k, int n)
    {
        if (n == 0)
        {
            return;
        }

        double[] g = new double[u.Length];
        EnergyGradient(u, k, g, out double dK);
        for (int i = 0; i < u.Length; i++)
        {
            u[i] -= 0.1 * g[i] * (1 + dK);
        }

        Relax(u, k * 0.9, n - 1);
    }

    private static double RaisedBy(double x, int n) => n == 0 ? CubeGradient(x) : x * RaisedBy(x, n - 1);

    private static double RaisedByForward(double x, int n) => n == 0 ? CubeJvp(x, 1).Tangent : x * RaisedByForward(x, n - 1);

    private static double Down(double x, double y, int n)
    {
        if (n == 0)
        {
            return x;
        }

        var (dx, dy) = WavyGradient(x, y);
        return Up(x - (0.3 * dx), y, n - 1) + (0.1 * dy);
    }

    private static double Up(double x, double y, int n) => n == 0 ? y * x : Down(x + (0.1 * WavyJvp(x, y, y, x).Tangent), y, n - 1) * WavyHvp(x, y, 1, 0).y;

    private static double Tangle(double x, double y, int n) => n == 0 ? x * y : (PowerGradient(x, n) * Tangle(y, x * 0.5, n - 1)) + TreeGradient(x, y, 1).y;

    private static double Half(double x, double y) => x > 0.5 ? Math.Cos(y) * Half(x * 0.5, y) : x * y * y;
}
