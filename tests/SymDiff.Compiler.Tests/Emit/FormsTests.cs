using SymDiff.Compiler.Emit;
using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Tests.Emit;

public class FormsTests
{
    [Theory]
    [InlineData(DerivativeKind.Gradient, "(double a, double b) FGradient(double a, double b, int n = 3)")]
    [InlineData(DerivativeKind.ValueAndGradient, "(double Value, (double a, double b) Gradient) FValueAndGradient(double a, double b, int n = 3)")]
    [InlineData(DerivativeKind.Vjp, "double FVjp(double a, double b, int n, double cotangent, ref double dA, ref double dB)")]
    [InlineData(DerivativeKind.Jvp, "(double Value, double Tangent) FJvp(double a, double b, int n, double tA, double tB)")]
    public void EveryFormFollowsFromTheDeclaration(DerivativeKind kind, string declaration) =>
        Assert.Equal(declaration, Text(kind, Emitted.Parameter("a"), Emitted.Parameter("b"), Emitted.Parameter("n", "int", isActive: false, defaultValue: "3")));

    [Fact]
    public void OnePartialIsNoTuple() => Assert.Equal(
        "(double Value, float Gradient) FValueAndGradient(in float x)",
        Text(DerivativeKind.ValueAndGradient, Emitted.Parameter("x", "float", modifiers: "in")));

    [Fact]
    public void AppendedNamesGiveWayInOrderIgnoringCase() => Assert.Equal(
        "double FVjp(double w, double dw, double cotangent, double cotangent_, ref double dW_, ref double dDw, ref double dCotangent)",
        Text(DerivativeKind.Vjp, Emitted.Parameter("w"), Emitted.Parameter("dw"), Emitted.Parameter("cotangent")));

    [Fact]
    public void ParametersThatDifferInCaseGetDifferentNames() => Assert.Equal(
        "(double Value, double Tangent) FJvp(double x, double X, double tX, double tX_)",
        Text(DerivativeKind.Jvp, Emitted.Parameter("x"), Emitted.Parameter("X")));

    [Fact]
    public void ElementNamesThatCSharpReservesGetAnUnderscore() => Assert.Equal(
        "(double Item2_, double Rest__, double Rest_, double ToString_, double item1, double @class) FGradient"
        + "(double Item2, double Rest, double Rest_, double ToString, double item1, double @class)",
        Text(
            DerivativeKind.Gradient,
            Emitted.Parameter("Item2"),
            Emitted.Parameter("Rest"),
            Emitted.Parameter("Rest_"),
            Emitted.Parameter("ToString"),
            Emitted.Parameter("item1"),
            Emitted.Parameter("class")));

    [Theory]
    [InlineData(DerivativeKind.Vjp, "double FVjp(double x, ref double s, out double dS, Span y, double cotangent, double dDS, ReadOnlySpan dY, ref double dX, ref double dS_)")]
    [InlineData(DerivativeKind.Jvp, "(double Value, double Tangent) FJvp(double x, ref double s, out double dS, Span y, double tX, ref double tS, out double tDS, Span tY)")]
    [InlineData(DerivativeKind.Jacobian, "double FJacobian(double x, ref double s, out double dS, Span y, Span jacobian)")]
    [InlineData(DerivativeKind.JacobianBlocks, "double FJacobianBlocks(double x, ref double s, out double dS, Span y, Span dX, Span dS_)")]
    public void SeveralResultsFollowFromTheDeclaration(DerivativeKind kind, string declaration) => Assert.Equal(
        declaration,
        Text(
            kind,
            Emitted.Parameter("x"),
            Emitted.Parameter("s", modifiers: "ref") with { Role = ParameterRole.InOut },
            Emitted.Parameter("dS", modifiers: "out") with { Role = ParameterRole.Output },
            Emitted.Parameter("y") with { CSharpType = "global::System.Span<double>", Role = ParameterRole.Output, Type = IrType.Buffer(IrType.Float64) })
            .Replace("global::System.", "", StringComparison.Ordinal).Replace("<double>", "", StringComparison.Ordinal));

    [Fact]
    public void JacobiansAreAllocated_WhereNoSpanIsWritten()
    {
        ParameterSignature x = Emitted.Parameter("x") with { CSharpType = "double[]", Type = IrType.Buffer(IrType.Float64) };
        ParameterSignature y = Emitted.Parameter("y") with { CSharpType = "double[]", Type = IrType.Buffer(IrType.Float64), Role = ParameterRole.Output };
        Assert.Equal(
            ["double FJacobian", "double[,] FJacobian", "(double Value, double[,] Jacobian) FValueAndJacobian"],
            Forms.All(Emitted.Signature([x, y]), DerivativeKind.Jacobian).Select(f => f.ReturnType + " " + f.Name));
        Assert.Single(Forms.All(Emitted.Signature([x, y with { CSharpType = "global::System.Span<double>" }]), DerivativeKind.Jacobian));
    }

    private static string Text(DerivativeKind kind, params ParameterSignature[] parameters)
    {
        var form = Forms.Of(Emitted.Signature(parameters), kind);
        var texts = form.Parameters.Select(p =>
            (p.Modifiers + " " + p.CSharpType + " " + (p.Name == "class" ? "@class" : p.Name) + (p.DefaultValue is null ? "" : " = " + p.DefaultValue)).Trim());
        return $"{form.ReturnType} {form.Name}({string.Join(", ", texts)})";
    }
}
