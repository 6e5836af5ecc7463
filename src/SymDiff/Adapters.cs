namespace SymDiff;

/// <summary>Functions of arrays as functions of spans, which can neither keep nor change the point.</summary>
internal static class Adapters
{
    /// <summary>Calls an array function with a copy of the point, so that what it does to its argument is forgotten.</summary>
    public static SpanFunction OverSpan(Func<double[], double> function) => x => function(x.ToArray());

    /// <summary>
    /// Calls an array function with a copy of the point and copies its result, because the function may return the same
    /// array, or its own argument, every time.
    /// </summary>
    public static SpanMap OverSpan(Func<double[], double[]> function, string name) => (x, result) =>
    {
        double[] value = Result(function, x, name);
        if (value.Length != result.Length)
        {
            throw new ArgumentException(
                FormattableString.Invariant($"The function returned {value.Length} numbers where {result.Length} were expected."), name);
        }

        value.CopyTo(result);
    };

    /// <summary>The result of an array function, which must not be <see langword="null"/>.</summary>
    public static double[] Result(Func<double[], double[]> function, ReadOnlySpan<double> x, string name)
        => function(x.ToArray()) ?? throw new ArgumentException("The function returned null.", name);
}
