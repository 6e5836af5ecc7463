using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SymDiff.Generator.Tests.Frontend;
using SymDiff.TestKit;

namespace SymDiff.Generator.Tests;

/// <summary>The form that spreads samples over threads: its text, where it compiles, and what it is refused for.</summary>
public sealed class SumGradientTests
{
    /// <summary>Every shape of parameter that C# 7.3 and old frameworks have, and names that the text would like to use.</summary>
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

            [ParameterSet]
            public sealed partial class Model
            {
                public double[] Weights = new double[2];
                public double[][] Rows = new double[0][];
                public Unit[] Units = new Unit[0];

                [Differentiable(Derivatives.SumGradient)]
                public double Loss([NoGradient] double[][] x, [Sample] int sample) { return Weights[0] * x[sample][0] * Rows[0][1]; }
            }

            [ParameterSet]
            public partial struct Unit
            {
                public double[] Gains;

                [Differentiable(Derivatives.SumGradient)]
                public double Energy([Sample] int sample) { return Gains[sample] * Gains[0]; }
            }

            public partial class Scaler<T>
            {
                private readonly double _by = 2;

                [Differentiable(Derivatives.SumGradient | Derivatives.Vjp)]
                protected internal double Scale(double a, [NoGradient] T tag, [Sample] int sample) { return a * a * sample * _by; }
            }

            public static partial class Functions
            {
                [Differentiable(Derivatives.SumGradient)]
                public static double Scalars(this double x, in float y, [NoGradient] double z, [Sample] int n = 3) { return x * y * z * n; }

                [Differentiable(Derivatives.SumGradient)]
                public static float Buffers(float[] x, ReadOnlyMemory<float> m, double[][] r, int[] k, [Sample] int i) { return x[i] * m.Span[0] * (float)r[k[i]][1]; }

                [Differentiable(Derivatives.SumGradient)]
                public static double Structs(Point p, (double A, float B) t, Point[] all, ReadOnlyMemory<Point> some, [Sample] int i) { return p.X * p.Y * t.A * t.B * all[i].X * some.Span[0].X; }

                [Differentiable(Derivatives.SumGradient)]
                public static double Sets(Model model, Unit unit, Unit[] units, [Sample] int i) { return model.Weights[0] * unit.Gains[0] * units[i].Gains[1]; }

                [Differentiable(Derivatives.SumGradient)]
                public static double Names<dClassPart>(double[] @class, double workers, double part, double sum, double sums, double others, double iStart, double dWorkersParts, [NoGradient] dClassPart value, [Sample] int i)
                {
                    return @class[i] * workers * part * sum * sums * others * iStart * dWorkersParts;
                }
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
            }

            [ParameterSet]
            public sealed partial class Dense : Layer
            {
                public double Gain;

                [Differentiable(Derivatives.SumGradient)]
                public double Loss(double[,] x, [NoGradient] double[,] data, [Sample] int @event) { return Mix[0, 1] * x[0, 1] * data[@event, 0] * Gain; }
            }
        }
        """;

    [Theory]
    [MemberData(nameof(TargetTests.Targets), MemberType = typeof(TargetTests))]
    public void TheForm_CompilesWithoutWarnings(string references, LanguageVersion version)
    {
        bool isModern = references is "net8" or "net10";
        DriverResult result = Driver.Run(new DriverInput(Source) { Sources = isModern ? [Source, Modern] : [Source], References = ReferenceSet.Named(references), LanguageVersion = version, Documentation = DocumentationMode.Diagnose });
        string[] problems = [.. result.Problems.Where(problem => !Undocumented.IsOfTheTestItself(problem)).Select(problem => problem.ToString())];
        Assert.True(problems.Length == 0, string.Join("\n", problems));
        Assert.Equal(isModern ? 9 : 8, result.Sources.Count(source => source.Text.Contains("SumGradient", StringComparison.Ordinal)));
    }

    [Fact]
    public Task Text() => Snapshot.Match(
        Driver.Run("""
            using System;
            using SymDiff;

            public static partial class Fits
            {
                [Differentiable(Derivatives.SumGradient)]
                public static double Error(double[] weights, double bias, [NoGradient] double[][] inputs, [NoGradient] double[] targets, [Sample] int sample)
                {
                    double[] x = inputs[sample];
                    double e = bias - targets[sample];
                    for (int i = 0; i < weights.Length; i++)
                    {
                        e += weights[i] * x[i];
                    }

                    return e * e;
                }
            }
            """).ShouldBuildCleanly(),
        typeof(SumGradientTests));

    [Fact]
    public void All_LeavesItOut() => Assert.DoesNotContain(
        "SumGradient", Driver.Run("public static partial class C { [SymDiff.Differentiable(SymDiff.Derivatives.All)] public static double F(double x, [SymDiff.Sample] int i) => x * i; }").ShouldBuildCleanly().Source, StringComparison.Ordinal);

    /// <summary>Which methods have samples is no matter of the project.</summary>
    [Fact]
    public void TheProperty_CannotAskForIt() => Assert.Equal("SD0015", Assert.Single(Driver.Run(
        new DriverInput("public static partial class C { [SymDiff.Differentiable] public static double F(double x) => x; }")
        {
            GlobalOptions = new Dictionary<string, string> { ["build_property.SymDiffDefaultDerivatives"] = "Default, SumGradient" },
        }).AnalyzerDiagnostics).Id);

    [Theory]
    [InlineData("[NoGradient] Span<double> [|x|], double a, [Sample] int i")]
    [InlineData("[NoGradient] ReadOnlySpan<double> [|x|], double a, [Sample] int i")]
    [InlineData("[Scratch] double[] [|x|], double a, [Sample] int i")]
    [InlineData("[NoGradient] ref int [|x|], double a, [Sample] int i")]
    [InlineData("[NoGradient] Memory<double> [|x|], double a, [Sample] int i")]
    [InlineData("double a, [Sample] long [|i|]")]
    [InlineData("double a, [Sample] in int [|i|]")]
    [InlineData("[Sample] double [|a|], int i")]
    [InlineData("double a, [Sample] int j, [Sample] int [|i|]")]
    [InlineData("[Scratch] double[] [|x|], [NoGradient] Span<double> [|y|], double a, [Sample] int i")]
    public void Parameters_AreRefusedWhereTheyStand(string parameters) =>
        Marked.Members("SD0035", $"[Differentiable(Derivatives.SumGradient)] public static double F({parameters}) => a * (double)i;");

    [Fact]
    public void AMethodWithoutSamples_IsRefused() => Marked.Members("SD0007", "[[|Differentiable(Derivatives.SumGradient)|]] public static double F(double x, int i) => x * i;");

    [Fact]
    public void SeveralResults_AreRefused() => Marked.Members(
        "SD0007", "[[|Differentiable(Derivatives.SumGradient | Derivatives.Vjp)|]] public static double[] F(double x, [Sample] int i) => new double[] { x * i };");

    [Fact]
    public void AMethodOfARefStruct_IsRefused() => Marked.Source("SD0007", """
        using SymDiff;

        public readonly ref partial struct S
        {
            [[|Differentiable(Derivatives.SumGradient)|]]
            public double F(double x, [Sample] int i) => x * i;
        }
        """);

    /// <summary>What samples would change, or could see change, while others run.</summary>
    [Theory]
    [InlineData("int[] n, double x, [Sample] int i", "n[0]++; return x * i;")]
    [InlineData("[NoGradient] double[] n, double x, [Sample] int i", "n[i] = 1; return x * i;")]
    [InlineData("double x, [Sample] int i", "Count(); return x * i;")]
    [InlineData("double x, Random r, [Sample] int i", "return x * r.NextDouble();")]
    [InlineData("double x, System.Collections.Generic.List<int> l, [Sample] int i", "l.Add(i); return x * i;")]
    [InlineData("double x, [Sample] int i", "return Power(x, i);")]
    public void WhatSamplesShare_IsOnlyRead(string parameters, string body) => Marked.Members(
        "SD0007",
        $"private static int _calls; private static void Count() => _calls++; private static double Power(double x, int n) {{ Count(); return n <= 0 ? 1 : x * Power(x, n - 1); }} "
        + $"[Differentiable(Derivatives.SumGradient)] public static double [|F|]({parameters}) {{ {body} }}");

    /// <summary>Reading is no sharing that hurts; memory of the method's own is its own.</summary>
    [Theory]
    [InlineData("int[] n, double x, [Sample] int i", "return x * n[i];")]
    [InlineData("double x, string s, [Sample] int i", "return x * s.Length;")]
    [InlineData("double x, [Sample] int i", "if (i < 0) { throw new ArgumentOutOfRangeException(nameof(i)); } return x * _factor;")]
    [InlineData("double x, [Sample] int i", "double[] t = new double[4]; for (int k = 0; k < 4; k++) { t[k] = x * k; } return t[i % 4];")]
    [InlineData("double x, [Sample] int i", "int[] t = new int[4]; for (int k = 0; k < 4; k++) { t[k] += k; } return x * t[i % 4];")]
    [InlineData("double[] x, [Sample] int i", "return Power(x, i);")]
    public void WhatIsOnlyRead_MayBeShared(string parameters, string body) => Driver.Run(
        "using System; using SymDiff; public static partial class C { private static readonly double _factor = 2; private static double Power(double[] x, int n) => n <= 0 ? 1 : x[0] * Power(x, n - 1); "
        + $"[Differentiable(Derivatives.SumGradient)] public static double F({parameters}) {{ {body} }} }}").ShouldHaveNoErrors();

    /// <summary>It is no function: a marked method that calls one is refused where it does.</summary>
    [Fact]
    public void ACallInAMarkedMethod_IsRefused()
    {
        DriverResult result = Driver.Run("""
            using SymDiff;

            public static partial class C
            {
                [Differentiable(Derivatives.SumGradient)] public static double F(double[] x, [Sample] int i) => x[0] * i;
                [Differentiable] public static double G(double[] x) { double[] d = new double[x.Length]; return FSumGradient(x, 0, 3, d, 2) + d[0]; }
            }
            """);
        Diagnostic error = Assert.Single(result.AnalyzerDiagnostics);
        Assert.StartsWith("SD1", error.Id, StringComparison.Ordinal);
    }
}
