using System.Numerics;

namespace SymDiff.Numeric.Tests.Orders;

/// <summary>Nested derivatives by arrays, spans, matrices and structs.</summary>
public static partial class NestedBufferMethods
{
    public readonly record struct Point(double X, double Y);

    [Differentiable(Derivatives.All)]
    public static double Wave(double[] w, double[] x, double b)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            sum += Math.Sin(w[i] * x[i] * b) + (x[i] * x[(i + 1) % x.Length]);
        }

        return sum * sum;
    }

    /// <summary>Into destinations of its own.</summary>
    [Differentiable(Derivatives.All)]
    public static double Penalty(double[] w, double[] x, double b)
    {
        double[] dW = new double[w.Length];
        double[] dX = new double[x.Length];
        WaveGradient(w, x, b, dW, dX, out double dB);
        double sum = dB * b;
        for (int i = 0; i < x.Length; i++)
        {
            sum += dX[i] * dX[i] * w[i];
        }

        return sum + (dW[0] * dW[1]);
    }

    [Differentiable(Derivatives.All)]
    public static double PenaltyOfFresh(double[] w, double[] x, double b)
    {
        var g = WaveGradient(w, x, b);
        double sum = g.b * b;
        for (int i = 0; i < x.Length; i++)
        {
            sum += g.x[i] * g.w[i];
        }

        return sum;
    }

    [Differentiable(Derivatives.All)]
    public static double ByValue(double[] w, double[] x, double b)
    {
        var (value, gradient) = WaveValueAndGradient(w, x, b);
        return value * gradient.x[0] * gradient.w[1];
    }

    /// <summary>Steps against the gradient, in place.</summary>
    [Differentiable(Derivatives.All)]
    public static double Trained(double[] w, double[] x, double rate)
    {
        double[] at = new double[w.Length];
        w.CopyTo(at, 0);
        double[] dW = new double[w.Length];
        double[] dX = new double[x.Length];
        for (int step = 0; step < 4; step++)
        {
            WaveGradient(at, x, 0.5, dW, dX, out _);
            for (int i = 0; i < at.Length; i++)
            {
                at[i] -= rate * dW[i];
            }
        }

        return Wave(at, x, 0.5);
    }

    /// <summary>Accumulates into one array from two pullbacks.</summary>
    [Differentiable(Derivatives.All)]
    public static double Accumulated(double[] w, double[] x, double b)
    {
        double[] dW = new double[w.Length];
        double[] dX = new double[x.Length];
        double dB = 0;
        double value = WaveVjp(w, x, b, b, dW, dX, ref dB);
        WaveVjp(x, w, b, value, dX, dW, ref dB);
        double sum = dB;
        for (int i = 0; i < dW.Length; i++)
        {
            sum += dW[i] * dX[i];
        }

        return sum;
    }

    /// <summary>x'Hx and the tangent along x.</summary>
    [Differentiable(Derivatives.All)]
    public static double Curvature(double[] w, double[] x, double b)
    {
        double[] hW = new double[w.Length];
        double[] hX = new double[x.Length];
        WaveHvp(w, x, b, x, w, 1, hW, hX, out double hB);
        double sum = hB + WaveJvp(w, x, b, x, w, 1).Tangent;
        for (int i = 0; i < x.Length; i++)
        {
            sum += (hX[i] * x[i]) + hW[i];
        }

        return sum;
    }

    [Differentiable(Derivatives.All)]
    public static double Trace(double[] w, double[] x, double b)
    {
        double[,] h = WaveHessian(w, x, b);
        double sum = h[0, 3];
        for (int i = 0; i < w.Length + x.Length + 1; i++)
        {
            sum += h[i, i];
        }

        return sum;
    }

    [Differentiable(Derivatives.All)]
    public static double ByDiagonal(double[] w, double[] x, double b)
    {
        var d = WaveHessianDiagonal(w, x, b);
        var (value, gradient, diagonal) = WaveValueGradientAndHessianDiagonal(w, x, b);
        return (d.w[0] * d.x[1]) + (d.b * value * 0.01) + (gradient.x[0] * diagonal.b);
    }

    [Differentiable(Derivatives.All)]
    public static double Bilinear(double[,] m, ReadOnlySpan<double> v)
    {
        double sum = 0;
        for (int i = 0; i < m.GetLength(0); i++)
        {
            for (int j = 0; j < m.GetLength(1); j++)
            {
                sum += v[i] * m[i, j] * Math.Exp(v[j]);
            }
        }

        return sum;
    }

    [Differentiable(Derivatives.All)]
    public static double OfMatrix(double[,] m, ReadOnlySpan<double> v)
    {
        double[,] dM = new double[m.GetLength(0), m.GetLength(1)];
        Span<double> dV = stackalloc double[2];
        BilinearGradient(m, v, dM, dV);
        return (dM[0, 1] * dV[0]) + (dM[1, 0] * dV[1]);
    }

    [Differentiable(Derivatives.All)]
    public static double Distance(Point a, Point b) => Math.Sqrt(((a.X - b.X) * (a.X - b.X)) + ((a.Y - b.Y) * (a.Y - b.Y) * a.X));

    [Differentiable(Derivatives.All)]
    public static double Pull(Point a, Point b)
    {
        var (da, db) = DistanceGradient(a, b);
        var along = DistanceJvp(a, b, da, new Point(db.Y, 1));
        return (da.X * db.Y * a.X) + along.Tangent;
    }

    [Differentiable(Derivatives.All)]
    public static double Energy(Vector3 v, double k) => (k * v.LengthSquared()) + (v.X * v.Y * v.Z);

    [Differentiable(Derivatives.All)]
    public static double Stretch(Vector3 v, double k)
    {
        var g = EnergyGradient(v, k);
        return Vector3.Dot(g.v, g.v) * g.k;
    }

    /// <summary>Several results: a residual in memory of the caller's.</summary>
    [Differentiable(Derivatives.Vjp | Derivatives.Jvp)]
    public static void Residual(ReadOnlySpan<double> x, double k, [Output] Span<double> r)
    {
        for (int i = 0; i < r.Length; i++)
        {
            r[i] = Math.Sin(k * x[i]) * x[(i + 1) % x.Length];
        }
    }

    /// <summary>|Jᵀ r|² and Jᵀ r along k.</summary>
    [Differentiable(Derivatives.All)]
    public static double Pulled(ReadOnlySpan<double> x, double k)
    {
        Span<double> r = stackalloc double[3];
        Residual(x, k, r);
        Span<double> again = stackalloc double[3];
        Span<double> dX = stackalloc double[3];
        double dK = 0;
        ResidualVjp(x, k, again, r, dX, ref dK);
        double sum = dK * again[0];
        for (int i = 0; i < dX.Length; i++)
        {
            sum += dX[i] * dX[i];
        }

        return sum;
    }

    /// <summary>J x · r.</summary>
    [Differentiable(Derivatives.All)]
    public static double Pushed(ReadOnlySpan<double> x, double k)
    {
        Span<double> r = stackalloc double[3];
        Span<double> tR = stackalloc double[3];
        ResidualJvp(x, k, r, x, k, tR);
        double sum = 0;
        for (int i = 0; i < r.Length; i++)
        {
            sum += r[i] * tR[i];
        }

        return sum;
    }

    [Differentiable(Derivatives.All)]
    public static double Spread(Point[] points, double k)
    {
        double sum = 0;
        for (int i = 1; i < points.Length; i++)
        {
            double dx = points[i].X - (k * points[i - 1].X);
            double dy = points[i].Y - points[i - 1].Y;
            sum += (dx * dx * points[i].Y) + (dy * dy * dy);
        }

        return sum;
    }

    [Differentiable(Derivatives.All)]
    public static double OfPoints(Point[] points, double k)
    {
        Point[] d = new Point[points.Length];
        SpreadGradient(points, k, d, out double dK);
        var fresh = SpreadGradient(points, k * dK);
        double sum = dK;
        for (int i = 0; i < points.Length; i++)
        {
            sum += (d[i].X * fresh.points[i].Y) + (d[i].Y * points[i].X);
        }

        return sum;
    }

    [Differentiable(Derivatives.All)]
    public static double Pulling(Point a, double[] v)
    {
        double sum = 0;
        for (int i = 0; i < v.Length; i++)
        {
            sum += Math.Exp(a.X * v[i]) * a.Y;
        }

        return sum;
    }

    /// <summary>A struct is given by reference, and added to.</summary>
    [Differentiable(Derivatives.All)]
    public static double PulledTwice(Point a, double[] v)
    {
        double[] dV = new double[v.Length];
        PullingGradient(a, v, out Point d, dV);
        PullingVjp(new Point(a.Y, d.X), v, a.X, ref d, dV);
        return (d.X * dV[0]) + (d.Y * dV[1]);
    }
}

/// <summary>Nested derivatives by methods of an object, which use its state.</summary>
public sealed partial class NestedModel
{
    private readonly double _scale;

    /// <summary>A model with a scale.</summary>
    public NestedModel(double scale) => _scale = scale;

    [Differentiable(Derivatives.All)]
    public double Height(double x, double y) => _scale * Math.Sin(x * y * Offset(x));

    [Differentiable(Derivatives.All)]
    public double Slope(double x, double y)
    {
        var (dX, dY) = HeightGradient(x, y);
        return (dX * dX * _scale) + dY;
    }

    private double Offset(double x) => _scale + x;
}
