using MathNet.Numerics.LinearAlgebra;

namespace BundleAdjustment;

/// <summary>Pictures alone do not tell where the world is, how it is turned, nor how large it is: before scenes are compared, one is laid on the other.</summary>
internal static class Alignment
{
    /// <summary>The points moved, turned and scaled so that the sum of their squared distances from others is least (Umeyama, 1991).</summary>
    /// <param name="points">The points.</param>
    /// <param name="onto">The others, in the same order.</param>
    public static IReadOnlyList<Spatial> Of(IReadOnlyList<Spatial> points, IReadOnlyList<Spatial> onto)
    {
        Spatial middle = Middle(points);
        Spatial target = Middle(onto);
        Matrix<double> from = Columns(points, middle);
        Matrix<double> to = Columns(onto, target);
        var svd = (to * from.Transpose()).Svd();
        Vector<double> signs = Vector<double>.Build.Dense(3, 1);
        signs[2] = Math.Sign(svd.U.Determinant() * svd.VT.Determinant());
        Matrix<double> turn = svd.U * Matrix<double>.Build.DiagonalOfDiagonalVector(signs) * svd.VT;
        double scale = svd.S.DotProduct(signs) / from.EnumerateColumns().Sum(c => c.DotProduct(c));
        return [.. (scale * turn * from).EnumerateColumns().Select(c => target + new Spatial(c[0], c[1], c[2]))];
    }

    /// <summary>The root mean square of the distances between points.</summary>
    /// <param name="points">The points.</param>
    /// <param name="others">The others, in the same order.</param>
    public static double Distance(IReadOnlyList<Spatial> points, IReadOnlyList<Spatial> others) =>
        Math.Sqrt(points.Zip(others, (p, o) => (p - o).Dot(p - o)).Average());

    private static Spatial Middle(IReadOnlyList<Spatial> points) => 1.0 / points.Count * points.Aggregate((a, b) => a + b);

    private static Matrix<double> Columns(IReadOnlyList<Spatial> points, Spatial middle) =>
        Matrix<double>.Build.DenseOfColumns(points.Select(p => p - middle).Select(p => new[] { p.X, p.Y, p.Z }));
}
