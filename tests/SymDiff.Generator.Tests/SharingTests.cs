using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SymDiff.Generator.Frontend;
using SymDiff.Generator.Model;
using SymDiff.Generator.Sharing;
using SymDiff.TestKit;

namespace SymDiff.Generator.Tests;

/// <summary>
/// The analyzer takes over what the generator read of the same files, and of no others. That both say the same is held by every run of the <see cref="Driver"/>.
/// </summary>
public sealed class SharingTests
{
    private const string Source = "public static partial class C { [SymDiff.Differentiable] public static double F(double x) => x * Other.G(x); }";
    private const string Other = "public static class Other { public static double G(double x) => x * x; }";

    [Fact]
    public void WhatTheGeneratorRead_IsKnownWithItsVerdict()
    {
        DriverResult result = Run();
        var known = Known(result.Output);
        Assert.NotNull(known);
        Assert.Equal("C.F(double)", known.Value.Reading.DisplayName);
        Assert.NotNull(KnownVerdicts.Find(known.Value.Model, Options.Parse(null)));
        Assert.Null(KnownVerdicts.Find(known.Value.Model, Options.Parse("Hessian")));
    }

    [Fact]
    public void FilesBehind_MakeNoDifference() => Assert.NotNull(Known(Run().Output.AddSyntaxTrees(CSharpSyntaxTree.ParseText("class Behind { }"))));

    [Fact]
    public void SeveritiesOfFiles_MakeNoDifference()
    {
        Compilation output = Run().Output;
        Assert.NotNull(Known(output.WithOptions(output.Options.WithSyntaxTreeOptionsProvider(new NoSeverities()))));
    }

    [Fact]
    public void OtherFilesReferencesAndOptions_AreReadAgain()
    {
        Compilation output = Run().Output;
        SyntaxTree[] trees = [.. output.SyntaxTrees];
        Compilation[] others =
        [
            output.RemoveSyntaxTrees(trees[1]).AddSyntaxTrees(CSharpSyntaxTree.ParseText(Other)),
            output.ReplaceSyntaxTree(trees[1], CSharpSyntaxTree.ParseText(Other.Replace("x * x", "x", StringComparison.Ordinal))),
            output.RemoveAllSyntaxTrees().AddSyntaxTrees([CSharpSyntaxTree.ParseText("class Before { }"), .. trees]),
            output.RemoveSyntaxTrees(trees[1..]),
            output.RemoveReferences(output.References.Last()),
            output.AddReferences(MetadataReference.CreateFromFile(typeof(SharingTests).Assembly.Location)),
            output.WithAssemblyName("Another"),
            output.WithOptions(((CSharpCompilationOptions)output.Options).WithOverflowChecks(true)),
        ];
        Assert.All(others, other => Assert.Null(Known(other)));
        Assert.NotNull(Known(output));
    }

    [Fact]
    public void TheSameReading_HasTheModelOfThen()
    {
        Compilation output = Run().Output;
        var known = Known(output)!.Value;
        Assert.Same(known.Model, KnownReadings.Keep(Method(output), output, known.Reading with { Loops = new Dictionary<string, Location>() }));
    }

    /// <summary>The other part may be what another generator emits, which this one does not see.</summary>
    [Fact]
    public void PartialMethods_AreReadAgain()
    {
        DriverResult result = Driver.Run("public static partial class C { [SymDiff.Differentiable] public static partial double F(double x); public static partial double F(double x) => x * x; }");
        Assert.Empty(result.AnalyzerDiagnostics);
        Assert.Null(Known(result.Output));
    }

    [Fact]
    public void SourceThatDoesNotCompile_IsReadAgain() => Assert.Null(Known(Driver.Run(new DriverInput(Source)).Output));

    [Fact]
    public void NothingOutlivesTheFiles()
    {
        WeakReference tree = Dropped();
        for (int i = 0; i < 20 && tree.IsAlive; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.False(tree.IsAlive);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference Dropped()
    {
        DriverResult result = Run();
        Assert.NotNull(Known(result.Output));
        return new WeakReference(result.Output.SyntaxTrees.First());
    }

    private static DriverResult Run()
    {
        DriverResult result = Driver.Run(new DriverInput(Source, Other)).ShouldBuildCleanly();
        Assert.Equal(3, result.Output.SyntaxTrees.Count());
        return result;
    }

    private static IMethodSymbol Method(Compilation compilation) => (IMethodSymbol)compilation.GetTypeByMetadataName("C")!.GetMembers("F").Single();

    private static (MethodReading Reading, DifferentiableMethod Model)? Known(Compilation compilation) => KnownReadings.Find(Method(compilation), compilation);

    private sealed class NoSeverities : SyntaxTreeOptionsProvider
    {
        public override GeneratedKind IsGenerated(SyntaxTree tree, CancellationToken cancellationToken) => GeneratedKind.Unknown;

        public override bool TryGetDiagnosticValue(SyntaxTree tree, string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity)
        {
            severity = ReportDiagnostic.Default;
            return false;
        }

        public override bool TryGetGlobalDiagnosticValue(string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity)
        {
            severity = ReportDiagnostic.Default;
            return false;
        }
    }
}
