using SymDiff.TestKit;

namespace SymDiff.Generator.Tests.Frontend;

/// <summary>Sets of parameters, which are no constants unless somebody says so: an error at the method or at the read.</summary>
public sealed class ParameterSetErrorTests
{
    private const string Types = """
        using System;
        using System.Collections.Generic;
        using SymDiff;
        [ParameterSet] public partial class M { public double W = 1; public double Norm() => W * W; public static int Count; }
        [ParameterSet] public partial struct S { public double W; public readonly double G(double x) => W * x; }
        public class Holder { public M Inner = new(); [NoGradient] public M Fixed = new(); }
        public record Pair(M First, int Second);
        public class Derived : M { }

        """;

    [Theory]
    [InlineData("[ParameterSet] public partial class C { public double W; public C Next = null!; [Differentiable] public double [|F|](double x) => W * x; }")]
    [InlineData("[ParameterSet] public partial class D { private double[,] W = new double[1, 1]; } [ParameterSet] public partial class C { public D Inner = new(); [Differentiable] public double [|F|](double x) => x; }")]
    [InlineData("[ParameterSet] public partial class B<T> { public double W; } public partial class C : B<int> { [Differentiable] public double [|F|](double x) => W * x; }")]
    public void This(string source) => Marked.Source("SD0017", Types + source);

    [Theory]
    [InlineData("private M _m = new(); [Differentiable] public double F(double x) => [|_m|].W * x;")]
    [InlineData("private M[] _m = new M[2]; [Differentiable] public double F(double x) { foreach (var m in [|_m|]) { x *= 2; } return x; }")]
    [InlineData("private List<M> _m = new(); [Differentiable] public double F(double x) => x * [|_m|].Count;")]
    [InlineData("private static readonly M Set = new(); [Differentiable] public static double F(double x) => [|Set|].W * x;")]
    [InlineData("private M _m = new(); private double Get() => [|_m|].W; [Differentiable] public double F(double x) => Get() * x;")]
    [InlineData("private M _m = new(); private double Get(int n) { double s = 0; for (int i = 0; i < n; i++) { s += [|_m|].W; Console.Write(s); } return s; } [Differentiable] public double F(double x) => Get(2) * x;")]
    [InlineData("private M? _m; private M Get() => _m ??= new(); [Differentiable] public double F(double x) => [|Get().W|] * x;")]
    [InlineData("private M? _m; private M Get() => _m ??= new(); [Differentiable] public double F(double x) => [|Get().Norm()|] * x;")]
    [InlineData("private M? _m; private M Get() => _m ??= new(); private static double R(double x, M m, int n) => n == 0 ? x : R(x * [|m.W|], m, n - 1); [Differentiable] public double F(double x) => R(x, Get(), 3);")]
    [InlineData("private object _m = new M(); [Differentiable] public double F(double x) => [|((M)_m).W|] * x;")]
    [InlineData("private M? _m; [Differentiable] public double F(double x) => ([|_m|]?.W ?? 2) * x;")]
    [InlineData("private M _m = new(); [Differentiable] public double F(double x) => this is { [|_m|]: { W: > 2 } } ? 2 * x : x;")]
    [InlineData("private Pair _p = new(new(), 1); [Differentiable] public double F(double x) { var (a, n) = _p; return [|a.W|] * x * n; }")]
    [InlineData("private Holder _h = new(); [Differentiable] public double F(double x) { var h = _h; return [|h.Inner|].W * x; }")]
    [InlineData("private S _s; [Differentiable] public double F(double x) => [|_s|].G(x);")]
    public void Read(string members) => Marked.Source("SD0017", Types + "public partial class C { " + members + " }");

    [Theory]
    [InlineData("Holder [|m|]")]
    [InlineData("Derived [|m|]")]
    [InlineData("List<M> [|m|]")]
    public void Parameter(string parameter) => Marked.Source(
        "SD0013", Types + "public static partial class C { [Differentiable] public static double F(" + parameter + ", double x) => x; }");

    [Fact]
    public void GenericParameter() => Marked.Source(
        "SD0013", Types + "public static partial class C { [Differentiable] public static double F<T>(double x, T [|m|]) where T : class, IParameterSet<T, double> => x; }");

    [Fact]
    public void Parameter_IsSaidToBeASet() => Assert.Contains(
        "the type 'Derived' of parameter 'm' is a parameter set that is not marked [ParameterSet] itself",
        Assert.Single(Driver.Run(Types + "public static partial class C { [Differentiable] public static double F(Derived m, double x) => x; }").AnalyzerDiagnostics, d => d.Id == "SD0013").GetMessage(null),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("public static double F(double x, [NoGradient] M m, [NoGradient] Holder h) => x * m.W * h.Inner.W * m.Norm();")]
    [InlineData("public static double F(double x, [NoGradient] Holder[] h) { foreach (var i in h) { var m = i.Inner; x *= m.W; } return x; }")]
    [InlineData("public static double F(double x, [NoGradient] S s) => s.G(x);")]
    [InlineData("public static double F(double x) { var m = new M { W = 3 }; return x * m.W * new Holder().Inner.W * M.Count; }")]
    [InlineData("public double F(double x) => _h.Fixed.W * x; private Holder _h = new();")]
    [InlineData("public double F(double x) => M.W * x; [NoGradient] private M M { get; } = new();")]
    [InlineData("public static double F(double x, [NoGradient] Holder h) => R(x, h, 3); private static double R(double x, Holder h, int n) => n == 0 ? x : R(x * h.Inner.W, h, n - 1);")]
    public void Constants(string member) =>
        Driver.Run(Types + "public partial class C { [Differentiable] " + member + " }").ShouldHaveNoErrors();

    [Fact]
    public void StaticMethodOfASet() =>
        Driver.Run(Types + "[ParameterSet] public partial class C { public double W; [Differentiable] public static double F(double x) => x * x; }").ShouldBuildCleanly();
}
