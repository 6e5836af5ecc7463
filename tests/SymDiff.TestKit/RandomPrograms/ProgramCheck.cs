using System.Globalization;

namespace SymDiff.TestKit;

/// <summary>
/// Compares every emitted form of a random program with the oracle at one point: the value bit for bit, the calls to the outside one by one, exceptions
/// of guards, and derivatives within rounding.
/// </summary>
/// <remarks>
/// Where the oracle met <see cref="Extremes"/>, only those derivatives are compared that are finite in both: see there why forward and reverse may
/// differ. Values, calls and exceptions are compared everywhere.
/// </remarks>
internal sealed class ProgramCheck
{
    private readonly DifferentiatedMethod _method;
    private readonly double[] _x;
    private readonly Random _random;
    private readonly double _tolerance;
    private readonly double _limit;
    private readonly List<string> _problems = [];
    private IReadOnlyList<(string Call, long Argument)> _log = [];
    private Exception? _thrown;
    private double _value;
    private Dual[] _expected = [];
    private bool _isTame;

    private ProgramCheck(DifferentiatedMethod method, double[] x, int seed, bool usesSingle)
    {
        (_method, _x) = (method, x);
        _random = new Random(seed);
        (_tolerance, _limit) = usesSingle ? (1e-3, 1e12) : (1e-9, 1e100);
    }

    /// <summary>What is wrong, and whether there were derivatives to compare.</summary>
    public static (IReadOnlyList<string> Problems, bool Compared) Run(DifferentiatedMethod method, double[] x, int seed, bool usesSingle, bool oracleOnly, bool hasUsualDerivatives)
    {
        ProgramCheck check = new(method, x, seed, usesSingle);
        check.Oracle();
        if (check._problems.Count == 0)
        {
            if (oracleOnly && hasUsualDerivatives && !usesSingle)
            {
                check.Differences();
            }
            else if (!oracleOnly)
            {
                check.Forms();
            }
        }

        return (check._problems, check._isTame && check._thrown is null);
    }

    /// <summary>The method itself and its twin, which must agree in all but the derivative.</summary>
    private void Oracle()
    {
        int n = _method.Active.Count;
        (_value, _thrown, _log) = Call(() => _method.Value(_x));
        Extremes.Watch(_limit);
        _expected = new Dual[n];
        for (int i = 0; i < n; i++)
        {
            (Dual dual, Exception? thrown, var log) = Call(() => _method.Oracle(_x, [.. Enumerable.Range(0, n).Select(j => i == j ? 1.0 : 0.0)]));
            _expected[i] = dual;
            Calls("the oracle", thrown, log);
            if (thrown is null)
            {
                Same("the oracle's value", dual.Value, _value);
            }
        }

        _isTame = _thrown is null && !Extremes.Met && _expected.All(d => double.IsFinite(d.Tangent) && double.IsFinite(d.Magnitude));
    }

    private void Forms()
    {
        int n = _method.Active.Count;
        Form("Gradient", () => _method.Gradient(_x), gradient => Partials("Gradient", gradient, i => _expected[i].Tangent, i => _expected[i].Magnitude));
        Form("ValueAndGradient", () => _method.ValueAndGradient(_x), result =>
        {
            Same("ValueAndGradient's value", result.Value, _value);
            Partials("ValueAndGradient", result.Gradient, i => _expected[i].Tangent, i => _expected[i].Magnitude);
        });

        double cotangent = _random.NextDouble() + 0.5;
        double[] before = Numbers(n);
        double[]? after = null;
        Form("Vjp", () => _method.Vjp(_x, cotangent, before), result =>
        {
            after = result.Accumulators;
            Same("Vjp's value", result.Value, _value);
            Partials("Vjp", after, i => before[i] + (cotangent * _expected[i].Tangent), i => Math.Abs(before[i]) + (cotangent * _expected[i].Magnitude));
        });

        double[] direction = Numbers(n);
        double scale = _expected.Zip(direction, (e, d) => Math.Abs(d) * e.Magnitude).Sum();
        Form("Jvp", () => _method.Jvp(_x, direction), result =>
        {
            Same("Jvp's value", result.Value, _value);
            Dual along = Call(() => _method.Oracle(_x, direction)).Result;
            Close("Jvp", result.Tangent, along.Tangent, Math.Max(scale, along.Magnitude));
            if (after is not null)
            {
                double reverse = after.Select((a, i) => (a - before[i]) * direction[i]).Sum();
                Close("⟨cotangent, Jvp⟩ = ⟨Vjp, direction⟩", cotangent * result.Tangent, reverse, (cotangent * scale) + before.Zip(direction, (b, d) => Math.Abs(b * d)).Sum());
            }
        });
    }

    /// <summary>The oracle itself, where nothing jumps nearby: that shows in the calls, and in slopes that do not settle.</summary>
    private void Differences()
    {
        if (!_isTame)
        {
            return;
        }

        for (int k = 0; k < _method.Active.Count; k++)
        {
            int at = _method.Active[k];
            double[] slopes = new double[4];
            for (int step = 0; step < slopes.Length; step++)
            {
                slopes[step] = Slope(at, 1e-3 / Math.Pow(4, step));
            }

            // Two extrapolations that agree: the function is smooth here.
            double coarse = ((16 * slopes[1]) - slopes[0]) / 15;
            double fine = ((16 * slopes[2]) - slopes[1]) / 15;
            double finest = ((16 * slopes[3]) - slopes[2]) / 15;
            double size = 1 + Math.Abs(finest) + Math.Abs(_value);
            if (Math.Abs(coarse - fine) <= 1e-7 * size && Math.Abs(finest - fine) <= 1e-7 * size && !(Math.Abs(finest - _expected[k].Tangent) <= 1e-6 * size))
            {
                Report($"the oracle's partial {k} by central differences", _expected[k].Tangent, finest);
            }
        }

        double Slope(int at, double h)
        {
            double[] x = [.. _x];
            double right = x[at] = _x[at] + h;
            double above = Call(() => _method.Value(x)).Result;
            double left = x[at] = _x[at] - h;
            return (above - Call(() => _method.Value(x)).Result) / (right - left);
        }
    }

    private void Form<T>(string what, Func<T> call, Action<T> compare)
    {
        (T? result, Exception? thrown, var log) = Call(call);
        Calls(what, thrown, log);
        if (thrown is null && _thrown is null)
        {
            compare(result!);
        }
    }

    /// <summary>
    /// The same guard throws, after the same calls. What throws by itself (an index, an overflow) is thrown by the forms that still evaluate it; the others go on,
    /// perhaps to a guard behind it.
    /// </summary>
    private void Calls(string what, Exception? thrown, IReadOnlyList<(string Call, long Argument)> log)
    {
        if (_thrown is not null && !IsGuard(_thrown))
        {
            return;
        }

        if (thrown?.GetType() != _thrown?.GetType() || (thrown is not null && IsGuard(thrown) && thrown.Message != _thrown!.Message))
        {
            _problems.Add($"{_method.Name}({Text(_x)}): {what} throws {thrown?.ToString() ?? "nothing"}, expected {_thrown?.GetType().Name ?? "nothing"} {_thrown?.Message}");
        }
        else if (!log.SequenceEqual(_log))
        {
            _problems.Add($"{_method.Name}({Text(_x)}): {what} calls [{Text(log)}], expected [{Text(_log)}]");
        }
    }

    private static bool IsGuard(Exception exception) => exception is ArgumentException or InvalidOperationException;

    private static (T? Result, Exception? Thrown, IReadOnlyList<(string Call, long Argument)> Log) Call<T>(Func<T> call)
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

    private double[] Numbers(int n) => [.. Enumerable.Range(0, n).Select(_ => (_random.NextDouble() * 4) - 2)];

    private void Same(string what, double actual, double wanted)
    {
        if (!Closeness.IsSame(actual, wanted))
        {
            Report(what, actual, wanted);
        }
    }

    private void Partials(string what, double[] actual, Func<int, double> wanted, Func<int, double> scale)
    {
        if (actual.Length != _expected.Length)
        {
            _problems.Add($"{what} has {actual.Length} partials, not {_expected.Length}");
            return;
        }

        for (int i = 0; i < actual.Length; i++)
        {
            Close($"{what}[{i}]", actual[i], wanted(i), scale(i));
        }
    }

    private void Close(string what, double actual, double wanted, double scale)
    {
        if (!_isTame && !(double.IsFinite(actual) && double.IsFinite(wanted) && double.IsFinite(scale)))
        {
            return;
        }

        // What is smaller than this has lost its digits on the way.
        double least = _isTame ? 0 : 1 / _limit;
        if (!Closeness.IsClose(actual, wanted, Math.Max(scale, least), _tolerance))
        {
            Report(what, actual, wanted);
        }
    }

    private void Report(string what, double actual, double wanted) =>
        _problems.Add(string.Format(CultureInfo.InvariantCulture, "{0}({1}): {2} is {3:R}, expected {4:R}", _method.Name, Text(_x), what, actual, wanted));

    private static string Text(double[] numbers) => string.Join(", ", numbers.Select(v => v.ToString("R", CultureInfo.InvariantCulture)));

    private static string Text(IReadOnlyList<(string Call, long Argument)> log) => string.Join(" ", log.Take(40).Select(entry => entry.Call == "Note" ? $"{entry.Call}:{entry.Argument:X}" : $"{entry.Call}:{entry.Argument}"));
}
