namespace SymDiff.Numeric.Tests.Sets;

/// <summary>What forms refuse of the sets that they are given: by name, and before anything is written.</summary>
public sealed class SetArgumentTests
{
    private static readonly double[] X = [0.5, -1.5, 0.8];

    [Fact]
    public void Null_IsRefusedByName()
    {
        Perceptron m = new();
        Assert.Throws<ArgumentNullException>("m", () => SetMethods.OfGradient(null!, X, m.CreateZero()));
        Assert.Throws<ArgumentNullException>("m", () => SetMethods.OfGradient((Perceptron)null!, X));
        Assert.Throws<ArgumentNullException>("m", () => SetMethods.ValuesJacobian(null!, X));
        Assert.Throws<ArgumentNullException>("dM", () => SetMethods.OfGradient(m, X, null!));
        Assert.Throws<ArgumentNullException>("tM", () => SetMethods.OfJvp(m, X, null!));
        Assert.Throws<ArgumentNullException>("dThis", () => m.LossVjp(X, 1, null!));
    }

    [Fact]
    public void AnotherShape_IsRefused()
    {
        Perceptron m = new();
        Refused("dM", new() { Weights = [1, 2] }, d => SetMethods.OfGradient(m, X, d));
        Refused("dM", new() { Weights = [1, 2, 3, 4] }, d => SetMethods.OfVjp(m, X, 1, d));
        Refused("dM", new() { Rows = [[1], [], [2]] }, d => SetMethods.OfGradient(m, X, d));
        Refused("dM", new() { Missing = [1] }, d => SetMethods.OfGradient(m, X, d));
        Refused("dThis", new() { Rows = [[1], []] }, d => m.LossValueAndGradient(X, d));
        Refused("vThis", new() { Weights = [] }, v => m.LossHvp(X, v, m.CreateZero()));
        Refused("tThis", new() { Weights = [] }, t => m.LossJvp(X, t));
        Affine s = new() { Weights = [1, 2, 3], Gain = 1, Times = 1 };
        Assert.Throws<ArgumentException>("dM", () =>
        {
            Affine d = new() { Weights = [1, 2], Gain = 7 };
            SetMethods.OfGradient(s, X, ref d);
        });
        Matrices wide = new(2, 3);
        Matrices tall = new(3, 2);
        Assert.Throws<ArgumentException>("dThis", () => wide.SumGradient(tall));
        Assert.All(tall.GetBlock(0).ToArray(), v => Assert.Equal(1, v));
    }

    [Fact]
    public void AnotherType_IsRefused()
    {
        Block m = new Deep();
        Assert.Throws<ArgumentException>("dThis", () => m.PenaltyGradient(1, new Shallow()));
    }

    [Fact]
    public void TheSetItself_IsNoDestination()
    {
        Perceptron m = new();
        Refused("dM", m, d => SetMethods.OfGradient(m, X, d));
        Refused("dM", m, d => SetMethods.OfVjp(m, X, 1, d));
        Refused("dThis", m, d => m.LossGradient(X, d));
        Perceptron v = m.CreateZero();
        Refused("dThis", v, d => m.LossHvp(X, v, d));
    }

    [Fact]
    public void SharedMemory_IsRefusedWhereItIsWritten()
    {
        Perceptron m = new();
        Perceptron d = m.CreateZero();
        d.Weights = m.Weights;
        Refused("dM", d, g => SetMethods.OfGradient(m, X, g));
        Refused("dM", d, g => SetMethods.OfVjp(m, X, 1, g));
        d = m.CreateZero();
        Assert.Throws<ArgumentException>("dM", () => SetMethods.OfGradient(m, d.Weights, d));
        Affine s = new() { Weights = [1, 2, 3], Gain = 1, Times = 1 };
        Assert.Throws<ArgumentException>("dM", () =>
        {
            Affine g = s;
            SetMethods.OfGradient(s, X, ref g);
        });
    }

    [Fact]
    public void OneAccumulatorForTwoSets_TakesBoth()
    {
        Taylor<double> a = new() { Coefficients = [1, 2], Offset = 3 };
        Taylor<double> b = new() { Coefficients = [4, 5], Offset = 6 };
        Taylor<double> sum = a.CreateZero();
        SetMethods.ProductVjp(a, b, 1, sum, sum);
        Assert.Equal([4 + 1, 0], sum.Coefficients);
        Assert.Equal(6 + 3, sum.Offset);
        Assert.Throws<ArgumentException>("dA", () => SetMethods.ProductGradient(a, b, sum, sum));
    }

    private static void Refused(string name, Perceptron given, Action<Perceptron> form)
    {
        double[] before = new double[given.ParameterCount];
        double[] after = new double[given.ParameterCount];
        given.CopyTo(before);
        Assert.Throws<ArgumentException>(name, () => form(given));
        given.CopyTo(after);
        Assert.Equal(before, after);
    }
}
