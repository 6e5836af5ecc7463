namespace SymDiff.TestKit;

/// <summary>
/// The outside world of random programs: calls that are not known to be pure. Every call is logged with its arguments; each form of a method must make
/// the same calls as the method itself, once and in order, because what is drawn depends on how many were made before.
/// </summary>
public static class Probe
{
    [ThreadStatic]
    private static List<(string Call, long Argument)>? _log;

    [ThreadStatic]
    private static int _draws;

    /// <summary>The calls since the last <see cref="Reset"/> on this thread.</summary>
    public static IReadOnlyList<(string Call, long Argument)> Log => _log ??= [];

    /// <summary>The world as it was in the beginning.</summary>
    public static void Reset()
    {
        _log = [];
        _draws = 0;
    }

    /// <summary>Logs a number.</summary>
    public static void Note(int number) => Add(nameof(Note), number);

    /// <summary>Logs a number.</summary>
    public static void Note(double number) => Add(nameof(Note), Bits(number));

    /// <summary>Logs the value of a number.</summary>
    public static void Note(Dual number) => Note(number.Value);

    /// <inheritdoc cref="Note(Dual)"/>
    public static void Note(Taped number) => Note(number.Value);

    /// <summary>A number that is another each time.</summary>
    public static double Draw()
    {
        Add(nameof(Draw), 0);
        return 0.3 + (0.17 * (_draws++ * 7 % 5));
    }

    /// <summary>A number that is another each time, and depends on what is given.</summary>
    public static double Draw(int number)
    {
        Add(nameof(Draw), number);
        return (0.25 * ((number & 3) - 1)) + (0.1 * (_draws++ % 3));
    }

    /// <summary>How often something was drawn or taken.</summary>
    public static int Next()
    {
        Add(nameof(Next), 0);
        return _draws++ % 4;
    }

    /// <summary>Whether this is an even one.</summary>
    public static bool Flip()
    {
        Add(nameof(Flip), 0);
        return _draws++ % 2 == 0;
    }

    // NaNs differ in bits that nobody promises.
    private static long Bits(double number) => BitConverter.DoubleToInt64Bits(double.IsNaN(number) ? double.NaN : number);

    private static void Add(string call, long argument) => (_log ??= []).Add((call, argument));
}
