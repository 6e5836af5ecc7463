using System.Globalization;

namespace SymDiff.TestKit;

/// <summary>
/// Compares every emitted form of a method, Hessian-vector products included, with the oracles at one point, which may be a zero, a kink or a pole:
/// what is not finite must be the same, all else close relative to the sum of the sizes of its terms.
/// </summary>
public sealed class PointChecks
{
    private readonly DifferentiatedMethod _method;
    private readonly double[] _x;
    private readonly double _tolerance;
    private readonly List<string> _problems = [];

    private PointChecks(DifferentiatedMethod method, double[] x, double tolerance) => (_method, _x, _tolerance) = (method, x, tolerance);

    /// <summary>What is wrong, one finding an element; nothing if all is right.</summary>
    /// <param name="method">A method that was compiled for second order.</param>
    /// <param name="x">The point.</param>
    /// <param name="random">Where cotangents and directions come from.</param>
    /// <param name="tolerance">What rounding may do, relative to the sizes of the terms.</param>
    public static IReadOnlyList<string> Check(DifferentiatedMethod method, double[] x, Random random, double tolerance)
    {
        PointChecks checks = new(method, x, tolerance);
        int n = method.Active.Count;
        double[] mixed = [.. Enumerable.Range(0, n).Select(_ => (random.NextDouble() * 4) - 2)];
        checks.Reverse(mixed, (random.NextDouble() * 4) - 2);
        checks.Along(mixed);
        for (int i = 0; n > 1 && i < n; i++)
        {
            // The other components of the direction are exactly zero, which matters at poles.
            checks.Along([.. Enumerable.Range(0, n).Select(j => i == j ? 1.0 : 0.0)]);
        }

        checks.Along(new double[n]);
        return checks._problems;
    }

    private void Reverse(double[] accumulated, double cotangent)
    {
        double value = _method.Value(_x);
        (double ofOracle, Cotangent[] expected) = _method.SecondOrderOracle(_x, new double[_method.Active.Count]);
        Same("the oracle's value", ofOracle, value);
        Close("Gradient", _method.Gradient(_x), i => expected[i].Value, i => expected[i].Size);

        (double valueWith, double[] gradientWith) = _method.ValueAndGradient(_x);
        Same("ValueAndGradient's value", valueWith, value);
        Close("ValueAndGradient", gradientWith, i => expected[i].Value, i => expected[i].Size);

        (double valueOfVjp, double[] after) = _method.Vjp(_x, cotangent, accumulated);
        Same("Vjp's value", valueOfVjp, value);
        Close("Vjp", after, i => accumulated[i] + (cotangent * expected[i].Value), i => Math.Abs(accumulated[i]) + Math.Abs(cotangent * expected[i].Size));
    }

    private void Along(double[] direction)
    {
        string along = $" along ({Text(direction)})";
        (double value, double tangent) = _method.Jvp(_x, direction);
        Dual expected = _method.Oracle(_x, direction);
        Same("Jvp's value" + along, value, _method.Value(_x));
        Close("Jvp" + along, [tangent], _ => expected.Tangent, _ => expected.Magnitude);

        Cotangent[] curvature = _method.SecondOrderOracle(_x, direction).Cotangents;
        Close("Hvp" + along, _method.Hvp(_x, direction), i => curvature[i].Tangent, i => curvature[i].TangentSize);
    }

    private void Same(string what, double actual, double wanted)
    {
        if (!Closeness.IsSame(actual, wanted))
        {
            Report(what, actual, wanted);
        }
    }

    private void Close(string what, double[] actual, Func<int, double> wanted, Func<int, double> size)
    {
        for (int i = 0; i < actual.Length; i++)
        {
            // The size of something infinite says nothing about the rounding of what is finite.
            double scale = double.IsFinite(size(i)) ? size(i) : 0;
            if (!Closeness.IsClose(actual[i], wanted(i), scale, _tolerance))
            {
                Report($"{what}[{i}]", actual[i], wanted(i));
            }
        }
    }

    private void Report(string what, double actual, double wanted) =>
        _problems.Add(string.Format(CultureInfo.InvariantCulture, "{0}({1}): {2} is {3:R}, expected {4:R}", _method.Name, Text(_x), what, actual, wanted));

    private static string Text(double[] numbers) => string.Join(", ", numbers.Select(v => v.ToString("R", CultureInfo.InvariantCulture)));
}
