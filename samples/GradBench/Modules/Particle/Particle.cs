using SymDiff;

namespace GradBench.Modules;

/// <summary>A charged particle, which two charges steer that do not move: one at (10, 10 − w), one at (10, 0).</summary>
internal static partial class Particle
{
    private const double Step = 0.1;

    // It needs about a hundred; what a derivative keeps of each has a bound by this.
    private const int MaxSteps = 10_000;

    /// <summary>The potential of the two charges.</summary>
    [Differentiable(Derivatives.Gradient | Derivatives.Jvp)]
    public static double Potential(double x, double y, double w) => (1 / Distance(x, y, 10, 10 - w)) + (1 / Distance(x, y, 10, 0));

    /// <summary>The squared distance from the origin where the particle crosses the axis, its force a gradient in reverse mode.</summary>
    [Differentiable(Derivatives.Gradient | Derivatives.Jvp)]
    public static double MissByReverse(double w) => Miss((x, y) =>
    {
        (double px, double py, _) = PotentialGradient(x, y, w);
        return (-px, -py);
    });

    /// <summary>The same, its force by derivatives in forward mode.</summary>
    [Differentiable(Derivatives.Gradient | Derivatives.Jvp)]
    public static double MissByForward(double w) => Miss((x, y) => (-PotentialJvp(x, y, w, 1, 0, 0).Tangent, -PotentialJvp(x, y, w, 0, 1, 0).Tangent));

    private static double Miss(Func<double, double, (double X, double Y)> force)
    {
        (double x, double y) = (0, 8);
        (double vx, double vy) = (0.75, 0);
        for (int step = 0; step < MaxSteps; step++)
        {
            (double ax, double ay) = force(x, y);
            x += Step * vx;
            y += Step * vy;
            if (y <= 0)
            {
                double crossing = x - (y / vy * vx);
                return crossing * crossing;
            }

            vx += Step * ax;
            vy += Step * ay;
        }

        throw new InvalidOperationException("the particle does not cross the axis");
    }

    private static double Distance(double x1, double y1, double x2, double y2) => Math.Sqrt(((x1 - x2) * (x1 - x2)) + ((y1 - y2) * (y1 - y2)));
}
