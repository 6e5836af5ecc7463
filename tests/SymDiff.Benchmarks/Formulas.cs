namespace SymDiff.Benchmarks;

/// <summary>Formulas of real use, with the gradient a careful person would write beside them.</summary>
public static partial class Formulas
{
    /// <summary>Rosenbrock's valley.</summary>
    [Differentiable]
    public static double Rosenbrock(double x, double y) => (1 - x) * (1 - x) + 100 * (y - x * x) * (y - x * x);

    /// <summary>The gradient of <see cref="Rosenbrock"/>, by hand.</summary>
    public static (double X, double Y) RosenbrockByHand(double x, double y)
    {
        double r = y - x * x;
        return (-2 * (1 - x) - 400 * x * r, 200 * r);
    }

    /// <summary>A sigmoid neuron with two inputs.</summary>
    [Differentiable]
    public static double Neuron(double w0, double w1, double w2, double x0, double x1)
    {
        double z = w0 * x0 + w1 * x1 + w2;
        return 1 / (1 + Math.Exp(-z));
    }

    /// <summary>The gradient of <see cref="Neuron"/>, by hand.</summary>
    public static (double W0, double W1, double W2, double X0, double X1) NeuronByHand(double w0, double w1, double w2, double x0, double x1)
    {
        double e = Math.Exp(-(w0 * x0 + w1 * x1 + w2));
        double r = 1 / (1 + e);
        double dz = e * r * r;
        return (dz * x0, dz * x1, dz, dz * w0, dz * w1);
    }

    /// <summary>A damped oscillation a·exp(−kt)·sin(ωt).</summary>
    [Differentiable]
    public static double Oscillation(double a, double k, double omega, double t) => a * Math.Exp(-k * t) * Math.Sin(omega * t);

    /// <summary>The gradient of <see cref="Oscillation"/>, by hand.</summary>
    public static (double A, double K, double Omega, double T) OscillationByHand(double a, double k, double omega, double t)
    {
        double e = Math.Exp(-k * t);
        double s = Math.Sin(omega * t);
        double c = Math.Cos(omega * t);
        double ae = a * e;
        return (e * s, -ae * s * t, ae * c * t, ae * (omega * c - k * s));
    }
}
