using SymDiff.TestKit;

namespace SymDiff.Numeric.Tests.RealFormulas;

/// <summary>Formulas as people use them, compiled once for all tests.</summary>
public sealed class RealFormulaSet : IDisposable
{
    /// <summary>The points of each formula: ordinary ones first, then zeros, kinks and poles.</summary>
    public static IReadOnlyDictionary<string, double[][]> Points { get; } =
        new[] { Finance.Points, Learning.Points, Optimisation.Points, Physics.Points, Chemistry.Points, Geometry.Points, Statistics.Points }
            .SelectMany(points => points)
            .ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);

    /// <summary>The methods.</summary>
    public static string Text { get; } =
        string.Join("\n", Finance.Text, Learning.Text, Optimisation.Text, Physics.Text, Chemistry.Text, Geometry.Text, Statistics.Text);

    /// <summary>The compiled methods.</summary>
    public Corpus Corpus { get; } = Corpus.CompileSecondOrder(Text);

    /// <inheritdoc/>
    public void Dispose() => Corpus.Dispose();
}

/// <summary>The test classes that share the one compilation of all formulas.</summary>
[CollectionDefinition(Name)]
public sealed class RealFormulaTestGroup : ICollectionFixture<RealFormulaSet>
{
    /// <summary>Its name.</summary>
    public const string Name = "real formulas";
}
