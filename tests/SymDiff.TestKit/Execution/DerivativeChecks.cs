using System.Globalization;

namespace SymDiff.TestKit;

/// <summary>Compares every emitted form of a method with the oracles, at one point.</summary>
public static class DerivativeChecks
{
    /// <summary>What is wrong, one finding an element; nothing if all is right.</summary>
    /// <param name="method">The method.</param>
    /// <param name="x">The point.</param>
    /// <param name="random">Where cotangents and tangents come from.</param>
    /// <param name="tolerance">What rounding may do, relative to the size of the contributions to each partial.</param>
    /// <param name="differences">Whether the point is far enough from kinks and jumps for central differences.</param>
    public static IReadOnlyList<string> Check(DifferentiatedMethod method, double[] x, Random random, double tolerance, bool differences)
    {
        List<string> problems = [];
        int n = method.Active.Count;
        double value = method.Value(x);
        Dual[] expected = method.OracleGradient(x);
        bool isMeaningful = expected.All(d => double.IsFinite(d.Tangent) && double.IsFinite(d.Magnitude));

        if (differences && !isMeaningful)
        {
            problems.Add($"{method.Name}: the point has no finite derivatives, so it tests nothing");
        }

        Same("the oracle's value", expected[0].Value, value);

        double[] gradient = method.Gradient(x);
        Partials("Gradient", gradient, i => expected[i].Tangent, i => expected[i].Magnitude);

        (double valueWith, double[] gradientWith) = method.ValueAndGradient(x);
        Same("ValueAndGradient's value", valueWith, value);
        Partials("ValueAndGradient", gradientWith, i => expected[i].Tangent, i => expected[i].Magnitude);

        double cotangent = random.NextDouble() + 0.5;
        double[] before = Numbers();
        (double valueOfVjp, double[] after) = method.Vjp(x, cotangent, before);
        Same("Vjp's value", valueOfVjp, value);
        Partials("Vjp", after, i => before[i] + (cotangent * expected[i].Tangent), i => Math.Abs(before[i]) + (cotangent * expected[i].Magnitude));

        double[] direction = Numbers();
        (double valueOfJvp, double tangent) = method.Jvp(x, direction);
        Dual along = method.Oracle(x, direction);
        double scale = expected.Zip(direction, (e, d) => Math.Abs(d) * e.Magnitude).Sum();
        Same("Jvp's value", valueOfJvp, value);
        Close("Jvp", tangent, along.Tangent, Math.Max(scale, along.Magnitude), tolerance);
        Close("⟨cotangent, Jvp⟩ = ⟨Vjp, direction⟩", cotangent * tangent, after.Select((a, i) => (a - before[i]) * direction[i]).Sum(), (cotangent * scale) + before.Zip(direction, (b, d) => Math.Abs(b * d)).Sum(), tolerance);

        if (differences)
        {
            double[] slopes = CentralDifferences.Gradient(method.Value, x, method.Active);
            Partials("Gradient by central differences", gradient, i => slopes[i], _ => Math.Max(1, Math.Abs(value)), Math.Max(1e-7, tolerance * 100));
        }

        return problems;

        double[] Numbers() => [.. Enumerable.Range(0, n).Select(_ => (random.NextDouble() * 4) - 2)];

        void Same(string what, double actual, double wanted)
        {
            if (!Closeness.IsSame(actual, wanted))
            {
                Report(what, actual, wanted);
            }
        }

        void Partials(string what, double[] actual, Func<int, double> wanted, Func<int, double> scaleOf, double? allowed = null)
        {
            if (actual.Length != n)
            {
                problems.Add($"{what} has {actual.Length} partials, not {n}");
                return;
            }

            for (int i = 0; i < n; i++)
            {
                Close($"{what}[{i}]", actual[i], wanted(i), scaleOf(i), allowed ?? tolerance);
            }
        }

        // Where a partial is not finite, its size says nothing about rounding; the rows' edge points have tests of their own.
        void Close(string what, double actual, double wanted, double size, double allowed)
        {
            if (isMeaningful && !Closeness.IsClose(actual, wanted, size, allowed))
            {
                Report(what, actual, wanted);
            }
        }

        void Report(string what, double actual, double wanted) => problems.Add(string.Format(
            CultureInfo.InvariantCulture, "{0}({1}): {2} is {3:R}, expected {4:R}", method.Name, string.Join(", ", x.Select(v => v.ToString("R", CultureInfo.InvariantCulture))), what, actual, wanted));
    }
}
