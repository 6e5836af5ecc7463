using System.Runtime.CompilerServices;

namespace SymDiff.TestKit;

/// <summary>
/// Compares every emitted form of a random program with buffers with the oracle at one point: the value and what is left in memory bit for bit, derivatives
/// within rounding, and that nothing else is written.
/// </summary>
internal sealed partial class BufferCheck : FormCheck
{
    private readonly RandomProgram _program;
    private readonly BufferedMethod _method;
    private readonly double[][] _x;
    private readonly bool _isOrdinary;

    // Which parameter each is given the memory of: its own, but where two inputs are one.
    private readonly int[] _sources;
    private readonly List<(int Parameter, int Element)> _columns = [];
    private readonly List<int> _results;
    private double[][] _left = [];
    private bool _needsMissing;

    // By column: all results, the value first.
    private Dual[][] _expected = [];

    private BufferCheck(RandomProgram program, BufferedMethod method, double[][] x, int[] sources, bool isOrdinary)
        : base(program.Seed, program.UsesSingle)
    {
        (_program, _method, _sources, _isOrdinary) = (program, method, sources, isOrdinary);
        _x = [.. sources.Select(source => x[source])];
        _results = [.. Enumerable.Range(0, x.Length).Where(i => program.Parameters[i].IsResult)];
        for (int i = 0; i < _x.Length; i++)
        {
            _columns.AddRange(program.Parameters[i].IsIndependent ? Enumerable.Range(0, _x[i].Length).Select(e => (i, e)) : []);
        }
    }

    /// <inheritdoc/>
    protected override string Subject => $"{RandomProgram.MethodName}({string.Join("; ", _x.Select((numbers, i) => $"{_program.Parameters[i].Name}{(_sources[i] == i ? "" : " = " + _program.Parameters[_sources[i]].Name)}: {Text(numbers)}"))})";

    /// <summary>Checks a program at a point.</summary>
    /// <param name="program">The program.</param>
    /// <param name="method">What to call.</param>
    /// <param name="x">The point.</param>
    /// <param name="isOrdinary">Whether shared memory, refusals and differences are to be tried too.</param>
    public static CheckResult Run(RandomProgram program, BufferedMethod method, double[][] x, bool isOrdinary)
    {
        int[] own = [.. Enumerable.Range(0, x.Length)];
        BufferCheck check = new(program, method, x, own, isOrdinary);
        check.Everything();
        if (isOrdinary && check.Problems.Count == 0 && check.Thrown is null)
        {
            check.Refusals();
            int[] shared = ProgramMemory.Shared(program, x);
            if (check.Problems.Count == 0 && !shared.SequenceEqual(own))
            {
                BufferCheck again = new(program, method, x, shared, isOrdinary);
                again.Everything();
                return check.Result with { Problems = again.Problems };
            }
        }

        return check.Result;
    }

    private void Everything()
    {
        Oracle();
        if (Problems.Count == 0)
        {
            foreach (ProgramForm form in _method.Forms)
            {
                Check(form);
            }

            Pairing();
            Hessian();
        }
    }

    /// <summary>The method itself and its twin, which must agree in all but the derivative.</summary>
    private void Oracle()
    {
        object[] given = [.. _program.Parameters.Select((p, i) => ProgramArguments.Of(p.Type, p.Modifier, p.Columns, _x[i]))];
        (object? value, Thrown, Log) = Call(() => _method.Value(given));
        Value = value is null ? 0 : ProgramArguments.Numbers(value)[0];
        _left = [.. given.Select(ProgramArguments.Numbers)];
        _needsMissing = Thrown is IndexOutOfRangeException && DependsOnMissing();
        Extremes.Watch(Limit);
        _expected = [.. _columns.Select(column => Along(column, isOne: true, []))];
        IsTame = Thrown is null && !Extremes.Met && _expected.All(rows => rows.All(d => double.IsFinite(d.Tangent) && double.IsFinite(d.Magnitude)));
    }

    /// <inheritdoc/>
    protected override bool MustThrow(string form) => _needsMissing && form is ("ValueAndGradient" or "FreshValueAndGradient" or "Vjp" or "Jvp" or "Jacobian");

    /// <summary>Whether the results are others where what is missing is another number.</summary>
    private bool DependsOnMissing()
    {
        if (_method.Lenient is not { } method)
        {
            return false;
        }

        double[]?[] results = [.. new[] { 0.3125, -1.75 }.Select(missing =>
        {
            object[] given = [.. _program.Parameters.Select((p, i) => ProgramArguments.Of(p.Type, p.Modifier, p.Columns, _x[i]))];
            Lenient.Begin(missing);
            (object? value, Exception? thrown, _) = Call(() => method(given));
            return thrown is not null ? null : (double[])[.. value is null ? [] : ProgramArguments.Numbers(value), .. _results.SelectMany(i => ProgramArguments.Numbers(given[i]))];
        })];
        return results[0] is { } one && results[1] is { } other && !one.Zip(other).All(pair => Closeness.IsSame(pair.First, pair.Second));
    }

    /// <summary>All results with their derivatives: along one column, or along a direction that has a number for each of them.</summary>
    private Dual[] Along((int Parameter, int Element) column, bool isOne, double[] direction)
    {
        object[] given = Twins(_x, column, isOne, direction);
        (object? result, Exception? thrown, var log) = Call(() => _method.Oracle(given));
        Calls("the oracle", thrown, log);
        if (thrown is not null || Thrown is not null)
        {
            return [];
        }

        Dual[] value = ProgramArguments.Duals(result);
        if (value.Length > 0)
        {
            Same("the oracle's value", value[0].Value, Value);
        }

        for (int i = 0; i < given.Length; i++)
        {
            Left("the oracle", i, [.. ProgramArguments.Duals(given[i]).Select(d => d.Value)]);
        }

        return [.. value, .. _results.SelectMany(i => ProgramArguments.Duals(given[i]))];
    }

    private object[] Twins(double[][] x, (int Parameter, int Element) column, bool isOne, double[] direction) =>
        [.. _program.Parameters.Select((p, i) => ProgramArguments.Dual(p, x[i], [.. Enumerable.Range(0, x[i].Length).Select(e => isOne
            ? column == (i, e) ? 1.0 : 0.0
            : _columns.IndexOf((i, e)) is >= 0 and var k ? direction[k] : 0.0)]))];

    private void Left(string what, int parameter, double[] numbers)
    {
        if (_program.Parameters[parameter].Role == ProgramRole.Scratch)
        {
            return;
        }

        for (int e = 0; e < numbers.Length; e++)
        {
            Same($"what {what} leaves in {_program.Parameters[parameter].Name}[{e}]", numbers[e], _left[parameter][e]);
        }
    }

    /// <summary>Arguments of a form; whoever shares memory shares what belongs to it too.</summary>
    private object[] Arguments(ProgramForm form, Func<FormArgument, double[]> content)
    {
        Dictionary<(FormPart Part, int Of), object> made = [];
        return [.. form.Arguments.Select(argument =>
        {
            int source = argument.Of >= 0 && argument.Part is FormPart.Primal or FormPart.Accumulator ? _sources[argument.Of] : argument.Of;
            if (!made.TryGetValue((argument.Part, source), out object? zone))
            {
                int columns = argument.Of >= 0 ? _program.Parameters[argument.Of].Columns : 1;
                zone = ProgramArguments.Of(argument.Type, argument.Modifier, columns, argument.Part == FormPart.Primal ? _x[argument.Of] : content(argument));
                made[(argument.Part, source)] = zone;
            }

            return zone;
        })];
    }

    private void Run(ProgramForm form, object[] arguments, Action<object?> compare)
    {
        Form(form.Name, () => _method.Form(form)(arguments), result =>
        {
            for (int i = 0; i < _x.Length; i++)
            {
                Left(form.Name, i, ProgramArguments.Numbers(arguments[i]));
            }

            compare(result);
        });
        Intact(form, arguments);
    }

    private void Intact(ProgramForm form, object[] arguments)
    {
        for (int i = 0; i < arguments.Length; i++)
        {
            if (arguments[i] is Zone { IsIntact: false })
            {
                Problem($"{Subject}: {form.Name} writes outside {form.Arguments[i].Name}");
            }
        }
    }

    /// <summary>The parts of a gradient that is returned.</summary>
    private static IEnumerable<object?> Parts(object gradient) => gradient is ITuple tuple ? Enumerable.Range(0, tuple.Length).Select(i => tuple[i]) : [gradient];
}
