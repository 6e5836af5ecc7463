namespace SymDiff;

/// <summary>Argument checks shared by the numerical functions.</summary>
internal static class Guard
{
    /// <summary>Whether a value is neither infinite nor NaN.</summary>
    public static bool IsFinite(double value) => !double.IsNaN(value) && !double.IsInfinity(value);

    /// <summary>Refuses <see langword="null"/>.</summary>
    public static T NotNull<T>(T? value, string name)
        where T : class
        => value ?? throw new ArgumentNullException(name);

    /// <summary>Refuses a point that is empty or has a coordinate that is not finite, and returns a copy of it.</summary>
    public static double[] CopyOfPoint(ReadOnlySpan<double> x)
    {
        if (x.IsEmpty)
        {
            throw new ArgumentException("The point has no coordinates.", nameof(x));
        }

        for (int i = 0; i < x.Length; i++)
        {
            if (!IsFinite(x[i]))
            {
                throw new ArgumentException(
                    FormattableString.Invariant($"Coordinate {i} of the point is {x[i]}."), nameof(x));
            }
        }

        return x.ToArray();
    }
}
