namespace SymDiff.Generator.Tests.Frontend;

/// <summary>Loops that keep values, are ended by real numbers alone and do not say how many turns they take at most are warned of, where they are; others are not.</summary>
public sealed class EndlessRecordTests
{
    [Theory]
    [InlineData("[|while|] (x < n) { x += Math.Exp(x); } return x;")]
    [InlineData("[|do|] { x = Math.Sin(x) + 1; } while (x < n); return x;")]
    [InlineData("[|for|] (;;) { x = Math.Sin(x) + 1; if (x > n) { break; } } return x;")]
    [InlineData("[|while|] (x < n) { for (int i = 0; i < 3; i++) { x = Math.Sin(x) + x + 1; } } return x;")]
    [InlineData("for (int i = 0; i < n; i++) { [|while|] (x < i) { x = Math.Sin(x) + x + 1; } } return x;")]
    public void KeptWithoutBound(string body) => Marked.Members("SD2006", $"[Differentiable] public static double F(double x, int n) {{ {body} }}");

    [Theory]
    [InlineData("[Differentiable]", "for (int i = 0; i < n; i++) { x = Math.Sin(x); } return x;")]
    [InlineData("[Differentiable]", "for (int i = 0; i < 100 && x < n; i++) { x = Math.Sin(x) + x; } return x;")]

    // Integers end these.
    [InlineData("[Differentiable]", "for (int i = 0; 3 * i < n; i++) { x = Math.Sin(x); } return x;")]
    [InlineData("[Differentiable]", "int k = n; while (k > 1 && x < 5) { k /= 2; x = Math.Sin(x); } return x;")]

    // So does the end of a sequence.
    [InlineData("[Differentiable]", "foreach (int k in System.Linq.Enumerable.Range(0, n)) { x = Math.Sin(x) * k; } return x;")]

    // A sum keeps nothing, a loop of constants either.
    [InlineData("[Differentiable]", "double s = 0; int i = 0; while (i * i < n) { s += x * i; i++; } return s;")]
    [InlineData("[Differentiable]", "int k = n; while (k > 1) { k /= 2; } return x * x * k;")]
    [InlineData("[Differentiable(Checkpoint = 10)]", "while (x < n) { x += Math.Exp(x); } return x;")]
    [InlineData("[Differentiable(Derivatives.Jvp)]", "while (x < n) { x += Math.Exp(x); } return x;")]
    public void AnyOther(string attribute, string body) => Marked.Members("SD2006", $"{attribute} public static double F(double x, int n) {{ {body} }}");
}
