using SymDiff.Compiler.IR;
using SymDiff.Compiler.Rules;
using SymDiff.Compiler.Tests.Interpretation;
using SymDiff.Compiler.Tests.Programs;

namespace SymDiff.Compiler.Tests.Rules;

/// <summary>Second derivatives where the first-order term is exactly 0, and at points where a convention decides.</summary>
public sealed class HessianTests
{
    private const double Infinity = double.PositiveInfinity;

    public static TheoryData<string> Rows() =>
        new(PrimitiveTable.All.Where(p => p.Domains.Count > 0 && p.Result == ResultType.SameAsArguments && p.Name is not ("OneIfZero" or PrimitiveTable.Instead)).Select(p => p.Name));

    /// <summary>Least squares with a residual of exactly 0: the cotangent of the row is 0, and yet the Hessian of (F(x) − F(a))² at a is 2·g·gᵀ.</summary>
    [Theory]
    [MemberData(nameof(Rows))]
    public void ZeroResidual_LeavesTheProductOfTheGradients(string name)
    {
        var row = PrimitiveTable.Get(name);
        foreach (var point in RowTests.Points(name).Take(4))
        {
            var plain = RowTests.New(name, IrType.Float64);
            double[] g = plain.Pullback("f", point, [1]).Gradient;
            double target = plain.Run("f", point)[0];

            var builder = new FunctionBuilder("f");
            var arguments = RowTests.Parameters(row, builder, IrType.Float64);
            var residual = builder.Body.Apply(IrType.Float64, "Subtract", builder.Body.Apply(IrType.Float64, name, arguments), builder.Body.Constant(IrType.Float64, target));
            var check = new Check(new Module(builder.Return(builder.Body.Apply(IrType.Float64, "Multiply", residual, residual))));
            Assert.All(check.Pullback("f", point, [1]).Gradient, d => Assert.Equal(0, d));

            double[][] hessian = Hessian(check, point);
            for (int i = 0; i < g.Length; i++)
            {
                for (int j = 0; j < g.Length; j++)
                {
                    double expected = 2 * g[i] * g[j];
                    Assert.True(Math.Abs(hessian[i][j] - expected) <= 1e-13 * Math.Abs(expected), $"{name}: H[{i},{j}] = {hessian[i][j]:R}, expected {expected:R}.");
                }
            }
        }
    }

    [Fact]
    public void SquareOfALogarithm_IsCurvedWhereItIsZero()
    {
        var check = Square("Log");
        Assert.Equal(0, check.Pullback("f", new Point(1.0), [1]).Gradient[0]);
        Assert.Equal(2, Hessian(check, new Point(1.0))[0][0]);
    }

    /// <summary>
    /// P4 at second order: F(x) + y² where F′ is infinite. A direction that leaves x alone meets no pole of F″; one that does not meets the
    /// pole itself, and the cube root's has no sign.
    /// </summary>
    [Theory]
    [InlineData("Sqrt", 0, -Infinity)]
    [InlineData("Cbrt", 0, double.NaN)]
    [InlineData("Log", 0, -Infinity)]
    [InlineData("Log2", 0, -Infinity)]
    [InlineData("Log10", 0, -Infinity)]
    [InlineData("Asin", 1, Infinity)]
    [InlineData("Asin", -1, -Infinity)]
    [InlineData("Acos", 1, -Infinity)]
    [InlineData("Acos", -1, Infinity)]
    [InlineData("AsinPi", 1, Infinity)]
    [InlineData("AcosPi", -1, Infinity)]
    public void DirectionThatIsExactlyZero_StaysZeroAtAPole(string name, double pole, double curvature)
    {
        var builder = new FunctionBuilder("f");
        var x = builder.Parameter(IrType.Float64, "x");
        var y = builder.Parameter(IrType.Float64, "y");
        var square = builder.Body.Apply(IrType.Float64, "Multiply", y, y);
        var check = new Check(new Module(builder.Return(builder.Body.Apply(IrType.Float64, "Add", builder.Body.Apply(IrType.Float64, name, x), square))));
        var point = new Point(pole, 3.0);

        Assert.Equal([0.0, 0.0], Along(check, point, 0, 0));
        Assert.Equal([0.0, 2.0], Along(check, point, 0, 1));
        Assert.Equal([curvature, 0.0], Along(check, point, 1, 0));
    }

    /// <summary>A jump and a kink of length 0: flat at every order, by convention, and not NaN.</summary>
    [Theory]
    [InlineData("Atan2")]
    [InlineData("Atan2Pi")]
    [InlineData("Hypot")]
    public void Origin_IsFlatAtEveryOrder(string name)
    {
        var check = RowTests.New(name, IrType.Float64);
        var origin = new Point(0.0, 0.0);
        Assert.All(check.Pullback("f", origin, [1]).Gradient, d => Assert.Equal(0, d));
        Assert.All(Hessian(check, origin).SelectMany(h => h), d => Assert.Equal(0, d));
    }

    /// <summary>Away from the origin, on the axes and the diagonals, where the unit of the scaling changes from one argument to the other: closed forms.</summary>
    [Theory]
    [InlineData(1.0, 1.0)]
    [InlineData(-2.0, 2.0)]
    [InlineData(3.0, 0.0)]
    [InlineData(0.0, -0.5)]
    [InlineData(3e100, -4e100)]
    public void AngleAndLength_AreCurvedAsTheirClosedForms(double x, double y)
    {
        double s = x == 0 ? Math.Abs(y) : Math.Abs(x);
        double u = x / s;
        double v = y / s;
        double q = (u * u) + (v * v);

        // angle(x, y) = atan2(x, y): fxx = −2xy/(x² + y²)², fxy = (x² − y²)/(x² + y²)², fyy = −fxx.
        double[] angle = [-2 * u * v / (q * q) / s / s, ((u * u) - (v * v)) / (q * q) / s / s, ((u * u) - (v * v)) / (q * q) / s / s, 2 * u * v / (q * q) / s / s];
        Near(angle, Hessian(RowTests.New("Atan2", IrType.Float64), new Point(x, y)), 1 / s / s);

        // r = √(x² + y²): rxx = y²/r³, rxy = −xy/r³, ryy = x²/r³.
        double cube = q * Math.Sqrt(q) * s;
        double[] length = [v * v / cube, -u * v / cube, -u * v / cube, u * u / cube];
        Near(length, Hessian(RowTests.New("Hypot", IrType.Float64), new Point(x, y)), 1 / s);
    }

    private static void Near(double[] expected, double[][] actual, double scale) => Assert.All(
        expected.Zip(actual.SelectMany(h => h)),
        pair => Assert.True(Math.Abs(pair.First - pair.Second) <= 4e-15 * scale, $"{pair.Second:R}, expected {pair.First:R}"));

    private static Check Square(string name)
    {
        var builder = new FunctionBuilder("f");
        var result = builder.Body.Apply(IrType.Float64, name, builder.Parameter(IrType.Float64, "x"));
        return new Check(new Module(builder.Return(builder.Body.Apply(IrType.Float64, "Multiply", result, result))));
    }

    // The Hessian along a direction: the pushforward of the pullback.
    private static double[] Along(Check check, Point point, params double[] direction)
    {
        string jvp = check.Derivations.Jvp(check.Derivations.Vjp("f"));
        object?[] arguments = Check.Extended(check.Module["f"], point, [1]).Append([.. direction.Cast<object>(), 0.0]).Materialise();
        object?[] results = new Interpreter(check.Module).Call(jvp, arguments);
        return [.. results[^point.Count..].Select(r => (double)r!)];
    }

    // One row a component of the gradient: the pullback of the pullback.
    private static double[][] Hessian(Check check, Point point)
    {
        string vjp = check.Derivations.Vjp("f");
        var extended = Check.Extended(check.Module["f"], point, [1]);
        return [.. Enumerable.Range(0, point.Count).Select(i =>
        {
            double[] seed = new double[1 + point.Count];
            seed[1 + i] = 1;
            return check.Pullback(vjp, extended, seed).Gradient[..point.Count];
        })];
    }
}
