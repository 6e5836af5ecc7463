namespace SymDiff.Numeric.Tests.Sets;

/// <summary>Methods that are given sets.</summary>
internal static partial class SetMethods
{
    [Differentiable(Derivatives.All)]
    public static double Of(Perceptron m, [NoGradient] double[] x)
    {
        ArgumentNullException.ThrowIfNull(m);
        double s = m.Shifted;
        for (int i = 0; i < m.Weights.Length; i++)
        {
            s += m.Weights[i] * m.Weights[i] * x[i];
        }

        return Math.Exp(s / m.Power) * m.Mix[2, 1] + Sum(m.Rows) + m.Scale;
    }

    [Differentiable(Derivatives.All)]
    public static double Of(Affine m, [NoGradient] double[] x) => m.At(x) * m.Weights[0];

    [Differentiable(Derivatives.All)]
    public static double Of(Curve m, [NoGradient] double x)
    {
        if (m is null || m.Width < 0)
        {
            throw new ArgumentException("No curve.", nameof(m));
        }

        return m.At(x) + (m.Width * m.Width);
    }

    [Differentiable(Derivatives.All)]
    public static double Of(Taylor<double> m, [NoGradient] double x)
    {
        double s = 0;
        for (int i = m.Coefficients.Length - 1; i >= 0; i--)
        {
            s = (s * (x - m.Offset)) + m.Coefficients[i];
        }

        return s * s;
    }

    [Differentiable(Derivatives.All)]
    public static float Of(Taylor<float> m, [NoGradient] float x)
    {
        float s = 0;
        for (int i = m.Coefficients.Length - 1; i >= 0; i--)
        {
            s = (s * (x - m.Offset)) + m.Coefficients[i];
        }

        return s * s;
    }

    [Differentiable(Derivatives.All)]
    public static double Of(Deep m, [NoGradient] double[] x) => m.First.At(x) * m.Second.Gain * m.Head.Mix[0, 1] + Half(m.Head) + (m.Biases[0] * m.Last);

    /// <summary>Several sets, and a buffer and a number beside them.</summary>
    [Differentiable(Derivatives.All)]
    public static double Both(Affine a, Perceptron b, double[] x, double k, [NoGradient] Curve c) => (a.At(x) * b.Scale * k) + (c.Height * b.Weights[0] * x[1]);

    /// <summary>Two sets of one type.</summary>
    [Differentiable]
    public static double Product(Taylor<double> a, Taylor<double> b) => (a.Coefficients[0] * b.Coefficients[0]) + (a.Offset * b.Offset);

    /// <summary>A variable that holds one set and then another.</summary>
    [Differentiable(Derivatives.All)]
    public static double Carried(Uses m, double x)
    {
        Affine held = m.First;
        double s = 0;
        for (int i = 0; i < 4; i++)
        {
            s += held.Gain * held.Weights[i % 2] * x * held.Times;
            held = i % 2 == 0 ? m.Second : m.First;
        }

        return s * m.Inner;
    }

    /// <summary>One of two sets, with its settings.</summary>
    [Differentiable(Derivatives.All)]
    public static double Chosen(Affine a, Affine b, [NoGradient] double[] x, bool isFirst)
    {
        Affine chosen;
        if (isFirst)
        {
            chosen = a;
        }
        else
        {
            chosen = b;
        }

        return (chosen.At(x) * chosen.Weights[1]) + (a.Gain * b.Gain);
    }

    /// <summary>Several results.</summary>
    [Differentiable(Derivatives.All)]
    public static double[] Values(Perceptron m, double[] x)
    {
        double[] y = new double[m.Mix.GetLength(0)];
        for (int i = 0; i < y.Length; i++)
        {
            y[i] = (m.Mix[i, 0] * x[0]) + (m.Mix[i, 1] * x[1]) + (m.Weights[i] * m.Scale) + m.Rows[2][1];
        }

        return y;
    }

    private static double Half(Perceptron head) => head.Slope / 2;

    private static double Sum(double[][] rows)
    {
        double s = 0;
        for (int i = 0; i < rows.Length; i++)
        {
            for (int j = 0; j < rows[i].Length; j++)
            {
                s += rows[i][j] * rows[i][j] * (j + 1);
            }
        }

        return s;
    }
}
