namespace SymDiff.Benchmarks;

/// <summary>Loops over scalars: the first three sum up, the others carry a state that the derivative needs again.</summary>
public static partial class Loops
{
    /// <summary>A divisor that the variable is in.</summary>
    [Differentiable]
    public static double Reciprocals(double a, int n)
    {
        double sum = 0;
        for (int i = 0; i < n; i++)
        {
            sum += 1 / (i + 1 + a * a);
        }

        return sum;
    }

    /// <summary>A Fourier series.</summary>
    [Differentiable]
    public static double Sines(double x, int n)
    {
        double sum = 0;
        for (int i = 0; i < n; i++)
        {
            sum += Math.Sin(i * x) / (i + 1);
        }

        return sum;
    }

    /// <summary>A polynomial by Horner's scheme.</summary>
    [Differentiable]
    public static double Horner(double x, [NoGradient] ReadOnlySpan<double> coefficients)
    {
        double value = 0;
        for (int i = 0; i < coefficients.Length; i++)
        {
            value = value * x + coefficients[i];
        }

        return value;
    }

    /// <summary>The logistic map.</summary>
    [Differentiable]
    public static double Logistic(double r, double x, int n)
    {
        for (int i = 0; i < n; i++)
        {
            x = r * x * (1 - x);
        }

        return x;
    }

    /// <summary>y′ = −ky by Runge's and Kutta's method.</summary>
    [Differentiable]
    public static double Decay(double k, double y, double step, int n)
    {
        for (int i = 0; i < n; i++)
        {
            double k1 = -k * y;
            double k2 = -k * (y + step / 2 * k1);
            double k3 = -k * (y + step / 2 * k2);
            double k4 = -k * (y + step * k3);
            y += step / 6 * (k1 + 2 * k2 + 2 * k3 + k4);
        }

        return y;
    }

    /// <summary>Lorenz' system from (1, 1, 1) by Euler's method.</summary>
    [Differentiable]
    public static double Lorenz(double sigma, double rho, double beta, [NoGradient] double step, int n)
    {
        double x = 1;
        double y = 1;
        double z = 1;
        for (int i = 0; i < n; i++)
        {
            double dx = sigma * (y - x);
            double dy = x * (rho - z) - y;
            double dz = x * y - beta * z;
            x += step * dx;
            y += step * dy;
            z += step * dz;
        }

        return x;
    }

    /// <summary>Euler's product of the hyperbolic sine.</summary>
    [Differentiable]
    public static double Product(double x, int n)
    {
        double product = x;
        for (int i = 1; i <= n; i++)
        {
            product *= 1 + x * x / (9.8696 * i * i);
        }

        return product;
    }

    /// <summary>A cube root by Newton's method.</summary>
    [Differentiable]
    public static double CubeRoot(double a)
    {
        double x = a > 1 ? a : 1;
        while (true)
        {
            double next = x - (x * x * x - a) / (3 * x * x);
            if (Math.Abs(next - x) < 1e-12 * x)
            {
                return next;
            }

            x = next;
        }
    }
}
