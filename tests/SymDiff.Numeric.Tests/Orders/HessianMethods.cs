namespace SymDiff.Numeric.Tests.Orders;

/// <summary>A point of the plane.</summary>
/// <param name="X">Right.</param>
/// <param name="Y">Up.</param>
internal readonly record struct Planar(double X, double Y);

/// <summary>A model of one layer.</summary>
[ParameterSet]
internal sealed partial class Curve
{
    /// <summary>The slope.</summary>
    public double Slope { get; set; } = 0.5;

    /// <summary>Weights.</summary>
    public double[] Weights = [0.3, -0.4];

    /// <summary>A matrix.</summary>
    public double[,] Mixing = { { 0.2, 0.7 }, { -0.1, 0.4 } };

    /// <summary>What it makes of two numbers.</summary>
    [Differentiable(Derivatives.Hessian | Derivatives.HessianDiagonal | Derivatives.Gradient)]
    public double Error([NoGradient] ReadOnlySpan<double> x)
    {
        double s = 0;
        for (int i = 0; i < 2; i++)
        {
            s += Math.Tanh(Slope * ((Mixing[i, 0] * x[0]) + (Mixing[i, 1] * x[1]))) * Weights[i] * Weights[i];
        }

        return s * s;
    }
}

/// <summary>Methods of which the Hessian is asked for.</summary>
internal static partial class HessianMethods
{
    /// <summary>Rosenbrock's valley.</summary>
    [Differentiable(Derivatives.All)]
    public static double Rosenbrock(double x, double y) => ((1 - x) * (1 - x)) + (100 * (y - (x * x)) * (y - (x * x)));

    /// <summary>x⁴.</summary>
    [Differentiable(Derivatives.Hessian | Derivatives.HessianDiagonal)]
    public static double Quartic(double x) => Math.Pow(x, 4);

    /// <summary>Least squares whose residuals are 0 at (1, 2): there the Hessian is twice JᵀJ.</summary>
    [Differentiable(Derivatives.Hessian | Derivatives.HessianDiagonal)]
    public static double Squares(double a, double b, [NoGradient] ReadOnlySpan<double> t)
    {
        double sum = 0;
        foreach (double time in t)
        {
            double r = (a * Math.Exp(-b * time)) - Math.Exp(-2 * time);
            sum += r * r;
        }

        return sum;
    }

    /// <summary>Everything at once: an array, a matrix, rows, a struct, a float, a number; nothing else is asked for.</summary>
    [Differentiable(Derivatives.Hessian | Derivatives.HessianDiagonal)]
    public static double Mixed(double[] w, double[,] m, double[][] rows, Planar p, float f, double b)
    {
        double s = b * p.X * f;
        for (int i = 0; i < w.Length; i++)
        {
            s += Math.Sin(w[i] * p.Y) * m[0, i] * m[1, i];
            for (int j = 0; j < rows[i].Length; j++)
            {
                s += rows[i][j] * rows[i][j] * w[i] * b;
            }
        }

        return s * s;
    }

    /// <summary>The same without its Hessian, as what differences are taken of.</summary>
    [Differentiable(Derivatives.Gradient)]
    public static double MixedTwin(double[] w, double[,] m, double[][] rows, Planar p, float f, double b) => Mixed(w, m, rows, p, f, b);

    /// <summary>Straight, with a struct and a choice.</summary>
    [Differentiable(Derivatives.All)]
    public static double Angle(Planar a, Planar b)
    {
        double dot = (a.X * b.X) + (a.Y * b.Y);
        double lengths = Math.Sqrt(((a.X * a.X) + (a.Y * a.Y)) * ((b.X * b.X) + (b.Y * b.Y)));
        return dot > 0 ? Math.Acos(dot / lengths) : dot * dot;
    }

    /// <summary>In single precision.</summary>
    [Differentiable(Derivatives.Hessian | Derivatives.HessianDiagonal)]
    public static float Single(float x, float y) => x * x * y;

    /// <summary>Names that the body would like to use.</summary>
    [Differentiable(Derivatives.Hessian | Derivatives.HessianDiagonal)]
    public static double Hostile(double[] @class, double row, double columns, double hessian, double value, double memory)
    {
        double s = 0;
        for (int i = 0; i < @class.Length; i++)
        {
            s += @class[i] * row * columns * hessian * value * memory;
        }

        return s;
    }

    /// <summary>Nothing to differentiate by may be there at run time.</summary>
    [Differentiable(Derivatives.Hessian | Derivatives.HessianDiagonal)]
    public static double Norm(ReadOnlySpan<double> x, [Scratch] Span<double> t)
    {
        double s = 0;
        for (int i = 0; i < x.Length; i++)
        {
            t[0] = x[i] * x[i];
            s += t[0] * t[0];
        }

        return s;
    }

    /// <summary>With a guard, and a loop that ends by itself.</summary>
    [Differentiable(Derivatives.Hessian | Derivatives.HessianDiagonal)]
    public static double Guarded(double x, double y)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(x);

        double s = x;
        while (s < 100)
        {
            s += (s * y) + 1;
        }

        return s;
    }

    /// <summary>Generic, straight.</summary>
    [Differentiable(Derivatives.Hessian | Derivatives.HessianDiagonal)]
    public static T Saddle<T>(T x, T y)
        where T : struct, System.Numerics.IFloatingPointIeee754<T> => (x * x * y) - (T.Exp(y) * x);

    /// <summary>Generic, with memory.</summary>
    [Differentiable(Derivatives.Hessian | Derivatives.HessianDiagonal)]
    public static T Cubes<T>(T[] x, T a)
        where T : struct, System.Numerics.IFloatingPointIeee754<T>
    {
        T s = T.Zero;
        for (int i = 0; i < x.Length; i++)
        {
            s += x[i] * x[i] * x[i] * a;
        }

        return s;
    }

    /// <summary>Calls another marked method.</summary>
    [Differentiable(Derivatives.Hessian | Derivatives.HessianDiagonal)]
    public static double Outer(double x, double y) => Inner(x * y, x) + Inner(y, x);

    /// <summary>Not small.</summary>
    [Differentiable]
    public static double Inner(double a, double b)
    {
        double s = a;
        for (int i = 0; i < 5; i++)
        {
            s = Math.Sin(s) + (b * s * s);
        }

        return s;
    }

    /// <summary>Other ways to be given numbers and memory.</summary>
    [Differentiable(Derivatives.Hessian | Derivatives.HessianDiagonal)]
    public static double Ways(this double x, in double y, ReadOnlyMemory<double> m, double scale = 2, params double[] rest)
    {
        double s = x * y * y * scale;
        for (int i = 0; i < m.Length; i++)
        {
            s += m.Span[i] * m.Span[i] * rest[i] * y;
        }

        return s;
    }

    /// <summary>Straight, with a variable by reference.</summary>
    [Differentiable(Derivatives.Hessian | Derivatives.HessianDiagonal)]
    public static double Near(in double x, in double y) => x * x * x * y;

    /// <summary>What is stopped has no second derivative either.</summary>
    [Differentiable(Derivatives.Hessian | Derivatives.HessianDiagonal)]
    public static double Stopped(double x, [NoGradient] double c) => x * x * Differential.StopGradient(x) * c;

    /// <summary>Calls itself.</summary>
    [Differentiable(Derivatives.Hessian | Derivatives.HessianDiagonal)]
    public static double Power(double x, int n) => n == 0 ? 1 : x * Power(x, n - 1);
}
