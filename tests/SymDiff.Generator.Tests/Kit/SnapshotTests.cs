using System.Text;
using Microsoft.CodeAnalysis;
using SymDiff.TestKit;

namespace SymDiff.Generator.Tests.Kit;

/// <summary>The snapshot comparer finds what is new, different and orphaned, and writes the files that Verify would.</summary>
public sealed class SnapshotTests : IDisposable
{
    private static readonly GeneratedSource[] Two = [new("N.C.F.g.cs", "first\n"), new("N.C.G.g.cs", "second\r\n")];

    private readonly string _directory = Directory.CreateTempSubdirectory("symdiff-snapshots").FullName;

    private SnapshotName Name => new(Path.Combine(_directory, "Tests.cs"), "Tests", "Method", "");

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void Accepted_ThenEqual()
    {
        BuiltInSnapshots.Match(Name, Two, accept: true);
        BuiltInSnapshots.Match(Name, Two, accept: false);
        Assert.Equal(["Tests.Method#N.C.F.g.verified.cs", "Tests.Method#N.C.G.g.verified.cs"], Files());
    }

    [Fact]
    public void Files_AreThoseOfVerify()
    {
        BuiltInSnapshots.Match(Name, Two, accept: true);
        byte[] bytes = File.ReadAllBytes(Path.Combine(_directory, "Tests.Method#N.C.G.g.verified.cs"));
        Assert.Equal([0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes("//HintName: N.C.G.g.cs\nsecond\n")], bytes);
    }

    [Fact]
    public void Parameters_AndInvalidCharacters_AreInTheName()
    {
        BuiltInSnapshots.Match(Name with { Type = "Outer.Inner", Parameters = "target=a/b:c" }, [Two[0]], accept: true);
        Assert.Equal(["Outer.Inner.Method_target=a-b-c#N.C.F.g.verified.cs"], Files());
    }

    [Fact]
    public void New_Fails_AndLeavesAReceivedFile()
    {
        var exception = Assert.Throws<SnapshotException>(() => BuiltInSnapshots.Match(Name, [Two[0]], accept: false));
        Assert.Contains("Tests.Method#N.C.F.g: new", exception.Message, StringComparison.Ordinal);
        Assert.Equal(["Tests.Method#N.C.F.g.received.cs"], Files());
    }

    [Fact]
    public void Different_Fails_AndTheReceivedFileGoesOnceItIsEqual()
    {
        BuiltInSnapshots.Match(Name, Two, accept: true);
        GeneratedSource[] changed = [Two[0], Two[1] with { Text = "other\n" }];
        var exception = Assert.Throws<SnapshotException>(() => BuiltInSnapshots.Match(Name, changed, accept: false));
        Assert.Contains("line 2\n  - second\n  + other", exception.Message, StringComparison.Ordinal);
        Assert.Contains("Tests.Method#N.C.G.g.received.cs", Files());

        BuiltInSnapshots.Match(Name, Two, accept: false);
        Assert.Equal(2, Files().Count);
    }

    [Fact]
    public void Orphan_Fails_ButNotAnotherTestWhoseNameBeginsAlike()
    {
        BuiltInSnapshots.Match(Name, Two, accept: true);
        BuiltInSnapshots.Match(Name with { Method = "Method2" }, [Two[0]], accept: true);
        var exception = Assert.Throws<SnapshotException>(() => BuiltInSnapshots.Match(Name, [Two[0]], accept: false));
        Assert.Contains("Tests.Method#N.C.G.g.verified.cs: no longer produced", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Method2", exception.Message, StringComparison.Ordinal);

        BuiltInSnapshots.Match(Name, [Two[0]], accept: true);
        Assert.Equal(["Tests.Method#N.C.F.g.verified.cs", "Tests.Method2#N.C.F.g.verified.cs"], Files());
    }

    [Theory]
    [InlineData("1", null, true)]
    [InlineData("1", "", true)]
    [InlineData("1", "true", false)]
    [InlineData("0", null, false)]
    [InlineData(null, null, false)]
    public void Accepting_IsAsked_AndNeverInCI(string? accept, string? ci, bool expected) =>
        Assert.Equal(expected, BuiltInSnapshots.MayAccept(name => name == "CI" ? ci : accept));

    /// <summary>The build machines cannot restore Verify, so its branch is compiled against the members that it uses.</summary>
    [Fact]
    public void VerifyEngine_Compiles()
    {
        const string stub = """
            namespace VerifyTests
            {
                public sealed class VerifyResult { }
                public readonly struct PathInfo { }
                public sealed class VerifySettings { public void UseTextForParameters(string parameters) { } }
                public readonly struct Target { public Target(string extension, string data, string? name = null) { } }
                public sealed class InnerVerifier : System.IDisposable
                {
                    public InnerVerifier(string sourceFile, VerifySettings settings, string typeName, string methodName, System.Collections.Generic.IReadOnlyList<string>? methodParameters, PathInfo pathInfo) { }
                    public System.Threading.Tasks.Task<VerifyResult> Verify(System.Collections.Generic.IEnumerable<Target> targets) => throw null!;
                    public void Dispose() { }
                }
            }

            namespace SymDiff.TestKit
            {
                public static class Caller
                {
                    public static System.Threading.Tasks.Task Call(SnapshotName name, System.Collections.Generic.IReadOnlyList<GeneratedSource> sources) => VerifySnapshots.Match(name, sources);
                }

                public sealed record GeneratedSource(string HintName, string Text);
                public sealed record SnapshotName(string SourceFile, string Type, string Method, string Parameters);
            }
            """;
        using StreamReader reader = new(typeof(Snapshot).Assembly.GetManifestResourceStream("VerifySnapshots.cs")!);
        var diagnostics = Driver.Compile(new DriverInput(reader.ReadToEnd(), stub)).GetDiagnostics();
        Assert.Empty(diagnostics.Where(d => d.Severity >= DiagnosticSeverity.Warning));
    }

    private List<string> Files() => [.. Directory.GetFiles(_directory).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];
}
