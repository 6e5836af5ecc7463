using System.Reflection;
using Microsoft.CodeAnalysis;
using SymDiff.TestKit;

namespace SymDiff.Generator.Tests;

/// <summary>The shipped dll can be loaded by every compiler that it may meet.</summary>
public sealed class AssemblyReferenceTests
{
    /// <summary>What a compiler of version 4.3 brings along, with its versions. Anything newer, or not here, would keep the generator from being loaded.</summary>
    private static readonly Dictionary<string, Version> Supplied = new()
    {
        ["netstandard"] = new(2, 0, 0, 0),
        ["Microsoft.CodeAnalysis"] = new(4, 3, 0, 0),
        ["Microsoft.CodeAnalysis.CSharp"] = new(4, 3, 0, 0),
        ["System.Collections.Immutable"] = new(6, 0, 0, 0),
        ["System.Reflection.Metadata"] = new(5, 0, 0, 0),
        ["System.Memory"] = new(4, 0, 1, 1),
        ["System.Buffers"] = new(4, 0, 3, 0),
        ["System.Numerics.Vectors"] = new(4, 1, 4, 0),
        ["System.Runtime.CompilerServices.Unsafe"] = new(6, 0, 0, 0),
        ["System.Threading.Tasks.Extensions"] = new(4, 2, 0, 1),
        ["System.Text.Encoding.CodePages"] = new(4, 1, 3, 0),
    };

    [Fact]
    public void Generator_NeedsNothingThatTheOldestCompilerLacks()
    {
        AssemblyName[] references = typeof(SymDiffGenerator).Assembly.GetReferencedAssemblies();
        Assert.Contains(references, reference => reference.Name == "Microsoft.CodeAnalysis");
        Assert.All(references, reference =>
        {
            Assert.True(Supplied.TryGetValue(reference.Name!, out Version? version), $"{reference.FullName} is not supplied by the compiler");
            Assert.True(reference.Version <= version, $"{reference.FullName} is newer than {version}");
        });
    }

    /// <summary>The same tests run in two projects: this says that they do run on two compilers.</summary>
    [Fact]
    public void Tests_RunOnTheRoslynThatTheProjectNames()
    {
        Version roslyn = typeof(Compilation).Assembly.GetName().Version!;
#if ROSLYN_LATEST
        Assert.True(roslyn >= new Version(5, 0), $"{roslyn}");
#else
        Assert.Equal(new Version(4, 3, 0, 0), roslyn);
#endif
    }

    [Fact]
    public void ReferenceSets_AreWhatTheySay()
    {
        Assert.All(ReferenceSet.All, set => Assert.Empty(
            Driver.Compile(new DriverInput("public class C { public double M(System.Func<double> f) => System.Math.Sqrt(f()); [SymDiff.Differentiable] double F(double x) => x; }") { References = set })
                .GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error)));
        Assert.Equal(
            ["net10", "net8"],
            ReferenceSet.All.Where(set => Compiles("System.Math.ScaleB(1, 2)", set)).Select(set => set.Name));
        Assert.Equal(["net10"], ReferenceSet.All.Where(set => Compiles("typeof(System.Linq.AsyncEnumerable)", set)).Select(set => set.Name));
        Assert.Equal(["net472"], ReferenceSet.All.Where(set => Compiles("typeof(System.Runtime.Remoting.ObjRef)", set)).Select(set => set.Name));
    }

    private static bool Compiles(string expression, ReferenceSet set) =>
        !Driver.Compile(new DriverInput($"class C {{ object M() => {expression}; }}") { References = set }).GetDiagnostics().Any(d => d.Severity == DiagnosticSeverity.Error);
}
