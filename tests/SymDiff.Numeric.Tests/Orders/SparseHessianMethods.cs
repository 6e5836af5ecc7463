#pragma warning disable SD2001 // What does not depend on an input has a pattern too.

namespace SymDiff.Numeric.Tests.Orders;

/// <summary>Methods of which the sparse Hessian is asked for.</summary>
internal static partial class SparseHessianMethods
{
    /// <summary>Rosenbrock's function of many numbers: three diagonals.</summary>
    [Differentiable(Derivatives.SparseHessian | Derivatives.Hessian | Derivatives.Hvp)]
    public static double Chain(ReadOnlySpan<double> x)
    {
        double sum = 0;
        for (int i = 0; i + 1 < x.Length; i++)
        {
            double a = 1 - x[i];
            double b = x[i + 1] - (x[i] * x[i]);
            sum += (a * a) + (100 * b * b);
        }

        return sum;
    }

    /// <summary>An arrow: everything meets the last number.</summary>
    [Differentiable(Derivatives.SparseHessian | Derivatives.Hessian)]
    public static double Arrow(double[] x)
    {
        int n = x.Length;
        double sum = x[n - 1] * x[n - 1] * x[n - 1];
        for (int i = 0; i + 1 < n; i++)
        {
            sum += Math.Sin(x[i]) * x[n - 1];
        }

        return sum;
    }

    /// <summary>Terms of one number each, some of them linear, and of data.</summary>
    [Differentiable(Derivatives.SparseHessian | Derivatives.Hessian)]
    public static double Separable(double[] x, [NoGradient] double[] weights, double scale)
    {
        double sum = 3 * scale;
        for (int i = 0; i < x.Length; i++)
        {
            sum += i % 3 == 0 ? x[i] : weights[i] * Math.Exp(weights[i] * x[i]);
        }

        return sum;
    }

    /// <summary>Which numbers meet is decided by values: both ways are followed, in stores, nested choices and loops.</summary>
    [Differentiable(Derivatives.SparseHessian | Derivatives.Hessian)]
    public static double Upwind(double[] u, bool isWide)
    {
        double sum = 0;
        for (int i = 1; i + 1 < u.Length; i++)
        {
            double slope;
            if (u[i] > 0)
            {
                slope = u[i] - u[i - 1];
                if (slope > 1)
                {
                    slope *= u[i];
                }
            }
            else
            {
                slope = 0;
                for (int k = i; k < i + 2; k++)
                {
                    slope = (0.5 * slope) + (u[k] * u[k]);
                }
            }

            if (isWide)
            {
                slope += u[0] * u[0];
            }

            sum += slope * slope;
        }

        return sum;
    }

    /// <summary>A loop that only its condition ends, a branch of an active value in it, and an exit that no active value decides.</summary>
    [Differentiable(Derivatives.SparseHessian | Derivatives.Hessian)]
    public static double Walk(double[] x, int[] next, int start, int last)
    {
        double sum = 0;
        double carried = 0.5;
        int at = start;
        while (at >= 0)
        {
            if (x[at] > 0)
            {
                carried = Math.Sin(carried * x[at]);
            }
            else
            {
                sum += x[at] * x[at];
            }

            if (at == last)
            {
                break;
            }

            at = next[at];
        }

        return sum + carried;
    }

    /// <summary>Memory of its own, which is written out of order and overwritten.</summary>
    [Differentiable(Derivatives.SparseHessian | Derivatives.Hessian)]
    public static double Local(double[] x, [Scratch] double[] t)
    {
        double[] own = new double[x.Length];
        for (int i = 0; i < x.Length; i++)
        {
            own[x.Length - 1 - i] = x[i] * x[i];
            t[i] = 2 * x[i];
        }

        int half = x.Length / 2;
        for (int i = 0; i < half; i++)
        {
            own[i] *= own[half];
            t[i] = Math.Cos(t[i]);
        }

        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            sum += own[i] + (t[i] * t[i]);
        }

        return sum;
    }

    /// <summary>A grid.</summary>
    [Differentiable(Derivatives.SparseHessian | Derivatives.Hessian)]
    public static double Grid(double[,] u, double a)
    {
        double sum = a * a * a;
        for (int i = 0; i < u.GetLength(0); i++)
        {
            for (int j = 0; j < u.GetLength(1); j++)
            {
                double right = j + 1 < u.GetLength(1) ? u[i, j + 1] - u[i, j] : 0;
                double down = i + 1 < u.GetLength(0) ? u[i + 1, j] - u[i, j] : 0;
                sum += Math.Sqrt(1 + (right * right)) + Math.Sqrt(1 + (down * down));
            }
        }

        return sum;
    }

    /// <summary>Calls of other methods that stay calls.</summary>
    [Differentiable(Derivatives.SparseHessian | Derivatives.Hessian)]
    public static double Calling(double[] x)
    {
        double sum = 0;
        for (int i = 0; i + 1 < x.Length; i += 2)
        {
            sum += HessianMethods.Inner(x[i], x[i + 1]) + Power(x[i], 3);
        }

        return sum;
    }

    /// <summary>Numbers alone: the pattern is known.</summary>
    [Differentiable(Derivatives.SparseHessian | Derivatives.Hessian)]
    public static double Known(double x, Planar p, [NoGradient] double c, double z) =>
        (x * x * p.X) + (c > 0 ? z * p.Y : Math.Sin(p.Y) > 0 ? x * z : p.Y) + z;

    /// <summary>A struct and single precision beside an array.</summary>
    [Differentiable(Derivatives.SparseHessian | Derivatives.Hessian)]
    public static double Mixed(float[] x, Planar p, double a)
    {
        double sum = p.X * p.Y * a;
        for (int i = 0; i < x.Length; i++)
        {
            float square = x[i] * x[i];
            sum += i == 1 ? square * a : square;
        }

        return sum;
    }

    /// <summary>In single precision.</summary>
    [Differentiable(Derivatives.SparseHessian | Derivatives.Hessian)]
    public static float Single(float[] x)
    {
        float sum = 0;
        for (int i = 0; i + 2 < x.Length; i++)
        {
            sum += x[i] * x[i] * x[i + 2];
        }

        return sum;
    }

    /// <summary>Generic.</summary>
    [Differentiable(Derivatives.SparseHessian | Derivatives.Hessian)]
    public static T Generic<T>(T[] x, T scale, [NoGradient] T[] table)
        where T : struct, System.Numerics.IFloatingPointIeee754<T>
    {
        T sum = T.Zero;
        for (int i = 0; i < x.Length; i++)
        {
            sum += table[i % table.Length] * x[i] * x[i] * (i == 0 ? scale : T.One);
        }

        return sum;
    }

    /// <summary>Rows of several lengths.</summary>
    [Differentiable(Derivatives.SparseHessian | Derivatives.Hessian)]
    public static double Rows(double[][] x, double a)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double product = i == 0 ? a : 1;
            foreach (double v in x[i])
            {
                product *= v;
            }

            sum += product;
        }

        return sum;
    }

    /// <summary>Linear: no entries.</summary>
    [Differentiable(Derivatives.SparseHessian | Derivatives.Hessian)]
    public static double Linear(double[] x)
    {
        double sum = 1;
        foreach (double v in x)
        {
            sum += 2 * v;
        }

        return sum;
    }

    private static double Power(double x, int n) => n == 0 ? 1 : x * Power(x, n - 1);
}

/// <summary>A model of which the loss has a sparse Hessian.</summary>
[ParameterSet]
internal sealed partial class Springs
{
    /// <summary>A number for all.</summary>
    public double Stiffness { get; set; } = 0.3;

    /// <summary>Where they hang.</summary>
    public double[] Places = [0.5, -0.2, 0.9, 1.4];

    /// <summary>What they hold.</summary>
    [Differentiable(Derivatives.SparseHessian | Derivatives.Hessian)]
    public double Energy([NoGradient] ReadOnlySpan<double> rest)
    {
        double sum = 0;
        for (int i = 0; i < rest.Length; i++)
        {
            double stretch = Places[i + 1] - Places[i] - rest[i];
            sum += (stretch * stretch * stretch) + (i == 0 ? Stiffness * stretch : 0);
        }

        return sum;
    }
}
