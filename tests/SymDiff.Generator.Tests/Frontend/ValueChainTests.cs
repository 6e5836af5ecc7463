using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using SymDiff.TestKit;

namespace SymDiff.Generator.Tests.Frontend;

/// <summary>Where a derivative is lost, further places lead back to the parameter: the values between, nearest first.</summary>
public sealed class ValueChainTests
{
    [Theory]
    [InlineData("double F(double x) { return Lib(x); }", "SD1003 Lib(x)", "x")]
    [InlineData("double F(double x, double y) { double t = y * 2; double u = Math.Sin(t); return Lib(u) + x; }", "SD1003 Lib(u)", "u = Math.Sin(t)", "t = y * 2", "y")]

    // What is constant leads nowhere.
    [InlineData("double F(double x, [NoGradient] double k) { double t = k; double u = x; return Lib(t + u); }", "SD1003 Lib(t + u)", "u = x", "x")]
    [InlineData("double F(double x, int n) { double t = 0; for (int i = 0; i < n; i++) { Kept = t; t = x * i; } return x; }", "SD1005 Kept = t", "t = x * i", "x")]
    [InlineData("double F(double[] v) { double t = 0; foreach (double e in v) { t += e; } return Lib(t); }", "SD1003 Lib(t)", "t += e", "v", "v")]
    [InlineData("double F(double x) { double[] t = new double[2]; t[1] = x; return Lib(t[1]); }", "SD1003 Lib(t[1])", "t[1] = x", "x")]
    [InlineData("double F(double x) { (double A, double B) t = (1, 2); t.B = x; return Lib(t.B); }", "SD1003 Lib(t.B)", "t.B = x", "x")]
    [InlineData("double F(double x, double y) { double a; double b; (a, b) = (y, x); return Lib(b); }", "SD1003 Lib(b)", "(a, b) = (y, x)", "x")]

    // Through a helper: its argument, where it is called.
    [InlineData("double F(double x) { double t = 3 * x; return Helper(t); } private static double Helper(double p) { double q = p * p; return Lib(q); }", "SD1003 Lib(q)", "q = p * p", "t", "t = 3 * x", "x")]
    [InlineData("double F(double x) { double t = x; double G(double p) => Lib(p * t); return G(2); }", "SD1003 Lib(p * t)", "t = x", "x")]
    [InlineData("double F(double x) { double t = x * 2; return Math.Floor(t); }", "SD2001 x", "SD2002 Math.Floor(t)", "t = x * 2", "x")]
    public void Loss_LeadsToTheParameter(string method, params string[] expected)
    {
        string source = $"using System;\nusing SymDiff;\npublic static partial class C\n{{\n[Differentiable] public static {method}\nprivate static double Kept;\n}}".Replace("Lib(", "Lib.Of(", StringComparison.Ordinal);
        DriverResult result = Driver.Run(new DriverInput(source) { MoreReferences = [Library] });
        Assert.Equal(
            expected.Select(e => e.Replace("Lib(", "Lib.Of(", StringComparison.Ordinal)),
            result.AnalyzerDiagnostics.OrderBy(d => d.Id, StringComparer.Ordinal).SelectMany(d => d.AdditionalLocations.Select(Text).Prepend($"{d.Id} {Text(d.Location)}")));

        string Text(Location at) => source.Substring(at.SourceSpan.Start, at.SourceSpan.Length);
    }

    /// <summary>
    /// Several methods come to a place in a helper. In whatever order their files are looked at, and in all at once, the place is reported once and leads to the same parameter: of the method of the same
    /// file, which an editor looks at alone, else of the first.
    /// </summary>
    [Theory]
    [InlineData(new[] { Helper + F, H, G }, "0: Lib.Of(p) <- 0: t, 0: t = 3 * x, 0: x")]
    [InlineData(new[] { H, Helper + F, G }, "1: Lib.Of(p) <- 1: t, 1: t = 3 * x, 1: x")]
    [InlineData(new[] { H + F, Helper, G }, "1: Lib.Of(p) <- 0: y + 1, 0: y")]
    [InlineData(new[] { F + H, Helper, G }, "1: Lib.Of(p) <- 0: t, 0: t = 3 * x, 0: x")]
    [InlineData(new[] { G, H, Helper }, "2: Lib.Of(p) <- 0: z, 0: z")]
    public async Task PlaceOfSeveralMethods_LeadsToOneOfThem(string[] members, string expected)
    {
        string[] sources = [.. members.Select(m => $"using SymDiff;\npublic static partial class C {{ {m} }}")];
        DriverInput input = new(sources) { MoreReferences = [Library] };
        Compilation compilation = Driver.Compile(input);
        SyntaxTree[] files = [.. compilation.SyntaxTrees];
        int[][] orders = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];
        foreach (int[] order in orders)
        {
            CompilationWithAnalyzers asked = compilation.WithAnalyzers([new DifferentiableAnalyzer(shares: false)], new CompilationWithAnalyzersOptions(new AnalyzerOptions([]), null, concurrentAnalysis: false, logAnalyzerExecutionTime: false));
            foreach (int file in order)
            {
                await asked.GetAnalyzerSemanticDiagnosticsAsync(compilation.GetSemanticModel(files[file]), null, CancellationToken.None);
            }

            Assert.Equal([expected], (await asked.GetAnalyzerDiagnosticsAsync()).Where(d => d.Id == "SD1003").Select(Text));
        }

        Assert.Equal([expected], Driver.Run(input).AnalyzerDiagnostics.Where(d => d.Id == "SD1003").Select(Text));

        string Text(Diagnostic diagnostic) => $"{Place(diagnostic.Location)} <- {string.Join(", ", diagnostic.AdditionalLocations.Select(Place))}";

        string Place(Location location) => $"{Array.FindIndex(files, f => f.FilePath == location.SourceTree!.FilePath)}: {sources[Array.FindIndex(files, f => f.FilePath == location.SourceTree!.FilePath)].Substring(location.SourceSpan.Start, location.SourceSpan.Length)}";
    }

    private const string Helper = "private static double Shared(double p) => Lib.Of(p);";
    private const string F = "[Differentiable] public static double F(double x) { double t = 3 * x; return Shared(t); }";
    private const string G = "[Differentiable] public static double G(double z) => Shared(z);";
    private const string H = "[Differentiable] public static double H(double y) => Shared(y + 1);";

    private static MetadataReference Library { get; } = Driver.Compile(new DriverInput("public static class Lib { public static double Of(double x) => x; }") { AssemblyName = "Lib" }).ToMetadataReference();
}
