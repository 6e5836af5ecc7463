namespace SymDiff.Numeric.Tests.Shapes;

/// <summary>Arrays and spans of structs beside matrices and arrays of arrays.</summary>
internal static partial class ColumnsBesideRows
{
    /// <summary>All of them are read.</summary>
    [Differentiable(Derivatives.All)]
    public static double Energy(double[,] m, Bead[] beads, double[][] rows, double h)
    {
        double s = 0;
        for (int i = 0; i < beads.Length; i++)
        {
            double row = 0;
            for (int j = 0; j < m.GetLength(1); j++)
            {
                row += m[i % m.GetLength(0), j] * beads[j % beads.Length].Speed;
            }

            s += row * row * beads[i].At * h;
        }

        foreach (double[] row in rows)
        {
            foreach (double r in row)
            {
                s += Math.Sin(r * beads[0].At);
            }
        }

        return s;
    }

    /// <summary>All of them are written.</summary>
    [Differentiable(Derivatives.All)]
    public static double Step([InOut] double[,] m, Span<Bead> beads, [Output] double[][] rows, [NoGradient] double[,] scale)
    {
        double s = 0;
        for (int i = 0; i < beads.Length; i++)
        {
            beads[i].At += m[0, i % m.GetLength(1)] * beads[i].Speed * scale[0, 0];
            m[m.GetLength(0) - 1, i % m.GetLength(1)] *= beads[i].At;
        }

        for (int i = 0; i < rows.Length; i++)
        {
            for (int j = 0; j < rows[i].Length; j++)
            {
                rows[i][j] = beads[i].Speed * m[1, 0] * (j + 1);
                s += rows[i][j] * beads[i].At;
            }
        }

        return s;
    }

    /// <summary>Structs are returned, and none are taken.</summary>
    [Differentiable(Derivatives.All)]
    public static Bead[] Rows(double[,] m, double[][] rows)
    {
        Bead[] beads = new Bead[m.GetLength(0)];
        for (int i = 0; i < beads.Length; i++)
        {
            beads[i] = new Bead(m[i, 0] * m[i, 1], i, Math.Sin(rows[i % rows.Length][0] * m[i, 1]));
        }

        return beads;
    }
}
