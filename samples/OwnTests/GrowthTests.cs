using SymDiff;

namespace OwnTests;

/// <summary>The gradient is right, and its code is what was reviewed.</summary>
public sealed class GrowthTests
{
    /// <summary>Against central differences, at several points.</summary>
    /// <param name="time">The time.</param>
    [Theory]
    [InlineData(0)]
    [InlineData(1.5)]
    [InlineData(20)]
    public void GradientAgreesWithDifferences(double time) =>
        GradientCheck.Verify((limit, rate, start) => Growth.Size(limit, rate, start, time), (limit, rate, start) => Growth.SizeGradient(limit, rate, start, time), 100, 0.4, 5);

    /// <summary>At the beginning the size is where it started, whatever limit and rate are.</summary>
    [Fact]
    public void GradientAtTheBeginning()
    {
        (double limit, double rate, double start) = Growth.SizeGradient(100, 0.4, 5, 0);
        Assert.Equal(0, limit, 1e-14);
        Assert.Equal(0, rate);
        Assert.Equal(1, start, 1e-14);
    }

    /// <summary>What is emitted is what lies in <c>Pinned</c>: a change of it is seen in review.</summary>
    [Fact]
    public void EmittedCodeIsAsReviewed()
    {
        string name = "OwnTests.Growth.Size.g.cs";
        Assert.Equal(Text("Pinned", name + ".txt"), Text("emitted", name));
    }

    private static string Text(string folder, string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, folder, name)).ReplaceLineEndings("\n");
}
