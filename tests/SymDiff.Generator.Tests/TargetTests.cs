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
        Assert.Equal(3, result.Sources.Length);
        Assert.DoesNotContain(result.Problems, problem => !Undocumented.IsOfTheTestItself(problem));
    }
}
