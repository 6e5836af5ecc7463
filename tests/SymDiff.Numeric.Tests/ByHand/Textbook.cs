namespace SymDiff.Numeric.Tests.ByHand;

/// <summary>Formulas of real use as people write them; <see cref="HandWritten"/> holds their gradients as people would write those.</summary>
internal static partial class Textbook
{
    [Differentiable]
    public static double Rosenbrock(double x, double y)
    {
        double a = 1.0 - x;
        double b = y - x * x;
        return a * a + 100.0 * b * b;
    }

    [Differentiable]
    public static double Himmelblau(double x, double y)
    {
        double u = x * x + y - 11.0;
        double v = x + y * y - 7.0;
        return u * u + v * v;
    }

    [Differentiable]
    public static double Neuron(double w0, double x0, double w1, double x1, double w2)
    {
        double z = w0 * x0 + w1 * x1 + w2;
        return 1.0 / (1.0 + Math.Exp(-z));
    }

    [Differentiable]
    public static double Huber(double residual, [NoGradient] double delta)
    {
        double size = Math.Abs(residual);
        return size <= delta ? 0.5 * residual * residual : delta * (size - 0.5 * delta);
    }

    [Differentiable]
    public static double LennardJones(double r, double epsilon, double sigma)
    {
        double q = sigma / r;
        double q2 = q * q;
        double q6 = q2 * q2 * q2;
        return 4.0 * epsilon * (q6 * q6 - q6);
    }

    [Differentiable]
    public static double GaussianLogDensity(double x, double mean, double sigma)
    {
        double z = (x - mean) / sigma;
        return -0.5 * z * z - Math.Log(sigma) - 0.5 * Math.Log(2.0 * Math.PI);
    }

    [Differentiable]
    public static double DampedOscillation(double t, double amplitude, double gamma, double omega)
    {
        double envelope = amplitude * Math.Exp(-gamma * t);
        return envelope * Math.Cos(omega * t);
    }

    [Differentiable]
    public static double VanDerWaals(double n, double volume, double temperature, [NoGradient] double a, [NoGradient] double b)
    {
        double free = volume - n * b;
        double density = n / volume;
        return n * 8.314462618 * temperature / free - a * density * density;
    }

    [Differentiable]
    public static double MichaelisMenten(double s, double vMax, double km) => vMax * s / (km + s);

    [Differentiable]
    public static double Softplus(double x) => Math.Max(x, 0.0) + Math.Log(1.0 + Math.Exp(-Math.Abs(x)));

    [Differentiable]
    public static double Reprojection(double x, double y, double z, double focal, [NoGradient] double u, [NoGradient] double v)
    {
        double errorU = focal * x / z - u;
        double errorV = focal * y / z - v;
        return 0.5 * (errorU * errorU + errorV * errorV);
    }
}
