using SymDiff.TestKit;

namespace SymDiff.Numeric.Tests.Buffers;

/// <summary>
/// Scratch memory whose elements are recorded is read from the record, where it holds the same; where it holds something else, it must not be. Every method reads <c>x</c> in a loop whose
/// iterations depend on the ones before, so that what it held is recorded.
/// </summary>
public sealed class RecordedScratchTests
{
    private static readonly (string Name, bool IsGone, string Body)[] Methods =
    [
        ("Centered", true, "double[] x = new double[d]; for (int k = 0; k < n; k++) { for (int r = 0; r < d; r++) { x[r] = Math.Sin(b[k * d + r] - a[r]); } double y = s; for (int r = 0; r < d; r++) { for (int c = 0; c < r; c++) { y += a[r] * x[c] * x[r]; } } s = Math.Sin(y); }"),
        ("Inclusive", true, "double[] x = new double[d]; for (int k = 0; k < n; k++) { for (int r = 0; r < d; r++) { x[r] = Math.Sin(b[k * d + r] - a[r]); } double y = s; for (int r = 0; r < d; r++) { for (int c = 0; c <= r; c++) { y += a[r] * x[c] * x[r]; } } s = Math.Sin(y); }"),
        ("Together", true, "double[] x = new double[d]; double[] z = new double[d]; for (int k = 0; k < n; k++) { for (int r = 0; r < d; r++) { double v = Math.Sin(b[k * d + r] - a[r]); x[r] = v; z[r] = v; } double y = s; for (int r = 0; r < d; r++) { for (int c = 0; c < d; c++) { y += x[r] * z[c] * x[c]; } } s = Math.Sin(y); }"),
        ("Longer", false, "double[] x = new double[d + 1]; for (int k = 0; k < n; k++) { for (int r = 0; r < d; r++) { x[r] = Math.Sin(b[k * d + r] - a[r]); } double y = s + x[d]; for (int r = 0; r < d; r++) { for (int c = 0; c < d; c++) { y += a[r] * x[c] * x[r]; } } s = Math.Sin(y); }"),
        ("Shifted", false, "double[] x = new double[d]; for (int k = 0; k < n; k++) { for (int r = 0; r < d; r++) { x[d - 1 - r] = Math.Sin(b[k * d + r] - a[r]); } double y = s; for (int r = 0; r < d; r++) { for (int c = 0; c < r; c++) { y += a[r] * x[c] * x[r]; } } s = Math.Sin(y); }"),
        ("Before", false, "double[] x = new double[d]; for (int k = 0; k < n; k++) { double y = s; for (int r = 0; r < d; r++) { for (int c = 0; c < d; c++) { y += a[r] * x[c] * x[r]; } } for (int r = 0; r < d; r++) { x[r] = Math.Sin(b[k * d + r] - a[r]); } s = Math.Sin(y); }"),
        ("Mended", false, "double[] x = new double[d]; for (int k = 0; k < n; k++) { for (int r = 0; r < d; r++) { x[r] = Math.Sin(b[k * d + r] - a[r]); } x[0] = s; double y = s; for (int r = 0; r < d; r++) { for (int c = 0; c < d; c++) { y += a[r] * x[c] * x[r]; } } s = Math.Sin(y); }"),
        ("Sometimes", false, "double[] x = new double[d]; for (int k = 0; k < n; k++) { for (int r = 0; r < d; r++) { double v = Math.Sin(b[k * d + r] - a[r]); if (v > 0) { x[r] = v; } s += v * v; } double y = s; for (int r = 0; r < d; r++) { for (int c = 0; c < d; c++) { y += a[r] * x[c] * x[r]; } } s = Math.Sin(y); }"),
        ("Left", false, "double[] x = new double[d]; for (int k = 0; k < n; k++) { for (int r = 0; r < d; r++) { if (b[k * d + r] > 2) { break; } x[r] = Math.Sin(b[k * d + r] - a[r]); } double y = s; for (int r = 0; r < d; r++) { for (int c = 0; c < d; c++) { y += a[r] * x[c] * x[r]; } } s = Math.Sin(y); }"),
        ("Swapped", false, "double[] x = new double[d]; double[] z = new double[d]; for (int k = 0; k < n; k++) { for (int r = 0; r < d; r++) { x[r] = Math.Sin(b[k * d + r] - a[r]); } double y = s; for (int r = 0; r < d; r++) { for (int c = 0; c < d; c++) { y += a[r] * x[c] * z[r]; } } s = Math.Sin(y); (x, z) = (z, x); }"),
        ("Behind", false, "double[] x = new double[d]; for (int k = 0; k < n; k++) { for (int r = 0; r < d; r++) { x[r] = Math.Sin(b[k * d + r] - a[r]); } double y = s; for (int r = 0; r < d; r++) { for (int c = 0; c < d; c++) { y += a[r] * x[c] * x[r]; } } s = Math.Sin(y); } foreach (double v in x) { s += v * v; }"),
    ];

    private const string Shorter = "double[] x = new double[d - 1]; for (int k = 0; k < n; k++) { for (int r = 0; r < d; r++) { x[r] = Math.Sin(b[k * d + r] - a[r]); } double y = s; for (int r = 0; r < d; r++) { for (int c = 0; c < d; c++) { y += a[r] * x[c] * x[r]; } } s = Math.Sin(y); }";

    private static readonly string Source = "public static partial class Scratches\n{\n" + string.Join("\n", Methods.Append((Name: "Shorter", IsGone: false, Body: Shorter)).Select(m => $$"""
            [Differentiable]
            public static double {{m.Name}}(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
            {
                int d = a.Length;
                int n = d == 0 ? 0 : b.Length / d;
                double s = 0.25;
                {{m.Body}}
                return s;
            }
        """)) + "\n}\n";

    private static readonly Lazy<BufferProject> Project = new(() => new BufferProject("Scratches", Source));

    private static readonly Lazy<Dictionary<string, string>> Texts = new(() =>
        Driver.Run(new DriverInput("using System; using SymDiff;\n" + Source)).Sources.Where(s => s.HintName.StartsWith("Scratches.", StringComparison.Ordinal)).ToDictionary(s => s.HintName.Split('.')[1], s => s.Text));

    public static TheoryData<string> Names => [.. Methods.Select(m => m.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryForm_IsThatOfCentralDifferences(string name)
    {
        double[] b = [1.25, -0.5, 0.25, 2.5, 0.75, -1.5, 0.5, 1.75, -0.25];
        foreach (int samples in new[] { 0, 3, 6, 9 })
        {
            BufferChecks.Check(Project.Value[name], 2e-6, new[] { 0.55, 0.8, -0.2 }, b[..samples]);
        }

        BufferChecks.Check(Project.Value[name], 2e-6, new[] { 0.55 }, b);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void TheScratchIsGone_WhereTheRecordHoldsTheSame(string name)
    {
        string text = Texts.Value[name];
        int start = text.IndexOf($" {name}Gradient(", StringComparison.Ordinal);
        string gradient = text[start..text.IndexOf("    }\n\n", start, StringComparison.Ordinal)];
        Assert.Equal(Methods.Single(m => m.Name == name).IsGone, !gradient.Contains("xMemory.Make", StringComparison.Ordinal));
    }

    [Fact]
    public void ScratchThatIsTooShort_IsAnErrorStill()
    {
        LoadedProject project = new LoadedProject().With("ShortScratch", "using System;\nusing SymDiff;\n" + Source + "public static class Calls { public static double[] Slope(double[] a, double[] b) => Scratches.ShorterGradient(a, b).a; }", "Gradient");
        var slope = project.Delegate<Func<double[], double[], double[]>>("Calls", "Slope");
        Assert.Throws<IndexOutOfRangeException>(() => slope([0.5, 0.75], [1.25, -0.5, 0.25, 2.5]));
        Assert.Equal(2, slope([0.5, 0.75], [1.25]).Length);
    }

    [Fact]
    public void AMistake_IsCaught()
    {
        if (Mutants.Names.Contains("ReadsRecordBefore"))
        {
            BufferProject? mistaken = null;
            Mutants.While("ReadsRecordBefore", () => mistaken = new BufferProject("MistakenScratches", Source));
            Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => BufferChecks.Check(mistaken!["Centered"], 1e-6, new[] { 0.5, 0.75 }, new[] { 1.25, -0.5, 0.25, 1.5 }));
        }
    }
}
