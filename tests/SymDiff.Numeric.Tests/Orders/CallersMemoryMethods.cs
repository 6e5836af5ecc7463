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
}
