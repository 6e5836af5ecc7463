namespace SymDiff.Generator.Tests.Frontend;

/// <summary><c>goto case</c> and <c>goto default</c>.</summary>
public sealed class SwitchJumpTests
{
    [Fact]
    public void Jumps() => Programs.Check("""
        [Differentiable] public static double Last(double x, int n) { double s = x; switch (n) { case 0: s = x * x; goto case 2; case 1: s += 3; goto default; case 2: s *= x; break; default: s = Math.Sin(s); break; } return s * x; }
        [Differentiable] public static double Conditional(double x, int n) { switch (n) { case 0: x *= x; if (x > 1) goto case 3; x += 1; break; case 3: x = Math.Sin(x); if (x > 0.5) goto default; return 2 * x; default: x *= 3; break; } return x * x; }
        [Differentiable] public static double Returns(double x, int n) { switch (n) { case 0: if (x > 0) goto case 1; return x; case 1: return x * x; default: if (x > 1) { goto case 0; } else { goto case 1; } } }
        [Differentiable] public static double Backward(double x, string? s) { double r = 1; switch (s) { case "a": r = x; break; case "abc": r += x * x; goto case "a" ; case null: r = 7; goto case "abc"; default: r *= 2; goto case null; } return r * x; }
        [Differentiable] public static double InLoop(double x, int n) { double s = x; for (int i = 0; i < n; i++) { switch (i % 3) { case 0: s = s * x; goto case 1; case 1: s += x; if (s > 5) return s; break; default: if (s > 2) break; if (s < -1) goto case 0; continue; } x = s * 0.5; } return s + x; }
        [Differentiable] public static double Twice(double x, int n, bool b) { double y; switch (n) { case 0: y = x; goto case 5; case 1: y = 2 * x; if (b) goto case 5; goto default; case 5: y = x * x; break; default: y = -x; break; } return y * x; }
        [Differentiable] public static double Active(double x, double y) { switch (x) { case > 1: y *= x; goto case 0; case < -1: y = x; goto default; case 0: y += x * x; break; default: y = y * y; break; } return y * x; }
        [Differentiable] public static double Throws(double x, int n) { switch (n) { case 0: x *= 2; goto case 1; case 1: if (x > 1) goto default; return x; default: throw new ArgumentException("n"); } }
        [Differentiable] public static double Nested(double x, int n) { switch (n) { case 0: switch (x > 0) { case true: x *= x; goto case false; case false: x += 1; break; } goto case 2; case 2: { x = x * 3; break; } } return x * x; }
        [Differentiable] public static double InHelper(double x, int n) { double G(double y) { switch (n) { case 1: y *= x; goto case 2; case 2: return y * y; } return y; } return G(x) + G(2 * x); }
        [Differentiable] public static double NotLastInSection(double x, int n) { switch (n) { case 0: { if (x > 0) { x *= x; goto case 1; } else if (x < -1) { break; } x -= 1; goto default; } case 1: x = x * 5; break; default: x = Math.Cos(x); break; } return x; }
        """);

    [Theory]
    [InlineData("switch (n) { case 1: x *= x; [|goto|] case 2; case 2: if (x > 9) break; [|goto|] case 1; } return x;")]
    [InlineData("switch (n) { case 1: x *= x; if (x < 9) [|goto|] case 1; break; } return x;")]
    [InlineData("switch (n) { case 1: while (true) { x *= x; if (x < 9) [|goto|] case 2; } case 2: x += 1; break; } return x;")]
    [InlineData("switch (n) { case 1: foreach (char c in \"abc\") { x *= c; if (x > 9) [|goto|] default; } break; default: x += 1; break; } return x;")]
    public void RefusedJumps(string body) => Marked.Members("SD1001", $"[Differentiable] public static double F(double x, int n) {{ {body} }}");

    [Fact]
    public void SectionsThatDouble_AreRefusedInTheEnd()
    {
        string sections = string.Concat(Enumerable.Range(0, 12).Select(i => $"case {i}: if (x > {i}) goto case {i + 1}; x *= 2; if (x > 3) goto case {i + 1}; break; "));
        var reading = Reading.Of(new SymDiff.TestKit.DriverInput($"using SymDiff; public static partial class C {{ [Differentiable] public static double F(double x, int n) {{ switch (n) {{ {sections} case 12: x = 1; break; }} return x; }} }}"), "F");
        Assert.NotEmpty(reading.Rejections);
        Assert.All(reading.Rejections, r => Assert.StartsWith("SD1001", r.Text, StringComparison.Ordinal));
    }
}
