using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SymDiff.TestKit;

namespace SymDiff.Generator.Tests;

/// <summary>The text of emitted checks: it is as portable as that of all forms, and reads as one would write it.</summary>
public sealed class GradientCheckTests
{
    private static readonly Dictionary<string, string> WithChecks = new() { ["build_property.SymDiffDefaultDerivatives"] = "Default, Check" };

    /// <summary>Every shape of parameter and result that C# 7.3 and old frameworks have.</summary>
    private const string Source = """
        using System;
        using SymDiff;

        namespace Consumer
        {
            public struct Point
            {
                public double X;
                public float Y;
                public int N;
            }

            public readonly struct Pair<T>
            {
                public Pair(T first, double second)
                {
                    First = first;
                    Second = second;
                }

                [NoGradient] public T First { get; }
                public double Second { get; }
            }

            [ParameterSet]
            public sealed partial class Model
            {
                public double[] Weights = new double[2];
                public double[][] Rows = new double[0][];
                public Unit[] Units = new Unit[0];

                [Differentiable(Derivatives.Check)]
                public double Loss([NoGradient] double[] x) { return Weights[0] * x[0] * Rows[0][1]; }
            }

            [ParameterSet]
            public partial struct Unit
            {
                public double[] Gains;
            }

            public static partial class Functions
            {
                [Differentiable(Derivatives.Check)]
                public static double Scalars(this double x, in float y, [NoGradient] double z, int n = 3) { return x * y * z * n; }

                [Differentiable(Derivatives.Check)]
                public static double Buffers(double[] x, Span<double> work, ReadOnlySpan<float> y, Memory<double> m, double[][] r, [Scratch] double[] s)
                {
                    s[0] = x[0];
                    work[0] *= s[0] * y[0];
                    m.Span[0] += x[1];
                    return work[0] * m.Span[0] * r[0][1];
                }

                [Differentiable(Derivatives.Check)]
                public static (double A, int N) Structs(Point p, (double A, float B) t, Pair<string> q, Point[] all, ReadOnlySpan<(double U, int V)> pairs)
                {
                    return (p.X * p.Y * t.A * t.B * q.Second * all[0].X * pairs[0].U, 3);
                }

                [Differentiable(Derivatives.Check)]
                public static void Results([Output] double[] y, ref double x, out float z, [NoGradient] ref int n, [NoGradient] int[] k, [NoGradient] Span<int> j)
                {
                    y[0] = x * x;
                    x *= 2;
                    z = (float)x;
                    n = k.Length + j.Length;
                }

                [Differentiable(Derivatives.Check)]
                public static double[] Array(params double[] x) { return new double[] { x[0] * x[1], x[1] }; }

                [Differentiable(Derivatives.Check)]
                public static double Sets(Model model, Unit unit, Unit[] units) { return model.Weights[0] * unit.Gains[0] * units[0].Gains[1]; }

                [Differentiable(Derivatives.Check)]
                public static double Names<ofPoint>(double @class, double run, Point value, double check, [NoGradient] ofPoint classAt) { return @class * run * value.X * check; }
            }
        }
        """;

    /// <summary>What needs .NET 8.</summary>
    private const string Modern = """
        using SymDiff;

        namespace Modern
        {
            [ParameterSet]
            public abstract partial class Layer
            {
                public double[,] Mix = new double[2, 2];
                public double Bias { get; set; }
            }

            [ParameterSet]
            public sealed partial class Dense : Layer
            {
                public double Gain;

                [Differentiable(Derivatives.Check)]
                public double Loss(double[,] x, [NoGradient] double[,] data, [Output] double[,] y)
                {
                    y[0, 0] = Mix[0, 1] * x[0, 1] * data[0, 0];
                    return y[0, 0] * Bias * Gain;
                }
            }
        }
        """;

    [Theory]
    [MemberData(nameof(TargetTests.Targets), MemberType = typeof(TargetTests))]
    public void EmittedChecks_CompileWithoutWarnings(string references, LanguageVersion version)
    {
        bool isModern = references is "net8" or "net10";
        DriverResult result = Driver.Run(new DriverInput(Source) { Sources = isModern ? [Source, Modern] : [Source], References = ReferenceSet.Named(references), LanguageVersion = version, Documentation = DocumentationMode.Diagnose });
        string[] problems = [.. result.Problems.Where(problem => !Undocumented.IsOfTheTestItself(problem)).Select(problem => problem.ToString())];
        Assert.True(problems.Length == 0, string.Join("\n", problems));
        Assert.Equal(isModern ? 9 : 8, result.Sources.Count(source => source.Text.Contains("GradientCheckReport ", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(LanguageVersion.CSharp7_3)]
    [InlineData(LanguageVersion.Latest)]
    public void HostileNames_CompileWithoutWarnings(LanguageVersion version)
    {
        using StreamReader reader = new(typeof(HostileConsumerTests).Assembly.GetManifestResourceStream("Hostile.cs")!);
        DriverResult result = Driver.Run(new DriverInput(reader.ReadToEnd()) { LanguageVersion = version, GlobalOptions = WithChecks, Documentation = DocumentationMode.Diagnose });
        string[] problems = [.. result.Problems.Where(problem => !Undocumented.IsOfTheTestItself(problem)).Select(problem => problem.ToString())];
        Assert.True(problems.Length == 0, string.Join("\n", problems));
        Assert.Contains(result.Sources, source => source.Text.Contains("GradientCheckReport ", StringComparison.Ordinal));
    }

    [Fact]
    public Task Text() => Snapshot.Match(
        Driver.Run("""
            using System;
            using SymDiff;

            public struct Point
            {
                public double X;
                public double Y;
            }

            public static partial class Fits
            {
                [Differentiable(Derivatives.Gradient | Derivatives.Check)]
                public static double Error(Point p, ReadOnlySpan<double> weights, [NoGradient] double[] data)
                {
                    double e = p.X * weights[0] + p.Y * weights[1] - data[0];
                    return e * e;
                }
            }
            """).ShouldBuildCleanly(),
        typeof(GradientCheckTests));

    [Fact]
    public void All_LeavesItOut() => Assert.DoesNotContain(
        "GradientCheck", Driver.Run("public static partial class C { [SymDiff.Differentiable(SymDiff.Derivatives.All)] public static double F(double x) => x; }").ShouldBuildCleanly().Source, StringComparison.Ordinal);

    [Theory]
    [InlineData("Default, Check", true)]
    [InlineData("Default", false)]
    public void TheProperty_MayAskForIt(string property, bool isEmitted)
    {
        DriverResult result = Driver.Run(new DriverInput("public static partial class C { [SymDiff.Differentiable] public static double F(double x) => x * x; }")
        {
            GlobalOptions = new Dictionary<string, string> { ["build_property.SymDiffDefaultDerivatives"] = property },
        }).ShouldBuildCleanly();
        Assert.Equal(isEmitted, result.Source.Contains("FGradientCheck(double x)", StringComparison.Ordinal));
        Assert.Contains(" FGradient(double x)", result.Source, StringComparison.Ordinal);
        Assert.DoesNotContain("F__Gradient", result.Source, StringComparison.Ordinal);
    }

    /// <summary>What the property may name are flags: names of the forms' parts are none.</summary>
    [Theory]
    [InlineData("GradientCheck")]
    [InlineData("Tangents")]
    public void TheProperty_NamesFlags(string property) => Assert.Equal("SD0015", Assert.Single(Driver.Run(
        new DriverInput("public static partial class C { [SymDiff.Differentiable] public static double F(double x) => x; }")
        {
            GlobalOptions = new Dictionary<string, string> { ["build_property.SymDiffDefaultDerivatives"] = property },
        }).AnalyzerDiagnostics).Id);

    /// <summary>It is no function: a marked method that calls one is refused where it does, and nothing fails.</summary>
    [Fact]
    public void AMarkedMethod_CannotCallIt()
    {
        DriverResult result = Driver.Run("""
            using SymDiff;
            public static partial class C
            {
                [Differentiable(Derivatives.Check)] public static double G(double x) => x * x;
                [Differentiable] public static double F(double x) => GGradientCheck(x).Passed ? x : 2 * x;
            }
            """);
        Diagnostic refusal = Assert.Single(result.AnalyzerDiagnostics.Where(d => d.Severity == DiagnosticSeverity.Error));
        Assert.StartsWith("SD1", refusal.Id, StringComparison.Ordinal);
    }
}
