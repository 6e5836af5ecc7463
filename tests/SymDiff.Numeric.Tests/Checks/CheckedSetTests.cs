namespace SymDiff.Numeric.Tests.Checks;

/// <summary>Emitted checks of methods with sets of parameters.</summary>
public sealed class CheckedSetTests
{
    private static readonly double[] X = [0.5, -1.5, 0.8];

    private static readonly string[] OfModel =
    [
        "Bias", "Weights[0]", "Weights[1]", "Weights[2]", "Mix[0,0]", "Mix[0,1]", "Mix[0,2]", "Mix[1,0]", "Mix[1,1]", "Mix[1,2]", "Rows[0][0]", "Rows[2][0]", "Rows[2][1]",
        "Units{0}[0]", "Units{1}[0]", "Units{2}[0]", "Units{3}[0]", "Last",
    ];

    [Fact]
    public void AClass_AsThis()
    {
        var model = new Model();
        CheckTests.Passes(model.LossGradientCheck(X, 1.2), [.. OfModel.Select(n => "this." + n), "scale"]);
        Assert.Equal([0.4, -0.7, 1.1], model.Weights);
        Assert.Equal(0.3, model.Bias);
        double[] y = [5, 6];
        CheckTests.Passes(model.LayerGradientCheck(X, y), [.. OfModel.Select(n => "this." + n)]);
        Assert.Equal([5, 6], y);
    }

    [Fact]
    public void AStruct_AsThis()
    {
        var unit = new Unit { Gain = 0.3, Shift = 0.4 };
        CheckTests.Passes(unit.AtGradientCheck(0.7), "this.Gain", "this.Shift", "x");
        Assert.Equal((0.3, 0.4), (unit.Gain, unit.Shift));
    }

    [Fact]
    public void Parameters()
    {
        var unit = new Unit { Gain = 0.3, Shift = 0.4 };
        CheckTests.Passes(CheckedSets.OfGradientCheck(new Model(), unit, X), [.. OfModel.Select(n => "model." + n), "unit.Gain", "unit.Shift"]);
        Assert.Throws<ArgumentNullException>(() => CheckedSets.OfGradientCheck(null!, unit, X));
        double x = 0.4;
        CheckTests.Passes(CheckedSets.OfBothGradientCheck(new Model(), ref x), [.. OfModel.Select(n => "model." + n), "x"]);
        Assert.Equal(0.4, x);
    }

    [Fact]
    public void Arrays()
    {
        Unit[] units = [new() { Gain = 0.3, Shift = 0.4 }, new() { Gain = 0.6, Shift = -0.4 }];
        CheckTests.Passes(CheckedSets.OfSeveralGradientCheck(units, 0.7), "units[0]{0}[0]", "units[0]{1}[0]", "units[1]{0}[0]", "units[1]{1}[0]", "x");
        Assert.Equal(0.6, units[1].Gain);
    }

    [Fact]
    public void ADerivedType_HasStateThatTheMethodDoesNotSee() => CheckTests.Passes(new Box().AreaGradientCheck(), "this.Size", "this.{1}[0]", "this.{1}[1]");

    [Fact]
    public void ADerivedType_AsItIs() => CheckTests.Passes(new Box().VolumeGradientCheck(new float[1]), "this.Size", "this.Depths[0]", "this.Depths[1]");

    [Fact]
    public void SeveralResults()
    {
        Unit[] units = [new() { Gain = 0.3, Shift = 0.4 }, new() { Gain = 0.6, Shift = -0.4 }];
        double[] y = [7, 8];
        CheckTests.Passes(units.FilledGradientCheck(new Model(), y), ["units[0]{0}[0]", "units[0]{1}[0]", "units[1]{0}[0]", "units[1]{1}[0]", .. OfModel.Select(n => "model." + n)]);
        Assert.Equal([7, 8], y);
    }

    [Fact]
    public void AWrongPartial_FailsAtItsCoordinate() => CheckTests.Fails(CheckedSets.WrongGradientCheck(new Model(), 0.7), "model.Weights[1]");

    [Fact]
    public void WrongPartials_FailAtTheirCoordinates() => CheckTests.Fails(
        CheckedSets.WrongUnitsGradientCheck([new() { Gain = 0.3, Shift = 0.4 }, new() { Gain = 0.6, Shift = -0.4 }], new Model()), "units[1]{1}[0]", "model.Rows[2][0]", "model.Units{2}[0]");
}
