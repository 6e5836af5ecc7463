namespace SymDiff.Numeric.Tests.Numerics.Twins;

/// <summary>Vectors, rotations and matrices in double precision.</summary>
internal static class Space
{
    /// <summary>The sum of the products.</summary>
    public static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();

    /// <summary>The length.</summary>
    public static double Length(double[] a) => Math.Sqrt(Dot(a, a));

    /// <summary>The direction.</summary>
    public static double[] Unit(double[] a) => Scale(a, 1 / Length(a));

    /// <summary>A multiple.</summary>
    public static double[] Scale(double[] a, double s) => [.. a.Select(x => x * s)];

    /// <summary>The sum.</summary>
    public static double[] Sum(double[] a, double[] b) => [.. a.Zip(b, (x, y) => x + y)];

    /// <summary>What leads from the second to the first.</summary>
    public static double[] Minus(double[] a, double[] b) => [.. a.Zip(b, (x, y) => x - y)];

    /// <summary>What stands across both, as long as the parallelogram is large.</summary>
    public static double[] Cross(double[] a, double[] b)
    {
        double[] c = new double[3];
        for (int i = 0; i < 3; i++)
        {
            int j = (i + 1) % 3, k = (i + 2) % 3;
            c[i] = (a[j] * b[k]) - (a[k] * b[j]);
        }

        return c;
    }

    /// <summary>Hamilton's product, the real part last.</summary>
    public static double[] Hamilton(double[] p, double[] q)
    {
        double[] u = p[..3], v = q[..3];
        return [.. Sum(Sum(Scale(v, p[3]), Scale(u, q[3])), Cross(u, v)), (p[3] * q[3]) - Dot(u, v)];
    }

    /// <summary>The quaternion with the other axis.</summary>
    public static double[] Conjugate(double[] q) => [-q[0], -q[1], -q[2], q[3]];

    /// <summary>q v q*.</summary>
    public static double[] Sandwich(double[] q, double[] v) => Hamilton(Hamilton(q, [.. v, 0]), Conjugate(q))[..3];

    /// <summary>v + 2w(u × v) + 2u × (u × v), which is the rotation for a quaternion of length 1.</summary>
    public static double[] Rotate(double[] q, double[] v)
    {
        double[] t = Scale(Cross(q[..3], v), 2);
        return Sum(Sum(v, Scale(t, q[3])), Cross(q[..3], t));
    }

    /// <summary>The quaternion of a turn around an axis.</summary>
    public static double[] Turn(double[] axis, double angle) => [.. Scale(axis, Math.Sin(angle / 2)), Math.Cos(angle / 2)];

    /// <summary>A row times a matrix.</summary>
    public static double[] Times(double[] row, double[,] m) => [.. Enumerable.Range(0, m.GetLength(1)).Select(c => Enumerable.Range(0, row.Length).Sum(r => row[r] * m[r, c]))];

    /// <summary>The product of matrices.</summary>
    public static double[,] Times(double[,] a, double[,] b) => FromRows([.. Rows(a).Select(row => Times(row, b))]);

    /// <summary>The rows.</summary>
    public static double[][] Rows(double[,] m) => [.. Enumerable.Range(0, m.GetLength(0)).Select(r => Enumerable.Range(0, m.GetLength(1)).Select(c => m[r, c]).ToArray())];

    /// <summary>A matrix of rows.</summary>
    public static double[,] FromRows(params double[][] rows)
    {
        double[,] m = new double[rows.Length, rows[0].Length];
        for (int r = 0; r < rows.Length; r++)
        {
            for (int c = 0; c < rows[r].Length; c++)
            {
                m[r, c] = rows[r][c];
            }
        }

        return m;
    }

    /// <summary>A matrix of numbers row by row.</summary>
    public static double[,] Matrix(double[] numbers, int columns) => FromRows([.. numbers.Chunk(columns)]);

    /// <summary>The numbers row by row.</summary>
    public static double[] Flat(double[,] m) => [.. m.Cast<double>()];

    /// <summary>Rows and columns exchanged.</summary>
    public static double[,] Transpose(double[,] m) => FromRows([.. Enumerable.Range(0, m.GetLength(1)).Select(c => Enumerable.Range(0, m.GetLength(0)).Select(r => m[r, c]).ToArray())]);

    /// <summary>By the first row.</summary>
    public static double Determinant(double[,] m)
    {
        int n = m.GetLength(0);
        return n == 1 ? m[0, 0] : Enumerable.Range(0, n).Sum(c => (c % 2 == 0 ? 1 : -1) * m[0, c] * Determinant(FromRows([.. Rows(m).Skip(1).Select(row => row.Where((_, i) => i != c).ToArray())])));
    }

    /// <summary>By elimination.</summary>
    public static double[,] Inverse(double[,] m)
    {
        int n = m.GetLength(0);
        double[][] rows = [.. Rows(m).Select((row, r) => row.Concat(Enumerable.Range(0, n).Select(c => r == c ? 1.0 : 0)).ToArray())];
        for (int c = 0; c < n; c++)
        {
            int pivot = Enumerable.Range(c, n - c).MaxBy(r => Math.Abs(rows[r][c]));
            (rows[c], rows[pivot]) = (rows[pivot], rows[c]);
            rows[c] = Scale(rows[c], 1 / rows[c][c]);
            for (int r = 0; r < n; r++)
            {
                rows[r] = r == c ? rows[r] : Minus(rows[r], Scale(rows[c], rows[r][c]));
            }
        }

        return FromRows([.. rows.Select(row => row[n..])]);
    }

    /// <summary>An affine map of space by where it takes the axes and the origin.</summary>
    public static double[] Affine(double[] x, double[] y, double[] z, double[] origin) => [.. x, 0, .. y, 0, .. z, 0, .. origin, 1];

    /// <summary>An affine map that leaves a point where it is.</summary>
    public static double[] About(double[] centre, Func<double[], double[]> linear)
    {
        double[] x = linear([1, 0, 0]), y = linear([0, 1, 0]), z = linear([0, 0, 1]);
        return Affine(x, y, z, Minus(centre, linear(centre)));
    }
}
