namespace SymDiff.Numeric.Tests.Buffers;

/// <summary>Methods made to mislead what takes sums out of reverse loops, stops them early, or reads records in place of scratch memory.</summary>
public sealed class DoubtfulSumTests
{
    private const string Source = """
        public static partial class Doubtful
        {
            // Sum used inside its own loop as well.
            [Differentiable] public static double Running(ReadOnlySpan<double> x, double k) { double s = 0, q = 0; for (int i = 0; i < x.Length; i++) { double e = Math.Exp(x[i]*0.3-k); s += e; q += e*s*k; } return Math.Log(1+s)+q*k; }
            // K itself changes after.
            [Differentiable] public static double Twice(ReadOnlySpan<double> x, double k) { double s = 0; for (int i = 0; i < x.Length; i++) s += Math.Exp(x[i]-k); double t = 0; for (int i = 0; i < x.Length; i++) t += Math.Exp(x[i]-k*s); return Math.Log(s)*t+k*s; }
            // Reset in the middle by condition.
            [Differentiable] public static double Reset(ReadOnlySpan<double> x, double k) { double s = 0; for (int i = 0; i < x.Length; i++) { double e = Math.Exp(x[i]*k); s += e; if (i == 1) s = 0.5*k; } return s*s+k; }
            // Product term of the loop's own number.
            [Differentiable] public static double Weighted(ReadOnlySpan<double> x, double k) { double s = 0, r = 0; for (int i = 0; i < x.Length; i++) { double e = Math.Sin(x[i])*k; s += e; r += e*i; } return s*s*s+Math.Sin(r)*k; }
            // Minus.
            [Differentiable] public static double Minus(ReadOnlySpan<double> x, double k) { double s = 0; for (int i = 0; i < x.Length; i++) { double e = Math.Exp(k-x[i]); s -= e; } return Math.Sin(s)*k+s; }
            // Early zero start but assigned before.
            [Differentiable] public static double Started(ReadOnlySpan<double> x, double k) { double s = 0; s += k*k; for (int i = 0; i < x.Length; i++) { double e = Math.Exp(x[i]-k); s += e; } return Math.Log(s)+k; }
            // Nested.
            [Differentiable] public static double Nested(ReadOnlySpan<double> x, double k) { double t = 0; for (int j = 0; j < 3; j++) { double s = 0; for (int i = 0; i < x.Length; i++) { s += Math.Exp(x[i]*(j+1)-k*t); } t = Math.Log(1+s)+0.1*t*k; } return t; }
            // Maximum with others.
            [Differentiable] public static double MaxMin(ReadOnlySpan<double> x, double k) { double a = x[0]*k, b = x[0]; for (int i = 1; i < x.Length; i++) { a = Math.Max(a, x[i]*k); b = Math.Min(b, x[i]); } return a*b+Math.Exp(a-b); }
            [Differentiable] public static double MaxSum(ReadOnlySpan<double> x, double k) { double a = x[0], s = 0; for (int i = 1; i < x.Length; i++) { a = Math.Max(a, x[i]); s += x[i]*x[i]*k; } return a*s; }
            [Differentiable] public static double MaxDecay(ReadOnlySpan<double> x, double k) { double a = 0; for (int i = 0; i < x.Length; i++) { a = Math.Max(0.5*a, x[i]); } return a*a*k; }
            [Differentiable] public static double Relu(ReadOnlySpan<double> x, double k) { double a = k; for (int i = 0; i < x.Length; i++) { a = Math.Max(a, x[i])+x[i]*0.1; } return a*k; }
            [Differentiable] public static double MaxIf(ReadOnlySpan<double> x, double k) { double a = x[0]; int at = 0; for (int i = 1; i < x.Length; i++) { if (x[i]>a) { a = x[i]; at = i; } } return a*k+x[at]*x[at]; }
            [Differentiable] public static double MaxReset(ReadOnlySpan<double> x, double k) { double a = x[0], p = 1; for (int i = 0; i < x.Length; i++) { if (x[i]<0) { p *= a; a = 0; } a = Math.Max(a, x[i]); } return a*k+p; }
            // Scratch recorded, used twice.
            [Differentiable] public static double Scr(ReadOnlySpan<double> x, double k) { int d = x.Length; var t = new double[d]; double s = k; for (int j = 0; j < 3; j++) { for (int r = 0; r < d; r++) t[r] = Math.Sin(x[r]*s+j); double y = s; for (int r = 0; r < d; r++) for (int c = d-1; c >= r; c--) y += t[r]*t[c]; s = Math.Sin(y)*k; } return s; }
            [Differentiable] public static double Scr2(ReadOnlySpan<double> x, double k) { int d = x.Length; var t = new double[d]; var u = new double[d]; double s = k; for (int j = 0; j < 3; j++) { for (int r = 0; r < d; r++) { double v = Math.Sin(x[r]*s+j); t[r] = v; u[r] = v*v; } for (int r = 0; r < d; r++) u[r] = u[r]*t[r]; double y = s; for (int r = 0; r < d; r++) y += u[r]*t[d-1-r]; s = Math.Sin(y)*k; } return s; }
        }
        """;

    private static readonly Lazy<BufferProject> Project = new(() => new BufferProject("Doubtful", Source));

    public static TheoryData<string> Names => ["Running", "Twice", "Reset", "Weighted", "Minus", "Started", "Nested", "MaxMin", "MaxSum", "MaxDecay", "Relu", "MaxIf", "MaxReset", "Scr", "Scr2"];

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryForm_IsThatOfCentralDifferences(string name)
    {
        BufferChecks.Check(Project.Value[name], 1e-5, new[] { 0.7 }, 0.6);
        BufferChecks.Check(Project.Value[name], 1e-5, new[] { 0.7, -0.4 }, 0.6);
        BufferChecks.Check(Project.Value[name], 1e-5, new[] { 0.3, 0.9, -0.35, 1.4, 0.15 }, 0.8);
        BufferChecks.Check(Project.Value[name], 1e-5, new[] { 1.3, -0.9, 0.2, 0.45 }, 1.1);
    }
}
