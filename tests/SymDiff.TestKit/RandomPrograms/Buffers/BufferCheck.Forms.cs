using System.Runtime.CompilerServices;

namespace SymDiff.TestKit;

/// <content>The forms, one by one.</content>
internal sealed partial class BufferCheck
{
    private double[]? _pulledBack;
    private double[] _cotangents = [];

    // Where they came from, and how large what was added up is.
    private double[] _pulledBackScale = [];

    private int Rows => (_program.ReturnsNothing ? 0 : 1) + _results.Sum(i => _x[i].Length);

    private void Check(ProgramForm form)
    {
        switch (form.Suffix)
        {
            case "Vjp":
                Pullback(form);
                break;
            case "Jvp" or "Hvp":
                break;
            case "Jacobian":
                Matrix(form);
                break;
            default:
                Gradient(form);
                break;
        }
    }

    private void Gradient(ProgramForm form)
    {
        object[] arguments = Arguments(form, argument => Enumerable.Repeat(double.NaN, LengthOf(argument.Of)).ToArray());
        Run(form, arguments, result =>
        {
            object? gradient = result;
            if (form.Suffix == "ValueAndGradient")
            {
                Same($"{form.Name}'s value", ProgramArguments.Numbers(result is ITuple pair ? pair[0] : result)[0], Value);
                gradient = (result as ITuple)?[1];
            }

            double[] numbers = form.Arguments.Length > _x.Length
                ? [.. arguments.Skip(_x.Length).SelectMany(ProgramArguments.Numbers)]
                : [.. Parts(gradient!).SelectMany(ProgramArguments.Numbers)];
            Partials(form.Name, numbers, k => _expected[k][0].Tangent, k => _expected[k][0].Magnitude);
        });
    }

    private void Pullback(ProgramForm form)
    {
        double cotangent = Random.NextDouble() + 0.5;
        Dictionary<int, double[]> given = [];
        object[] arguments = Arguments(form, argument => argument.Part == FormPart.Cotangent ? [cotangent] : given[argument.Of] = argument.Part switch
        {
            FormPart.OutputCotangent when IsSpan(argument.Of) && Random.Next(6) == 0 => [],
            _ => Rounded(argument.Of, Numbers(LengthOf(argument.Of))),
        });

        // An accumulator that two share is there once.
        for (int i = 0; i < _sources.Length; i++)
        {
            if (_sources[i] != i)
            {
                given[i] = given[_sources[i]];
            }
        }

        _cotangents = [.. _program.ReturnsNothing ? (double[])[] : [cotangent], .. _results.SelectMany(i => given[i].Length == 0 ? new double[_x[i].Length] : given[i])];
        Run(form, arguments, result =>
        {
            Returned(form, result);
            double[] added = new double[_columns.Count];
            double[] scales = new double[_columns.Count];
            double[] before = new double[_columns.Count];
            for (int k = 0; k < _columns.Count; k++)
            {
                (int parameter, int element) = _columns[k];
                before[k] = _program.Parameters[parameter].Role == ProgramRole.Input ? given[parameter][element] : 0;
                added[k] = Weighted(k, d => d.Tangent, c => c);
                scales[k] = Weighted(k, d => d.Magnitude, Math.Abs);
            }

            double[] after = [.. _columns.Select(column => ProgramArguments.Numbers(arguments[IndexOf(form, column.Parameter)])[column.Element])];
            Partials(form.Name, after, k => before[k] + Shared(added, k), k => Math.Abs(before[k]) + Shared(scales, k));
            _pulledBack = [.. after.Zip(before, (a, b) => a - b)];
            _pulledBackScale = [.. Enumerable.Range(0, after.Length).Select(k => Math.Abs(before[k]) + Shared(scales, k))];
        });
    }

    /// <summary>The tangents, and ⟨cotangent, Jvp⟩ = ⟨Vjp, direction⟩.</summary>
    private void Pairing()
    {
        ProgramForm form = _method.Forms.Single(f => f.Suffix == "Jvp");
        double[] direction = [.. _columns.Select(column => Rounded(column.Parameter, Numbers(1))[0])];
        object[] arguments = Arguments(form, argument => argument.Part == FormPart.OutputTangent
            ? Enumerable.Repeat(double.NaN, LengthOf(argument.Of)).ToArray()
            : [.. Enumerable.Range(0, LengthOf(argument.Of)).Select(e => direction[_columns.IndexOf((argument.Of, e))])]);
        Run(form, arguments, result =>
        {
            Returned(form, result);
            double[] tangents =
            [
                .. result is ITuple pair ? ProgramArguments.Numbers(pair[1]) : [],
                .. _results.SelectMany(i => ProgramArguments.Numbers(arguments[IndexOf(form, i)])),
            ];
            Dual[] along = Along(default, isOne: false, direction);
            double forward = 0;
            double reverse = 0;
            double scale = 0;
            for (int r = 0; r < Rows; r++)
            {
                double size = Math.Max(along[r].Magnitude, _expected.Select((rows, k) => Math.Abs(direction[k]) * rows[r].Magnitude).Sum());
                Close($"Jvp[{r}]", tangents[r], along[r].Tangent, size);
                if (_pulledBack is not null)
                {
                    forward += _cotangents[r] * tangents[r];
                    scale += Math.Abs(_cotangents[r]) * size;
                }
            }

            if (_pulledBack is not null && _sources.Distinct().Count() == _sources.Length)
            {
                for (int k = 0; k < _columns.Count; k++)
                {
                    reverse += _pulledBack[k] * direction[k];
                    scale += _pulledBackScale[k] * Math.Abs(direction[k]);
                }

                Close("⟨cotangent, Jvp⟩ = ⟨Vjp, direction⟩", forward, reverse, scale);
            }
        });
    }

    private void Matrix(ProgramForm form)
    {
        object[] arguments = Arguments(form, _ => Enumerable.Repeat(double.NaN, Rows * _columns.Count).ToArray());
        Run(form, arguments, result =>
        {
            if (form.Name == "Jacobian")
            {
                Returned(form, result);
            }

            double[] matrix = ProgramArguments.Numbers(form.Name == "Jacobian" ? arguments[^1] : result);
            for (int r = 0; r < Rows; r++)
            {
                Partials($"{form.Name}[{r}]", matrix[(r * _columns.Count)..((r + 1) * _columns.Count)], k => _expected[k][r].Tangent, k => _expected[k][r].Magnitude);
            }
        });
    }

    private void Returned(ProgramForm form, object? result)
    {
        if (!_program.ReturnsNothing)
        {
            Same($"{form.Name}'s value", ProgramArguments.Numbers(result is ITuple pair ? pair[0] : result)[0], Value);
        }
    }

    private void Partials(string what, double[] actual, Func<int, double> wanted, Func<int, double> scale)
    {
        if (actual.Length != _columns.Count)
        {
            Problem($"{Subject}: {what} has {actual.Length} partials, not {_columns.Count}");
            return;
        }

        for (int k = 0; k < actual.Length; k++)
        {
            Close($"{what}, {_program.Parameters[_columns[k].Parameter].Name}[{_columns[k].Element}]", actual[k], wanted(k), scale(k));
        }
    }

    private double Weighted(int column, Func<Dual, double> of, Func<double, double> weight) =>
        _expected[column].Select((d, r) => _cotangents[r] == 0 ? 0 : weight(_cotangents[r]) * of(d)).Sum();

    /// <summary>What all parameters with the same memory have, added up.</summary>
    private double Shared(double[] each, int column)
    {
        (int parameter, int element) = _columns[column];
        return _columns.Select((c, k) => _sources[c.Parameter] == _sources[parameter] && c.Element == element ? each[k] : 0).Sum();
    }

    private static int IndexOf(ProgramForm form, int parameter) =>
        form.Arguments.Select((a, i) => (a, i)).Last(pair => pair.a.Of == parameter && pair.a.Part is not (FormPart.Primal or FormPart.OutputCotangent)).i;

    private int LengthOf(int parameter) => _x[parameter].Length;

    private bool IsSpan(int parameter) => _program.Parameters[parameter] is { IsBuffer: true, IsMatrix: false };

    private double[] Rounded(int parameter, double[] numbers) => _program.Parameters[parameter].Element == "Real32" ? [.. numbers.Select(n => (double)(float)n)] : numbers;
}
