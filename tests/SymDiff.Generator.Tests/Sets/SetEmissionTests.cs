using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SymDiff.TestKit;

namespace SymDiff.Generator.Tests.Sets;

/// <summary>What is emitted for a set: the text of one, and that all of them compile without a warning wherever they are supported.</summary>
public sealed class SetEmissionTests
{
    /// <summary>C# 7.3, and nothing of which a framework has no span.</summary>
    private const string Source = """
        using System;
        using SymDiff;

        namespace Consumer
        {
            [ParameterSet]
            public partial class Layer
            {
                public double[] Weights;
                private double[] _bias = new double[2];
                public double[][] Rows { get; set; }
                [NoGradient] public readonly double[] Data = new double[1];
                public string Name;
                public Func<double, double> Activation;
                public double[] Bias { get { return _bias; } }
                public static double Shared;
                public const double Half = 0.5;
            }

            [ParameterSet]
            public partial class Wide : Layer
            {
                public Layer Inner;
                public double[] More;
            }

            [ParameterSet]
            public sealed partial class Widest : Wide
            {
                public double[] Most;
            }

            [ParameterSet]
            public partial struct Slot
            {
                public double[] Values;
                public Layer Layer;
            }

            public static partial class Outer<T> where T : class
            {
                [ParameterSet]
                public sealed partial class Model
                {
                    public Layer[] Layers;
                    public Slot Slot;
                    public Slot[] Slots { get; private set; }
                    public T Key;
                }
            }
        }
        """;

    public static TheoryData<string, LanguageVersion> Targets => TargetTests.Targets;

    [Fact]
    public Task Network() => Snapshot.Match(
        Driver.Run("""
            using SymDiff;

            namespace Examples;

            [ParameterSet]
            public sealed partial class Network
            {
                public double[,] Weights { get; }
                public double[] Bias;
                public double Scale { get; set; } = 1;
                public Embedding Words;
                public Embedding?[] More = System.Array.Empty<Embedding>();
                [NoGradient] public double Rate = 0.1;

                public Network(int rows, int columns)
                {
                    Weights = new double[rows, columns];
                    Bias = new double[rows];
                    Words = new Embedding();
                }
            }

            [ParameterSet]
            public sealed partial class Embedding
            {
                public double[][] Vectors = System.Array.Empty<double[]>();
            }
            """).ShouldBuildCleanly(),
        typeof(SetEmissionTests));

    [Theory]
    [MemberData(nameof(Targets))]
    public void EmittedCode_CompilesWithoutWarnings(string references, LanguageVersion version)
    {
        DriverResult result = Driver.Run(new DriverInput(Source)
        {
            References = ReferenceSet.Named(references),
            LanguageVersion = version,
            Documentation = DocumentationMode.Diagnose,
            Nullable = NullableContextOptions.Disable,
        });
        Assert.DoesNotContain(result.Problems, problem => !Undocumented.IsOfTheTestItself(problem) && problem.Id != "CS0649");
        Assert.Equal(
            ["Consumer.Layer-set.g.cs", "Consumer.Outer-1.Model-set.g.cs", "Consumer.Slot-set.g.cs", "Consumer.Wide-set.g.cs", "Consumer.Widest-set.g.cs"],
            result.Sources.Select(s => s.HintName));
    }

    [Theory]
    [InlineData("net472", "public double W;")]
    [InlineData("netstandard2.0", "public double W;")]
    [InlineData("netstandard2.0", "public double[,] W = new double[1, 1];")]
    [InlineData("netstandard2.0", "public double[] W { get; } = new double[1];")]
    [InlineData("netstandard2.0", "public readonly double[] W = new double[1];")]
    public void WhatATargetHasNot_IsRefusedAtTheMember(string references, string member)
    {
        string source = $"[SymDiff.ParameterSet] public partial class C {{ {member} }}";
        Diagnostic refused = Assert.Single(Driver.Run(new DriverInput(source) { References = ReferenceSet.Named(references) }).Problems);
        Assert.Equal("SD0031", refused.Id);
        Assert.Equal("W", source.Substring(refused.Location.SourceSpan.Start, refused.Location.SourceSpan.Length));
        Driver.Run(new DriverInput(source)).ShouldBuildCleanly();
    }

    [Theory]
    [InlineData("public double W { get; set; }")]
    [InlineData("public double[] W { get; } = new double[1];")]
    public void GenericTypesOnNet8_HaveNoReferencesToFields(string member)
    {
        string source = $"[SymDiff.ParameterSet] public partial class C<TKey> {{ {member} }}";
        Assert.Equal("SD0031", Assert.Single(Driver.Run(new DriverInput(source) { References = ReferenceSet.Net8 }).Problems).Id);
        Driver.Run(new DriverInput(source)).ShouldBuildCleanly();
        Driver.Run(new DriverInput(source.Replace("<TKey>", "", StringComparison.Ordinal)) { References = ReferenceSet.Net8 }).ShouldBuildCleanly();
    }

    /// <summary>A name that differs in case alone, and a method beside a set of its name.</summary>
    [Fact]
    public void HintNames_AreDistinct()
    {
        DriverResult result = Driver.Run("""
            using SymDiff;
            public static partial class A
            {
                [ParameterSet] public sealed partial class Bc { public double W; }
                [ParameterSet] public sealed partial class BC { public double W; }
                [ParameterSet] public sealed partial class Bc<T> { [NoGradient] public T? Key; public double W; }
                [Differentiable] public static double Set(double x) => x;
            }
            """).ShouldBuildCleanly();
        Assert.Equal(4, result.Sources.Select(s => s.HintName).Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    [Fact]
    public void SetsOfAnotherAssembly_AreHeldAndDerivedFrom()
    {
        const string Library = """
            using SymDiff;
            namespace Lib
            {
                [ParameterSet] public partial class Layer { public double[] Weights = { 1 }; }
                [ParameterSet] public partial class Wide : Layer { public double W; }
                [ParameterSet] public partial struct Pair { public double X; }
                public sealed class ByHand : IParameterSet<ByHand, double>
                {
                    public int ParameterCount => 0;
                    public int BlockCount => 0;
                    public System.Span<double> GetBlock(int index) => throw new System.ArgumentOutOfRangeException(nameof(index));
                    public void Clear() { }
                    public ByHand CreateZero() => new ByHand();
                    public void CopyTo(System.Span<double> destination) { }
                    public void CopyFrom(System.ReadOnlySpan<double> source) { }
                    public void AddScaled(ByHand other, double scale) { }
                }
            }
            """;
        using MemoryStream stream = new();
        Assert.True(Driver.Run(new DriverInput(Library) { AssemblyName = "Lib" }).ShouldBuildCleanly().Output.Emit(stream).Success);
        MetadataReference library = MetadataReference.CreateFromImage(stream.ToArray());
        foreach (LanguageVersion version in new[] { LanguageVersion.CSharp7_3, LanguageVersion.Latest })
        {
            DriverResult result = Driver.Run(new DriverInput("""
                using SymDiff;
                [ParameterSet] public partial class Mine : Lib.Wide { public Lib.Layer Layer = new Lib.Layer(); public Lib.Pair Pair; public Lib.Layer[] All = { }; }
                [ParameterSet] public sealed partial class Holder { public Lib.ByHand Hand = new Lib.ByHand(); public Mine Mine = new Mine(); }
                """) { MoreReferences = [library], LanguageVersion = version }).ShouldBuildCleanly();
            Assert.Equal(2, result.Sources.Length);
        }
    }

    /// <summary>The examples of the page about sets.</summary>
    [Fact]
    public void ExamplesOfThePage_Compile()
    {
        string page = File.ReadAllText(Path.Combine(RepositoryFiles.Root, "docs", "parameter-sets.md"));
        string[] examples = [.. page.Split("```csharp\n").Skip(1).Select(b => b[..b.IndexOf("```", StringComparison.Ordinal)])];
        Assert.Equal(4, examples.Length);
        Assert.Equal(8, Driver.Run(new DriverInput(examples)).ShouldBuildCleanly().Sources.Length);
    }

#if ROSLYN_LATEST
    [Theory]
    [InlineData(LanguageVersion.Latest, true)]
    [InlineData(LanguageVersion.CSharp12, false)]
    public void ViewsOfAStruct_DoNotOutliveIt(LanguageVersion version, bool isRefused)
    {
        const string Sets = """
            using System;
            using SymDiff;
            [ParameterSet] public partial struct Pair { public double X; public double Y { get; set; } }
            [ParameterSet] public partial struct Two { public Pair First; public Pair Second { get; set; } public double[] Third; }
            """;
        const string Escaping = """
            public static class Views
            {
                public static Span<double> Of() { Pair p = default; return p.GetBlock(0); }
                public static Span<double> Any<T>() where T : struct, IParameterSet<T, double> { T p = default; return p.GetBlock(0); }
            }
            """;
        Driver.Run(new DriverInput(Sets) { LanguageVersion = version }).ShouldBuildCleanly();
        int errors = Driver.Run(new DriverInput(Sets + Escaping) { LanguageVersion = version }).Problems.Count();
        Assert.Equal(isRefused, errors >= 2);
    }

    [Fact]
    public void AScalarOfAnyType_NeedsAnArithmeticOfTypeParameters()
    {
        const string Generic = "[SymDiff.ParameterSet] public partial class C<T> where T : System.Numerics.IFloatingPoint<T> { public T[] W = new T[1]; public T V = T.One; public T[,]? M; }";
        Driver.Run(new DriverInput(Generic)).ShouldBuildCleanly();
        string old = Generic.Replace(" = T.One", " = default!", StringComparison.Ordinal);
        Assert.Equal("SD0019", Assert.Single(Driver.Run(new DriverInput(old) { LanguageVersion = LanguageVersion.CSharp10 }).Problems).Id);
    }
#endif
}
