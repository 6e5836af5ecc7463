using System.Numerics;

namespace SymDiff.Numeric.Tests.Checks;

/// <summary>A method of every shape, each with a check.</summary>
internal static partial class CheckMethods
{
    [Differentiable(Derivatives.Default | Derivatives.Check)]
    public static double Price(double amount, double price, float tax = 0.25f) => amount * price * Math.Exp(tax);

    [Differentiable(Derivatives.Check)]
    public static double One(double x) => Math.Sin(x) * x;

    [Differentiable(Derivatives.Check)]
    public static float Single(float x, float y) => MathF.Sin(x) * y;

    /// <summary>Computes in single precision between numbers of double precision.</summary>
    [Differentiable(Derivatives.Check)]
    public static double Hidden(double x) => MathF.Exp((float)x) * x;

    [Differentiable(Derivatives.Check)]
    public static double Memory(double[] w, ReadOnlySpan<float> x, ReadOnlyMemory<double> m, double scale, [NoGradient] double[] data)
    {
        double s = 0;
        for (int i = 0; i < w.Length; i++)
        {
            s += w[i] * x[i] * m.Span[i] * data[i];
        }

        return Math.Tanh(s) * scale;
    }

    [Differentiable(Derivatives.Check)]
    public static double Matrices(double[,] a, double[][] rows)
    {
        double s = 0;
        for (int i = 0; i < a.GetLength(0); i++)
        {
            for (int j = 0; j < a.GetLength(1); j++)
            {
                s += a[i, j] * a[i, j] * (i + (2 * j) + 1);
            }
        }

        foreach (double[] row in rows)
        {
            foreach (double r in row)
            {
                s += Math.Sin(r) * a[0, 0];
            }
        }

        return s;
    }

    [Differentiable(Derivatives.Check)]
    public static double Structs(Particle p, (double A, int N, float B) t, Vector3 v, Complex c) =>
        (p.Position.X * p.Mass * v.X) + (p.Position.Y * t.A * t.N) + (t.B * v.Y * v.Z) + (c.Real * c.Imaginary * p.Scale);

    [Differentiable(Derivatives.Check)]
    public static double Particles(Particle[] all, ReadOnlySpan<Vector2> offsets)
    {
        double s = 0;
        for (int i = 0; i < all.Length; i++)
        {
            s += all[i].Mass * all[i].Scale * ((all[i].Position.X * offsets[i].X) + (all[i].Position.Y * all[i].Position.Y * offsets[i].Y));
        }

        return s;
    }

    [Differentiable(Derivatives.Check)]
    public static double Scratch(double[] x, [Scratch] Span<double> work, [NoGradient] Span<double> counts)
    {
        double s = 0;
        for (int i = 0; i < x.Length; i++)
        {
            work[i] = x[i] * x[i];
            counts[i] += 1;
            s += work[i] * x[i] * counts[i];
        }

        return s;
    }

    [Differentiable(Derivatives.Check)]
    public static void Step(Span<double> state, ref double clock, [Output] Span<float> seen, double rate, out double energy, [NoGradient] ref int steps)
    {
        energy = 0;
        for (int i = 0; i < state.Length; i++)
        {
            state[i] += rate * Math.Sin(clock + i);
            energy += state[i] * state[i];
            seen[i] = (float)state[i];
        }

        clock += rate;
        steps++;
    }

    [Differentiable(Derivatives.Check)]
    public static double[] Softmax(double[] x)
    {
        double[] e = new double[x.Length];
        double s = 0;
        for (int i = 0; i < x.Length; i++)
        {
            e[i] = Math.Exp(x[i]);
            s += e[i];
        }

        for (int i = 0; i < x.Length; i++)
        {
            e[i] /= s;
        }

        return e;
    }

    [Differentiable(Derivatives.Default | Derivatives.Check)]
    public static (double Value, int Count, Vector2 Ends) Several(in double x, Memory<double> y, [Output] double[,] table, [Output] double[][] rows)
    {
        for (int i = 0; i < table.GetLength(0); i++)
        {
            for (int j = 0; j < table.GetLength(1); j++)
            {
                table[i, j] = x * y.Span[0] * (i + j + 1);
            }
        }

        rows[1][0] = x * x;
        y.Span[1] *= x;
        return (x * y.Span[0], 3, new Vector2((float)x, 1));
    }

    [Differentiable(Derivatives.Check)]
    public static double Moved(Span<Particle> all, [Output] Particle[] seen, double rate)
    {
        for (int i = 0; i < all.Length; i++)
        {
            all[i].Mass *= rate;
            seen[i] = new Particle(new Point(all[i].Mass, all[i].Position.Y * rate), all[i].Position.X, 2);
        }

        return rate * all[0].Mass;
    }

    [Differentiable(Derivatives.Check)]
    public static T Generic<T>(T x, ReadOnlySpan<T> w, T[,] m)
        where T : IFloatingPointIeee754<T>
    {
        T s = T.Sin(x);
        foreach (T v in w)
        {
            s += v * v * x;
        }

        return s * m[0, 1];
    }

    [Differentiable(Derivatives.Check)]
    public static double Scaled(this Point p, double by) => p.X * p.Y * by;

    /// <summary>Defined for positive numbers alone.</summary>
    [Differentiable(Derivatives.Check)]
    public static double Positive(double x)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(x);
        return Math.Log(x);
    }

    [Differentiable(Derivatives.Check)]
    public static double WrongOne(double a, double[] w) => Library.Wave(a, w[1]) + (w[0] * w[2] * a);

    [Differentiable(Derivatives.Check)]
    public static double[] WrongSeveral(Point p, double[] w) => [p.X * w[0], Library.Wave(p.X, p.Y) * w[1], w[1] * w[1]];

    [Differentiable(Derivatives.Check)]
    public static double WrongMatrices(double[,] a, double[][] rows) => Library.Wave(a[0, 0], a[1, 2]) * Library.Wave(rows[0][0], rows[2][1]);

    [Differentiable(Derivatives.Check)]
    public static double WrongParticles(Particle[] all, ReadOnlySpan<(double U, int N, double V)> pairs) => Library.Wave(all[0].Mass, all[1].Position.Y) * pairs[0].U * pairs[0].V;

    [Differentiable(Derivatives.Check)]
    public static void WrongStep(Span<double> state, ref double clock, [Output] double[,] table, [Output] double[][] rows, out double last)
    {
        state[0] *= clock;
        table[1, 0] = state[1] * clock;
        rows[1][0] = clock * clock;
        last = Library.Wave(state[0], state[2]);
    }

    [Differentiable(Derivatives.Check)]
    public static float WrongSingle(ReadOnlySpan<float> x, float y) => Library.Wave(x[0], x[1]) * y;

    [Differentiable(Derivatives.Check)]
    public static double WrongConversion(float x, ReadOnlySpan<float> y) => Library.Wave(x, y[1]) * y[0];

    /// <summary>The wrong partial is a ten-thousandth of the right one away from it: too little for single precision, in which only a parameter is.</summary>
    [Differentiable(Derivatives.Check)]
    public static double AlmostRight(float x, double y) => Library.Tilted(x) * y;

    [Differentiable(Derivatives.Check)]
    public static double Optional(double[]? w, double[]?[] rows, params double[] x) => (w is null ? 1 : w[0]) * x[0] * x[1] * rows[1]![0];

    /// <summary>A keyword, names that the emitted code would like to have, and a type parameter among them.</summary>
    [Differentiable(Derivatives.Check)]
    public static double Names<ofPoint>(double @class, double run, [NoGradient] double value, double check, Point point, [NoGradient] ofPoint classAt) =>
        @class * run * value * check * point.X * point.Y * (classAt is null ? 1 : 2);
}

/// <summary>A library with a function whose second partial is registered with a wrong sign.</summary>
internal static class Library
{
    public static double Wave(double x, double y)
    {
        double e = 1;
        while (e > 2)
        {
        }

        return Math.Sin(x) * Math.Exp(y) * e;
    }

    public static float Wave(float x, float y) => (float)Wave((double)x, y);

    public static double Tilted(double x) => x * x;
}

internal static class LibraryRules
{
    [DerivativeOf(typeof(Library), nameof(Library.Tilted))]
    public static double Tilted(double x) => 1.0001 * 2 * x;

    [DerivativeOf(typeof(Library), nameof(Library.Wave))]
    public static (float, float) Wave(float x, float y) => (MathF.Cos(x) * MathF.Exp(y), -MathF.Sin(x) * MathF.Exp(y));

    [DerivativeOf(typeof(Library), nameof(Library.Wave))]
    public static (double, double) Wave(double x, double y) => (Math.Cos(x) * Math.Exp(y), -Math.Sin(x) * Math.Exp(y));
}

/// <summary>A point that can only be made whole.</summary>
internal readonly struct Point
{
    public Point(double x, double y)
    {
        X = x;
        Y = y;
    }

    public double X { get; }

    public double Y { get; }
}

/// <summary>A struct with a struct and a constant in it.</summary>
internal record struct Particle(Point Position, double Mass, int Scale);

/// <summary>A generic type with methods of its instances, of which only the parameters are differentiated by.</summary>
internal sealed partial class Outer<T>
{
    internal readonly partial struct Inner
    {
        private readonly double _factor;

        public Inner(double factor) => _factor = factor;

        [Differentiable(Derivatives.Check)]
        public double Scaled(double x, ReadOnlySpan<double> w) => Math.Exp(x * _factor) * w[0] * w[1];
    }
}
