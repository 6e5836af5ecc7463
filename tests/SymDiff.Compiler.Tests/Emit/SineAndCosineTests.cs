using SymDiff.Compiler.Emit;

namespace SymDiff.Compiler.Tests.Emit;

/// <summary>One call computes a sine together with its cosine, where no value of the method is returned.</summary>
public class SineAndCosineTests
{
    private static readonly Capabilities WithSinCos = Emitted.Newest with { HasSinCos = true };

    private const string Both = """
        func @g(%x: T, %y: T) -> (T, T) {
          %2 = Multiply(%x, %y)
          %3 = Cos(%2)
          %4 = Sin(%2)
          %5 = Multiply(%3, %y)
          %6 = Multiply(%4, %x)
          yield %5, %6
        }
        """;

    [Theory]
    [InlineData("f64", "double", "Math")]
    [InlineData("f32", "float", "MathF")]
    public void AGradientComputesBothAtOnce(string type, string csharp, string math) => Assert.Equal(
        $"""
        ({csharp} sin, {csharp} cos) = global::System.{math}.SinCos(x * y);
        return (cos * y, sin * x);
        """,
        Emitted.Gradient(Both.Replace("T", type, StringComparison.Ordinal), WithSinCos));

    [Fact]
    public void WithoutTheMethodTheyStayTwo() => Assert.Equal(
        """
        double product = x * y;
        return (global::System.Math.Cos(product) * y, global::System.Math.Sin(product) * x);
        """,
        Emitted.Gradient(Both.Replace("T", "f64", StringComparison.Ordinal), Emitted.Newest));

    [Fact]
    public void AFormThatReturnsTheValueKeepsTheTwo() => Assert.DoesNotContain(
        "SinCos",
        Emitted.Body(DerivativeKind.ValueAndGradient, Both.Replace("T", "f64", StringComparison.Ordinal), _ => 1, WithSinCos),
        StringComparison.Ordinal);

    [Fact]
    public void ASineAfterABranchDoesNotJoinACosineInsideIt()
    {
        string body = Emitted.Gradient(
            """
            func @g(%x: f64) -> (f64) {
              %1 = const f64 0
              %2 = Greater(%x, %1)
              %3 = if %2 {
                %4 = Cos(%x)
                %5 = Multiply(%4, %4)
                yield %5
              } else {
                yield %1
              }
              %6 = Sin(%x)
              %7 = Add(%3, %6)
              yield %7
            }
            """,
            WithSinCos);
        Assert.DoesNotContain("SinCos", body, StringComparison.Ordinal);
    }

    [Fact]
    public void ACosineInABranchJoinsTheSineBeforeIt()
    {
        string body = Emitted.Gradient(
            """
            func @g(%x: f64) -> (f64) {
              %1 = const f64 0
              %2 = Sin(%x)
              %3 = Greater(%2, %1)
              %4 = if %3 {
                %5 = Cos(%x)
                %6 = Multiply(%5, %5)
                yield %6
              } else {
                yield %2
              }
              yield %4
            }
            """,
            WithSinCos);
        Assert.StartsWith("(double sin, double cos) = global::System.Math.SinCos(x);\n", body, StringComparison.Ordinal);
        Assert.Equal(2, body.Split("Cos(").Length);
    }

    [Fact]
    public void OtherArgumentsAreOtherAngles() => Assert.DoesNotContain(
        "SinCos",
        Emitted.Gradient(
            """
            func @g(%x: f64, %y: f64) -> (f64, f64) {
              %2 = Sin(%x)
              %3 = Cos(%y)
              yield %2, %3
            }
            """,
            WithSinCos),
        StringComparison.Ordinal);
}
