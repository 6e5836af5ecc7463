using static SymDiff.Generator.Frontend.Numerics.Leaves;

namespace SymDiff.Generator.Frontend.Numerics;

/// <summary>Determinants and inverses, from the determinants of pairs of rows.</summary>
internal static class MatrixAlgebra
{
    /// <summary>The determinant of a 4 × 4 matrix.</summary>
    public static Number Determinant(Number[] m)
    {
        var (upper, lower) = Pairs(m);
        return (upper[0] * lower[5]) - (upper[1] * lower[4]) + (upper[2] * lower[3]) + (upper[3] * lower[2]) - (upper[4] * lower[1]) + (upper[5] * lower[0]);
    }

    /// <summary>The inverse of a 4 × 4 matrix.</summary>
    public static Number[] Inverse(Number[] m)
    {
        var (s, c) = Pairs(m);
        var determinant = Determinant(m);
        Number[] adjugate =
        [
            (m[5] * c[5]) - (m[6] * c[4]) + (m[7] * c[3]), (m[2] * c[4]) - (m[1] * c[5]) - (m[3] * c[3]),
            (m[13] * s[5]) - (m[14] * s[4]) + (m[15] * s[3]), (m[10] * s[4]) - (m[9] * s[5]) - (m[11] * s[3]),
            (m[6] * c[2]) - (m[4] * c[5]) - (m[7] * c[1]), (m[0] * c[5]) - (m[2] * c[2]) + (m[3] * c[1]),
            (m[14] * s[2]) - (m[12] * s[5]) - (m[15] * s[1]), (m[8] * s[5]) - (m[10] * s[2]) + (m[11] * s[1]),
            (m[4] * c[4]) - (m[5] * c[2]) + (m[7] * c[0]), (m[1] * c[2]) - (m[0] * c[4]) - (m[3] * c[0]),
            (m[12] * s[4]) - (m[13] * s[2]) + (m[15] * s[0]), (m[9] * s[2]) - (m[8] * s[4]) - (m[11] * s[0]),
            (m[5] * c[1]) - (m[4] * c[3]) - (m[6] * c[0]), (m[0] * c[3]) - (m[1] * c[1]) + (m[2] * c[0]),
            (m[13] * s[1]) - (m[12] * s[3]) - (m[14] * s[0]), (m[8] * s[3]) - (m[9] * s[1]) + (m[10] * s[0]),
        ];
        return Each(adjugate, x => x / determinant);
    }

    /// <summary>The determinant of the linear part of a 3 × 2 matrix.</summary>
    public static Number PlaneDeterminant(Number[] m) => (m[0] * m[3]) - (m[1] * m[2]);

    /// <summary>The 3 × 2 matrix that undoes another.</summary>
    public static Number[] PlaneInverse(Number[] m)
    {
        var determinant = PlaneDeterminant(m);
        return Each([m[3], -m[1], -m[2], m[0], (m[2] * m[5]) - (m[4] * m[3]), (m[4] * m[1]) - (m[0] * m[5])], x => x / determinant);
    }

    // Of the upper two rows and of the lower two: columns 12, 13, 14, 23, 24, 34.
    private static (Number[] Upper, Number[] Lower) Pairs(Number[] m)
    {
        return (Of(0), Of(8));

        Number[] Of(int row) => [Pair(row, 0, 1), Pair(row, 0, 2), Pair(row, 0, 3), Pair(row, 1, 2), Pair(row, 1, 3), Pair(row, 2, 3)];

        Number Pair(int row, int i, int k) => (m[row + i] * m[row + 4 + k]) - (m[row + 4 + i] * m[row + k]);
    }
}
