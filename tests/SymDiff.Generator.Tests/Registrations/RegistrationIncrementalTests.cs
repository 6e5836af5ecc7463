using Microsoft.CodeAnalysis;
using SymDiff.TestKit;

namespace SymDiff.Generator.Tests.Registrations;

/// <summary>Editing a registration regenerates its users, and nothing else.</summary>
public sealed class RegistrationIncrementalTests
{
    private static readonly Lazy<DriverResult> FirstRun = new(() => Driver.Run(new DriverInput(
        """
        using SymDiff;
        public static partial class C
        {
            [Differentiable] public static double Uses(double x) => L.F(x);
            [Differentiable] public static double UsesToo(double x) => 2 * L.F(x);
            [Differentiable] public static double UsesOther(double x) => L.G(x);
            [Differentiable] public static double UsesNone(double x) => x * x;
        }
        """,
        """
        using SymDiff;
        public static class R
        {
            [DerivativeOf(typeof(L), nameof(L.F))] public static double DerivativeOfF(double x) { /* body */ return 1; }
            [DerivativeOf(typeof(L), nameof(L.G))] public static double DerivativeOfG(double x) => 1;
        }
        """,
        "public static class L { public static double F(double x) => x; public static double G(double x) => x; }",
        "public static class Unrelated { }")));

    [Theory]
    [InlineData("/* body */", "System.Console.WriteLine(x);")]
    [InlineData("DerivativeOfF(double x)", "DerivativeOfF(double anotherName)")]
    [InlineData("class Unrelated { }", "class Unrelated { public static int Field; }")]
    public void WhatIsNotCalledByName_RegeneratesNothing(string old, string @new) =>
        Assert.All(FirstRun.Value.Replace(old, @new).Outputs, reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));

    [Theory]
    [InlineData("DerivativeOfF(double x)", "Renamed(double x)", true)]
    [InlineData("DerivativeOfF(double x)", "DerivativeOfF(double x, double result)", false)]
    [InlineData("[DerivativeOf(typeof(L), nameof(L.F))]", "", true)]
    public void Registration_RegeneratesItsUsersAndTheRecord(string old, string @new, bool changesRecord)
    {
        DriverResult before = FirstRun.Value;
        Rerun edited = before.Replace(old, @new);
        string[] expected = [.. new[] { "C.Uses.g.cs", "C.UsesToo.g.cs", "SymDiff-Registrations.g.cs" }.Take(changesRecord ? 3 : 2)];
        Assert.Equal(expected, edited.Sources.Except(before.Sources).Select(s => s.HintName));
        Assert.Equal(2, edited.Step(Driver.ExtractionStep).Count(reason => reason == IncrementalStepRunReason.Modified));
        Assert.Equal(changesRecord ? 2 : 3, edited.Outputs.Count(reason => reason == IncrementalStepRunReason.Cached));
    }

    [Fact]
    public void NewRegistration_RegeneratesItsUsers()
    {
        Rerun edited = FirstRun.Value.Replace("class Unrelated { }", "class Unrelated { [SymDiff.JvpOf(typeof(System.Math), \"Sin\")] public static (double, double) J(double x, double t) => (1, t); }");
        Assert.Equal(["SymDiff-Registrations.g.cs"], edited.Sources.Except(FirstRun.Value.Sources).Select(s => s.HintName));
    }

    [Fact]
    public void Outputs_AreTheMethodsAndTheRecord() =>
        Assert.Equal(["C.Uses.g.cs", "C.UsesNone.g.cs", "C.UsesOther.g.cs", "C.UsesToo.g.cs", "SymDiff-Registrations.g.cs"], FirstRun.Value.Sources.Select(s => s.HintName));
}
