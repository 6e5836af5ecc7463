namespace SymDiff.Numeric.Tests.Sets;

/// <summary>What is emitted for sets of every kind, run.</summary>
public sealed class ParameterSetTests
{
    [Fact]
    public void NumbersArraysAndMatrices() => SetCheck.All<Dense, double>(new(3, 2));

    [Fact]
    public void Structs()
    {
        SetCheck.All<Pair, double>(new() { X = 1, Y = 2 });
        SetCheck.All<Slice, double>(new([1, 2, 3], "s"));
        SetCheck.All<Slice, double>(default);
    }

    [Fact]
    public void Records()
    {
        SetCheck.All<Line, double>(new(1, 2, 3));
        SetCheck.All<Angle, float>(new(1, 2));
        Assert.Equal(2, new Line(1, 2, 3).ParameterCount);
        Assert.Equal(1, new Angle(1, 2).ParameterCount);
    }

    [Fact]
    public void SetsInSets()
    {
        SetCheck.All<Network, double>(new());
        SetCheck.All<Network, double>(new() { Skipped = new(1, 1) { Missing = [1, 2] }, Points = [] });
        SetCheck.All<Network, double>(new() { Input = null!, Points = null!, Part = default });
    }

    [Fact]
    public void List() => SetCheck.All<Node, double>(new() { Value = 1, Next = new() { Value = 2, Next = new() } });

    [Fact]
    public void DerivedSets()
    {
        SetCheck.All<Layer, float>(new Convolution());
        SetCheck.All<Layer, float>(new Strided { Other = new Convolution() });
        SetCheck.All<Convolution, float>(new());
        SetCheck.All<Convolution, float>(new Strided());
        SetCheck.All<Strided, float>(new() { Other = new Strided() });
        SetCheck.All<Shape, double>(new Circle());
        SetCheck.All<Circle, double>(new());
        SetCheck.All<Stack, float>(new());
    }

    [Fact]
    public void GenericSets()
    {
        SetCheck.All<Polynomial<double>, double>(new(1, 2, 3));
        SetCheck.All<Polynomial<float>, float>(new(1, 2, 3));
        SetCheck.All<Polynomial<Half>, Half>(new((Half)1, (Half)2));
        SetCheck.All<Fit, double>(new());
        SetCheck.All<Outer<string>.Inner, double>(new());
    }

    [Fact]
    public void LongArrays_AreAddedToTheLastElement()
    {
        foreach (int length in Enumerable.Range(0, 40))
        {
            SetCheck.All<Slice, double>(new(new double[length], "s"));
            SetCheck.All<Layer, float>(new Convolution { Weights = new float[length] });
        }
    }

    [Fact]
    public void Blocks_StandInDeclarationOrder()
    {
        Dense set = new(2, 3) { Missing = [7] };
        Assert.Equal([2, 1, 6, 1, 1, 1, 1, 0, 2], Enumerable.Range(0, set.BlockCount).Select(b => set.GetBlock(b).Length));
    }

    [Fact]
    public void CreateZero_RunsNoConstructor_AndTakesOverWhatIsNoParameter()
    {
        Dense set = new(2, 2, "mine") { Activation = Math.Sin, Rate = 3 };
        Dense zero = set.CreateZero();
        Assert.Equal(1, zero.Made);
        Assert.Equal("mine", zero.Name);
        Assert.Equal(3, zero.Rate);
        Assert.Same(set.Data, zero.Data);
        Assert.Same(set.Activation, zero.Activation);
        Assert.Null(zero.Missing);
        Assert.NotSame(set.Weights, zero.Weights);
        Assert.Equal("part", new Network().CreateZero().Part.Name);
        Assert.Null(new Network().CreateZero().Skipped);
        Assert.Equal(3, new Line(1, 2, 3).CreateZero().Rate);
    }

    [Theory]
    [InlineData("Weights")]
    [InlineData("_bias")]
    [InlineData("Rows")]
    [InlineData("Missing")]
    public void OtherShapes_AreRefusedByName(string member)
    {
        Dense set = new(2, 2);
        AssertRefused<Dense, double>(set, member switch
        {
            "Weights" => new(2, 3),
            "_bias" => new(3, 2),
            "Rows" => new(2, 2) { Rows = [[1], [2], [3]] },
            _ => new(2, 2) { Missing = [1] },
        }, member);
    }

    [Fact]
    public void TransposedMatrices_AreRefused()
    {
        Transposed set = new() { First = new double[2, 3] };
        AssertRefused<Transposed, double>(set, new() { First = new double[3, 2] }, "First");
    }

    [Fact]
    public void OtherShapesInside_AreRefusedBeforeAnythingIsWritten()
    {
        AssertRefused<Network, double>(new(), new() { Skipped = new(1, 1) }, "Skipped");
        AssertRefused<Network, double>(new() { Skipped = new(1, 1) }, new(), "Skipped");
        AssertRefused<Network, double>(new(), new() { Points = [] }, "Points");
        AssertRefused<Network, double>(new(), new() { Part = new([1], "p") }, "Part");
        AssertRefused<Network, double>(new(), new() { Input = new(2, 4) }, "Input");
        AssertRefused<Stack, float>(new(), new() { Layers = [new Convolution(), new Convolution()] }, "Layers");
    }

    [Fact]
    public void OtherTypes_AreRefused()
    {
        Layer set = new Convolution();
        Assert.Throws<ArgumentException>("other", () => set.AddScaled(new Strided(), 1));
        Layer derived = new Strided();
        Assert.Throws<ArgumentException>("other", () => derived.AddScaled(new Convolution(), 1));
        Assert.Throws<ArgumentNullException>("other", () => derived.AddScaled(null!, 1));
        Assert.Throws<ArgumentNullException>("other", () => new Line(1, 2, 3).AddScaled(null!, 1));
    }

    private static void AssertRefused<TSet, T>(TSet set, TSet other, string member)
        where TSet : class, IParameterSet<TSet, T>
        where T : struct
    {
        T[] before = [.. Reflected.Flat(set).Cast<T>()];
        ArgumentException refused = Assert.Throws<ArgumentException>(nameof(other), () => set.AddScaled(other, default));
        Assert.Contains($"'{member}'", refused.Message, StringComparison.Ordinal);
        Assert.Equal(before, Reflected.Flat(set).Cast<T>());
    }
}
