namespace SymDiff.Benchmarks;

/// <summary>Gradients of some of <see cref="Loops"/> as a careful person writes them.</summary>
internal static class LoopsByHand
{
    // Nothing kept; the factor 2a once, after the loop.
    public static double Reciprocals(double a, int n)
    {
        double square = a * a;
        double sum = 0;
        for (int i = 0; i < n; i++)
        {
            double r = 1 / (i + 1 + square);
            sum -= r * r;
        }

        return 2 * a * sum;
    }

    // The states are recorded, and nothing else.
    public static (double R, double X) Logistic(double r, double x, int n)
    {
        Span<double> states = n <= 1024 ? stackalloc double[1024] : new double[n];
        for (int i = 0; i < n; i++)
        {
            states[i] = x;
            x = r * x * (1 - x);
        }

        double dR = 0;
        double dX = 1;
        for (int i = n - 1; i >= 0; i--)
        {
            double s = states[i];
            dR += dX * s * (1 - s);
            dX *= r * (1 - 2 * s);
        }

        return (dR, dX);
    }

    // The three states are recorded beside one another.
    public static (double Sigma, double Rho, double Beta) Lorenz(double sigma, double rho, double beta, double step, int n)
    {
        Span<double> states = n <= 1024 ? stackalloc double[3 * 1024] : new double[3 * n];
        double x = 1;
        double y = 1;
        double z = 1;
        for (int i = 0; i < n; i++)
        {
            var at = states.Slice(3 * i, 3);
            at[0] = x;
            at[1] = y;
            at[2] = z;
            double toX = sigma * (y - x);
            double toY = x * (rho - z) - y;
            double toZ = x * y - beta * z;
            x += step * toX;
            y += step * toY;
            z += step * toZ;
        }

        double dSigma = 0;
        double dRho = 0;
        double dBeta = 0;
        double dX = 1;
        double dY = 0;
        double dZ = 0;
        for (int i = n - 1; i >= 0; i--)
        {
            var at = states.Slice(3 * i, 3);
            x = at[0];
            y = at[1];
            z = at[2];
            double toX = step * dX;
            double toY = step * dY;
            double toZ = step * dZ;
            dSigma += toX * (y - x);
            dRho += toY * x;
            dBeta -= toZ * z;
            dX += toY * (rho - z) + toZ * y - toX * sigma;
            dY += toX * sigma + toZ * x - toY;
            dZ -= toY * x + toZ * beta;
        }

        return (dSigma, dRho, dBeta);
    }
}
