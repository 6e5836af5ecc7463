using SymDiff;

namespace GradientDescent;

/// <summary>The functions that are descended, each written once: gradients, Hessians and Jacobians are emitted.</summary>
internal static partial class Functions
{
    /// <summary>x² + y²: the same slope from all sides.</summary>
    [Differentiable(Derivatives.Default | Derivatives.Hessian)]
    public static double Bowl(Point p) => (p.X * p.X) + (p.Y * p.Y);

    /// <summary>Rosenbrock's valley: curved, flat along its floor, steep across.</summary>
    [Differentiable(Derivatives.Default | Derivatives.Hessian)]
    public static double Rosenbrock(Point p)
    {
        double bend = p.Y - (p.X * p.X);
        return (100 * bend * bend) + ((1 - p.X) * (1 - p.X));
    }

    /// <summary>Himmelblau's function: four minima of equal depth.</summary>
    [Differentiable(Derivatives.Default | Derivatives.Hessian)]
    public static double Himmelblau(Point p)
    {
        double u = (p.X * p.X) + p.Y - 11;
        double v = p.X + (p.Y * p.Y) - 7;
        return (u * u) + (v * v);
    }

    /// <summary>Two wells, at (±1, 0), with a saddle between them at the origin, where the gradient is zero too.</summary>
    [Differentiable(Derivatives.Default | Derivatives.Hessian)]
    public static double Saddle(Point p)
    {
        double square = p.X * p.X;
        return (square * square / 4) - (square / 2) + (p.Y * p.Y / 2);
    }

    /// <summary>The two numbers whose squares <see cref="Bowl"/> adds.</summary>
    [Differentiable(Derivatives.Jacobian)]
    public static Point BowlResiduals(Point p) => p;

    /// <summary>The two numbers whose squares <see cref="Rosenbrock"/> adds.</summary>
    [Differentiable(Derivatives.Jacobian)]
    public static Point RosenbrockResiduals(Point p) => new(10 * (p.Y - (p.X * p.X)), 1 - p.X);

    /// <summary>The two numbers whose squares <see cref="Himmelblau"/> adds.</summary>
    [Differentiable(Derivatives.Jacobian)]
    public static Point HimmelblauResiduals(Point p) => new((p.X * p.X) + p.Y - 11, p.X + (p.Y * p.Y) - 7);
}
