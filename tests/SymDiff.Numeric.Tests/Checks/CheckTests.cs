using System.Numerics;

namespace SymDiff.Numeric.Tests.Checks;

/// <summary>Emitted checks of methods with parameters and results of every shape: right derivatives pass, coordinates have names, and the caller's memory stays as it is.</summary>
public sealed class CheckTests
{
    [Fact]
    public void Scalars()
    {
        Passes(CheckMethods.PriceGradientCheck(3, 1.5), "amount", "price", "tax");
        Passes(CheckMethods.OneGradientCheck(0.7), "x");
        Passes(CheckMethods.ScaledGradientCheck(new Point(2, 3), 0.5), "p.X", "p.Y", "by");
    }

    [Fact]
    public void SinglePrecision_IsCheckedWithItsTolerance()
    {
        Passes(CheckMethods.SingleGradientCheck(0.7f, 1.3f), "x", "y");
        Passes(CheckMethods.HiddenGradientCheck(0.7), "x");
        Assert.Equal(Math.Sin(0.7f), CheckMethods.SingleGradientCheck(0.7f, 1.3f).Coordinates[1].Numeric, 1e-3);
    }

    [Fact]
    public void Buffers()
    {
        double[] w = [0.5, -0.3];
        float[] x = [1.5f, 0.25f];
        double[] m = [0.7, 1.1];
        double[] data = [1, 2];
        Passes(CheckMethods.MemoryGradientCheck(w, x, m, 1.3, data), "w[0]", "w[1]", "x[0]", "x[1]", "m[0]", "m[1]", "scale");
        Assert.Equal([0.5, -0.3], w);
        Assert.Equal([1.5f, 0.25f], x);
        Assert.Equal([0.7, 1.1], m);
        Assert.Equal([1, 2], data);
    }

    [Fact]
    public void MatricesAndRows()
    {
        double[,] a = { { 0.5, 1.5 }, { -0.3, 0.2 } };
        double[][] rows = [[0.1, 0.2], [], [0.4]];
        Passes(CheckMethods.MatricesGradientCheck(a, rows), "a[0,0]", "a[0,1]", "a[1,0]", "a[1,1]", "rows[0][0]", "rows[0][1]", "rows[2][0]");
        Assert.Equal(new[,] { { 0.5, 1.5 }, { -0.3, 0.2 } }, a);
        Assert.Equal([0.1, 0.2], rows[0]);
    }

    [Fact]
    public void Structs()
    {
        Passes(
            CheckMethods.StructsGradientCheck(new Particle(new Point(1, 2), 0.5, 3), (0.3, 4, 1.5f), new Vector3(0.1f, 0.2f, 0.3f), new Complex(0.6, 0.7)),
            "p.Position.X", "p.Position.Y", "p.Mass", "t.A", "t.B", "v.X", "v.Y", "v.Z", "c.Real", "c.Imaginary");
        Particle[] all = [new(new Point(1, 2), 0.5, 3), new(new Point(0.3, 0.4), 1.5, 2)];
        Passes(
            CheckMethods.ParticlesGradientCheck(all, [new(1, 2), new(0.5f, 0.7f)]),
            "all[0].Position.X", "all[0].Position.Y", "all[0].Mass", "all[1].Position.X", "all[1].Position.Y", "all[1].Mass", "offsets[0].X", "offsets[0].Y", "offsets[1].X", "offsets[1].Y");
        Assert.Equal(new Particle(new Point(0.3, 0.4), 1.5, 2), all[1]);
    }

    [Fact]
    public void Workspaces_AndWhatIsCounted_AreNewEachTime()
    {
        double[] work = [7, 8];
        double[] counts = [1, 2];
        Passes(CheckMethods.ScratchGradientCheck([0.5, 0.7], work, counts), "x[0]", "x[1]");
        Assert.Equal([7, 8], work);
        Assert.Equal([1, 2], counts);
    }

    [Fact]
    public void ResultsInMemory()
    {
        double[] state = [0.4, -0.6];
        float[] seen = [float.NaN, float.NaN];
        double clock = 0.3;
        int steps = 5;
        Passes(CheckMethods.StepGradientCheck(state, ref clock, seen, 0.1, out double energy, ref steps), "state[0]", "state[1]", "clock", "rate");
        Assert.Equal([0.4, -0.6], state);
        Assert.Equal([float.NaN, float.NaN], seen);
        Assert.Equal((0.3, 5), (clock, steps));
        double[] copy = [.. state];
        CheckMethods.Step(copy, ref clock, seen, 0.1, out double expected, ref steps);
        Assert.Equal(expected, energy);
    }

    [Fact]
    public void ReturnedArrays() => Passes(CheckMethods.SoftmaxGradientCheck([0.3, -0.5, 0.9]), "x[0]", "x[1]", "x[2]");

    [Fact]
    public void SeveralResults()
    {
        double[] y = [0.5, 0.7];
        double[,] table = new double[2, 2];
        double[][] rows = [[1], [2], []];
        Passes(CheckMethods.SeveralGradientCheck(1.3, y, table, rows), "x", "y[0]", "y[1]");
        Assert.Equal([0.5, 0.7], y);
        Assert.Equal(new double[2, 2], table);
        Assert.Equal(2, rows[1][0]);
    }

    [Fact]
    public void ResultsInStructs()
    {
        Particle[] all = [new(new Point(1, 2), 0.5, 3), new(new Point(0.3, 0.4), 1.5, 2)];
        var seen = new Particle[2];
        Passes(
            CheckMethods.MovedGradientCheck(all, seen, 1.5),
            "all[0].Position.X", "all[0].Position.Y", "all[0].Mass", "all[1].Position.X", "all[1].Position.Y", "all[1].Mass", "rate");
        Assert.Equal(0.5, all[0].Mass);
        Assert.Equal(default, seen[0]);
    }

    [Fact]
    public void GenericNumbers()
    {
        Passes(CheckMethods.GenericGradientCheck(0.5, [0.3, 0.4], new[,] { { 1, 0.7 } }), "x", "w[0]", "w[1]", "m[0,0]", "m[0,1]");
        Passes(CheckMethods.GenericGradientCheck(0.5f, [0.3f, 0.4f], new[,] { { 1, 0.7f } }), "x", "w[0]", "w[1]", "m[0,0]", "m[0,1]");
        Passes(CheckMethods.GenericGradientCheck((Half)0.5, [(Half)0.3, (Half)0.4], new[,] { { (Half)1, (Half)0.7 } }), "x", "w[0]", "w[1]", "m[0,0]", "m[0,1]");
        Passes(new Line<double>().AtGradientCheck(0.3), "this.Coefficients[0]", "this.Coefficients[1]", "x");
        Passes(new Line<float>().AtGradientCheck(0.3f), "this.Coefficients[0]", "this.Coefficients[1]", "x");
    }

    [Fact]
    public void Instances_OfGenericTypes() => Passes(new Outer<string>.Inner(0.7).ScaledGradientCheck(0.5, [0.3, 0.4]), "x", "w[0]", "w[1]");

    [Fact]
    public void Names_OfTheEmittedCode_AreFree() =>
        Passes(CheckMethods.NamesGradientCheck(0.3, 0.4, 0.5, 0.6, new Point(1, 2), "a"), "class", "run", "check", "point.X", "point.Y");

    [Fact]
    public void WhereAMethodThrows_ItIsNotDefined()
    {
        Passes(CheckMethods.PositiveGradientCheck(0.05), "x");
        Assert.Throws<ArgumentOutOfRangeException>(() => CheckMethods.PositiveGradientCheck(-1));
    }

    [Fact]
    public void WhatIsNotFinite_OrNothing_IsRefused()
    {
        Assert.Contains("w[1]", Assert.Throws<ArgumentException>(() => CheckMethods.MemoryGradientCheck([1, double.NaN], [1, 1], new double[2], 1, [1, 1])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => CheckMethods.SoftmaxGradientCheck([]));
        Assert.Throws<NullReferenceException>(() => CheckMethods.SoftmaxGradientCheck(null!));
    }

    [Fact]
    public void AWrongPartial_FailsAtItsCoordinate()
    {
        Fails(CheckMethods.WrongOneGradientCheck(0.7, [0.3, 0.4, 0.5]), "w[1]");
        Fails(CheckMethods.WrongSeveralGradientCheck(new Point(0.7, 0.4), [0.3, 0.6]), "p.Y");
        Fails(CheckMethods.WrongMatricesGradientCheck(new double[,] { { 0.5, 0, 0 }, { 0, 0, 0.4 } }, [[0.7], [], [0, 0.3]]), "a[1,2]", "rows[2][1]");
        Fails(CheckMethods.WrongParticlesGradientCheck([new(new Point(1, 2), 0.5, 3), new(new Point(0.3, 0.4), 1.5, 2)], [(0.3, 2, 0.4)]), "all[1].Position.Y");
        double clock = 0.6;
        Fails(CheckMethods.WrongStepGradientCheck([0.3, 0.4, 0.5], ref clock, new double[2, 1], [[1], [2]], out _), "state[2]");
        Fails(CheckMethods.WrongSingleGradientCheck([0.7f, 0.4f], 1.5f), "x[1]");
        Fails(CheckMethods.WrongConversionGradientCheck(0.7f, [1.5f, 0.4f]), "y[1]");
        Fails(CheckMethods.AlmostRightGradientCheck(0.7f, 1.5), "x");
    }

    [Fact]
    public void WhatIsNull_StaysNull() => Passes(CheckMethods.OptionalGradientCheck(null, [null, [2]], [0.3, 0.4]), "rows[1][0]", "x[0]", "x[1]");

    internal static void Passes(GradientCheckReport report, params string[] names)
    {
        Assert.True(report.Passed, report.ToString());
        Assert.Equal(names, report.Coordinates.Select(c => c.Name));
        Assert.Contains(report.Coordinates, c => c.Numeric != 0);
    }

    internal static void Fails(GradientCheckReport report, params string[] names) => Assert.Equal(names, report.Coordinates.Where(c => !c.Passed).Select(c => c.Name));
}
