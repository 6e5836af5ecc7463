namespace SymDiff.TestKit;

/// <summary>
/// Whether the oracle met a partial derivative that is not finite, or so large or small that a product of such may leave the range of the type.
/// </summary>
/// <remarks>
/// Where it did, forward and reverse may differ legitimately. A strong zero (NUMERICS, P4) looks at the incoming tangent or cotangent alone: in
/// <c>f(g(x))</c> with <c>g' = ∞</c> and <c>f' = 0</c> the pushforward has a tangent that is infinite and then <c>∞ · 0</c>, the pullback a cotangent that is zero
/// and then nothing. And a chain of partials is multiplied from the one end or from the other, so that the one may overflow, or vanish, before
/// the other does.
/// </remarks>
internal static class Extremes
{
    [ThreadStatic]
    private static bool _met;

    [ThreadStatic]
    private static double _limit;

    /// <summary>Whether one was met since <see cref="Watch"/>, on this thread.</summary>
    public static bool Met => _met;

    /// <summary>Begins anew.</summary>
    /// <param name="limit">What is larger, or smaller than its reciprocal, is extreme.</param>
    public static void Watch(double limit) => (_met, _limit) = (false, limit);

    /// <summary>A partial derivative, as it is.</summary>
    public static double Seen(double partial)
    {
        double size = Math.Abs(partial);
        _met |= !(size <= _limit && (size == 0 || size >= 1 / _limit));
        return partial;
    }
}
