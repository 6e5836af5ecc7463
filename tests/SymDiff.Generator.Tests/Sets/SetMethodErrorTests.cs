using SymDiff.Generator.Tests.Frontend;
using SymDiff.TestKit;

namespace SymDiff.Generator.Tests.Sets;

/// <summary>What a method may not do with a set that it is differentiated by: nothing of it is lost without a word.</summary>
public sealed class SetMethodErrorTests
{
    private const string Types = """
        using System;
        using System.Collections.Generic;
        using SymDiff;
        [ParameterSet] public partial class Part { public double K = 1; public int N = 2; public double[] A = new double[2]; }
        [ParameterSet] public partial class M
        {
            public double W = 1;
            public double[] A = new double[2];
            public Part P = new();
            public int N = 2;
            public virtual double Chosen(double x) => x;
            public double Twice() { W *= 2; return W; }
        }
        [ParameterSet] public partial class T
        {
            public double W = 1;
            public Part[] L = new Part[2];
            public Part P = new();
            #nullable enable
            public Part? O;
            #nullable disable
            public Part Last => L[1];
            public Part Any(int i) { if (i > 3) { return L[0]; } return L[i]; }
        }
        [ParameterSet] public partial struct S { public double W; public double[] A; public void Change() { W = 2; } }
        public static class Other { public static double Of(object m) => m.GetHashCode(); }

        """;

    [Theory]
    [InlineData("SD1006", "[|m.W = 2|]; return x * m.W;")]
    [InlineData("SD1005", "[|m.W = x|]; return x * m.W;")]
    [InlineData("SD1005", "[|m.W += x|]; return x;")]
    [InlineData("SD1006", "[|m.N++|]; return x * m.W;")]
    [InlineData("SD1006", "[|m.A[0] = 1|]; return x * m.A[0];")]
    [InlineData("SD1006", "[|m.A[0] += x|]; return x * m.A[0];")]
    [InlineData("SD1006", "var a = m.A; [|a[1] = x|]; return x * m.A[1];")]
    [InlineData("SD1006", "[|m.P.K = 2|]; return x * m.P.K;")]
    [InlineData("SD1003", "return x * [|m.Chosen(2)|];")]
    [InlineData("SD1005", "object o = [|m|]; return x * m.W;")]
    [InlineData("SD1003", "return x * [|m.ToString()|].Length;")]
    public void Refused(string id, string body) => Marked.Source(id, Types + "public static partial class C { [Differentiable] public static double F(M m, double x) { " + body + " } }");

    [Theory]
    [InlineData("SD1006", "[|m.L[0].K = 2|]; return x * m.L[0].K;")]
    [InlineData("SD1006", "[|m.L[0].K = x|]; return x * m.L[0].K;")]
    [InlineData("SD1006", "[|m.L[0].N++|]; return x * m.L[0].K;")]
    [InlineData("SD1006", "[|m.L[0].A[1] = x|]; return x * m.L[0].K;")]
    [InlineData("SD1006", "foreach (Part p in m.L) { [|p.A[1] += x|]; } return x;")]
    [InlineData("SD1006", "if (m.O != null) { [|m.O.A[0] = 1|]; } return x * m.W;")]
    [InlineData("SD1005", "[|m.L[0] = m.L[1]|]; return x * m.L[0].K;")]
    [InlineData("SD1002", "return x * [|m.L[1..]|][0].K;")]
    [InlineData("SD1005", "object o = [|m.L[0]|]; return x * m.W;")]
    [InlineData("SD1005", "return x * Other.Of([|m.L|]) * m.W;")]
    [InlineData("SD1005", "return x * Other.Of([|m.L[0]|]) * m.W;")]
    [InlineData("SD1003", "double[] a = m.L[0].A; if (x > 0) { a = m.L[1].A; } return [|a|] is null ? x : a[0] * x;")]
    public void RefusedInArrays(string id, string body) => Marked.Source(id, Types + "public static partial class C { [Differentiable] public static double F(T m, double x) { " + body + " } }");

    // Not one of them is a constant in a derivative.
    [Theory]
    [InlineData("Part k = m.L[0]; if (x > 0) { k = m.P; } return x * k.K;")]
    [InlineData("Part k = m.P; if (x > 0) { k = m.L[0]; } return x * k.K;")]
    [InlineData("Part k = x > 0 ? m.P : m.L[0]; return x * k.K;")]
    [InlineData("return x * m.Any(1).K;")]
    [InlineData("return x * (m.O?.K ?? 1) * m.W;")]
    [InlineData("return m.O is { } o ? o.K * x : x * m.W;")]
    [InlineData("return m.O is Part o ? o.K * x : x * m.W;")]
    [InlineData("Part o = m.O ?? m.L[0]; return o.K * x;")]
    [InlineData("double s = 0; foreach (object p in m.L) { s += m.W; } return s * x;")]
    [InlineData("Part[] l = { m.L[0], m.P }; return x * l[0].K;")]
    [InlineData("return System.Linq.Enumerable.Sum(m.L, p => p.K) * x;")]
    [InlineData("return ((Part[])m.L.Clone())[0].K * x;")]
    [InlineData("Array.Reverse(m.L); return m.L[0].K * x;")]
    public void NothingOfThat_InArrays(string body)
    {
        DriverResult result = Driver.Run(Types + "public static partial class C { [Differentiable] public static double F(T m, double x) { " + body + " } }");
        Assert.Contains(result.AnalyzerDiagnostics, d => d.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error && d.Id.StartsWith("SD1", StringComparison.Ordinal));
        Assert.DoesNotContain(result.AnalyzerDiagnostics, d => d.Id == "SD0901");
    }

    [Theory]
    [InlineData("public double[][] Rows = new double[0][];", "'L' holds sets of the type 'N': 'Rows' is an array of arrays")]
    [InlineData("private Q _part = new Q();", "'L' holds sets of the type 'N': '_part' cannot be read in 'C'")]
    [InlineData("public N[] Own = new N[0];", "'N' holds sets of its own type")]
    public void SetsThatCannotStandInAnArray(string member, string reason)
    {
        DriverResult result = Driver.Run("using SymDiff; [ParameterSet] public partial class Q { public double V; } [ParameterSet] public partial class N { public double W; " + member + " } [ParameterSet] public partial class C { public N[] L = new N[0]; [Differentiable] public double F(double x) => x * L[0].W; }");
        Assert.Contains(result.AnalyzerDiagnostics, d => d.Id == "SD0017" && d.GetMessage(System.Globalization.CultureInfo.InvariantCulture).Contains(reason, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("[Differentiable(Derivatives.All)] public static double F(T m, double x) { double s = 0; foreach (Part p in m.L) { s += p.K * p.A[0] * p.N; } return s * x; }")]
    [InlineData("[Differentiable(Derivatives.All)] public static double F(Part[] l, double x) => l[^1].K * l[0].A[1] * x * l.Length;")]
    [InlineData("[Differentiable] public static double F(S[] l, double x) => l[0].W * l[1].A[0] * x;")]
    [InlineData("[Differentiable] public static double F(this Part[] @in, int i, double x) => @in[i].K * x;")]
    [InlineData("[Differentiable] public static double F(T m, double x) => (m.O == null ? 1 : m.O.K) * m.Last.K * x;")]
    [InlineData("[Differentiable] public static double F(T m, double x) { Part o = m.O; if (x > 1) { o = m.L[1]; } return o.K * x; }")]
    [InlineData("[Differentiable] public static double F(T m, double x) { Part a; if (x > 0) { a = m.L[1]; } else { a = m.L[0]; } return a.K * x; }")]
    [InlineData("[Differentiable] public static void F(Part[] l, [Output] double[] y) { for (int i = 0; i < y.Length; i++) { y[i] = l[i].K; } }")]
    public void AcceptedArrays(string member) => Driver.Run(Types + "public static partial class C { " + member + " }").ShouldBuildCleanly();

    [Fact]
    public void AWriteInAHelper_IsRefusedThere() => Marked.Source("SD1006", Types.Replace("W *= 2", "[|W *= 2|]", StringComparison.Ordinal)
        + "public static partial class C { [Differentiable] public static double F(M m, double x) => x * m.Twice(); }");

    [Fact]
    public void AWriteToAStruct_IsRefusedThere() => Marked.Source("SD1006", Types.Replace("W = 2;", "[|W = 2|];", StringComparison.Ordinal)
        + "public static partial class C { [Differentiable] public static double F(S m, double x) { m.Change(); return x * m.W; } }");

    [Theory]
    [InlineData("SD1009", "private static double R(M m, double x, int n) => n == 0 ? x : [|R(m, x * m.W, n - 1)|]; [Differentiable] public static double F(M m, double x) => R(m, x, 3);")]
    [InlineData("SD1020", "private static double G([NoGradient] M m, double x) => m.W * x; [Differentiable] public static double F(M m, double x) => G([|m|], x);")]
    [InlineData("SD1002", "[Differentiable] public static double F(M m, double x) { M k = [|new M()|]; if (x > 0) { k = m; } return k.W * x; }")]
    public void Helpers(string id, string members) => Marked.Source(id, Types + "public static partial class C { " + members + " }");

    [Theory]
    [InlineData("[Differentiable(Derivatives.All)] public static double F(M m, double x) { var p = m.P; var a = m.A; return p.K * a[0] * x * p.N * m.N; }")]
    [InlineData("[Differentiable] public static double F(M m, double x) => (m ?? throw new ArgumentNullException()).W * x;")]
    [InlineData("[Differentiable] public static double F(M m, double x) { if (m is not null && m.A != null) { x *= m.W; } return x; }")]
    [InlineData("[Differentiable] public static double F(M m, M n, double x) { M k; if (x > 0) { k = m; } else { k = n; } return k.W * x * k.A[0] * k.N; }")]
    [InlineData("[Differentiable] public static double F(M m, double x) { double s = 0; for (int i = 0; i < m.N; i++) { s += m.W * m.A[i]; } return s * x; }")]
    [InlineData("[Differentiable] public static double F(M m, double x) { double G(double y) => m.W * y; Func<double, double> h = z => G(z) * m.A[0]; return h(x); }")]
    [InlineData("[Differentiable] public static double F(in S m, double x) => m.W * x * m.A[0];")]
    [InlineData("[Differentiable] public static double F(this M m, double x) => m.W * x;")]
    [InlineData("[Differentiable] public static double F(M m) => m.W * m.W;")]
    [InlineData("[Differentiable] public static double F(M @this, double @out) => @this.W * @out;")]
    public void Accepted(string member) => Driver.Run(Types + "public static partial class C { " + member + " }").ShouldBuildCleanly();

    [Theory]
    [InlineData("[ParameterSet] public partial class C { private double _w = 1; private double[] _a = new double[2]; [Differentiable] public double F(double x) { double G(double y) => _w * y; return G(x) * _a[0]; } }")]
    [InlineData("[ParameterSet] public partial struct C { public double W; [Differentiable] public readonly double F(double x) => W * x; }")]
    [InlineData("[ParameterSet] public partial record struct C(double W) { [Differentiable] public double F(double x) => W * x; }")]
    [InlineData("[ParameterSet] public partial class C { public double W; [Differentiable] public double F(double @this) => W * @this; }")]
    [InlineData("[ParameterSet] public partial class C { public double W; [Differentiable(Derivatives.All)] public void F([Output] double[] y) { y[0] = W; } }")]
    public void This(string type) => Driver.Run(Types + type).ShouldBuildCleanly();

    // The member of the base has another value, and no name where the derived type has one of the same name.
    [Fact]
    public void AHiddenMember_IsReadThroughItsBlock()
    {
        DriverResult result = Driver.Run("""
            using SymDiff;
            [ParameterSet] public partial class B { public double W = 1; public int N = 3; protected double Of(double x) => W * x * N; }
            [ParameterSet] public partial class C : B { public new double W = 2; public new int N = 5; [Differentiable] public double F(double x) => Of(x) + W * x * N; }
            """);
        result.ShouldBuildCleanly();
        string text = result.Sources.Single(s => s.HintName == "C.F.g.cs").Text;
        Assert.Contains("this.GetBlock(0)[0], this.W, x", text, StringComparison.Ordinal);
        Assert.Contains("((global::B)this).N", text, StringComparison.Ordinal);
    }
}
