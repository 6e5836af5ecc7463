namespace SymDiff.Generator.Tests.Frontend;

/// <summary>Loops that cannot be reversed from snapshots are errors at the loop, and so is a number that means nothing.</summary>
public sealed class CheckpointDiagnosticsTests
{
    private const string Field = "private static readonly Random R = new Random(1); private static double Rate = 0.5; ";

    [Theory]
    [InlineData("for (int i = 0; i < n; i++) { x = Math.Sin(x) * R.NextDouble(); } return x;")]
    [InlineData("for (int i = 0; i < n; i++) { x = Math.Sin(x); Console.WriteLine(i); } return x;")]
    [InlineData("for (int i = 0; i < n; i++) { x = Math.Sin(x); if (x > 1) { x *= x; break; } } return x;")]
    [InlineData("while (true) { x = Math.Sin(x) + x; if (x > 100) { return x; } }")]
    [InlineData("var m = new double[2]; for (int i = 0; i < n; i++) { var t = new double[2]; t[0] = Math.Sin(x) * m[0] + x; x = t[0]; m = t; } return m[0];")]
    [InlineData("for (int i = 0; i < n; i++) { x = Math.Sin(G(x, i)); } return x;")]
    [InlineData("if (n < 3) { return x; } else { for (int i = 0; i < n; i++) { x = Math.Sin(x) * R.NextDouble(); } } return x;")]
    [InlineData("for (int i = 0; i < n; i++) { x = Math.Sin(x) * DateTime.Now.Second; } return x;")]
    [InlineData("for (int i = 0; i < n; i++) { x = Math.Sin(x) * Rate; } return x;")]
    [InlineData("decimal[] d = { 1, 2 }; for (int i = 0; i < n; i++) { x = Math.Sin(x) * (double)d[0]; } d[0] = 5; return x;")]
    [InlineData("int[] m = new int[2]; foreach (int k in System.Linq.Enumerable.ToList(m)) { x = Math.Sin(x) * k; } return x;")]
    public void ALoopThatCannotBeRunAgain(string body)
    {
        string loop = body.Contains("foreach", StringComparison.Ordinal) ? "foreach" : body.Contains("while", StringComparison.Ordinal) ? "while" : "for";
        int at = body.IndexOf(loop + " (", StringComparison.Ordinal);
        Marked.Members("SD1013", $"{Field}private static double G(double x, int n) => n <= 0 ? x : x * G(x, n - 1); [Differentiable(Checkpoint = 3)] public static double F(double x, int n) {{ {body[..at]}[|{loop}|]{body[(at + loop.Length)..]} }}");
    }

    [Theory]
    [InlineData("for (int i = 0; i < n; i++) { x = Math.Sin(x); } return x;")]
    [InlineData("while (x < 100) { x += Math.Sin(x) + 2; } return x;")]
    [InlineData("double s = 0; for (int i = 0; i < n; i++) { s += Math.Sin(i * x) * R.NextDouble(); } return s;")]
    [InlineData("if (n < 0) { return 0; } for (int i = 0; i < n; i++) { if (n > 1000) { throw new ArgumentException(); } x = Math.Sin(x); } return x;")]
    public void AnyOther(string body) => Marked.Members("none", $"{Field}[Differentiable(Checkpoint = 3)] public static double F(double x, int n) {{ {body} }}");

    [Theory]
    [InlineData("Checkpoint = -1", "for (int i = 0; i < n; i++) { x = Math.Sin(x); } return x;")]
    [InlineData("Derivatives.Gradient, Checkpoint = 5", "return x * n;")]
    public void ANumberThatMeansNothing(string argument, string body) =>
        Marked.Members("SD0016", $"[[|Differentiable({argument})|]] public static double F(double x, int n) {{ {body} }}");
}
