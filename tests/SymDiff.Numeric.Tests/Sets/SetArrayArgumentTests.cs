namespace SymDiff.Numeric.Tests.Sets;

/// <summary>What forms refuse of arrays of sets, what they do where one set stands in several places, and what is not there.</summary>
public sealed class SetArrayArgumentTests
{
    private static readonly double[] X = [0.5, -1.5, 0.8];

    [Fact]
    public void AnotherShape_IsRefused_BeforeAnythingIsWritten()
    {
        Tower m = new();
        Refused(m, new() { Layers = [new(1)] });
        Refused(m, new() { Layers = [new(1), new(2), new(3)] });
        Refused(m, new() { Layers = [new(1), null!] });
        Refused(m, new() { Layers = [new(1), new(2) { Bias = [1, 2] }] });
        Refused(m, new() { Layers = [new(1), new(2) { Missing = [1] }] });
        Refused(m, new() { Skip = null });
        Refused(m, new() { None = new(1) });
        Assert.Throws<ArgumentException>("tThis", () => m.LossJvp(X, new Tower { Layers = [] }));
        Assert.Throws<ArgumentException>("vThis", () => m.LossHvp(X, new Tower { Layers = [] }, m.CreateZero()));
        Assert.Throws<ArgumentNullException>("layers", () => SetArrayMethods.OfLayersGradient(null!, X));
        Assert.Throws<ArgumentNullException>("dLayers", () => SetArrayMethods.OfLayersGradient(m.Layers, X, null!));
        Assert.Throws<ArgumentException>("dLayers", () => SetArrayMethods.OfLayersGradient(m.Layers, X, [new(1)]));
    }

    [Fact]
    public void ATransposedMatrix_IsRefused()
    {
        Sheets m = new() { Pages = [new(2, 3)], Cover = new(1, 4) };
        Assert.Throws<ArgumentException>("dThis", () => m.SumGradient(new() { Pages = [new(3, 2)], Cover = new(1, 4) }));
        Assert.Throws<ArgumentException>("dThis", () => m.SumGradient(new() { Pages = [new(2, 3)], Cover = new(4, 1) }));
        m.SumGradient(new() { Pages = [new(2, 3)], Cover = new(1, 4) });
    }

    [Fact]
    public void AnotherType_IsRefused()
    {
        Groups m = new();
        Groups d = m.CreateZero();
        d.Units = [new Wide(), new Narrow()];
        Assert.Throws<ArgumentException>("dThis", () => m.LossGradient(0.5, d, out _));
    }

    [Fact]
    public void SharedMemory_IsRefusedWhereItIsWritten()
    {
        Tower m = new();
        Tower d = m.CreateZero();
        d.Layers[1] = m.Layers[1];
        Refused(m, d);
        d = m.CreateZero();
        d.Layers[1] = m.Layers[0];
        Refused(m, d);
        d = m.CreateZero();
        d.Layers[0].Bias = m.Layers[1].Bias;
        Refused(m, d);
        d = m.CreateZero();
        d.Layers[0].Bias = m.Last;
        Refused(m, d);
        d = m.CreateZero();
        d.Skip = m.Layers[0];
        Refused(m, d);
        d = m.CreateZero();
        Assert.Throws<ArgumentException>("dThis", () => m.LossGradient(d.Layers[0].Bias, d));
        Tower v = m.CreateZero();
        v.Layers[0] = d.Layers[1];
        Assert.Throws<ArgumentException>("dThis", () => m.LossHvp(X, v, d));
    }

    // Where one set stands twice, each place has its own partials. Written, they would be lost; added, they are added up.
    [Fact]
    public void ASetThatStandsTwice_HasPartialsForEachPlace()
    {
        Tier tied = new(1);
        Tower m = new() { Layers = [tied, tied], Skip = tied };
        Tower apart = new() { Layers = [new(1), new(1)], Skip = new(1) };
        double[] expected = new double[apart.ParameterCount];
        apart.LossGradient(X).CopyTo(expected);
        double[] found = new double[m.ParameterCount];
        m.LossGradient(X).CopyTo(found);
        Assert.Equal(expected, found);

        Tower d = m.CreateZero();
        d.Layers[1] = d.Layers[0];
        Assert.Throws<ArgumentException>("dThis", () => m.LossGradient(X, d));
        d = m.CreateZero();
        d.Layers[1].Bias = d.Layers[0].Bias;
        Assert.Throws<ArgumentException>("dThis", () => m.LossGradient(X, d));

        d = m.CreateZero();
        d.Layers[1] = d.Skip = d.Layers[0];
        m.LossVjp(X, 1, d);
        Tower all = apart.LossGradient(X);
        all.Layers[0].AddScaled(all.Layers[1], 1);
        all.Layers[0].AddScaled(all.Skip!, 1);
        double[] sums = new double[tied.ParameterCount];
        double[] added = new double[tied.ParameterCount];
        all.Layers[0].CopyTo(sums);
        d.Layers[0].CopyTo(added);
        Assert.All(sums.Zip(added), p => Assert.Equal(p.First, p.Second, 1e-12));
    }

    [Fact]
    public void WhatIsNotThere_IsAskedFor_AndThrowsWhereItIsRead()
    {
        Tier?[] layers = [new(1), null, new(3)];
        Tier?[] d = SetArrayMethods.OfAnyGradient(layers, 2);
        Assert.Null(d[1]);
        Assert.Equal((layers[0]!.Weights[0, 1], layers[2]!.Weights[0, 1]), (d[0]!.Gain, d[2]!.Gain));
        Assert.Equal((layers[0]!.Gain, 1.0), (d[0]!.Weights[0, 1], d[2]!.Bias[0]));
        Assert.ThrowsAny<SystemException>(() => SetArrayMethods.OfAnyGradient(layers, 1));
        Assert.Throws<IndexOutOfRangeException>(() => SetArrayMethods.OfAnyGradient(layers, 3));
        Assert.Throws<IndexOutOfRangeException>(() => SetArrayMethods.OfAnyGradient(layers, -1));
        Assert.ThrowsAny<SystemException>(() => new Tower { Skip = null }.OutputsJacobian(X));
    }

    [Fact]
    public void AJacobian_HasTheColumnsOfAllSets()
    {
        Tower m = new();
        double[,] jacobian = m.OutputsJacobian(X);
        double[] at = new double[m.ParameterCount];
        m.CopyTo(at);
        Assert.Equal((3, at.Length + 3), (jacobian.GetLength(0), jacobian.GetLength(1)));
        for (int i = 0; i < at.Length; i++)
        {
            double[][] sides = [.. new[] { 1e-5, -1e-5 }.Select(h =>
            {
                double[] moved = [.. at];
                moved[i] += h;
                m.CopyFrom(moved);
                return m.Outputs(X);
            })];
            m.CopyFrom(at);
            for (int row = 0; row < 3; row++)
            {
                Assert.Equal((sides[0][row] - sides[1][row]) / 2e-5, jacobian[row, i], 1e-7);
            }
        }
    }

    [Fact]
    public void SecondDerivatives_OfStructsInAnArray()
    {
        Bend[] bends = [new() { Rate = 0.3, Knots = [0.4, 0.9] }, new() { Rate = -0.6, Knots = [1.2, -0.5, 0.1] }];
        double[] x = [0.7, -0.4];
        Bend[] v = [new() { Knots = [0, 0] }, new() { Knots = [0, 1, 0] }];
        (Bend[] d, double[] dX) = SetArrayMethods.OfBendsHvp(bends, x, v, [0, 0]);

        // bend.At(x) · knots[1] = (1 + rate · k0 · x · k1) · k1
        Bend b = bends[1];
        Assert.Equal(2 * b.Knots[0] * x[1] * b.Knots[1], d[1].Rate, 1e-12);
        Assert.Equal([2 * b.Rate * x[1] * b.Knots[1], 2 * b.Rate * b.Knots[0] * x[1], 0], d[1].Knots);
        Assert.Equal([0, 2 * b.Rate * b.Knots[0] * b.Knots[1]], dX);
        Assert.Equal((0.0, 0.0, 0.0), (d[0].Rate, d[0].Knots[0], d[0].Knots[1]));
    }

    private static void Refused(Tower model, Tower given)
    {
        double[] before = new double[given.ParameterCount];
        given.CopyTo(before);
        foreach (Action form in new Action[] { () => model.LossGradient(X, given), () => model.LossVjp(X, 1, given) })
        {
            Assert.Throws<ArgumentException>("dThis", form);
            double[] after = new double[given.ParameterCount];
            given.CopyTo(after);
            Assert.Equal(before, after);
        }
    }
}
