using SymDiff.Generator.Tests.Frontend;
using SymDiff.TestKit;

namespace SymDiff.Generator.Tests.LargeBodies;

/// <summary>What the large bodies have found, each as small as it can be.</summary>
public sealed class FindingTests
{
    [Theory]
    [InlineData("while (true) { }")]
    [InlineData("for (; ; ) { x *= 0.5; }")]
    [InlineData("if (x > 0.0) { return x * x; } while (true) { }")]
    [InlineData("for (int i = 0; i < 3; i++) { x *= 0.5; if (x > 7.0) { while (true) { } } } return x;")]
    public void LoopThatNeverEnds_HasNoWayBack(string body) =>
        Driver.Run($"using SymDiff; public static partial class C {{ [Differentiable(Derivatives.Gradient | Derivatives.Jvp)] public static double F(double x) {{ {body} }} }}").ShouldHaveNoErrors();

    [Theory]
    [InlineData("for (int i = 0; i < 3; i++) { [|lock|] (Gate) { y += x; } } return y;")]
    [InlineData("while (y < 3) { [|try|] { y += x; } finally { y++; } } return y;")]
    public void RefusedStatementInALoop_IsRefusedAndNoMore(string body) =>
        Marked.Members("SD1001", $"private static readonly object Gate = new object();\n[Differentiable] public static double F(double x, double y) {{ {body} }}");

#if ROSLYN_LATEST
    [Theory]
    [InlineData("x * [|2.0.Cube|]")]
    [InlineData("x * [|Box.Unit|].Value")]
    [InlineData("x * [|2.0.Twice()|]")]
    [InlineData("[|x.Twice()|]")]
    public void MembersOfExtensionBlocks_AreRefused(string expression) => Marked.Source("SD1002", $$"""
        using SymDiff;
        public class Box { public double Value = 2.0; }
        public static class Extensions
        {
            extension(double v) { public double Cube => v * v * v; public double Twice() => v * 2.0; }
            extension(Box) { public static Box Unit => null!; }
        }
        public static partial class C { [Differentiable] public static double F(double x) => {{expression}}; }
        """);

    [Theory]
    [InlineData("Box.Half(x)")]
    [InlineData("x * Box.Half(3.0)")]
    public void StaticMethodsOfExtensionBlocks_AreRead(string expression) => Driver.Run($$"""
        using SymDiff;
        public class Box { }
        public static class Extensions { extension(Box) { public static double Half(double v) => v * 0.5; } }
        public static partial class C { [Differentiable] public static double F(double x) => {{expression}}; }
        """).ShouldHaveNoErrors();
#endif
}
