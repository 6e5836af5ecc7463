namespace SymDiff.Numeric.Tests.Orders;

/// <summary>Methods that change an integer of their caller's, on which their result depends: forms that run them several times must begin with what it held each time.</summary>
internal static partial class CallersVariableMethods
{
    [Differentiable(Derivatives.All)]
    public static double Counting(ReadOnlySpan<double> w, double b, ref int k)
    {
        k++;
        double s = b;
        foreach (double e in w)
        {
            s += e * e * e * k * b;
        }

        return s * b;
    }

    [Differentiable(Derivatives.All)]
    public static double Numbers(double x, double y, ref int k)
    {
        k += 2;
        double s = 0;
        for (int i = 0; i < k; i++)
        {
            s += Math.Sin(x * i) * y;
        }

        return s * s;
    }

    [Differentiable(Derivatives.All)]
    public static void Results(double[] x, ref int k, [Output] double[] y)
    {
        k++;
        for (int i = 0; i < x.Length; i++)
        {
            y[i] = x[i] * x[i] * k;
        }
    }
}
