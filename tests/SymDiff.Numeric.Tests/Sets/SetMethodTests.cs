namespace SymDiff.Numeric.Tests.Sets;

/// <summary>Sets as parameters and as <c>this</c>, in every form, against central differences over their blocks.</summary>
public sealed class SetMethodTests
{
    private static readonly double[] X = [0.5, -1.5, 0.8];

    [Fact]
    public void AClass_AsParameter() => new SetForms<Perceptron, double>
    {
        Primal = (ref Perceptron m) => SetMethods.Of(m, X),
        Gradient = (ref Perceptron m, ref Perceptron d) => SetMethods.OfGradient(m, X, d),
        Allocating = m => SetMethods.OfGradient(m, X),
        ValueAndGradient = (ref Perceptron m, double _, ref Perceptron d) => SetMethods.OfValueAndGradient(m, X, d),
        Vjp = (ref Perceptron m, double c, ref Perceptron d) => SetMethods.OfVjp(m, X, c, d),
        Jvp = (m, t) => SetMethods.OfJvp(m, X, t),
        Hvp = (ref Perceptron m, Perceptron v, ref Perceptron d) => SetMethods.OfHvp(m, X, v, d),
    }.Check(new());

    [Fact]
    public void AClass_AsThis() => new SetForms<Perceptron, double>
    {
        Primal = (ref Perceptron m) => m.Loss(X),
        Gradient = (ref Perceptron m, ref Perceptron d) => m.LossGradient(X, d),
        Allocating = m => m.LossGradient(X),
        ValueAndGradient = (ref Perceptron m, double _, ref Perceptron d) => m.LossValueAndGradient(X, d),
        Vjp = (ref Perceptron m, double c, ref Perceptron d) => m.LossVjp(X, c, d),
        Jvp = (m, t) => m.LossJvp(X, t),
        Hvp = (ref Perceptron m, Perceptron v, ref Perceptron d) => m.LossHvp(X, v, d),
    }.Check(new() { Missing = [0.3, 0.2] });

    [Fact]
    public void AStruct_AsParameter() => new SetForms<Affine, double>
    {
        Primal = (ref Affine m) => SetMethods.Of(m, X),
        Gradient = (ref Affine m, ref Affine d) => SetMethods.OfGradient(m, X, ref d),
        Allocating = m => SetMethods.OfGradient(m, X),
        ValueAndGradient = (ref Affine m, double _, ref Affine d) => SetMethods.OfValueAndGradient(m, X, ref d),
        Vjp = (ref Affine m, double c, ref Affine d) => SetMethods.OfVjp(m, X, c, ref d),
        Jvp = (m, t) => SetMethods.OfJvp(m, X, t),
        Hvp = (ref Affine m, Affine v, ref Affine d) => SetMethods.OfHvp(m, X, v, ref d),
    }.Check(new() { Weights = [0.3, 0.4, -0.2], Bias = 0.1, Gain = 0.9, Times = 3 });

    [Fact]
    public void AStruct_AsThis() => new SetForms<Affine, double>
    {
        Primal = (ref Affine m) => m.Square(X),
        Gradient = (ref Affine m, ref Affine d) => m.SquareGradient(X, ref d),
        Allocating = m => m.SquareGradient(X),
        ValueAndGradient = (ref Affine m, double _, ref Affine d) => m.SquareValueAndGradient(X, ref d),
        Vjp = (ref Affine m, double c, ref Affine d) => m.SquareVjp(X, c, ref d),
        Jvp = (m, t) => m.SquareJvp(X, t),
        Hvp = (ref Affine m, Affine v, ref Affine d) => m.SquareHvp(X, v, ref d),
    }.Check(new() { Weights = [0.3, 0.4, -0.2], Bias = 0.1, Gain = 0.9, Times = 3 });

    [Fact]
    public void ARecord_AsParameter() => new SetForms<Curve, double>
    {
        Primal = (ref Curve m) => SetMethods.Of(m, 1.5),
        Gradient = (ref Curve m, ref Curve d) => SetMethods.OfGradient(m, 1.5, d),
        Allocating = m => SetMethods.OfGradient(m, 1.5),
        ValueAndGradient = (ref Curve m, double _, ref Curve d) => SetMethods.OfValueAndGradient(m, 1.5, d),
        Vjp = (ref Curve m, double c, ref Curve d) => SetMethods.OfVjp(m, 1.5, c, d),
        Jvp = (m, t) => SetMethods.OfJvp(m, 1.5, t),
        Hvp = (ref Curve m, Curve v, ref Curve d) => SetMethods.OfHvp(m, 1.5, v, d),
    }.Check(new(1.5, 0.4, 1));

    [Fact]
    public void ARecord_AsThis() => new SetForms<Curve, double>
    {
        Primal = (ref Curve m) => m.At(1.5),
        Gradient = (ref Curve m, ref Curve d) => m.AtGradient(1.5, d),
        Allocating = m => m.AtGradient(1.5),
        ValueAndGradient = (ref Curve m, double _, ref Curve d) => m.AtValueAndGradient(1.5, d),
        Vjp = (ref Curve m, double c, ref Curve d) => m.AtVjp(1.5, c, d),
        Jvp = (m, t) => m.AtJvp(1.5, t),
        Hvp = (ref Curve m, Curve v, ref Curve d) => m.AtHvp(1.5, v, d),
    }.Check(new(1.5, 0.4, 1));

    [Fact]
    public void AGenericSet_OfDouble() => new SetForms<Taylor<double>, double>
    {
        Primal = (ref Taylor<double> m) => SetMethods.Of(m, 1.5),
        Gradient = (ref Taylor<double> m, ref Taylor<double> d) => SetMethods.OfGradient(m, 1.5, d),
        Allocating = m => SetMethods.OfGradient(m, 1.5),
        ValueAndGradient = (ref Taylor<double> m, double _, ref Taylor<double> d) => SetMethods.OfValueAndGradient(m, 1.5, d),
        Vjp = (ref Taylor<double> m, double c, ref Taylor<double> d) => SetMethods.OfVjp(m, 1.5, c, d),
        Jvp = (m, t) => SetMethods.OfJvp(m, 1.5, t),
        Hvp = (ref Taylor<double> m, Taylor<double> v, ref Taylor<double> d) => SetMethods.OfHvp(m, 1.5, v, d),
    }.Check(new() { Coefficients = [0.5, -0.3, 0.8], Offset = 0.2 });

    [Fact]
    public void AGenericSet_OfFloat() => new SetForms<Taylor<float>, float>
    {
        Primal = (ref Taylor<float> m) => SetMethods.Of(m, 0.9f),
        Gradient = (ref Taylor<float> m, ref Taylor<float> d) => SetMethods.OfGradient(m, 0.9f, d),
        Allocating = m => SetMethods.OfGradient(m, 0.9f),
        ValueAndGradient = (ref Taylor<float> m, float _, ref Taylor<float> d) => SetMethods.OfValueAndGradient(m, 0.9f, d),
        Vjp = (ref Taylor<float> m, float c, ref Taylor<float> d) => SetMethods.OfVjp(m, 0.9f, c, d),
        Jvp = (m, t) => SetMethods.OfJvp(m, 0.9f, t),
        Hvp = (ref Taylor<float> m, Taylor<float> v, ref Taylor<float> d) => SetMethods.OfHvp(m, 0.9f, v, d),
    }.Check(new() { Coefficients = [0.5f, -0.3f, 0.8f], Offset = 0.2f });

    [Fact]
    public void NestedAndInherited_AsParameter() => new SetForms<Deep, double>
    {
        Primal = (ref Deep m) => SetMethods.Of(m, X),
        Gradient = (ref Deep m, ref Deep d) => SetMethods.OfGradient(m, X, d),
        Allocating = m => SetMethods.OfGradient(m, X),
        ValueAndGradient = (ref Deep m, double _, ref Deep d) => SetMethods.OfValueAndGradient(m, X, d),
        Vjp = (ref Deep m, double c, ref Deep d) => SetMethods.OfVjp(m, X, c, d),
        Jvp = (m, t) => SetMethods.OfJvp(m, X, t),
        Hvp = (ref Deep m, Deep v, ref Deep d) => SetMethods.OfHvp(m, X, v, d),
    }.Check(new());

    [Fact]
    public void NestedAndInherited_AsThis() => new SetForms<Deep, double>
    {
        Primal = (ref Deep m) => m.Loss(X),
        Gradient = (ref Deep m, ref Deep d) => m.LossGradient(X, d),
        Allocating = m => m.LossGradient(X),
        ValueAndGradient = (ref Deep m, double _, ref Deep d) => m.LossValueAndGradient(X, d),
        Vjp = (ref Deep m, double c, ref Deep d) => m.LossVjp(X, c, d),
        Jvp = (m, t) => m.LossJvp(X, t),
        Hvp = (ref Deep m, Deep v, ref Deep d) => m.LossHvp(X, v, d),
    }.Check(new());

    // What the method of the base does not see of a set is overwritten all the same: with zero.
    [Fact]
    public void AMethodOfABase_OnADerivedSet() => new SetForms<Block, double>
    {
        Primal = (ref Block m) => m.Penalty(1.5),
        Gradient = (ref Block m, ref Block d) => m.PenaltyGradient(1.5, d),
        Allocating = m => m.PenaltyGradient(1.5),
        ValueAndGradient = (ref Block m, double _, ref Block d) => m.PenaltyValueAndGradient(1.5, d),
        Vjp = (ref Block m, double c, ref Block d) => m.PenaltyVjp(1.5, c, d),
        Jvp = (m, t) => m.PenaltyJvp(1.5, t),
        Hvp = (ref Block m, Block v, ref Block d) => m.PenaltyHvp(1.5, v, d),
    }.Check(new Deep());

    [Fact]
    public void SeveralSets_BesideABufferAndANumber()
    {
        Affine a = new() { Weights = [0.3, 0.4, -0.2], Bias = 0.1, Gain = 0.9, Times = 3 };
        Perceptron b = new();
        Curve c = new(1.5, 0.4, 1);
        (Affine dA, Perceptron dB, double[] dX, double dK) = SetMethods.BothGradient(a, b, X, 0.6, c);
        const double H = 1e-5;
        for (int i = 0; i < X.Length; i++)
        {
            double[] up = [.. X];
            double[] down = [.. X];
            (up[i], down[i]) = (up[i] + H, down[i] - H);
            Assert.Equal((SetMethods.Both(a, b, up, 0.6, c) - SetMethods.Both(a, b, down, 0.6, c)) / (2 * H), dX[i], 1e-8);
        }

        Assert.Equal((SetMethods.Both(a, b, X, 0.6 + H, c) - SetMethods.Both(a, b, X, 0.6 - H, c)) / (2 * H), dK, 1e-8);
        AssertSlopes(a, dA, m => SetMethods.Both(m, b, X, 0.6, c));
        AssertSlopes(b, dB, m => SetMethods.Both(a, m, X, 0.6, c));
    }

    [Fact]
    public void OneOfTwoSets_IsChosen()
    {
        Affine a = new() { Weights = [0.3, 0.4, -0.2], Bias = 0.1, Gain = 0.9, Times = 3 };
        Affine b = new() { Weights = [-0.3, 0.7, 0.5], Bias = -0.4, Gain = 1.1, Times = 2 };
        foreach (bool isFirst in new[] { true, false })
        {
            (Affine dA, Affine dB) = SetMethods.ChosenGradient(a, b, X, isFirst);
            AssertSlopes(a, dA, m => SetMethods.Chosen(m, b, X, isFirst));
            AssertSlopes(b, dB, m => SetMethods.Chosen(a, m, X, isFirst));
        }
    }

    [Fact]
    public void LambdasLoopsAndSeveralResults_SeeTheSet()
    {
        Uses m = new();
        AssertSlopes(m, m.LambdaGradient(1.3).This, s => s.Lambda(1.3));
        AssertSlopes(m, SetMethods.CarriedGradient(m, 1.3).m, s => SetMethods.Carried(s, 1.3));

        Uses d = m.CreateZero();
        double dX = 0;
        m.PairVjp(1.3, (1, 2), d, ref dX);
        AssertSlopes(m, d, s => s.Pair(1.3).A + (2 * s.Pair(1.3).B));
        Assert.Equal(m.First.Gain, dX, 1e-12);

        double[] y = new double[2];
        d.Clear();
        m.OutputsVjp(y, 1.3, [1, 2], d, ref dX);
        AssertSlopes(m, d, Outputs);
        double[,] jacobian = m.OutputsJacobian(y, 1.3);
        d.CopyFrom([.. Enumerable.Range(0, m.ParameterCount).Select(j => jacobian[0, j] + (2 * jacobian[1, j]))]);
        AssertSlopes(m, d, Outputs);

        double Outputs(Uses s)
        {
            s.Outputs(y, 1.3);
            return y[0] + (2 * y[1]);
        }
    }

    [Fact]
    public void Jacobian_HasTheColumnsOfTheSet()
    {
        Perceptron m = new();
        double[,] jacobian = SetMethods.ValuesJacobian(m, X);
        Assert.Equal((3, m.ParameterCount + X.Length), (jacobian.GetLength(0), jacobian.GetLength(1)));
        for (int row = 0; row < 3; row++)
        {
            Perceptron expected = m.CreateZero();
            expected.CopyFrom([.. Enumerable.Range(0, m.ParameterCount).Select(j => jacobian[row, j])]);
            int wanted = row;
            AssertSlopes(m, expected, s => SetMethods.Values(s, X)[wanted]);
            Assert.Equal([m.Mix[row, 0], m.Mix[row, 1], 0], Enumerable.Range(m.ParameterCount, 3).Select(j => jacobian[wanted, j]));
        }
    }

    private static void AssertSlopes<TSet>(TSet model, TSet slopes, Func<TSet, double> value)
        where TSet : IParameterSet<TSet, double>
    {
        const double H = 1e-5;
        double[] found = new double[model.ParameterCount];
        double[] at = new double[found.Length];
        slopes.CopyTo(found);
        model.CopyTo(at);
        for (int i = 0; i < at.Length; i++)
        {
            double[] sides = [.. new[] { H, -H }.Select(h =>
            {
                double[] moved = [.. at];
                moved[i] += h;
                model.CopyFrom(moved);
                return value(model);
            })];
            Assert.Equal((sides[0] - sides[1]) / (2 * H), found[i], 1e-7);
        }

        model.CopyFrom(at);
    }
}
