using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SymDiff.TestKit;

namespace SymDiff.Generator.Tests;

/// <summary>Projects whose names are chosen to break emitted code: it compiles all the same, without a warning.</summary>
public sealed class HostileConsumerTests
{
    /// <summary>Every name that emitted code could mean is taken by something else. The packaging test compiles the same file, with all analyzers of the SDK.</summary>
    private static readonly string Hostile = Resource("Hostile.cs");

    private const string Modern = """
        namespace X;

        public readonly record struct Point(double Scale)
        {
            public double NotPartial(double x) => x * Scale;
        }

        public partial record Curve(double Scale)
        {
            [global::SymDiff.Differentiable]
            public double At(in double x, double y = 2) => x * Scale + y;
        }

        public readonly partial record struct Line(double Scale)
        {
            [global::SymDiff.Differentiable]
            public double At(double x) => x * Scale;
        }

        public partial interface IShape
        {
            [global::SymDiff.Differentiable]
            static double Area(double r) => 3 * r * r;
        }

        public static partial class Extensions
        {
            [global::SymDiff.Differentiable]
            public static double Squared(this double x) => x * x;
        }

        [global::SymDiff.ParameterSet]
        public partial record Model(double Scale, double[] Weights, [global::SymDiff.NoGradient] double Rate);

        [global::SymDiff.ParameterSet]
        public sealed partial record Derived(double Scale, double[] Weights, double Rate, double[,]? More) : Model(Scale, Weights, Rate)
        {
            public Point2 Tip { get; set; }
        }

        [global::SymDiff.ParameterSet]
        public partial record struct Point2(double X, double Y);
        """;

    // The oldest language with the oldest compiler, the newest with the newest: either takes seconds.
    [Theory]
#if ROSLYN_LATEST
    [InlineData(LanguageVersion.CSharp9)]
    [InlineData(LanguageVersion.Latest)]
#else
    [InlineData(LanguageVersion.CSharp7_3)]
#endif
    public void HostileNames_CompileWithoutWarnings(LanguageVersion version) => AssertClean(version, 22, Hostile);

    [Fact]
    public void ModernTypes_CompileWithoutWarnings() => AssertClean(LanguageVersion.Latest, 7, Modern);

    [Fact]
    public void HintNames_AreShortAndDistinct()
    {
        DriverResult result = Driver.Run(Hostile);
        Assert.All(result.Sources, source => Assert.InRange(source.HintName.Length, 1, 120));
        Assert.Equal(result.Sources.Length, result.Sources.Select(source => source.HintName).Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.Contains(result.Sources, source => source.HintName == "X.Names.Keywords.g.cs");
    }

    [Theory]
    [InlineData(NullableContextOptions.Disable)]
    [InlineData(NullableContextOptions.Enable)]
    public void NullableSettings_ChangeNothing(NullableContextOptions nullable) =>
        Driver.Run(new DriverInput("""
            public static partial class C
            {
                [SymDiff.Differentiable] public static double F(double x, [SymDiff.NoGradient] string name, [SymDiff.NoGradient] object data) => x * x;
            }
            """) { Nullable = nullable }).ShouldBuildCleanly();

    [Fact]
    public void ObsoleteMethod_HasObsoleteDerivatives()
    {
        DriverResult result = Driver.Run("""
            public static partial class C
            {
                [System.Obsolete("gone soon")] [SymDiff.Differentiable] public static double F(double x) => x * x;
                public static double Use() => FGradient(1);
            }
            """);
        Diagnostic problem = Assert.Single(result.Problems);
        Assert.Equal("CS0618", problem.Id);
        Assert.StartsWith("File", problem.Location.SourceTree!.FilePath, StringComparison.Ordinal);
    }

    private static string Resource(string name)
    {
        using StreamReader reader = new(typeof(HostileConsumerTests).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }

    private static void AssertClean(LanguageVersion version, int files, string source)
    {
        DriverResult result = Driver.Run(new DriverInput(source) { LanguageVersion = version, Documentation = DocumentationMode.Diagnose });
        string[] problems = [.. result.Problems.Where(problem => !Undocumented.IsOfTheTestItself(problem)).Select(problem => problem.ToString())];
        Assert.True(problems.Length == 0, string.Join("\n", problems));
        Assert.Equal(files, result.Sources.Length);
    }
}
