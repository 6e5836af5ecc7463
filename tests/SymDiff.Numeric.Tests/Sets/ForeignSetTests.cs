using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SymDiff.TestKit;

namespace SymDiff.Numeric.Tests.Sets;

/// <summary>Sets that another assembly declares, of which nothing but metadata is seen: every form against central differences over their parameters.</summary>
public sealed class ForeignSetTests
{
    private static readonly string Source = ForeignSetSource.Uses
        + ForeignSetSource.Forms("OfLine", "Lib.Line", "new Lib.Line()", "Uses.OfLine{0}(m, 0.8{1})")
        + ForeignSetSource.Forms("OfBend", "Lib.Bend", "new Lib.Bend { Rate = 0.7, Knots = new[] { 0.2, -0.1, 0.4 } }", "Uses.OfBend{0}(m, 0.8{1})", "ref")
        + ForeignSetSource.Forms("OfTower", "Lib.Tower", "new Lib.Tower()", "Uses.OfTower{0}(m, 0.8{1})")
        + ForeignSetSource.Forms("OfTaylor", "Lib.Taylor<double>", "new Lib.Taylor<double> { Offset = 0.3, Coefficients = new[] { 0.5, -0.3, 0.8 } }", "Uses.OfTaylor{0}(m, 0.8{1})")
        + ForeignSetSource.Forms("OfDeep", "Deep", "new Deep { Name = \"ab\" }", "m.Loss{0}(0.8{1})");

    private static readonly LoadedProject Project = new LoadedProject().With("Lib", ForeignSetSource.Library).With("Generic", ForeignSetSource.Generic, language: LanguageVersion.Preview).With("Uses", Source);

    [Theory]
    [InlineData("OfLine")]
    [InlineData("OfBend")]
    [InlineData("OfTower")]
    [InlineData("OfTaylor")]
    [InlineData("OfDeep")]
    public void EveryForm(string name)
    {
        double[] at = [.. Get<Func<double[]>>("Initial")().Select((p, i) => p + (0.01 * Math.Sin(i)))];
        double[] value = Get<Func<double[], double[]>>("Value")(at);
        double[] slopes = [.. MatrixDifferences.Of(at, Get<Func<double[], double[]>>("Value")).Cast<double>()];
        Assert.Contains(slopes, s => Math.Abs(s) > 1e-3);
        double[] gradient = Get<Func<double[], double[]>>("Gradient")(at);
        Close(slopes, gradient);
        Assert.Equal(gradient, Get<Func<double[], double[]>>("Allocating")(at));
        Close([.. value, .. slopes], Get<Func<double[], double[]>>("ValueAndGradient")(at));
        Close([.. value, .. slopes.Select(s => 1 + s)], Get<Func<double[], double[]>>("Vjp")(at));

        double[] along = [.. at.Select((_, i) => Math.Cos(2 * i))];
        Close([.. value, slopes.Zip(along, (s, v) => s * v).Sum()], Get<Func<double[], double[], double[]>>("Jvp")(at, along));
        double[,] curvature = MatrixDifferences.Of(at, Get<Func<double[], double[]>>("Gradient"));
        Close([.. curvature.Cast<double>()], [.. Get<Func<double[], double[,]>>("Hessian")(at).Cast<double>()]);
        Close([.. Enumerable.Range(0, at.Length).Select(i => along.Select((v, j) => v * curvature[i, j]).Sum())], Get<Func<double[], double[], double[]>>("Hvp")(at, along));

        T Get<T>(string form)
            where T : Delegate => Project.Delegate<T>(name, form);
    }

    [Fact]
    public void BlocksOfTheJacobian()
    {
        double[] at = Project.Delegate<Func<double[]>>("OfLine", "Initial")();
        Close([.. MatrixDifferences.Of(at, Project.Delegate<Func<double[], double[]>>("Uses", "ResultsOf")).Cast<double>()], Project.Delegate<Func<double[], double[]>>("Uses", "Blocks")(at));
    }

    // What cannot be seen is never taken for a constant.
    [Theory]
    [InlineData("public static double F(Sealed [|m|]) => m.Rate;", "SD0017", "'Sealed._mix' holds parameters and cannot be read in 'C'")]
    [InlineData("public static double F(Line m) => [|m.Hidden()|];", "SD1003", "")]
    [InlineData("public static double F(Line m) => [|m.Shifted|] * m.Slope;", "SD1003", "")]
    [InlineData("public static double F(Line m) => [|m.Bend.At(2)|] * m.Slope;", "SD1003", "")]
    [InlineData("public static double F(Line m) => m.Slope * [|m.GetBlock(1)[0]|];", "", "")]
    [InlineData("public static double F(Line m) => m.Slope * [|m.ParameterCount|];", "", "")]
    public void WhatIsNotSeen_IsAnError(string method, string id, string message)
    {
        DriverResult result = Driver.Run(new DriverInput($"using Lib; using SymDiff; public static partial class C {{ [Differentiable] {method.Replace("[|", "", StringComparison.Ordinal).Replace("|]", "", StringComparison.Ordinal)} }}") { MoreReferences = [.. Project.References] });
        Diagnostic error = Assert.Single(result.AnalyzerDiagnostics);
        Assert.StartsWith(id, error.Id, StringComparison.Ordinal);
        Assert.Equal(DiagnosticSeverity.Error, error.Severity);
        Assert.Contains(message, error.GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
        string source = error.Location.SourceTree!.ToString();
        string marked = method[(method.IndexOf("[|", StringComparison.Ordinal) + 2)..method.IndexOf("|]", StringComparison.Ordinal)];
        Assert.Contains(marked, source.Substring(error.Location.SourceSpan.Start, Math.Max(error.Location.SourceSpan.Length, marked.Length)), StringComparison.Ordinal);
    }

    // As the library of another version of the generator would be.
    [Fact]
    public void ASetThatDoesNotSayItsState_IsAnError()
    {
        const string Plain = """
            using SymDiff;
            [ParameterSet]
            public class Plain : IParameterSet<Plain, double>
            {
                public double Slope;
                public int ParameterCount => 1;
                public int BlockCount => 1;
                public System.Span<double> GetBlock(int index) => new System.Span<double>(ref Slope);
                public void Clear() => Slope = 0;
                public Plain CreateZero() => new Plain();
                public void CopyTo(System.Span<double> destination) => destination[0] = Slope;
                public void CopyFrom(System.ReadOnlySpan<double> source) => Slope = source[0];
                public void AddScaled(Plain other, double factor) => Slope += factor * other.Slope;
            }
            """;
        Compilation library = Driver.Compile(new DriverInput(Plain) { AssemblyName = "Plain" });
        using MemoryStream stream = new();
        Assert.True(library.Emit(stream).Success);
        DriverResult result = Driver.Run(new DriverInput("using SymDiff; public static partial class C { [Differentiable] public static double F(Plain m) => m.Slope; }") { MoreReferences = [MetadataReference.CreateFromImage(stream.ToArray())] });
        Diagnostic error = Assert.Single(result.AnalyzerDiagnostics);
        Assert.Equal("SD0017", error.Id);
        Assert.Contains("does not say what its state is", error.GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    private static void Close(double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), p => Assert.True(Math.Abs(p.First - p.Second) <= 1e-6 * (1 + Math.Abs(p.First)), $"{p.Second:R} instead of {p.First:R}"));
    }
}
