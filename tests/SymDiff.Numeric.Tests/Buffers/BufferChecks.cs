using SymDiff.TestKit;

namespace SymDiff.Numeric.Tests.Buffers;

/// <summary>
/// Compares every form of a method with central differences, and with what holds of all forms: values and written buffers are those of the method bit for bit,
/// inputs stay as they are, destinations are overwritten, accumulators added to, and nothing behind the end of a buffer is touched.
/// </summary>
internal static class BufferChecks
{
    private const int Spare = 3;
    private const double Untouched = -7.25;

    /// <summary>Checks all forms at a point.</summary>
    /// <param name="method">The method.</param>
    /// <param name="tolerance">What central differences may be off by, relative to the largest partial.</param>
    /// <param name="arguments">The point; an array that stands twice is given twice.</param>
    public static void Check(BufferMethod method, double tolerance, params object?[] arguments)
    {
        Random random = new(4711);
        object?[] expected = BufferMethod.Copy(arguments);
        double value = method.Value(expected);
        CheckReverse(method, tolerance, arguments, expected, value, random);
        if (method.FreshGradient is not null || method.Gradient is not null)
        {
            CheckGradients(method, tolerance, arguments, value, random);
        }
    }

    private static void CheckGradients(BufferMethod method, double tolerance, object?[] arguments, double value, Random random)
    {
        double[] slopes = Slopes(method, arguments, 1, []);
        double[][] directions = Random(method.Independent, arguments, random);
        double[] curvature = CurvatureAlong(method, arguments, directions);
        if (method.Gradient is not null)
        {
            double[][] destinations = Long(method.Independent, arguments, (_, _) => double.NaN);
            Run(method, "Gradient", arguments, a => method.Gradient(a, destinations));
            Close(method, "Gradient", slopes, Cut(method, "Gradient", method.Independent, arguments, destinations), tolerance);
            destinations = Long(method.Independent, arguments, (_, _) => double.NaN);
            Run(method, "ValueAndGradient", arguments, a => Same(method, "ValueAndGradient", value, method.ValueAndGradient!(a, destinations)));
            Close(method, "ValueAndGradient", slopes, Cut(method, "ValueAndGradient", method.Independent, arguments, destinations), tolerance);
            destinations = Long(method.Independent, arguments, (_, _) => double.NaN);
            Run(method, "Hvp", arguments, a => method.Hvp!(a, directions, destinations));
            Close(method, "Hvp", curvature, Cut(method, "Hvp", method.Independent, arguments, destinations), tolerance * 10);
        }

        if (method.FreshGradient is not null)
        {
            Run(method, "Gradient", arguments, a => Close(method, "allocating Gradient", slopes, Flat(method.FreshGradient(a)), tolerance));
            Run(method, "ValueAndGradient", arguments, a =>
            {
                (double fresh, double[][] gradient) = method.FreshValueAndGradient!(a);
                Same(method, "allocating ValueAndGradient", value, fresh);
                Close(method, "allocating ValueAndGradient", slopes, Flat(gradient), tolerance);
            });
            Run(method, "Hvp", arguments, a => Close(method, "allocating Hvp", curvature, Flat(method.FreshHvp!(a, directions)), tolerance * 10));
        }
    }

    private static void CheckReverse(BufferMethod method, double tolerance, object?[] arguments, object?[] results, double value, Random random)
    {
        double cotangent = random.NextDouble() + 0.5;
        double[][] before = Random(method.Independent, arguments, random);
        double[][] outputs = Random(method.Outputs, arguments, random);
        double[][] resultCotangents = [.. method.Results.Select(p => p.Role == BufferRole.Output
            ? outputs[IndexOf(method.Outputs, p)]
            : before[IndexOf(method.Independent, p)])];
        double[] slopes = Slopes(method, arguments, cotangent, resultCotangents);
        double[] expected = [.. Flat([.. method.Independent.Select((p, k) => p.Role == BufferRole.InOut ? new double[before[k].Length] : before[k])]).Zip(slopes, (b, s) => b + s)];

        double[][] after = [.. before.Select(b => (double[])[.. b, .. Enumerable.Repeat(Untouched, Spare)])];
        Run(method, "Vjp", arguments, a => Same(method, "Vjp", value, method.Vjp(a, cotangent, outputs, after)), results);
        Close(method, "Vjp", expected, Cut(method, "Vjp", method.Independent, arguments, after), tolerance);

        double[][] tangents = [.. method.Derived.Select(p => p.IsIndependent
            ? Random([p], arguments, random)[0]
            : Enumerable.Repeat(double.NaN, BufferMethod.LengthOf(p, arguments)).ToArray())];
        double[][] initial = [.. tangents.Select(t => (double[])t.Clone())];
        double tangent = 0;
        Run(method, "Jvp", arguments, a =>
        {
            (double pushed, tangent) = method.Jvp(a, tangents);
            Same(method, "Jvp", value, pushed);
        }, results);

        double pushedForward = cotangent * tangent;
        for (int k = 0; k < method.Results.Count; k++)
        {
            double[] t = tangents[IndexOf(method.Derived, method.Results[k])];
            pushedForward += t.Zip(resultCotangents[k], (a, b) => a * b).Sum();
        }

        double[] changes = [.. Flat(Cut(method, "Vjp", method.Independent, arguments, after)).Zip(Flat([.. method.Independent.Select((p, k) => p.Role == BufferRole.InOut ? new double[before[k].Length] : before[k])]), (x, b) => x - b)];
        double[] directions = Flat([.. method.Independent.Select(p => initial[IndexOf(method.Derived, p)])]);
        double pulledBack = changes.Zip(directions, (a, b) => a * b).Sum();
        double size = changes.Zip(directions, (a, b) => Math.Abs(a * b)).Sum() + Math.Abs(pushedForward) + before.Sum(b => b.Sum(Math.Abs));
        Assert.True(Math.Abs(pushedForward - pulledBack) <= 1e-10 * (1e-3 + size), $"{method.Name}: ⟨cotangent, Jvp⟩ is {pushedForward:R}, ⟨Vjp, tangent⟩ is {pulledBack:R}");
    }

    /// <summary>The slopes of the weighted sum of all results, by central differences of the method.</summary>
    private static double[] Slopes(BufferMethod method, object?[] arguments, double cotangent, double[][] weights)
    {
        double[] at = Flat([.. method.Independent.Select(p => BufferMethod.Flat(arguments[p.Position]!))]);
        return CentralDifferences.Gradient(x =>
        {
            object?[] moved = Moved(method, arguments, x);
            double sum = cotangent * method.Value(moved);
            for (int k = 0; k < weights.Length; k++)
            {
                sum += BufferMethod.Flat(moved[method.Results[k].Position]!).Zip(weights[k], (a, b) => a * b).Sum();
            }

            return sum;
        }, at, [.. Enumerable.Range(0, at.Length)]);
    }

    private static double[] CurvatureAlong(BufferMethod method, object?[] arguments, double[][] directions)
    {
        double[] at = Flat([.. method.Independent.Select(p => BufferMethod.Flat(arguments[p.Position]!))]);
        double[] direction = Flat(directions);
        double[] Along(double h) => Flat(method.GradientAt(Moved(method, arguments, [.. at.Zip(direction, (x, d) => x + (h * d))])));
        double[] Slope(double h) => [.. Along(h).Zip(Along(-h), (above, below) => (above - below) / (2 * h))];
        return [.. Slope(5e-4).Zip(Slope(1e-3), (fine, coarse) => ((4 * fine) - coarse) / 3)];
    }

    private static object?[] Moved(BufferMethod method, object?[] arguments, double[] x)
    {
        object?[] moved = [.. arguments.Select(a => BufferMethod.Copy([a])[0])];
        int start = 0;
        foreach (BufferParameter parameter in method.Independent)
        {
            int length = BufferMethod.LengthOf(parameter, arguments);
            moved[parameter.Position] = BufferMethod.Shaped(arguments[parameter.Position]!, x[start..(start + length)]);
            start += length;
        }

        return moved;
    }

    // Written buffers end with what the method leaves in them, all others as they were.
    private static void Run(BufferMethod method, string form, object?[] arguments, Action<object?[]> call, object?[]? results = null)
    {
        object?[] given = BufferMethod.Copy(arguments);
        Poison.Memory();
        call(given);
        for (int i = 0; i < given.Length; i++)
        {
            if (given[i] is double[] or double[][] && method.Parameters[i].Role != BufferRole.Scratch)
            {
                double[] actual = BufferMethod.Flat(given[i]!);
                double[] wanted = BufferMethod.Flat((results ?? arguments)[i]!);
                Assert.True(actual.Zip(wanted, Closeness.IsSame).All(same => same), $"{method.Name}{form} leaves [{string.Join(", ", actual)}] in {method.Parameters[i].Name}, not [{string.Join(", ", wanted)}]");
            }
        }
    }

    private static double[][] Cut(BufferMethod method, string form, IReadOnlyList<BufferParameter> parameters, object?[] arguments, double[][] longer) => [.. parameters.Select((p, k) =>
    {
        int length = BufferMethod.LengthOf(p, arguments);
        Assert.True(!p.IsBuffer || longer[k].Skip(length).All(x => x == Untouched), $"{method.Name}{form} writes behind the end of what belongs to {p.Name}");
        return longer[k][..length];
    })];

    private static double[][] Long(IEnumerable<BufferParameter> parameters, object?[] arguments, Func<int, int, double> element) =>
        [.. BufferMethod.Shaped(parameters, arguments, element).Select(d => (double[])[.. d, .. Enumerable.Repeat(Untouched, Spare)])];

    private static double[][] Random(IEnumerable<BufferParameter> parameters, object?[] arguments, Random random) =>
        BufferMethod.Shaped(parameters, arguments, (_, _) => (random.NextDouble() * 2) - 1);

    private static double[] Flat(double[][] arrays) => [.. arrays.SelectMany(a => a)];

    private static int IndexOf(IReadOnlyList<BufferParameter> parameters, BufferParameter parameter) => parameters.Select((p, i) => (p, i)).First(pair => pair.p == parameter).i;

    private static void Same(BufferMethod method, string form, double expected, double actual) =>
        Assert.True(Closeness.IsSame(actual, expected), $"{method.Name}: the value by {form} is {actual:R}, not {expected:R}");

    private static void Close(BufferMethod method, string form, double[] expected, double[][] actual, double tolerance) => Close(method, form, expected, Flat(actual), tolerance);

    private static void Close(BufferMethod method, string form, double[] expected, double[] actual, double tolerance)
    {
        double scale = expected.Select(Math.Abs).DefaultIfEmpty(0).Max();
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(Math.Abs(expected[i] - actual[i]) <= tolerance * (1e-3 + scale), $"{method.Name}: partial {i} by {form} is {actual[i]:R}, by central differences {expected[i]:R} (largest {scale:R})");
        }
    }
}
