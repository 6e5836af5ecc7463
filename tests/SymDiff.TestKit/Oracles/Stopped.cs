namespace SymDiff.TestKit;

/// <summary>
/// The values at which <c>StopGradient</c> stands still: constants in differentiation, they must not move either where the oracle is run beside a point for
/// a difference. They are kept of the run at the point, in order, and given again in the others.
/// </summary>
internal static class Stopped
{
    [ThreadStatic]
    private static List<double>? _kept;

    // Which one is given next; -1 while they are kept.
    [ThreadStatic]
    private static int _next;

    /// <summary>From here on values are kept, on this thread.</summary>
    public static void Keep() => (_kept, _next) = ([], -1);

    /// <summary>From here on the first one kept is given again, and so on.</summary>
    public static void Again() => _next = 0;

    /// <summary>From here on values go through as they are.</summary>
    public static void Forget() => _kept = null;

    /// <summary>The value at which it stands still.</summary>
    public static double At(double value)
    {
        if (_kept is null)
        {
            return value;
        }

        if (_next < 0)
        {
            _kept.Add(value);
            return value;
        }

        return _next < _kept.Count ? _kept[_next++] : value;
    }
}
