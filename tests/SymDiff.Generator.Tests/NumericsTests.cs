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
    [InlineData("Complex.Asin(z).Real")]
    [InlineData("Vector3.Shuffle(v, 0, 1, 2).X")]
    [InlineData("v[0]")]
    [InlineData("(Matrix4x4.Invert(Matrix4x4.CreateTranslation(v), out Matrix4x4 inverse) ? inverse.M11 : 0)")]
    [InlineData("new Vector<float>(v.X)[0]")]
    public void WhatHasNoRow_IsRefused(string expression) => Assert.Contains(
        Run($"[Differentiable] public static double F(Complex z, Vector3 v) => {expression} + v.X;").AnalyzerDiagnostics,
        d => d.Id.StartsWith("SD1", StringComparison.Ordinal) && d.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error);

    private static DriverResult Run(string member) => Driver.Run(new DriverInput("using System.Numerics;\nusing SymDiff;\n\npublic static partial class C\n{\n    " + member + "\n}\n"));
}
