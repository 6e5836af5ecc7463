namespace SymDiff.Numeric.Tests.Samples;

/// <summary>What one sample costs, for every kind of parameter.</summary>
internal static partial class SampleMethods
{
    /// <summary>Numbers. Some samples take long, so that threads overtake each other.</summary>
    [Differentiable(Derivatives.SumGradient | Derivatives.Vjp)]
    public static double Numbers(double a, float b, in double c, [Sample] int i)
    {
        double s = 0;
        for (int k = 0; k < (i % 7 == 0 ? 2000 : 3); k++)
        {
            s = (0.5 * s) + Math.Sin((a * i) + k);
        }

        return (s * b) + (c * c * i);
    }

    /// <summary>Arrays, a matrix and an array of arrays.</summary>
    [Differentiable(Derivatives.SumGradient | Derivatives.Vjp | Derivatives.ValueAndGradient)]
    public static double Memory(double[] w, ReadOnlyMemory<float> f, double[,] m, double[][] r, [NoGradient] double[] y, [Sample] int i)
    {
        double s = w[i % w.Length] * f.Span[0];
        foreach (double[] row in r)
        {
            for (int k = 0; k < row.Length; k++)
            {
                s += row[k] * m[k % m.GetLength(0), i % m.GetLength(1)];
            }
        }

        return (s - y[i]) * (s - y[i]);
    }

    /// <summary>The sum of it as one writes it by hand.</summary>
    [Differentiable(Derivatives.ValueAndGradient)]
    public static double MemorySum(double[] w, ReadOnlyMemory<float> f, double[,] m, double[][] r, [NoGradient] double[] y, int start, int count)
    {
        double sum = 0;
        for (int i = 0; i < count; i++)
        {
            sum += Memory(w, f, m, r, y, start + i);
        }

        return sum;
    }

    /// <summary>Structs, a tuple, and arrays of structs with a number that is a constant.</summary>
    [Differentiable(Derivatives.SumGradient | Derivatives.Vjp)]
    public static double Structs(Point p, (double A, double B) t, Point[] all, ReadOnlyMemory<Point> some, [Sample] int i) =>
        (p.X * p.Y * t.A * i) + (all[i % all.Length].X * t.B * all[0].Y * all[1].Weight) + (some.Span[0].X * p.X);

    /// <summary>An array of sets, a set that is a struct, and one that is a class.</summary>
    [Differentiable(Derivatives.SumGradient | Derivatives.Vjp)]
    public static double Sets(Unit[] units, Gains gains, Unit one, [Sample] int i) => (units[i % units.Length].W[0] * gains.G[0] * one.W[i % 3] * gains.K) + one.Bias;

    /// <summary>A type parameter.</summary>
    [Differentiable(Derivatives.SumGradient | Derivatives.Vjp)]
    public static T Generic<T>(T[] w, T a, [Sample] int i)
        where T : System.Numerics.IFloatingPointIeee754<T> => w[i % w.Length] * a * T.Sin(a);

    /// <summary>A helper that calls itself.</summary>
    [Differentiable(Derivatives.SumGradient | Derivatives.Vjp)]
    public static double Recursive(double[] w, [Sample] int i) => Power(w, i % 4) * w[0];

    /// <summary>A marked method that is too large to be read in place.</summary>
    [Differentiable(Derivatives.SumGradient | Derivatives.Vjp)]
    public static double Calling(double[] w, double[] x, [Sample] int i) => Large(w, x, i) * Large(x, w, i + 1);

    [Differentiable]
    public static double Large(double[] w, double[] x, int i)
    {
        double s = 0;
        for (int k = 0; k < w.Length; k++)
        {
            double a = w[k] * x[k % x.Length];
            double b = Math.Sin(a + i) + Math.Cos(a - i);
            double c = Math.Exp(-a * a) + (b * b);
            double d = Math.Sqrt(1 + (c * c)) + Math.Tanh(a + b + c);
            double e = Math.Log(2 + (d * d)) - Math.Atan(a * b * c * d);
            double f = (a * b) + (c * d) + (e * a) - Math.Sinh(0.1 * a * e) + Math.Cosh(0.1 * b);
            double g = (f / (1 + (e * e))) + (a / (1 + (d * d))) + Math.Asin(0.5 * Math.Sin(f)) + Math.Acos(0.5 * Math.Cos(f));
            s += a + b + c + d + e + f + (g * g * (k + 1)) + Math.Sin(g * f) + Math.Cos(g * e) + Math.Sin(g * d) + Math.Cos(g * c) + Math.Sin(g * b);
        }

        return s;
    }

    /// <summary>Some samples throw.</summary>
    [Differentiable(Derivatives.SumGradient)]
    public static double Throwing(double[] w, [Sample] int i) => i % 5 == 3 ? throw new InvalidOperationException($"sample {i}") : w[0] * i;

    private static double Power(double[] w, int n) => n == 0 ? 1 : w[1] * Power(w, n - 1);

    internal struct Point
    {
        public double X;
        public float Y;
        [NoGradient] public double Weight;
    }
}

/// <summary>A set that is a class.</summary>
[ParameterSet]
internal sealed partial class Unit
{
    public double[] W { get; } = new double[3];

    public double Bias { get; set; }
}

/// <summary>A set that is a struct, with a method.</summary>
[ParameterSet]
internal partial struct Gains
{
    public double[] G;
    public double K;

    [Differentiable(Derivatives.SumGradient | Derivatives.Vjp)]
    public readonly double Energy([NoGradient] ReadOnlyMemory<double> x, [Sample] int i) => G[i % G.Length] * K * x.Span[i] * x.Span[i];
}

/// <summary>A struct that is none.</summary>
internal readonly partial struct Bias(double by)
{
    private readonly double _by = by;

    [Differentiable(Derivatives.SumGradient | Derivatives.Vjp)]
    public double Off(double a, [Sample] int i) => a * a * _by * i;
}

/// <summary>A model with sets in it, in an array too, whose method leaves early.</summary>
[ParameterSet]
internal sealed partial class Model
{
    public Unit First { get; } = new();

    public Unit[] More { get; } = [new(), new()];

    public double Scale { get; set; } = 1;

    [Differentiable(Derivatives.SumGradient | Derivatives.Vjp)]
    public double Loss(double[][] inputs, int[] labels, [Sample] int sample)
    {
        if (labels[sample] < 0)
        {
            return First.W[0] * labels[sample];
        }

        double[] x = inputs[sample % inputs.Length];
        double[] h = new double[3];
        double z = 0;
        for (int i = 0; i < h.Length; i++)
        {
            h[i] = Math.Tanh((First.W[i] * x[i % x.Length]) + First.Bias);
            z += h[i] * More[i % More.Length].W[i];
        }

        double e = (z * Scale) - labels[sample];
        return e * e * Scale;
    }

    /// <summary>The sum of it as one writes it by hand.</summary>
    [Differentiable(Derivatives.ValueAndGradient)]
    public double Sum(double[][] inputs, int[] labels, int start, int count)
    {
        double sum = 0;
        for (int i = 0; i < count; i++)
        {
            sum += Loss(inputs, labels, start + i);
        }

        return sum;
    }
}
