namespace SymDiff.Numeric.Tests.Orders;

/// <summary>Methods that change memory of their caller's which they read first: forms that run them several times must begin with what it held each time.</summary>
internal static partial class CallersMemoryMethods
{
    [Differentiable(Derivatives.All | Derivatives.Check)]
    public static double Counted(ReadOnlySpan<double> w, double b, int[] c)
    {
        c[1]++;
        double s = b;
        foreach (double e in w)
        {
            s += e * e * e * c[1] * b;
        }

        return s * b;
    }

    [Differentiable(Derivatives.All | Derivatives.Check)]
    public static double Scaled(double[] w, int[,] turns, [NoGradient] Span<double> rates, [Scratch] Span<double> squares)
    {
        turns[0, 1] += turns[1, 0];
        for (int i = 0; i < w.Length; i++)
        {
            squares[i] = w[i] * w[i];
        }

        double s = 0;
        for (int i = 0; i < w.Length; i++)
        {
            rates[i] *= 0.5;
            s += squares[i] * w[i] * rates[i];
        }

        for (int i = 0; i < turns[0, 1]; i++)
        {
            s += Math.Sin(s) * w[0];
        }

        return s;
    }

    [Differentiable(Derivatives.All | Derivatives.Check)]
    public static double Numbers(double x, double y, Memory<int> c)
    {
        c.Span[0] *= 3;
        double s = x * y;
        for (int i = 0; i < c.Span[0]; i++)
        {
            s += Math.Sin(x * i) * y;
        }

        return s * s;
    }

    /// <summary>Reads what a workspace held, which it should not: rows must be of one method all the same.</summary>
    [Differentiable(Derivatives.All)]
    public static void Started(double[] x, [Scratch] double[] s, [Output] double[] y)
    {
        s[0] += x[0];
        y[0] = s[0] * s[0] * x[1];
        y[1] = s[0] * x[2];
    }

    [Differentiable(Derivatives.All)]
    public static double StartedSum(double[] x, [Scratch] double[] s)
    {
        s[0] += x[0];
        double t = 0;
        foreach (double e in x)
        {
            t += s[0] * s[0] * s[0] * e;
        }

        return t;
    }
}
