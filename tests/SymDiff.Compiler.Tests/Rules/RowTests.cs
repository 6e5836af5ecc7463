using SymDiff.Compiler.IR;
using SymDiff.Compiler.Rules;
using SymDiff.Compiler.Tests.Programs;

namespace SymDiff.Compiler.Tests.Rules;

/// <summary>What every row of the primitive table must satisfy, read from the row itself.</summary>
public sealed class RowTests
{
    private const int Samples = 12;

    public static TheoryData<string> Differentiable() => new(PrimitiveTable.All.Where(p => p.Domains.Count > 0 && p.Name is not ("StopGradient" or "OneIfZero" or PrimitiveTable.Instead)).Select(p => p.Name));

    public static TheoryData<string> WithPartials() => new(PrimitiveTable.All.Where(p => p.Partials.Count > 0).Select(p => p.Name));

    [Theory]
    [MemberData(nameof(WithPartials))]
    public void RowIsComplete(string name)
    {
        var row = PrimitiveTable.Get(name);
        Assert.Equal(row.Arity, row.Partials.Count);
        Assert.Equal(row.Arity, row.Formulas.Count);
        Assert.Equal(row.Arity, row.Domains.Count);
        Assert.All(row.Domains, d => Assert.True(d.Low < d.High));
    }

    [Theory]
    [MemberData(nameof(Differentiable))]
    public void AgreesWithCentralDifferencesAndDuality(string name)
    {
        foreach (var point in Points(name))
        {
            New(name, IrType.Float64).FirstOrder("f", point, tolerance: 1e-8);
        }
    }

    [Theory]
    [MemberData(nameof(Differentiable))]
    public void AgreesAtSecondOrder(string name)
    {
        foreach (var point in Points(name).Take(3))
        {
            New(name, IrType.Float64).SecondOrder("f", point, tolerance: 1e-7);
        }
    }

    /// <summary>To rounding, at orders one and two, against the textbook's formulas.</summary>
    [Theory]
    [MemberData(nameof(Differentiable))]
    public void AgreesWithDualNumbers(string name)
    {
        foreach (var point in Points(name))
        {
            var module = New(name, IrType.Float64).Module;
            var check = new ExactCheck(module, _ => new Dictionary<string, Func<object?[], object?>>());
            string function = "f";
            var at = point;
            for (int order = 1; order <= 2; order++)
            {
                at = check.Compare(function, at);
                function += "__Vjp";
            }
        }
    }

    [Theory]
    [MemberData(nameof(Differentiable))]
    public void FloatAgreesWithDouble(string name)
    {
        foreach (var point in Points(name))
        {
            // Rounded first: both widths start from the same number.
            var rounded = point.With([.. point.ToReals().Select(x => (double)(float)x)]);
            double[] wide = New(name, IrType.Float64).Pullback("f", rounded, [1]).Gradient;
            double[] narrow = New(name, IrType.Float32).Pullback("f", rounded, [1]).Gradient;
            for (int i = 0; i < wide.Length; i++)
            {
                Assert.True(Math.Abs(wide[i] - narrow[i]) <= 2e-6 * (1 + Math.Abs(wide[i])), $"{name} at {string.Join(", ", rounded.ToReals())}: {wide[i]:R} and {narrow[i]:R}.");
            }
        }
    }

    [Fact]
    public void StopGradientStops()
    {
        var check = New("StopGradient", IrType.Float64);
        Assert.Equal([0.0], check.Pullback("f", new Point(2.0), [1]).Gradient);
    }

    [Fact]
    public void InsteadIsItsFirstArgumentWithTheDerivativeOfItsSecond()
    {
        var (gradient, values) = New(PrimitiveTable.Instead, IrType.Float64).Pullback("f", new Point(2.0, 3.0), [5]);
        Assert.Equal([2.0], values);
        Assert.Equal([0.0, 5.0], gradient);
    }

    /// <summary>The row applied to parameters, as a function that returns a real whatever the row gives.</summary>
    internal static Check New(string name, IrType type)
    {
        var row = PrimitiveTable.Get(name);
        var builder = new FunctionBuilder("f");
        var arguments = Parameters(row, builder, type);
        var result = builder.Body.Apply(row.Result == ResultType.Integer ? IrType.Int32 : type, name, arguments);
        return new Check(new Module(builder.Return(result.IsReal ? result : builder.Body.Apply(type, "Convert", result))));
    }

    /// <summary>A parameter for each of the row's arguments.</summary>
    internal static Value[] Parameters(Primitive row, FunctionBuilder builder, IrType type) =>
        [.. Enumerable.Range(0, row.Arity).Select(i => builder.Parameter(TypeOf(row.KindOf(i), type), "x" + i))];

    private static IrType TypeOf(ParameterKind kind, IrType real) => kind switch
    {
        ParameterKind.Integer => IrType.Int32,
        ParameterKind.Mode => IrType.Opaque("global::System.MidpointRounding"),
        _ => real,
    };

    /// <summary>Points in the row's domains.</summary>
    internal static IEnumerable<Point> Points(string name)
    {
        var row = PrimitiveTable.Get(name);
        var random = new Random(7);
        for (int i = 0; i < Samples; i++)
        {
            yield return new Point([.. row.Domains.Select((d, a) => Sample(row.KindOf(a), d.Low + ((d.High - d.Low) * (0.02 + (0.96 * random.NextDouble())))))]);
        }
    }

    private static object Sample(ParameterKind kind, double sample) => kind switch
    {
        ParameterKind.Integer => (int)Math.Floor(sample),
        ParameterKind.Mode => (MidpointRounding)(int)sample,
        _ => sample,
    };
}
