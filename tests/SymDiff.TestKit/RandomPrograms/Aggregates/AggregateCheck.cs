namespace SymDiff.TestKit;

/// <summary>Compares every emitted form of a random program with structs and tuples with the oracle at one point; see <see cref="FormCheck"/>.</summary>
internal sealed class AggregateCheck : FormCheck
{
    private readonly AggregateMethod _method;
    private readonly RandomProgram _program;
    private readonly double[] _x;
    private readonly bool _isOrdinary;

    // By column: all leaves of the result.
    private Dual[][] _expected = [];
    private double[] _values = [];

    private AggregateCheck(RandomProgram program, AggregateMethod method, double[] x, bool isOrdinary)
        : base(program.Seed, program.UsesSingle) => (_program, _method, _x, _isOrdinary) = (program, method, x, isOrdinary);

    /// <inheritdoc/>
    protected override string Subject => $"{RandomProgram.MethodName}({Text(_x)})";

    private int Columns => _method.Active.Length;

    /// <summary>Checks a program at a point.</summary>
    /// <param name="program">The program.</param>
    /// <param name="method">What to call.</param>
    /// <param name="x">The point, one number a leaf.</param>
    /// <param name="isOrdinary">Whether differences may be taken there.</param>
    /// <param name="oracleOnly">Whether the oracle is checked, and not the forms.</param>
    public static CheckResult Run(RandomProgram program, AggregateMethod method, double[] x, bool isOrdinary, bool oracleOnly)
    {
        AggregateCheck check = new(program, method, x, isOrdinary);
        check.Oracle();
        if (check.Problems.Count == 0 && !oracleOnly)
        {
            check.Forms();
        }

        return check.Result;
    }

    /// <summary>The method itself and its twin, which must agree in all but the derivative.</summary>
    private void Oracle()
    {
        (double[]? values, Thrown, Log) = Call(() => _method.Value(_x));
        _values = values ?? [];
        Extremes.Watch(Limit);
        _expected = new Dual[Columns][];
        for (int i = 0; i < Columns; i++)
        {
            (Dual[]? duals, Exception? thrown, var log) = Call(() => _method.Oracle(_x, Unit(i)));
            _expected[i] = duals ?? [];
            Calls("the oracle", thrown, log);
            if (thrown is null && Thrown is null)
            {
                Same("the oracle's value", [.. duals!.Select(d => d.Value)]);
            }
        }

        IsTame = Thrown is null && !Extremes.Met && _expected.All(column => column.All(d => double.IsFinite(d.Tangent) && double.IsFinite(d.Magnitude)));
    }

    private void Forms()
    {
        int[] rows = [.. _method.ActiveResults];
        if (!_program.HasSeveralResults)
        {
            Gradients();
        }

        double[] cotangent = [.. Numbers(rows.Length).Select((n, r) => Rounded(_method.Results[rows[r]], n))];
        double[] before = Narrowed(Numbers(Columns));
        double[]? after = null;
        Form("Vjp", () => _method.Vjp(_x, cotangent, before), result =>
        {
            after = result.Accumulators;
            Same("Vjp's value", result.Value);
            Partials("Vjp", after, i => before[i] + Weighted(i, d => d.Tangent, c => c), i => Math.Abs(before[i]) + Weighted(i, d => d.Magnitude, Math.Abs));
        });

        double[] direction = Narrowed(Numbers(Columns));
        Form("Jvp", () => _method.Jvp(_x, direction), result =>
        {
            Same("Jvp's value", result.Value);
            Dual[] along = Call(() => _method.Oracle(_x, direction)).Result!;
            double forward = 0;
            double reverse = 0;
            double scale = 0;
            for (int r = 0; r < rows.Length; r++)
            {
                double size = Math.Max(along[rows[r]].Magnitude, _expected.Select((column, i) => Math.Abs(direction[i]) * column[rows[r]].Magnitude).Sum());
                Close($"Jvp[{r}]", result.Tangent[r], along[rows[r]].Tangent, size);
                forward += cotangent[r] * result.Tangent[r];
                scale += Math.Abs(cotangent[r]) * size;
            }

            if (after is not null)
            {
                for (int i = 0; i < Columns; i++)
                {
                    reverse += (after[i] - before[i]) * direction[i];
                    scale += Math.Abs(before[i] * direction[i]);
                }

                Close("⟨cotangent, Jvp⟩ = ⟨Vjp, direction⟩", forward, reverse, scale);
            }
        });

        if (_program.HasJacobian)
        {
            foreach (string kind in new[] { "Jacobian", "ValueAndJacobian" })
            {
                Form(kind, () => _method.Jacobian(kind, _x), result => Matrix(kind, rows, result));
            }
        }

        if (_program.HasHvp)
        {
            Hessian("Hvp", [.. _expected.Select(column => column.Length == 0 ? 0 : column[0].Magnitude)], Product, _isOrdinary && !_program.UsesSingle && !UsesSingle ? GradientAlong : null);
        }

        double Weighted(int column, Func<Dual, double> of, Func<double, double> weight) => rows.Select((row, r) => cotangent[r] == 0 ? 0 : weight(cotangent[r]) * of(_expected[column][row])).Sum();
    }

    private bool UsesSingle => _method.LeafTypes.Contains("Real32");

    private void Gradients()
    {
        Form("Gradient", () => _method.Gradient(_x), gradient => Partials("Gradient", gradient, i => _expected[i][0].Tangent, i => _expected[i][0].Magnitude));
        Form("ValueAndGradient", () => _method.ValueAndGradient(_x), result =>
        {
            Same("ValueAndGradient's value", result.Value);
            Partials("ValueAndGradient", result.Gradient, i => _expected[i][0].Tangent, i => _expected[i][0].Magnitude);
        });
        foreach (string kind in _method.HasDestinations ? ["Gradient", "ValueAndGradient"] : (string[])[])
        {
            string what = $"{kind} with destinations";
            Form(what, () => _method.Into(kind, _x, direction: null, double.NaN), result =>
            {
                if (result.Value is { } value)
                {
                    Same($"{what}: the value", value);
                }

                Partials(what, result.Gradient, i => _expected[i][0].Tangent, i => _expected[i][0].Magnitude);
            });
        }
    }

    private void Matrix(string kind, int[] rows, (double[]? Value, double[] Jacobian) result)
    {
        if (result.Value is { } value)
        {
            Same($"{kind}'s value", value);
        }

        if (result.Jacobian.Length != rows.Length * Columns)
        {
            Problem($"{Subject}: {kind} has {result.Jacobian.Length} numbers, not {rows.Length * Columns}");
            return;
        }

        for (int r = 0; r < rows.Length; r++)
        {
            Partials($"{kind}[{r}]", result.Jacobian[(r * Columns)..((r + 1) * Columns)], i => _expected[i][rows[r]].Tangent, i => _expected[i][rows[r]].Magnitude);
        }
    }

    private double[]? Product(double[] direction)
    {
        double[]? product = null;
        Form("Hvp", () => _method.Hvp(_x, Narrowed(direction)), result => product = result);
        if (_method.HasDestinations && product is not null)
        {
            Form("Hvp with destinations", () => _method.Into("Hvp", _x, Narrowed(direction), double.NaN), result =>
            {
                for (int i = 0; i < Columns; i++)
                {
                    Same($"Hvp[{i}] with destinations", result.Gradient[i], product[i]);
                }
            });
        }

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

        return [.. Enumerable.Range(0, Columns).Select(i => Beside(step, () => _method.Oracle(x, Unit(i))[0]))];
    }

    private double[] Unit(int column) => [.. Enumerable.Range(0, Columns).Select(j => j == column ? 1.0 : 0.0)];

    private double[] Narrowed(double[] numbers) => [.. numbers.Select((n, i) => _method.LeafTypes[_method.Active[i]] == "Real32" ? (float)n : n)];

    private static double Rounded(Leaves.Leaf leaf, double number) => leaf.Type == typeof(float) ? (float)number : number;

    private void Same(string what, double[] actual)
    {
        if (actual.Length != _values.Length)
        {
            Problem($"{Subject}: {what} has {actual.Length} numbers, not {_values.Length}");
            return;
        }

        for (int i = 0; i < actual.Length; i++)
        {
            Same($"{what}[{i}]", actual[i], _values[i]);
        }
    }

    private void Partials(string what, double[] actual, Func<int, double> wanted, Func<int, double> scale)
    {
        if (actual.Length != Columns)
        {
            Problem($"{Subject}: {what} has {actual.Length} partials, not {Columns}");
            return;
        }

        for (int i = 0; i < actual.Length; i++)
        {
            Close($"{what}[{i}]", actual[i], wanted(i), scale(i));
        }
    }
}
