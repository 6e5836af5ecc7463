using SymDiff.TestKit;

namespace SymDiff.Generator.Tests.Kit;

/// <summary>The dual numbers agree with central differences, which know nothing of rules.</summary>
public sealed class OracleTests
{
    public static TheoryData<string> Names => [.. Functions.Keys];

    private static Dictionary<string, (Func<Dual, Dual, Dual> Dual, Func<double, double, double> Plain)> Functions { get; } = new()
    {
        ["sum"] = ((x, y) => x + y - -x, (x, y) => x + y - -x),
        ["product"] = ((x, y) => x * y, (x, y) => x * y),
        ["quotient"] = ((x, y) => x / y, (x, y) => x / y),
        ["Sqrt"] = ((x, _) => DualMath.Sqrt(x), (x, _) => Math.Sqrt(x)),
        ["Pow"] = (DualMath.Pow, Math.Pow),
        ["Exp"] = ((x, _) => DualMath.Exp(x), (x, _) => Math.Exp(x)),
        ["Log"] = ((x, _) => DualMath.Log(x), (x, _) => Math.Log(x)),
        ["Sin"] = ((x, _) => DualMath.Sin(x), (x, _) => Math.Sin(x)),
        ["Cos"] = ((x, _) => DualMath.Cos(x), (x, _) => Math.Cos(x)),
        ["Tan"] = ((x, _) => DualMath.Tan(x), (x, _) => Math.Tan(x)),
        ["Tanh"] = ((x, _) => DualMath.Tanh(x), (x, _) => Math.Tanh(x)),
        ["Abs"] = ((x, y) => DualMath.Abs(x - y), (x, y) => Math.Abs(x - y)),
        ["Max"] = (DualMath.Max, Math.Max),
        ["Min"] = (DualMath.Min, Math.Min),
        ["increments"] = ((x, y) => { Dual t = x; t++; --y; return t * y; }, (x, y) => (x + 1) * (y - 1)),
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void DualNumbers_AgreeWithCentralDifferences(string name)
    {
        var (dual, plain) = Functions[name];
        double[] at = [0.7, 1.3];
        double[] slopes = CentralDifferences.Gradient(x => plain(x[0], x[1]), at, [0, 1]);
        Dual byX = dual(new Dual(at[0], 1), at[1]);
        Dual byY = dual(at[0], new Dual(at[1], 1));

        Assert.Equal(plain(at[0], at[1]), byX.Value);
        Assert.Equal(slopes[0], byX.Tangent, 1e-8);
        Assert.Equal(slopes[1], byY.Tangent, 1e-8);
    }

    [Fact]
    public void EdgePoints_FollowThePolicy()
    {
        Dual zero = new(0, 1);
        Assert.Equal(0, DualMath.Abs(zero).Tangent);
        Assert.Equal(0.5, DualMath.Max(zero, 0).Tangent);
        Assert.Equal(0.5, DualMath.Min(0, zero).Tangent);
        Assert.Equal(double.PositiveInfinity, DualMath.Sqrt(zero).Tangent);
        Assert.Equal(0, DualMath.Sqrt(0).Tangent);
        Assert.Equal(0, DualMath.Pow(0, zero).Tangent);
        Assert.True(double.IsNaN(DualMath.Pow(-1, zero).Tangent));
        Assert.Equal(1, DualMath.Max(new Dual(double.NaN, 1), 2).Tangent);
    }

    [Fact]
    public void Closeness_TellsBitsApart()
    {
        Assert.True(Closeness.IsSame(double.NaN, -double.NaN));
        Assert.False(Closeness.IsSame(0.0, -0.0));
        Assert.True(Closeness.IsClose(1 + 1e-12, 1, 0, 1e-11));
        Assert.False(Closeness.IsClose(1 + 1e-10, 1, 0, 1e-11));
        Assert.True(Closeness.IsClose(1e-12, 0, 1, 1e-11));
        Assert.False(Closeness.IsClose(double.NaN, 0, 1, 1e-11));
        Assert.False(Closeness.IsClose(0, double.PositiveInfinity, double.PositiveInfinity, 1e-11));
    }
}
