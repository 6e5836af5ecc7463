namespace SymDiff.Numeric.Tests.ByHand;

/// <summary>The gradients of <see cref="Textbook"/>, written by hand before the emitted ones were looked at. They are the measure; they do not follow the emitted text.</summary>
internal static class HandWritten
{
    public static (double x, double y) Rosenbrock(double x, double y)
    {
        double b = y - x * x;
        return (-2.0 * (1.0 - x) - 400.0 * x * b, 200.0 * b);
    }

    public static (double x, double y) Himmelblau(double x, double y)
    {
        double u = x * x + y - 11.0;
        double v = x + y * y - 7.0;
        return (4.0 * x * u + 2.0 * v, 2.0 * u + 4.0 * y * v);
    }

    public static (double w0, double x0, double w1, double x1, double w2) Neuron(double w0, double x0, double w1, double x1, double w2)
    {
        double z = w0 * x0 + w1 * x1 + w2;
        double e = Math.Exp(-z);
        double s = 1.0 / (1.0 + e);
        double dZ = e * s * s;
        return (dZ * x0, dZ * w0, dZ * x1, dZ * w1, dZ);
    }

    public static double Huber(double residual, double delta)
    {
        if (Math.Abs(residual) <= delta)
        {
            return residual;
        }

        return residual > 0.0 ? delta : -delta;
    }

    public static (double r, double epsilon, double sigma) LennardJones(double r, double epsilon, double sigma)
    {
        double q = sigma / r;
        double q2 = q * q;
        double q6 = q2 * q2 * q2;
        double slope = 24.0 * epsilon * (2.0 * q6 * q6 - q6);
        return (-slope / r, 4.0 * (q6 * q6 - q6), slope / sigma);
    }

    public static (double x, double mean, double sigma) GaussianLogDensity(double x, double mean, double sigma)
    {
        double z = (x - mean) / sigma;
        return (-z / sigma, z / sigma, (z * z - 1.0) / sigma);
    }

    public static (double t, double amplitude, double gamma, double omega) DampedOscillation(double t, double amplitude, double gamma, double omega)
    {
        double decay = Math.Exp(-gamma * t);
        double envelope = amplitude * decay;
        (double sin, double cos) = Math.SinCos(omega * t);
        double dPhase = -envelope * sin;
        double dDecay = -envelope * cos;
        return (dDecay * gamma + dPhase * omega, decay * cos, dDecay * t, dPhase * t);
    }

    public static (double n, double volume, double temperature) VanDerWaals(double n, double volume, double temperature, double a, double b)
    {
        const double R = 8.314462618;
        double free = volume - n * b;
        double density = n / volume;
        double thermal = n * R * temperature / free;
        double attraction = 2.0 * a * density / volume;
        return (R * temperature / free + thermal * b / free - attraction, attraction * density - thermal / free, n * R / free);
    }

    public static (double s, double vMax, double km) MichaelisMenten(double s, double vMax, double km)
    {
        double sum = km + s;
        double saturation = s / sum;
        double scale = vMax / sum;
        return (scale * (1.0 - saturation), saturation, -scale * saturation);
    }

    public static double Softplus(double x)
    {
        double e = Math.Exp(-Math.Abs(x));
        return x >= 0.0 ? 1.0 / (1.0 + e) : e / (1.0 + e);
    }

    public static (double x, double y, double z, double focal) Reprojection(double x, double y, double z, double focal, double u, double v)
    {
        double a = x / z;
        double b = y / z;
        double errorU = focal * a - u;
        double errorV = focal * b - v;
        double scale = focal / z;
        double dFocal = errorU * a + errorV * b;
        return (scale * errorU, scale * errorV, -scale * dFocal, dFocal);
    }
}
