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
internal sealed class ProgramCheck : FormCheck
{
    private readonly DifferentiatedMethod _method;
    private readonly RandomProgram _program;
    private readonly double[] _x;
    private readonly bool _isOrdinary;
    private Dual[] _expected = [];

    private ProgramCheck(RandomProgram program, DifferentiatedMethod method, double[] x, bool isOrdinary)
        : base(program.Seed, program.UsesSingle) => (_program, _method, _x, _isOrdinary) = (program, method, x, isOrdinary);

    /// <inheritdoc/>
    protected override string Subject => $"{_method.Name}({Text(_x)})";

    /// <summary>Checks a program at a point.</summary>
    /// <param name="program">The program.</param>
    /// <param name="method">What to call.</param>
    /// <param name="x">The point.</param>
    /// <param name="isOrdinary">Whether differences may be taken there.</param>
    /// <param name="oracleOnly">Whether the oracle is checked, and not the forms.</param>
    public static CheckResult Run(RandomProgram program, DifferentiatedMethod method, double[] x, bool isOrdinary, bool oracleOnly)
    {
        ProgramCheck check = new(program, method, x, isOrdinary);
        check.Oracle();
        if (check.Problems.Count == 0)
        {
            if (oracleOnly && program.HasUsualDerivatives && !program.UsesSingle)
            {
                check.Differences();
            }
            else if (!oracleOnly)
            {
                check.Forms();
            }
        }

        return check.Result;
    }

    /// <summary>The method itself and its twin, which must agree in all but the derivative.</summary>
    private void Oracle()
    {
        int n = _method.Active.Count;
        (Value, Thrown, Log) = Call(() => _method.Value(_x));
        Extremes.Watch(Limit);
        _expected = new Dual[n];
        for (int i = 0; i < n; i++)
        {
            (Dual dual, Exception? thrown, var log) = Call(() => _method.Oracle(_x, [.. Enumerable.Range(0, n).Select(j => i == j ? 1.0 : 0.0)]));
            _expected[i] = dual;
            Calls("the oracle", thrown, log);
            if (thrown is null)
            {
                Same("the oracle's value", dual.Value, Value);
            }
        }

        IsTame = Thrown is null && !Extremes.Met && _expected.All(d => double.IsFinite(d.Tangent) && double.IsFinite(d.Magnitude));
    }

    private void Forms()
    {
        int n = _method.Active.Count;
        Form("Gradient", () => _method.Gradient(_x), gradient => Partials("Gradient", gradient, i => _expected[i].Tangent, i => _expected[i].Magnitude));
        Form("ValueAndGradient", () => _method.ValueAndGradient(_x), result =>
        {
            Same("ValueAndGradient's value", result.Value, Value);
            Partials("ValueAndGradient", result.Gradient, i => _expected[i].Tangent, i => _expected[i].Magnitude);
        });

        double cotangent = Random.NextDouble() + 0.5;
        double[] before = Numbers(n);
        double[]? after = null;
        Form("Vjp", () => _method.Vjp(_x, cotangent, before), result =>
        {
            after = result.Accumulators;
            Same("Vjp's value", result.Value, Value);
            Partials("Vjp", after, i => before[i] + (cotangent * _expected[i].Tangent), i => Math.Abs(before[i]) + (cotangent * _expected[i].Magnitude));
        });

        double[] direction = Numbers(n);
        double scale = _expected.Zip(direction, (e, d) => Math.Abs(d) * e.Magnitude).Sum();
        Form("Jvp", () => _method.Jvp(_x, direction), result =>
        {
            Same("Jvp's value", result.Value, Value);
            Dual along = Call(() => _method.Oracle(_x, direction)).Result;
            Close("Jvp", result.Tangent, along.Tangent, Math.Max(scale, along.Magnitude));
            if (after is not null)
            {
                double reverse = after.Select((a, i) => (a - before[i]) * direction[i]).Sum();
                Close("⟨cotangent, Jvp⟩ = ⟨Vjp, direction⟩", cotangent * result.Tangent, reverse, (cotangent * scale) + before.Zip(direction, (b, d) => Math.Abs(b * d)).Sum());
            }
        });
        if (_program.HasHvp)
        {
            Hessian("Hvp", [.. _expected.Select(e => e.Magnitude)], Product, _isOrdinary && !_program.UsesSingle ? GradientAlong : null);
            if (_program.HasHessian && _isOrdinary && IsTame && !_program.UsesSingle)
            {
                Hessian();
            }
        }
    }

    /// <summary>Every row is the product with a unit vector; the matrix is symmetric.</summary>
    private void Hessian()
    {
        int n = _method.Active.Count;
        double[] magnitudes = [.. _expected.Select(e => e.Magnitude)];
        Form("Hessian", () => _method.Hessian(_x), hessian =>
        {
            if (hessian.Length != n * n)
            {
                Problem($"Hessian has {hessian.Length} entries, not {n * n}");
                return;
            }

            for (int i = 0; i < n && Problems.Count == 0; i++)
            {
                double[]? row = Product([.. Enumerable.Range(0, n).Select(j => i == j ? 1.0 : 0.0)]);
                for (int j = 0; j < n && row is not null; j++)
                {
                    double scale = Math.Abs(row[j]) + magnitudes[i] + magnitudes[j];
                    if (double.IsFinite(row[j]))
                    {
                        Close($"Hessian[{i}, {j}]", hessian[(i * n) + j], row[j], scale);
                        Close($"Hessian[{j}, {i}], the same across the diagonal,", hessian[(j * n) + i], row[j], scale);
                    }
                }
            }

            Form("HessianDiagonal", () => _method.HessianDiagonal(_x), diagonal =>
            {
                for (int i = 0; i < n; i++)
                {
                    double entry = hessian[i * (n + 1)];
                    if (double.IsFinite(entry))
                    {
                        Close($"HessianDiagonal[{i}]", diagonal[i], entry, Math.Abs(entry) + (2 * magnitudes[i]));
                    }
                }
            });
        });
    }

    private double[]? Product(double[] direction)
    {
        double[]? product = null;
        Form("Hvp", () => _method.Hvp(_x, direction), result => product = result);
        return product;
    }

    /// <summary>The oracle's gradient so far along a direction.</summary>
    private double[] GradientAlong(double step, double[] direction)
    {
        double[] x = [.. _x];
        for (int i = 0; i < direction.Length; i++)
        {
            x[_method.Active[i]] += step * direction[i];
        }

        return [.. Enumerable.Range(0, direction.Length).Select(i => Beside(step, () => _method.Oracle(x, [.. Enumerable.Range(0, direction.Length).Select(j => i == j ? 1.0 : 0.0)])))];
    }

    /// <summary>The oracle itself, where nothing jumps nearby: that shows in the calls, and in slopes that do not settle.</summary>
    private void Differences()
    {
        if (!IsTame)
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
            double size = 1 + Math.Abs(finest) + Math.Abs(Value);
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

    private void Partials(string what, double[] actual, Func<int, double> wanted, Func<int, double> scale)
    {
        if (actual.Length != _expected.Length)
        {
            Problem($"{what} has {actual.Length} partials, not {_expected.Length}");
            return;
        }

        for (int i = 0; i < actual.Length; i++)
        {
            Close($"{what}[{i}]", actual[i], wanted(i), scale(i));
        }
    }
}
