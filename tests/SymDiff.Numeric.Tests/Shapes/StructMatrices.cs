namespace SymDiff.Numeric.Tests.Shapes;

/// <summary>Matrices of structs: parameters, variables, in loops and helpers.</summary>
internal static partial class StructMatrices
{
    /// <summary>Read by rows, by columns and with <c>foreach</c>, beside a matrix of numbers.</summary>
    [Differentiable(Derivatives.All)]
    public static double Energy(Bead[,] m, double h, double[,] w)
    {
        double s = 0;
        for (int i = 0; i < m.GetLength(0); i++)
        {
            for (int j = 0; j < m.GetLength(1); j++)
            {
                Bead bead = m[i, j];
                s += Math.Sin(bead.At * h) * bead.Speed * w[i, j % w.GetLength(1)] * (i + 1);
                if (j > 0)
                {
                    s += m[i, j - 1].Speed * bead.At * bead.Id;
                }
            }
        }

        foreach (Bead bead in m)
        {
            s += bead.Speed * bead.Speed * h;
        }

        return s + (m.Length * h);
    }

    /// <summary>Written in place, element by element and whole, with elements that change places.</summary>
    [Differentiable(Derivatives.All)]
    public static double Step([InOut] Bead[,] m, ReadOnlySpan<double> k)
    {
        double s = 0;
        for (int i = 0; i < m.GetLength(0); i++)
        {
            for (int j = 0; j < m.GetLength(1); j++)
            {
                m[i, j].Speed -= k[i % k.Length] * Math.Sin(m[i, j].At);
                m[i, j].At += m[i, j].Speed * k[j % k.Length];
                s += m[i, j].At * m[i, j].Speed;
            }
        }

        (m[0, 0], m[m.GetLength(0) - 1, m.GetLength(1) - 1]) = (m[m.GetLength(0) - 1, m.GetLength(1) - 1], m[0, 0]);
        m[0, m.GetLength(1) - 1] = new Bead(s * k[0], 5, m[0, 0].At);
        return s;
    }

    /// <summary>An output, and a matrix of the method's own.</summary>
    [Differentiable(Derivatives.All)]
    public static void Spread(double[] x, [Output] Bead[,] y, Bead shift)
    {
        var own = new Bead[x.Length, 2];
        for (int i = 0; i < x.Length; i++)
        {
            own[i, 0] = new Bead(x[i] * x[i], i, shift.At * x[i]);
            own[i, 1] = Moved(own[i, 0], shift);
            own[i, 1].Speed *= own[i, 0].At;
        }

        for (int i = 0; i < y.GetLength(0); i++)
        {
            for (int j = 0; j < y.GetLength(1); j++)
            {
                y[i, j] = Moved(own[i % x.Length, j % 2], own[(i + 1) % x.Length, 1]);
            }
        }
    }

    /// <summary>Handed to helpers, and an initializer.</summary>
    [Differentiable(Derivatives.Default | Derivatives.Hessian)]
    public static double Helped((double A, double B)[,] m, double x)
    {
        (double A, double B)[,] own = { { (x, 1), (m[0, 0].B, x * x) }, { m[0, 1], (2, m[1, 0].A) } };
        return Trace(m) * Trace(own);
    }

    private static Bead Moved(Bead bead, Bead by) => bead with { At = bead.At + by.At, Speed = bead.Speed * by.Speed };

    private static double Trace((double A, double B)[,] m)
    {
        double s = 0;
        for (int i = 0; i < Math.Min(m.GetLength(0), m.GetLength(1)); i++)
        {
            s += m[i, i].A * m[i, i].B;
        }

        return s + m[0, 1].A;
    }
}
