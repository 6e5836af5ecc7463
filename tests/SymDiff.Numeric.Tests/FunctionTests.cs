using SymDiff.TestKit;

namespace SymDiff.Numeric.Tests;

/// <summary>
/// The platform's functions, compiled and run in both widths. The literals are the closed forms of the partial derivatives evaluated in 60 decimal
/// digits (Python's mpmath) at exactly the <c>double</c> that the point rounds to, then rounded once.
/// </summary>
public sealed class FunctionTests(FunctionTests.Functions functions) : IClassFixture<FunctionTests.Functions>
{
    private static readonly (string Expression, double[] Point, double[] Partials)[] Cases =
    [
        ("Math.Cbrt(x)", [0.7], [0.42281142940123845]),
        ("Math.Cbrt(x)", [-8], [0.08333333333333333]),
        ("Real.RootN(x, 3)", [0.7], [0.42281142940123845]),
        ("Real.RootN(x, 3)", [-8], [0.08333333333333333]),
        ("Real.RootN(x, -2)", [0.7], [-0.8537347209531384]),
        ("Math.Log2(x)", [0.7], [2.060992915555662]),
        ("Math.Log10(x)", [0.7], [0.620420688433217]),
        ("Real.LogP1(x)", [0.7], [0.5882352941176471]),
        ("Real.Log2P1(x)", [0.7], [0.8486441416993903]),
        ("Real.Log10P1(x)", [0.7], [0.2554673422960305]),
        ("Real.Exp2(x)", [0.7], [1.1260209168747677]),
        ("Real.Exp10(x)", [0.7], [11.54026252949081]),
        ("Real.ExpM1(x)", [0.7], [2.0137527074704766]),
        ("Real.Exp2M1(x)", [0.7], [1.1260209168747677]),
        ("Real.Exp10M1(x)", [0.7], [11.54026252949081]),
        ("Real.SinPi(x)", [0.7], [-1.8465818304904564]),
        ("Real.CosPi(x)", [0.7], [-2.54160184615763]),
        ("Real.TanPi(x)", [0.7], [9.09311119959588]),
        ("Math.Asin(x)", [0.7], [1.4002800840280096]),
        ("Math.Acos(x)", [0.7], [-1.4002800840280096]),
        ("Math.Atan(x)", [0.7], [0.6711409395973155]),
        ("Math.Asin(x)", [0.9999999999], [70710.67519510884]),
        ("Math.Atanh(x)", [0.9999999999], [4999999586.54818]),
        ("Math.Acosh(x)", [1.0000000001], [70710.67519157329]),
        ("Real.AsinPi(x)", [0.7], [0.4457229941723846]),
        ("Real.AcosPi(x)", [0.7], [-0.4457229941723846]),
        ("Real.AtanPi(x)", [0.7], [0.21363079609650382]),
        ("Math.Sinh(x)", [0.7], [1.255169005630943]),
        ("Math.Cosh(x)", [0.7], [0.7585837018395335]),
        ("Math.Asinh(x)", [0.7], [0.8192319205190405]),
        ("Math.Acosh(x)", [5.25], [0.19402850002906638]),
        ("Math.Atanh(x)", [0.7], [1.96078431372549]),
        ("Math.Atan2(x, y)", [0.7, 1.3], [0.5963302752293578, -0.3211009174311926]),
        ("Real.Atan2Pi(x, y)", [0.7, 1.3], [0.18981782203620545, -0.1022095964810337]),
        ("Math.Atan2(x, y)", [3e+200, 4e+200], [1.6e-201, -1.2e-201]),
        ("Math.Atan2(x, y)", [3e-200, -4e-200], [-1.6e+199, -1.2e+199]),
        ("Real.Hypot(x, y)", [0.7, 1.3], [0.4740998230350174, 0.8804710999221753]),
        ("Real.Hypot(x, y)", [3e+200, 4e+200], [0.6, 0.8]),
        ("Math.Log(x, y)", [0.7, 1.3], [5.44499240958343, 3.9858402341250465]),
        ("Math.FusedMultiplyAdd(x, y, 2)", [0.7, 1.3], [1.3, 0.7]),
        ("Real.Lerp(x, y, 0.25)", [0.7, 1.3], [0.75, 0.25]),
        ("Math.ScaleB(x, -3)", [0.7], [0.125]),
        ("Real.DegreesToRadians(x)", [0.7], [0.017453292519943295]),
        ("Real.RadiansToDegrees(x)", [0.7], [57.29577951308232]),
        ("Math.IEEERemainder(x, y)", [5.5, 2], [1.0, -3.0]),
        ("x % y", [5, -3], [1.0, 1.0]),
        ("x % y", [-7, 3], [1.0, 2.0]),
    ];

    public static TheoryData<int> Numbers => [.. Enumerable.Range(0, Cases.Length)];

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Partials_AreTheClosedForms(int number)
    {
        var (expression, point, expected) = Cases[number];
        double[] actual = functions.Corpus["F" + number].Gradient(point);
        for (int i = 0; i < expected.Length; i++)
        {
            // The worst forms divide a function accurate to an ulp or two by a product.
            Assert.True(Math.Abs(actual[i] - expected[i]) <= 2e-15 * Math.Abs(expected[i]), $"∂{i} of {expression}: {actual[i]:R}, expected {expected[i]:R}");
        }
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void EveryForm_AgreesWithTheOracles(int number)
    {
        double[] point = Cases[number].Point;
        if (IsModerate(point))
        {
            Assert.Empty(DerivativeChecks.Check(functions.Corpus["F" + number], point, new Random(1), 1e-12, differences: true));
        }
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void EveryFormInSinglePrecision_AgreesWithTheOracle(int number)
    {
        double[] point = Cases[number].Point;
        if (IsModerate(point))
        {
            Assert.Empty(DerivativeChecks.Check(functions.Corpus["S" + number], point, new Random(1), 1e-5, differences: false));
        }
    }

    /// <summary>Not so large or small that squares leave the range, nor so near to a pole that differences, singles and textbook formulas cannot see it.</summary>
    private static bool IsModerate(double[] point) => point.All(x => Math.Abs(x) is > 0.1 and < 100 && Math.Abs(Math.Abs(x) - 1) > 1e-3);

    /// <summary>One method a case and width, compiled once.</summary>
    public sealed class Functions : IDisposable
    {
        /// <summary>The methods.</summary>
        public Corpus Corpus { get; } = Corpus.Compile($"public static partial class Cases\n{{\n{string.Concat(Cases.Select(Text))}}}\n");

        /// <inheritdoc/>
        public void Dispose() => Corpus.Dispose();

        private static string Text((string Expression, double[] Point, double[] Partials) @case, int number)
        {
            string single = @case.Expression.Replace("Math.", "MathF.", StringComparison.Ordinal).Replace("Real.", "Real32.", StringComparison.Ordinal).Replace("0.25", "0.25f", StringComparison.Ordinal);
            return Method("F", "Real", @case.Expression) + Method("S", "Real32", single);

            string Method(string prefix, string type, string expression) =>
                $"[Differentiable] public static {type} {prefix}{number}({type} x{(@case.Point.Length > 1 ? $", {type} y" : "")}) => {expression};\n";
        }
    }
}
