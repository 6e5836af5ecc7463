#pragma warning disable SD2001, SD2002 // What does not depend on an input has a pattern too.

namespace SymDiff.Numeric.Tests.Orders;

/// <summary>Methods of which the sparse Jacobian is asked for.</summary>
internal static partial class SparseMethods
{
    /// <summary>The residual of u″ = exp(u) on a line: three diagonals.</summary>
    [Differentiable(Derivatives.SparseJacobian | Derivatives.Jacobian | Derivatives.Jvp)]
    public static void Line(ReadOnlySpan<double> u, [NoGradient] double h, [Output] Span<double> residual)
    {
        int n = u.Length;
        for (int i = 0; i < n; i++)
        {
            double left = i > 0 ? u[i - 1] : 0.0;
            double right = i + 1 < n ? u[i + 1] : 1.0;
            residual[i] = ((left - (2 * u[i]) + right) / (h * h)) - Math.Exp(u[i]);
        }
    }

    /// <summary>The five points of a grid, as a matrix.</summary>
    [Differentiable(Derivatives.SparseJacobian | Derivatives.Jacobian)]
    public static void Grid(double[,] u, [Output] double[,] residual)
    {
        int rows = u.GetLength(0);
        int columns = u.GetLength(1);
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                double sum = -4 * u[i, j];
                sum += i > 0 ? u[i - 1, j] : 0;
                sum += i + 1 < rows ? u[i + 1, j] : 0;
                sum += j > 0 ? u[i, j - 1] : 0;
                sum += j + 1 < columns ? u[i, j + 1] : 0;
                residual[i, j] = sum + (u[i, j] * u[i, j] * u[i, j]);
            }
        }
    }

    /// <summary>An arrow: a diagonal, a last column and a last row.</summary>
    [Differentiable(Derivatives.SparseJacobian | Derivatives.Jacobian)]
    public static double[] Arrow(double[] x)
    {
        int n = x.Length;
        double[] y = new double[n];
        double sum = 0;
        for (int i = 0; i + 1 < n; i++)
        {
            y[i] = x[i] * x[n - 1];
            sum += Math.Sin(x[i]);
        }

        y[n - 1] = sum * x[n - 1];
        return y;
    }

    /// <summary>A total and its parts: one full row, so that rows take two sweeps where columns would take one each.</summary>
    [Differentiable(Derivatives.SparseJacobian | Derivatives.Jacobian)]
    public static double Budget(double[] x, double scale, [Output] Span<double> parts, ref double rest)
    {
        double total = 0;
        for (int i = 0; i < x.Length; i++)
        {
            parts[i] = Math.Exp(x[i]);
            total += x[i] * x[i];
        }

        rest = rest * scale;
        return total;
    }

    /// <summary>The same with an array that is returned.</summary>
    [Differentiable(Derivatives.SparseJacobian | Derivatives.Jacobian)]
    public static double[] BudgetOf(double[] x)
    {
        double[] y = new double[x.Length + 1];
        for (int i = 0; i < x.Length; i++)
        {
            y[i + 1] = Math.Exp(x[i]);
            y[0] += x[i] * x[i];
        }

        return y;
    }

    /// <summary>Leaves its results in arrays alone, of which one is overwritten.</summary>
    [Differentiable(Derivatives.SparseJacobian | Derivatives.Jacobian)]
    public static void Sums(ReadOnlySpan<float> x, [InOut] double[] v, [Output] double[] y)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            sum += x[i] * v[i];
            v[i] = v[i] * v[i];
        }

        y[0] = sum;
    }

    /// <summary>A struct with numbers that depend on all.</summary>
    [Differentiable(Derivatives.SparseJacobian | Derivatives.Jacobian)]
    public static Planar Ends(double[] x, Planar p)
    {
        double sum = 0;
        foreach (double v in x)
        {
            sum += v * v;
        }

        return new Planar(sum * p.X, p.Y);
    }

    /// <summary>Cameras that see points: which see which is known from arrays of integers.</summary>
    [Differentiable(Derivatives.SparseJacobian | Derivatives.Jacobian)]
    public static void Bundle(double[] cameras, double[] points, int[] cameraOf, int[] pointOf, [NoGradient] double[] seen, [Output] double[] residuals)
    {
        for (int k = 0; k < cameraOf.Length; k++)
        {
            int c = 3 * cameraOf[k];
            int p = 3 * pointOf[k];
            double depth = points[p + 2] + cameras[c + 2];
            residuals[2 * k] = (cameras[c] * points[p] / depth) - seen[2 * k];
            residuals[(2 * k) + 1] = (cameras[c + 1] * points[p + 1] / depth) - seen[(2 * k) + 1];
        }
    }

    /// <summary>Conditions on what is active are followed both ways, guards excepted; those on anything else are not.</summary>
    [Differentiable(Derivatives.SparseJacobian | Derivatives.Jacobian)]
    public static void Upwind(double[] u, bool isWide, [InOut] double[] v, [Scratch] double[] t)
    {
        for (int i = 0; i < u.Length; i++)
        {
            if (u[i] < -100)
            {
                throw new ArgumentOutOfRangeException(nameof(u));
            }

            t[i] = v[i];
            if (v[i] > 0 && i > 0)
            {
                t[i] = u[i] - u[i - 1];
            }

            double slope = u[i] > 0 ? u[i] : i + 1 < u.Length ? u[i + 1] : 0;
            if (isWide)
            {
                slope += u[0];
            }

            v[i] = t[i] * slope;
        }
    }

    /// <summary>Numbers, a struct and variables of the caller.</summary>
    [Differentiable(Derivatives.SparseJacobian | Derivatives.Jacobian)]
    public static (double First, int Count, double Second) Few(double x, Planar p, ref double s, out double y)
    {
        y = p.X * 3;
        double second = Math.Floor(x) + Differential.StopGradient(p.Y);
        for (int i = 0; i < 3; i++)
        {
            second += s;
        }

        s = s * x;
        return (x > 0 ? p.X : p.Y, 4, second);
    }

    /// <summary>Numbers alone: the pattern is known.</summary>
    [Differentiable(Derivatives.SparseJacobian | Derivatives.Jacobian)]
    public static (double A, double B, double C) Known(double x, Planar p, [NoGradient] double c, double z) =>
        (x * p.X, c > 0 ? z : Math.Sin(p.Y) > 0 ? x : p.Y, Math.Max(z, 3));

    /// <summary>Calls of other methods: with numbers, and with memory.</summary>
    [Differentiable(Derivatives.SparseJacobian | Derivatives.Jacobian)]
    public static void Calling(double[] x, [Output] double[] y)
    {
        for (int i = 0; i + 1 < x.Length; i++)
        {
            y[i] = HessianMethods.Inner(x[i], x[i + 1]);
        }

        double[] last = [x[0], x[1]];
        y[x.Length - 1] = Total(last, last.Length);
    }

    /// <summary>Rows of several lengths, with rows of their own.</summary>
    [Differentiable(Derivatives.SparseJacobian | Derivatives.Jacobian)]
    public static void Rows(double[][] x, double a, [Output] double[] y)
    {
        for (int i = 0; i < x.Length; i++)
        {
            double s = 1;
            foreach (double v in x[i])
            {
                s *= v;
            }

            y[i] = i == 0 ? s * a : s;
        }
    }

    /// <summary>In single precision, given double.</summary>
    [Differentiable(Derivatives.SparseJacobian | Derivatives.Jacobian)]
    public static void Mixed(float[] x, double a, [Output] float[] y, [Output] double[] z)
    {
        for (int i = 0; i < x.Length; i++)
        {
            y[i] = 2 * x[i];
            z[i] = a;
        }
    }

    /// <summary>Generic, and a table that is looked up at an active place.</summary>
    [Differentiable(Derivatives.SparseJacobian | Derivatives.Jacobian)]
    public static void Table<T>(T[] x, T scale, [NoGradient] T[] table, [Output] T[] y)
        where T : struct, System.Numerics.IFloatingPointIeee754<T>
    {
        for (int i = 0; i < x.Length; i++)
        {
            y[i] = (table[i % table.Length] * x[i]) + (i == 0 ? scale : T.Zero);
        }
    }

    /// <summary>A local array is a memory of marks; an integer of an active number decides nothing but a constant.</summary>
    [Differentiable(Derivatives.SparseJacobian | Derivatives.Jacobian)]
    public static void Local(double[] x, [NoGradient] double[] table, [Output] double[] y)
    {
        double[] t = new double[x.Length];
        for (int i = 0; i < x.Length; i++)
        {
            t[x.Length - 1 - i] = x[i] * x[i];
        }

        int half = x.Length / 2;
        for (int i = 0; i < half; i++)
        {
            t[i] += t[half];
        }

        for (int i = 0; i < x.Length; i++)
        {
            int cell = (int)x[i];
            y[i] = t[i] * table[cell];
        }
    }

    /// <summary>Results that depend on nothing, or nothing to depend on.</summary>
    [Differentiable(Derivatives.SparseJacobian | Derivatives.Jacobian)]
    public static void Nothing(double[] x, [Output] double[] y)
    {
        for (int i = 0; i < y.Length; i++)
        {
            y[i] = i;
        }
    }

    private static double Total(double[] x, int n) => n == 0 ? 0 : (x[n - 1] * x[n - 1]) + Total(x, n - 1);
}

/// <summary>A model whose layers touch some of its numbers each.</summary>
[ParameterSet]
internal sealed partial class Chain
{
    /// <summary>A number for all.</summary>
    public double Bias { get; set; } = 0.3;

    /// <summary>One a link.</summary>
    public double[] Links = [0.5, -0.2, 0.9];

    /// <summary>What each link says.</summary>
    [Differentiable(Derivatives.SparseJacobian | Derivatives.Jacobian)]
    public void Errors([NoGradient] ReadOnlySpan<double> x, [Output] double[] errors)
    {
        for (int i = 0; i < x.Length; i++)
        {
            errors[i] = (Links[i] * Links[i] * x[i]) + (i == 1 ? Bias : 0);
        }
    }
}
