using System.Globalization;

namespace SymDiff.TestKit;

/// <summary>What came out of a check at a point.</summary>
/// <param name="Problems">What is wrong.</param>
/// <param name="Compared">Whether there were derivatives to compare.</param>
/// <param name="ComparedHessian">Whether there were some of second order.</param>
internal sealed record CheckResult(IReadOnlyList<string> Problems, bool Compared, bool ComparedHessian);

/// <summary>What every check of a random program does: values bit for bit, the calls to the outside one by one, exceptions of guards, derivatives within rounding.</summary>
/// <remarks>
/// Where the oracle met <see cref="Extremes"/>, only those derivatives are compared that are finite in both: see there why forward and reverse may
/// differ. Values, calls and exceptions are compared everywhere.
/// </remarks>
internal abstract partial class FormCheck
{
    private readonly double _tolerance;
    private readonly List<string> _problems = [];

    /// <param name="seed">Where cotangents and directions come from.</param>
    /// <param name="usesSingle">Whether something is computed in single precision.</param>
    protected FormCheck(int seed, bool usesSingle)
    {
        Random = new Random(seed);
        (_tolerance, Limit) = usesSingle ? (1e-3, 1e12) : (1e-9, 1e100);
    }

    /// <summary>What is wrong.</summary>
    public IReadOnlyList<string> Problems => _problems;

    /// <summary>What came out.</summary>
    protected CheckResult Result => new(_problems, IsTame && Thrown is null, Curvatures > 0);

    /// <summary>Where cotangents and directions come from.</summary>
    protected Random Random { get; }

    /// <summary>What is extreme; see <see cref="Extremes"/>.</summary>
    protected double Limit { get; }

    /// <summary>The value of the method itself.</summary>
    protected double Value { get; set; }

    /// <summary>What the method itself throws.</summary>
    protected Exception? Thrown { get; set; }

    /// <summary>The calls of the method itself.</summary>
    protected IReadOnlyList<(string Call, long Argument)> Log { get; set; } = [];

    /// <summary>Whether all derivatives can be compared.</summary>
    protected bool IsTame { get; set; }

    /// <summary>The call that is checked, for a report.</summary>
    protected abstract string Subject { get; }

    /// <summary>Whether a form cannot go on where the method itself throws.</summary>
    protected virtual bool MustThrow(string form) => false;

    /// <summary>Reports something that is wrong.</summary>
    protected void Problem(string text) => _problems.Add(text);

    /// <summary>Calls a form and, where neither it nor the method throws, compares what it gives.</summary>
    protected void Form<T>(string what, Func<T> call, Action<T> compare)
    {
        (T? result, Exception? thrown, var log) = Call(call);
        Calls(what, thrown, log);
        if (thrown is null && MustThrow(what))
        {
            _problems.Add($"{Subject}: {what} returns, though its value depends on an element that is missing");
        }

        if (thrown is null && Thrown is null)
        {
            compare(result!);
        }
    }

    /// <summary>
    /// The same guard throws, after the same calls. What throws by itself (an index, an overflow) is thrown by the forms that still evaluate it; the others go on,
    /// perhaps to a guard behind it.
    /// </summary>
    protected void Calls(string what, Exception? thrown, IReadOnlyList<(string Call, long Argument)> log)
    {
        if (Thrown is not null && !IsGuard(Thrown))
        {
            return;
        }

        if (thrown?.GetType() != Thrown?.GetType() || (thrown is not null && IsGuard(thrown) && thrown.Message != Thrown!.Message))
        {
            _problems.Add($"{Subject}: {what} throws {thrown?.ToString() ?? "nothing"}, expected {Thrown?.GetType().Name ?? "nothing"} {Thrown?.Message}");
        }
        else if (!log.SequenceEqual(Log))
        {
            _problems.Add($"{Subject}: {what} calls [{Text(log)}], expected [{Text(Log)}]");
        }
    }

    /// <summary>Whether an exception is thrown by a guard.</summary>
    /// <remarks>What a slice or a copy throws by itself has the same types, but comes from elsewhere.</remarks>
    protected static bool IsGuard(Exception exception) => exception is ArgumentException or InvalidOperationException
        && (exception.TargetSite?.DeclaringType is not { } origin || origin == typeof(ArgumentOutOfRangeException) || origin.Assembly != typeof(Array).Assembly);

    /// <summary>Calls something in a world as it was in the beginning, with memory that nobody has cleared.</summary>
    protected static (T? Result, Exception? Thrown, IReadOnlyList<(string Call, long Argument)> Log) Call<T>(Func<T> call)
    {
        Probe.Reset();
        Poison.Memory();
        try
        {
            return (call(), null, Probe.Log);
        }
        catch (Exception e) when (e is not MissingMethodException)
        {
            return (default, e, Probe.Log);
        }
    }

    /// <summary>Random numbers.</summary>
    protected double[] Numbers(int n) => [.. Enumerable.Range(0, n).Select(_ => (Random.NextDouble() * 4) - 2)];

    /// <summary>Compares values.</summary>
    protected void Same(string what, double actual, double wanted)
    {
        if (!Closeness.IsSame(actual, wanted))
        {
            Report(what, actual, wanted);
        }
    }

    /// <summary>Compares derivatives.</summary>
    protected void Close(string what, double actual, double wanted, double scale)
    {
        if (!IsTame && !(double.IsFinite(actual) && double.IsFinite(wanted) && double.IsFinite(scale)))
        {
            return;
        }

        // What is smaller than this has lost its digits on the way.
        double least = IsTame ? 0 : 1 / Limit;
        if (!Closeness.IsClose(actual, wanted, Math.Max(scale, least), _tolerance))
        {
            Report(what, actual, wanted);
        }
    }

    /// <summary>Reports a number that is another than it should be.</summary>
    protected void Report(string what, double actual, double wanted) =>
        _problems.Add(string.Format(CultureInfo.InvariantCulture, "{0}: {1} is {2:R}, expected {3:R}", Subject, what, actual, wanted));

    /// <summary>Numbers as text.</summary>
    protected static string Text(double[] numbers) => string.Join(", ", numbers.Select(v => v.ToString("R", CultureInfo.InvariantCulture)));

    private static string Text(IReadOnlyList<(string Call, long Argument)> log) => string.Join(" ", log.Take(40).Select(entry => entry.Call == "Note" ? $"{entry.Call}:{entry.Argument:X}" : $"{entry.Call}:{entry.Argument}"));
}
