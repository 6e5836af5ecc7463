namespace SymDiff.TestKit;

/// <summary>When two numbers count as the same.</summary>
public static class Closeness
{
    /// <summary>Bit for bit, all NaNs being equal.</summary>
    public static bool IsSame(double x, double y) =>
        BitConverter.DoubleToInt64Bits(x) == BitConverter.DoubleToInt64Bits(y) || (double.IsNaN(x) && double.IsNaN(y));

    /// <summary>Up to <paramref name="tolerance"/> relative to <paramref name="scale"/> or to the expected number, whichever is larger; the same where not finite.</summary>
    public static bool IsClose(double actual, double expected, double scale, double tolerance) =>
        IsSame(actual, expected)
        || (double.IsFinite(actual) && double.IsFinite(expected) && Math.Abs(actual - expected) <= tolerance * Math.Max(scale, Math.Abs(expected)));
}
