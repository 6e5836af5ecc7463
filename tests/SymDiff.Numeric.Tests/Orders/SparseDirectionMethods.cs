namespace SymDiff.Numeric.Tests.Orders;

/// <summary>Methods of which several directions are followed in one sweep, with values carried from one turn to the next.</summary>
internal static partial class SparseDirectionMethods
{
    /// <summary>Carried numbers, a local array, a loop that ends early, a choice and a window of six: more colours than a sweep takes.</summary>
    [Differentiable(Derivatives.SparseJacobian | Derivatives.Jacobian)]
    public static void Window(ReadOnlySpan<double> x, double scale, int last, [InOut] double[] carried, [Output] double[] y)
    {
        Span<double> kept = stackalloc double[4];
        double before = 1;
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            kept[i % 4] = x[i] * before;
            if (i % 5 == 0)
            {
                sum = 0;
                kept.Clear();
            }

            sum += kept[(i + 1) % 4] + Math.Sin(x[i]);
            before = x[i] > 0.5 ? carried[i] : 0.5 * x[i];
            carried[i] = sum * before;
            y[i] = (sum * sum) + (i % 7 == 3 ? scale : kept[i % 4]);
            if (i == last)
            {
                break;
            }

            y[i] += before * carried[i];
        }
    }

    /// <summary>Two carried numbers that change places in each turn.</summary>
    [Differentiable(Derivatives.SparseJacobian | Derivatives.Jacobian)]
    public static double[] Swapped(double[] a, double[] b)
    {
        double[] y = new double[a.Length];
        for (int i = 0; i < a.Length; i++)
        {
            double p = a[i];
            double q = b[i];
            for (int k = 0; k < 3; k++)
            {
                (p, q) = (q + (k * p), p * a[0]);
            }

            y[i] = p - q;
        }

        return y;
    }
}
