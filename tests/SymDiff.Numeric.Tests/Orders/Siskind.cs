namespace SymDiff.Numeric.Tests.Orders;

/// <summary>
/// The two examples by which Siskind and Pearlmutter compare nested differentiation ("Using polyvariant union-free flow analysis to compile a higher-order functional-programming language
/// with a first-class derivative operator", 2008), each by an inner and an outer derivative in either mode.
/// </summary>
public static partial class Siskind
{
    private const double Small = 1e-5;

    /// <summary>The game: one player moves (x1, y1) and wants little, the other moves (x2, y2) and wants much.</summary>
    [Differentiable(Derivatives.All)]
    public static double Game(double x1, double y1, double x2, double y2) => (x1 * x1) + (y1 * y1) - ((x2 * x2) + (y2 * y2));

    /// <summary>What the first player gets where the second one moves best: the inner derivative in reverse mode.</summary>
    [Differentiable(Derivatives.All)]
    public static double WorstByReverse(double x1, double y1) => Worst(x1, y1, (x, y) =>
    {
        var (_, _, gx, gy) = GameGradient(x1, y1, x, y);
        return (gx, gy);
    });

    /// <summary>The same, the inner derivative in forward mode, an axis after the other.</summary>
    [Differentiable(Derivatives.All)]
    public static double WorstByForward(double x1, double y1) =>
        Worst(x1, y1, (x, y) => (GameJvp(x1, y1, x, y, 0, 0, 1, 0).Tangent, GameJvp(x1, y1, x, y, 0, 0, 0, 1).Tangent));

    /// <summary>The potential of two charges, one of them at (10, 10 − w).</summary>
    [Differentiable(Derivatives.All)]
    public static double Potential(double x, double y, double w) =>
        (1 / Math.Sqrt(((x - 10) * (x - 10)) + ((y - 10 + w) * (y - 10 + w)))) + (1 / Math.Sqrt(((x - 10) * (x - 10)) + (y * y)));

    /// <summary>How far from the origin, squared, the particle crosses the axis: the force is a gradient in reverse mode.</summary>
    [Differentiable(Derivatives.All)]
    public static double ErrorByReverse(double w) => Error((x, y) =>
    {
        var (fx, fy, _) = PotentialGradient(x, y, w);
        return (fx, fy);
    });

    /// <summary>The same, the force in forward mode.</summary>
    [Differentiable(Derivatives.All)]
    public static double ErrorByForward(double w) => Error((x, y) => (PotentialJvp(x, y, w, 1, 0, 0).Tangent, PotentialJvp(x, y, w, 0, 1, 0).Tangent));

    /// <summary>The slope of the error, itself a derivative: its derivative is of third order in the potential.</summary>
    [Differentiable(Derivatives.All)]
    public static double SlopeByReverse(double w) => ErrorByReverseGradient(w);

    /// <summary>The same in forward mode.</summary>
    [Differentiable(Derivatives.All)]
    public static double SlopeByForward(double w) => ErrorByForwardJvp(w, 1).Tangent;

    // The second player ascends from (1, 1): the rate doubles after ten steps and is halved where a step makes it worse.
    private static double Worst(double x1, double y1, Func<double, double, (double X, double Y)> slope)
    {
        double x = 1, y = 1, rate = Small;
        double value = -Game(x1, y1, x, y);
        var (gx, gy) = slope(x, y);
        int steps = 0;
        while (Math.Sqrt((gx * gx) + (gy * gy)) > Small)
        {
            if (steps == 10)
            {
                rate *= 2;
                steps = 0;
                continue;
            }

            double nextX = x + (rate * gx);
            double nextY = y + (rate * gy);
            if (Math.Sqrt(((nextX - x) * (nextX - x)) + ((nextY - y) * (nextY - y))) <= Small)
            {
                break;
            }

            double next = -Game(x1, y1, nextX, nextY);
            if (next < value)
            {
                x = nextX;
                y = nextY;
                value = next;
                (gx, gy) = slope(x, y);
                steps++;
            }
            else
            {
                rate /= 2;
                steps = 0;
            }
        }

        return Game(x1, y1, x, y);
    }

    // Euler's steps of 0.1 until the axis is crossed.
    private static double Error(Func<double, double, (double X, double Y)> force)
    {
        double x = 0, y = 8, vx = 0.75, vy = 0;
        while (true)
        {
            var (fx, fy) = force(x, y);
            double nextX = x + (0.1 * vx);
            double nextY = y + (0.1 * vy);
            if (nextY <= 0)
            {
                double crossing = x - (y / vy * vx);
                return crossing * crossing;
            }

            x = nextX;
            y = nextY;
            vx -= 0.1 * fx;
            vy -= 0.1 * fy;
        }
    }
}
