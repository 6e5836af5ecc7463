using SymDiff.TestKit;

namespace SymDiff.Numeric.Tests;

/// <summary>The platform's functions at the very points where a convention of NUMERICS decides, in every form and both widths.</summary>
public sealed class FunctionEdgeTests(FunctionEdgeTests.Edges edges) : IClassFixture<FunctionEdgeTests.Edges>
{
    private const double Infinity = double.PositiveInfinity;
    private const double NaN = double.NaN;

    private static readonly (string Expression, double[] Point, double[] Partials)[] Cases =
    [
        // P4: vertical tangents and poles.
        ("Math.Cbrt(x)", [0], [Infinity]),
        ("Math.Cbrt(x)", [-0.0], [Infinity]),
        ("Real.RootN(x, 2)", [0], [Infinity]),
        ("Real.RootN(x, 3)", [0], [Infinity]),
        ("Real.RootN(x, 1)", [0], [1]),
        ("Real.RootN(x, -1)", [0], [-Infinity]),
        ("Real.RootN(x, 2)", [-1], [NaN]),
        ("Math.Log2(x)", [0], [Infinity]),
        ("Math.Log10(x)", [0], [Infinity]),
        ("Math.Asin(x)", [1], [Infinity]),
        ("Math.Asin(x)", [-1], [Infinity]),
        ("Math.Acos(x)", [1], [-Infinity]),
        ("Math.Acos(x)", [-1], [-Infinity]),
        ("Math.Asin(x)", [1.5], [NaN]),
        ("Real.AsinPi(x)", [1], [Infinity]),
        ("Real.AcosPi(x)", [-1], [-Infinity]),
        ("Math.Atanh(x)", [1], [Infinity]),
        ("Math.Acosh(x)", [1], [Infinity]),
        ("Math.Acosh(x)", [0.5], [NaN]),

        // The origin.
        ("Math.Atan2(x, y)", [0, 0], [0, 0]),
        ("Math.Atan2(x, y)", [-0.0, -0.0], [0, 0]),
        ("Math.Atan2(x, y)", [0, -2], [-0.5, 0]),
        ("Math.Atan2(x, y)", [NaN, 1], [NaN, NaN]),
        ("Real.Atan2Pi(x, y)", [0, 0], [0, 0]),
        ("Real.Hypot(x, y)", [0, 0], [0, 0]),
        ("Real.Hypot(x, y)", [-3, 0], [-1, 0]),
        ("Real.Hypot(x, y)", [NaN, 1], [NaN, NaN]),

        // P3: jumps; the quotient is exact where that of the rounded arguments is not.
        ("x % y", [6, 3], [1, -2]),
        ("x % y", [5, 0], [1, NaN]),
        ("x % y", [5, Infinity], [1, 0]),
        ("Math.IEEERemainder(x, y)", [5, 2], [1, -2]),
        ("Real.Ieee754Remainder(x, y)", [7, 2], [1, -4]),
        ("Math.Floor(x) + Math.Ceiling(x) + Math.Truncate(x) + Math.Round(x)", [2], [0]),
        ("Math.Sign(x) + Math.ILogB(x) + x", [2], [1]),

        // P1: kinks.
        ("Math.CopySign(x, y)", [0, -1], [0, 0]),
        ("Math.CopySign(x, y)", [-2, -1], [1, 0]),
        ("Math.CopySign(x, y)", [-2, 0], [-1, 0]),
        ("Math.CopySign(x, y)", [2, -0.0], [-1, 0]),
        ("Math.CopySign(x, -1)", [NaN], [NaN]),
        ("Math.MaxMagnitude(x, y)", [2, -2], [0.5, 0.5]),
        ("Math.MaxMagnitude(x, y)", [1, -2], [0, 1]),
        ("Math.MaxMagnitude(x, y)", [NaN, 1], [1, 0]),
        ("Math.MaxMagnitude(x, y)", [1, NaN], [0, 1]),
        ("Math.MinMagnitude(x, y)", [-2, 2], [0.5, 0.5]),
        ("Math.MinMagnitude(x, y)", [1, -2], [1, 0]),
        ("Real.MaxNumber(x, y)", [2, 2], [0.5, 0.5]),
        ("Real.MaxNumber(x, y)", [NaN, 1], [0, 1]),
        ("Real.MaxNumber(x, y)", [1, NaN], [1, 0]),
        ("Real.MaxNumber(x, y)", [NaN, NaN], [1, 0]),
        ("Real.MinNumber(x, y)", [2, 2], [0.5, 0.5]),
        ("Real.MinNumber(x, y)", [NaN, 1], [0, 1]),
        ("Real.MinNumber(x, y)", [1, NaN], [1, 0]),
        ("Real.MinNumber(x, y)", [1, 3], [1, 0]),
        ("Real.MaxMagnitudeNumber(x, y)", [NaN, -1], [0, 1]),
        ("Real.MinMagnitudeNumber(x, y)", [-1, NaN], [1, 0]),
        ("Real.MinMagnitudeNumber(x, y)", [-1, 1], [0.5, 0.5]),
        ("Real.MaxNative(x, y)", [2, 2], [0.5, 0.5]),
        ("Real.MaxNative(x, y)", [1, 3], [0, 1]),
        ("Real.MinNative(x, y)", [1, 3], [1, 0]),
        ("Math.Clamp(x, y, z)", [2, 1, 3], [1, 0, 0]),
        ("Math.Clamp(x, y, z)", [0, 1, 3], [0, 1, 0]),
        ("Math.Clamp(x, y, z)", [4, 1, 3], [0, 0, 1]),
        ("Math.Clamp(x, y, z)", [1, 1, 3], [0.5, 0.5, 0]),
        ("Math.Clamp(x, y, z)", [3, 1, 3], [0.5, 0, 0.5]),
        ("Math.Clamp(x, y, z)", [1, 1, 1], [0, 0.5, 0.5]),
        ("Math.Clamp(x, y, z)", [NaN, 1, 3], [1, 0, 0]),
        ("Math.Clamp(x, y, z)", [0, NaN, 3], [1, 0, 0]),
        ("Math.Clamp(x, y, z)", [3, NaN, 3], [0.5, 0, 0.5]),
        ("Math.Clamp(x, y, z)", [1, 1, NaN], [0.5, 0.5, 0]),
        ("Math.Clamp(x, y, z)", [1, NaN, NaN], [1, 0, 0]),
        ("Math.Clamp(z, Math.Min(x, y), y)", [NaN, 0.5, 0.5], [0, 0.5, 0.5]),
        ("Real.ClampNative(x, y, z)", [1, 1, 3], [0.5, 0.5, 0]),
        ("Real.ClampNative(x, y, z)", [4, 1, 3], [0, 0, 1]),
        ("Real.Clamp(x, y, z)", [2, 1, 3], [1, 0, 0]),
        ("Real.Clamp(x, y, z)", [0, 1, 3], [0, 1, 0]),
        ("Real.Clamp(x, y, z)", [3, 1, 3], [0.5, 0, 0.5]),
        ("Real.Clamp(x, y, z)", [1, 1, 1], [0, 0.5, 0.5]),
        ("Real.Clamp(x, y, z)", [0, NaN, 3], [0, 1, 0]),
        ("Real.Clamp(x, y, z)", [NaN, 1, 3], [1, 0, 0]),
        ("Math.Max(Math.Max(x, y), z)", [2, 2, 2], [0.25, 0.25, 0.5]),

        // P1: the identities that only the symmetric convention satisfies, as functions that are zero.
        ("Math.Abs(x) - Math.Max(x, -x)", [0], [0]),
        ("Math.Max(x, y) + Math.Min(x, y) - x - y", [2, 2], [0, 0]),
        ("Math.Max(x, 0) - Math.Max(-x, 0) - x", [0], [0]),
        ("Math.Clamp(x, y, z) - Math.Min(Math.Max(x, y), z)", [1, 1, 3], [0, 0, 0]),
        ("Math.Clamp(x, y, z) - Math.Min(Math.Max(x, y), z)", [3, 1, 3], [0, 0, 0]),
        ("Math.Clamp(x, y, z) - Math.Min(Math.Max(x, y), z)", [5, 1, 3], [0, 0, 0]),
        ("Math.Abs(x) - x * Math.Sign(x)", [0], [0]),
        ("Math.Abs(x) - x * Math.Sign(x)", [-2], [0]),
        ("Math.Abs(x) - Math.CopySign(x, 1)", [0], [0]),
        ("Math.Abs(x) - Real.Hypot(x, 0)", [0], [0]),
        ("Math.MaxMagnitude(x, y) + Math.MinMagnitude(x, y) - x - y", [2, -2], [0, 0]),
    ];

    public static TheoryData<int> Numbers => [.. Enumerable.Range(0, Cases.Length)];

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Convention_Holds(int number) => Check("F" + number, Cases[number]);

    [Theory]
    [MemberData(nameof(Numbers))]
    public void ConventionInSinglePrecision_Holds(int number) => Check("S" + number, Cases[number]);

    /// <summary>(x − r)/y is the exact quotient: 1 / 0.1 rounds to 10, and yet nine times 0.1 is what goes into 1.</summary>
    [Fact]
    public void Remainder_TakesTheExactQuotient()
    {
        int number = Array.FindIndex(Cases, c => c.Expression == "x % y");
        Same([1, -9], edges.Corpus["F" + number].Gradient([1, 0.1]), "1 % 0.1");
    }

    /// <summary>The oracle of random programs goes by the same rows.</summary>
    [Fact]
    public void Oracle_ClampsAlike()
    {
        int[] clamps = [.. Enumerable.Range(0, Cases.Length).Where(i => Cases[i].Expression.Contains("Clamp", StringComparison.Ordinal))];
        Assert.True(clamps.Length > 15);
        Assert.All(clamps, i => Assert.All(new[] { "F", "S" }, prefix =>
            Same(Cases[i].Partials, [.. edges.Corpus[prefix + i].OracleGradient(Cases[i].Point).Select(d => d.Tangent)], $"the oracle's {Cases[i].Expression}")));
    }

    /// <summary>P4: where a partial is infinite, a cotangent or a tangent of exactly 0 contributes 0.</summary>
    [Fact]
    public void ZeroAtAPole_StaysZero()
    {
        // Acosh and Atanh are not among the rows that promise it.
        var poles = Enumerable.Range(0, Cases.Length)
            .Where(i => Cases[i].Partials.Any(double.IsInfinity) && !Cases[i].Expression.Contains("Acosh", StringComparison.Ordinal) && !Cases[i].Expression.Contains("Atanh", StringComparison.Ordinal))
            .ToList();
        Assert.True(poles.Count > 10);
        foreach (int i in poles)
        {
            DifferentiatedMethod method = edges.Corpus["F" + i];
            Same([0], method.Vjp(Cases[i].Point, 0, [0]).Accumulators, Cases[i].Expression);
            Same([0], [method.Jvp(Cases[i].Point, [0]).Tangent], Cases[i].Expression);
        }
    }

    private void Check(string name, (string Expression, double[] Point, double[] Partials) @case)
    {
        var (expression, point, expected) = @case;
        string what = $"{expression} at {string.Join(", ", point)}";
        DifferentiatedMethod method = edges.Corpus[name];
        Same(expected, method.Gradient(point), what);
        Same(expected, method.ValueAndGradient(point).Gradient, what);
        Same(expected, method.Vjp(point, 1, new double[expected.Length]).Accumulators, what);
        Assert.True(Closeness.IsSame(method.Value(point), method.ValueAndGradient(point).Value), what);
        for (int i = 0; i < expected.Length; i++)
        {
            double[] direction = new double[expected.Length];
            direction[i] = 1;

            // A partial that is NaN spoils every tangent, also along the other arguments.
            Same([expected.Any(double.IsNaN) ? NaN : expected[i]], [method.Jvp(point, direction).Tangent], what);
        }
    }

    private static void Same(double[] expected, double[] actual, string what)
    {
        Assert.Equal(expected.Length, actual.Length);

        // Zeros of either sign are one derivative.
        Assert.All(expected.Zip(actual), pair => Assert.True(
            pair.First == pair.Second || (double.IsNaN(pair.First) && double.IsNaN(pair.Second)), $"{what}: expected {string.Join(", ", expected)}, got {string.Join(", ", actual)}"));
    }

    /// <summary>One method a case and width, compiled once.</summary>
    public sealed class Edges : IDisposable
    {
        /// <summary>The methods.</summary>
        public Corpus Corpus { get; } = Corpus.Compile($"public static partial class Cases\n{{\n{string.Concat(Cases.Select(Text))}}}\n");

        /// <inheritdoc/>
        public void Dispose() => Corpus.Dispose();

        private static string Text((string Expression, double[] Point, double[] Partials) @case, int number)
        {
            // MathF has no Clamp.
            string single = @case.Expression.Replace("Math.", "MathF.", StringComparison.Ordinal).Replace("MathF.Clamp", "Math.Clamp", StringComparison.Ordinal).Replace("Real.", "Real32.", StringComparison.Ordinal);
            return Method("F", "Real", @case.Expression) + Method("S", "Real32", single);

            string Method(string prefix, string type, string expression) =>
                $"[Differentiable] public static {type} {prefix}{number}({string.Join(", ", "xyz".Take(@case.Point.Length).Select(p => $"{type} {p}"))}) => {expression};\n";
        }
    }
}
