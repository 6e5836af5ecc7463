using SymDiff;

namespace Quickstart;

/// <summary>Ordinary methods. The attribute is all it takes to have their derivatives beside them.</summary>
internal static partial class Formulas
{
    /// <summary>The textbook graph u = a + v, v = bc, J = 3u (E1).</summary>
    [Differentiable]
    public static double J(double a, double b, double c) => 3 * (a + b * c);

    /// <summary>The apple shop: what a change of any number does to the price (E2).</summary>
    [Differentiable]
    public static double Price(double apple, double count, double tax) => apple * count * tax;

    /// <summary>The chain rule over two paths: z = k(x, y) with x = g(s) and y = h(s) (E3).</summary>
    [Differentiable]
    public static double TwoPaths(double s)
    {
        double x = s * s;
        double y = Math.Sin(s);
        return x * y;
    }

    /// <summary>The classic circuit (x + y)·z (E11).</summary>
    [Differentiable]
    public static double Circuit(double x, double y, double z) => (x + y) * z;

    /// <summary>A sigmoid neuron with two inputs (E11).</summary>
    [Differentiable]
    public static double Neuron(double w0, double w1, double w2, double x0, double x1)
    {
        double z = w0 * x0 + w1 * x1 + w2;
        return 1 / (1 + Math.Exp(-z));
    }

    /// <summary>The slack of a spring that only pulls: a choice, of which the branch taken is differentiated.</summary>
    [Differentiable(Derivatives.Default | Derivatives.Jvp)]
    public static double SpringEnergy(double length, double stiffness, [NoGradient] double rest)
    {
        double stretch = length - rest;
        return stretch > 0 ? 0.5 * stiffness * stretch * stretch : 0;
    }
}
