using SymDiff.TestKit;

namespace SymDiff.Generator.Tests;

/// <summary>The types of <c>System.Numerics</c>: what people will read, and what is refused.</summary>
public sealed class NumericsTests
{
    [Fact]
    public Task Turned() => Snapshot.Match(
        Run("[Differentiable] public static float Turned(Quaternion q, Vector3 p, Vector3 w) { var moved = Vector3.Transform(p, Quaternion.Normalize(q)); return Vector3.Dot(moved, w); }").ShouldBuildCleanly(),
        typeof(NumericsTests),
        method: nameof(Turned));

    [Fact]
    public void TheLibraryIsNotCalled_WhereOnlyDerivativesAreNeeded() => Assert.DoesNotContain(
        "Matrix4x4.CreateRotationZ(",
        Run("[Differentiable(Derivatives.Gradient)] public static float F(float a) => Vector3.Transform(new Vector3(1, 2, 3), Matrix4x4.CreateRotationZ(a)).X;").ShouldBuildCleanly().Source,
        StringComparison.Ordinal);

    [Theory]
    [InlineData("Vector3.ConditionalSelect(v, v, v).X")]
    [InlineData("(v & v).X")]
    [InlineData("Vector3.GreaterThan(v, v).X")]
    [InlineData("v.AsVector4Unsafe().X")]
    [InlineData("v.GetHashCode()")]
    [InlineData("(++z).Real")]
    [InlineData("Vector3.LoadUnsafe(ref v.X).X")]
    [InlineData("new Vector<float>(v.X)[0]")]
    public void WhatHasNoRow_IsRefused(string expression) => Assert.Contains(
        Run($"[Differentiable] public static double F(Complex z, Vector3 v) => {expression} + v.X;").AnalyzerDiagnostics,
        d => d.Id.StartsWith("SD1", StringComparison.Ordinal) && d.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error);

    [Theory]
    [InlineData("net10")]
    [InlineData("net8")]
    [InlineData("net472")]
    public void WhatOlderFrameworksHave_IsDifferentiatedThere(string framework)
    {
        string members = string.Join("\n    ", Old.Select((body, i) => $"[Differentiable] public static {(body.Contains("Complex", StringComparison.Ordinal) ? "double" : "float")} M{i}(Complex z, Vector3 v, Matrix4x4 m, float s) => {body};"));
        Driver.Run(new DriverInput("using System.Numerics;\nusing SymDiff;\n\npublic static partial class C\n{\n    " + members + "\n}\n") { References = ReferenceSet.Named(framework) }).ShouldHaveNoErrors();
    }

    [Fact]
    public void ThePage_CountsTheRows() => Assert.Contains(
        $"{NumericsMembers.All.Count} members have a row", File.ReadAllText(Path.Combine(RepositoryFiles.Root, "docs", "numerics-types.md")), StringComparison.Ordinal);

    private static readonly string[] Old =
    [
        "Complex.Abs(z) + Complex.Asin(z).Real + Complex.Acos(z).Real + v.X",
        "Complex.Sqrt(z).Real + Complex.Log(z).Real + Complex.Pow(z, z).Imaginary + Complex.Atan(z).Real",
        "Vector3.Clamp(v, v, v).X + Vector3.Max(v, v).Y + v.Length() + Vector3.Distance(v, v * s) + Vector3.Normalize(v).Z",
        "(Matrix4x4.Invert(m, out var inverse) ? inverse.M11 : s) + (Matrix4x4.Decompose(m, out _, out var turn, out _) ? turn.X : s)",
        "Matrix4x4.CreateBillboard(v, v * s, v, v).M11 + Matrix4x4.CreateReflection(new Plane(v, s)).M12 + Matrix4x4.CreateShadow(v, new Plane(v, s)).M13",
        "Quaternion.Slerp(new Quaternion(v, s), new Quaternion(v, 1), s).X",
    ];

    private static DriverResult Run(string member) => Driver.Run(new DriverInput("using System.Numerics;\nusing SymDiff;\n\npublic static partial class C\n{\n    " + member + "\n}\n"));
}
