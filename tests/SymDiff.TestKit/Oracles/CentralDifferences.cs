namespace SymDiff.TestKit;

/// <summary>Slopes by central differences, extrapolated once in the manner of Richardson.</summary>
public static class CentralDifferences
{
    /// <summary>The gradient of <paramref name="f"/> with respect to the chosen coordinates.</summary>
    public static double[] Gradient(Func<double[], double> f, double[] at, IReadOnlyList<int> coordinates) =>
        [.. coordinates.Select(i =>
        {
            double h = 1e-3 * Math.Max(1, Math.Abs(at[i]));
            return ((4 * Slope(f, at, i, h / 2)) - Slope(f, at, i, h)) / 3;
        })];

    private static double Slope(Func<double[], double> f, double[] at, int coordinate, double h)
    {
        double[] moved = [.. at];
        double right = moved[coordinate] = at[coordinate] + h;
        double above = f(moved);
        double left = moved[coordinate] = at[coordinate] - h;
        return (above - f(moved)) / (right - left);
    }
}
