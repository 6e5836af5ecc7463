using Microsoft.CodeAnalysis.CSharp;
using SymDiff.TestKit;

namespace SymDiff.Generator.Tests;

/// <summary>Emitted code compiles without a warning on every framework and in every C# version that is supported.</summary>
public sealed class TargetTests
{
    /// <summary>C# 7.3 without anything that a framework might lack.</summary>
    private const string Source = """
        using System;
        using SymDiff;

        namespace Consumer
        {
            public static partial class Functions
            {
                [Differentiable]
                public static double Neuron(double w0, double w1, double w2, [NoGradient] double x0, [NoGradient] double x1)
                {
                    return 1 / (1 + Math.Exp(-(w0 * x0 + w1 * x1 + w2)));
                }

                [Differentiable]
                public static double Elementary(double x, double y)
                {
                    double a = Math.Sin(x) * Math.Cos(y) + Math.Tan(x * y);
                    a += Math.Pow(x, y) + Math.Log(x) - Math.Sqrt(y) * Math.Tanh(x);
                    a -= Math.Max(x, y) + Math.Min(x, 2) + Math.Abs(x - y);
                    return x > y ? a : Math.Exp(a) / y;
                }

                [Differentiable]
                public static float Single(float x, double y)
                {
                    float s = (float)y * x;
                    return s * s + 2 * x;
                }

                [Differentiable]
                public static double SumOfExponentials(double[] x, double scale)
                {
                    var e = new double[x.Length];
                    double s = 0;
                    for (int i = 0; i < x.Length; i++)
                    {
                        e[i] = Math.Exp(x[i] * scale);
                        s += e[i];
                    }

                    return Math.Log(s) * e[0];
                }

                [Differentiable]
                public static double Swapped(double[] x, int n, bool first)
                {
                    var a = new double[x.Length];
                    var b = first ? x : a;
                    for (int t = 0; t < n; t++)
                    {
                        var next = new double[x.Length];
                        for (int i = 0; i < x.Length; i++)
                        {
                            next[i] = Math.Sin(b[i]) + a[i];
                        }

                        var swap = a;
                        a = next;
                        b = swap;
                    }

                    return a[0] + b[1];
                }
            }
        }
        """;

    public static TheoryData<string, LanguageVersion> Targets
    {
        get
        {
            TheoryData<string, LanguageVersion> targets = [];
            foreach (ReferenceSet references in ReferenceSet.All)
            {
                foreach (LanguageVersion version in new[] { LanguageVersion.CSharp7_3, LanguageVersion.CSharp8, LanguageVersion.CSharp9, LanguageVersion.Latest })
                {
                    targets.Add(references.Name, version);
                }
            }

            return targets;
        }
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public void EmittedCode_CompilesWithoutWarnings(string references, LanguageVersion version)
    {
        DriverResult result = Driver.Run(new DriverInput(Source)
        {
            References = ReferenceSet.Named(references),
            LanguageVersion = version,
            Documentation = Microsoft.CodeAnalysis.DocumentationMode.Diagnose,
        });
        Assert.Equal(5, result.Sources.Length);
        Assert.DoesNotContain(result.Problems, problem => !Undocumented.IsOfTheTestItself(problem));
    }

    /// <summary>The language version decides about the nullable annotations and nothing else: the text is C# 7.3 everywhere.</summary>
    [Theory]
    [InlineData("net10")]
    [InlineData("netstandard2.0")]
    public void EmittedCode_IsTheSameInEveryLanguageVersion(string references)
    {
        string[] old = Emitted(references, LanguageVersion.CSharp7_3);
        Assert.DoesNotContain("#nullable", string.Concat(old), StringComparison.Ordinal);
        foreach (LanguageVersion version in new[] { LanguageVersion.CSharp8, LanguageVersion.Latest })
        {
            Assert.Equal(old, Emitted(references, version).Select(text => text.Replace("#nullable enable annotations\n", "", StringComparison.Ordinal)));
        }
    }

    /// <summary>Only what the target has is used.</summary>
    [Theory]
    [InlineData("net10", true)]
    [InlineData("net8", true)]
    [InlineData("netstandard2.0", false)]
    [InlineData("net472", false)]
    public void EmittedCode_UsesWhatTheTargetHas(string references, bool isModern)
    {
        const string Both = """
            using System;
            using SymDiff;
            public static partial class C
            {
                [Differentiable]
                public static float F(float x, float y)
                {
                    return Math.Max(x, Math.Abs(y)) * (float)(Math.Sin(x) * Math.Cos(x));
                }
            }
            """;
        string text = Emitted(references, LanguageVersion.CSharp7_3, Both).Single();
        Assert.Equal(isModern, text.Contains(") = global::System.Math.SinCos(", StringComparison.Ordinal));
        Assert.Equal(isModern, text.Contains("MathF", StringComparison.Ordinal));
        int value = text.IndexOf("FValueAndGradient(", StringComparison.Ordinal);
        Assert.DoesNotContain("SinCos", text[value..], StringComparison.Ordinal);
    }

    private static string[] Emitted(string references, LanguageVersion version, string source = Source)
    {
        DriverResult result = Driver.Run(new DriverInput(source) { References = ReferenceSet.Named(references), LanguageVersion = version }).ShouldHaveNoErrors();
        return [.. result.Sources.Select(generated => generated.Text)];
    }
}
