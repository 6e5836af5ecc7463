using SymDiff.Generator.Tests.Frontend;
using SymDiff.TestKit;

namespace SymDiff.Generator.Tests.Sets;

/// <summary>What cannot be a set: an error at the type or at the member, and nothing is emitted.</summary>
public sealed class SetErrorTests
{
    private const string Usings = "using System; using System.Collections.Generic; using SymDiff;\n";

    [Theory]
    [InlineData("[ParameterSet] public class [|C|] { public double W; }")]
    [InlineData("public class O { [ParameterSet] public partial class [|C|] { public double W; } }")]
    [InlineData("[ParameterSet] public struct [|C|] { public double W; }")]
    public void NotPartial(string source) => Marked.Source("SD0018", Usings + source);

    [Theory]
    [InlineData("[ParameterSet] public static partial class [|C|] { public static double W; }")]
    [InlineData("[ParameterSet] public ref partial struct [|C|] { public double W; }")]
    [InlineData("[ParameterSet] [System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Explicit)] public partial struct [|C|] { [System.Runtime.InteropServices.FieldOffset(0)] public double W; }")]
    [InlineData("[ParameterSet] public partial class C { public double W; public void [|Clear|]() { } }")]
    [InlineData("[ParameterSet] public partial class C { public double W; public int [|ParameterCount|]; }")]
    [InlineData("[ParameterSet] public partial class C { public double W; public int [|BlockCount|]() => 1; }")]
    [InlineData("[ParameterSet] public partial class C { public double W; public C [|CreateZero|]() => this; }")]
    [InlineData("[ParameterSet] public partial class C { public double W; public void [|CopyTo|](Span<double> to) { } }")]
    [InlineData("[ParameterSet] public partial class C { public double W; private void [|AddScaled|](C other, double scale) { } }")]
    [InlineData("[ParameterSet] public partial class C { public double W; private class [|GetBlock|] { } }")]
    [InlineData("[ParameterSet] public partial class [|Clear|] { public double W; }")]
    [InlineData("public class B { public void Clear() { } } [ParameterSet] public partial class [|C|] : B { public double W; }")]
    public void Kinds(string source) => Marked.Source("SD0019", Usings + source);

    [Theory]
    [InlineData("[ParameterSet] public partial class [|C|] { }")]
    [InlineData("[ParameterSet] public partial class [|C|] { [NoGradient] public double W; public int N; public static double S; public const double K = 1; }")]
    [InlineData("[ParameterSet] public partial class [|C|] { public double W => 1; }")]
    [InlineData("[ParameterSet] public partial class [|C|] { public C? Next; }")]
    public void Empty(string source) => Marked.Source("SD0028", Usings + source);

    [Theory]
    [InlineData("[ParameterSet] public partial class C { public double W; public float [|V|]; }")]
    [InlineData("[ParameterSet] public partial class C { public double[] W = { }; public double U; public float[,] [|V|] = { }; }")]
    [InlineData("[ParameterSet] public partial class B { public float W; } [ParameterSet] public partial class C { public double W; public B? [|V|]; }")]
    [InlineData("[ParameterSet] public partial class B { public float W; } [ParameterSet] public partial class C : B { public double [|V|]; }")]
    public void Mixed(string source) => Marked.Source("SD0029", Usings + source);

    [Theory]
    [InlineData("public List<double> [|V|] = new();")]
    [InlineData("public double? [|V|];")]
    [InlineData("public decimal [|V|];")]
    [InlineData("public double[,,] [|V|] = { };")]
    [InlineData("public double[][][] [|V|] = { };")]
    [InlineData("public (double, double) [|V|];")]
    [InlineData("public Holder [|V|] = new();")]
    [InlineData("public Holder[] [|V|] = { };")]
    [InlineData("public List<Inner> [|V|] = new();")]
    [InlineData("public Inner[,] [|V|] = { };")]
    [InlineData("public Pair? [|V|];")]
    [InlineData("public System.Numerics.Vector3 [|V|] { get; set; }")]
    public void Members(string member) => Marked.Source("SD0030", Usings
        + "public class Holder { public double X; } [ParameterSet] public partial class Inner { public double X; } [ParameterSet] public partial struct Pair { public double X; }\n"
        + "[ParameterSet] public partial class C { public double W; " + member + " }");

    [Fact]
    public void TypeParameters() => Marked.Source("SD0030", Usings + "[ParameterSet] public partial class C<T> { public double W; public T? [|V|]; }");

#if ROSLYN_LATEST
    [Theory]
    [InlineData("[ParameterSet] public partial class C(double[] [|w|]) { public double V; public double First() => w[0]; }")]
    [InlineData("[ParameterSet] public partial struct C(double [|w|]) { public double V; public readonly double First { get { return w; } } }")]
    [InlineData("[ParameterSet] public partial class C(double [|w|]) { public double V; } public partial class C { public double First => w; }")]
    public void CapturedParameters(string source) => Marked.Source("SD0030", Usings + source);

    [Fact]
    public void AccessorsWithBodies() => Marked.Source("SD0031", Usings + "[ParameterSet] public partial class C { public double [|W|] { get => field; set => field = 2 * value; } }");

    [Fact]
    public void ParametersOfConstructors() => Driver.Run(
        Usings + "[ParameterSet] public partial class C(double w, int n, [NoGradient] double r) { public double W = w; public double F() => W * n * r; public double G(double w) => w; }").ShouldBuildCleanly();
#endif

    [Theory]
    [InlineData("[ParameterSet] public partial class C { public readonly double [|W|]; }")]
    [InlineData("[ParameterSet] public partial class C { public double [|W|] { get; } }")]
    [InlineData("[ParameterSet] public readonly partial struct C { public readonly double [|W|]; }")]
    [InlineData("[ParameterSet] public readonly partial record struct C(double [|W|]);")]
    [InlineData("[ParameterSet] public partial struct B { public double X; } [ParameterSet] public partial class C { public readonly B [|W|]; }")]
    [InlineData("[ParameterSet] public partial class C { public virtual double [|W|] { get; set; } }")]
    [InlineData("public interface I { double W { get; set; } } [ParameterSet] public partial class C : I { double I.[|W|] { get; set; } }")]
    public void NotWritable(string source) => Marked.Source("SD0031", Usings + source);

    [Fact]
    public void Spread() => Marked.Source("SD0032", Usings + "[ParameterSet] public partial class C { public double W; } public partial class C { public string? Name; public double [|V|]; }");

    [Fact]
    public void StateInOneOfTheDeclarations() => Driver.Run(
        Usings + "[ParameterSet] public partial class C { public string? Name; } public partial class C { public double W; public double V; }").ShouldBuildCleanly();

    [Theory]
    [InlineData("public class B { public double V; } [ParameterSet] public partial class [|C|] : B { public double W; }")]
    [InlineData("public class B { private List<double> _v = new(); } public class A : B { } [ParameterSet] public partial class [|C|] : A { public double W; }")]
    [InlineData("[ParameterSet] public partial class B { public double V; } public class C : B { public double [|W|]; }")]
    [InlineData("[ParameterSet] public partial class B<T> { [NoGradient] public T? K; public double V; } public class C : B<int> { public double[] [|W|] = { }; }")]
    public void Inheritance(string source) => Marked.Source("SD0033", Usings + source);

    [Theory]
    [InlineData("public class B { public int N; protected Func<double, double>? F; [NoGradient] public double R; } [ParameterSet] public partial class C : B { public double W; }")]
    [InlineData("[ParameterSet] public partial class B { public double V; } public class C : B { public int N; [NoGradient] public double R; }")]
    [InlineData("[ParameterSet] public partial class C { public double W; public void Clear(int n) { } public void AddScaled(double s) { } public static void CopyTo() { } }")]
    [InlineData("[ParameterSet] public partial class C : IParameterSet<C, float> { }")]
    [InlineData("[ParameterSet] public partial class C { public double W; public Random R = new(); public DateTime T; public string? S; public object? O; public List<int>? L; public event EventHandler? E { add { } remove { } } }")]
    public void Accepted(string source) => Driver.Run(Usings + source).ShouldBuildCleanly();

    /// <summary>What is wrong inside is reported there, and once.</summary>
    [Theory]
    [InlineData("SD0030", "[ParameterSet] public partial class B { public double V; public decimal [|D|]; } [ParameterSet] public partial class C { public double W; public B? X; }")]
    [InlineData("SD0018", "[ParameterSet] public class [|B|] { public double V; } [ParameterSet] public partial class C : B { public double W; }")]
    public void ErrorsInside(string id, string source) => Marked.Source(id, Usings + source);

    [Fact]
    public void TypesThatDoNotCompile_AreNotReportedTwice() =>
        Assert.Empty(Driver.Run("[SymDiff.ParameterSet] public partial class C { public Missing W; public double V; }").AnalyzerDiagnostics);

    [Fact]
    public void Messages_SayWhatToDo() => Assert.Equal(
        "cannot make 'C' a parameter set, because its member 'W' is read-only, and every parameter is written; make it settable, or mark it [NoGradient] to make it a constant",
        Assert.Single(Driver.Run("[SymDiff.ParameterSet] public partial class C { public readonly double W; }").AnalyzerDiagnostics).GetMessage(null));
}
