using Microsoft.CodeAnalysis;
using SymDiff.TestKit;

namespace SymDiff.Generator.Tests.Frontend;

/// <summary>Wrong use of the attribute: an error at the name, the type or the attribute that is wrong.</summary>
public sealed class DeclarationErrorTests
{
    [Theory]
    [InlineData("public static class C { [SymDiff.Differentiable] public static double [|F|](double x) => x; }")]
    [InlineData("public class O { public static partial class C { [SymDiff.Differentiable] public static double [|F|](double x) => x; } }")]
    public void NotPartial(string source) => Marked.Source("SD0001", source);

    [Fact]
    public void NotPartial_NamesTheTypeForTheFix()
    {
        var diagnostic = Assert.Single(Driver.Run("namespace N { class C { [SymDiff.Differentiable] double F(double x) => x; } }").AnalyzerDiagnostics);
        Assert.Equal("T:N.C", diagnostic.Properties["Type"]);
    }

    [Theory]
    [InlineData("public static double [|F|]() => 1;")]
    [InlineData("public static double [|F|](int n, string s) => n;")]
    [InlineData("public static double [|F|]([NoGradient] double x) => x;")]
    public void NoActiveParameter(string method) => Marked.Members("SD0002", "[Differentiable] " + method);

    [Theory]
    [InlineData("[|void|] F(double x) { }")]
    [InlineData("[|int|] F(double x) => 1;")]
    [InlineData("[|bool|] F(double x) => true;")]
    [InlineData("[|string|] F(double x) => \"\";")]
    [InlineData("[|decimal|] F(double x) => 1;")]
    [InlineData("[|int[]|] F(double x) => new int[1];")]
    [InlineData("[|(double, double[])|] F(double x) => (x, null);")]
    public void Result(string method) => Marked.Members("SD0003", "[Differentiable] public static " + method);

    [Theory]
    [InlineData("double[] x, double[] y", "none of its buffers is marked [Output] or [InOut]")]
    [InlineData("double[] x, ReadOnlySpan<double> y", "none of its buffers is marked [Output] or [InOut]")]
    [InlineData("double x, ReadOnlySpan<double> y", "is no number; return")]
    public void NoResult_SaysWhichBuffersCouldBeOne(string parameters, string expected)
    {
        DriverResult result = Driver.Run($"using System;\nusing SymDiff;\npublic static partial class C {{ [Differentiable] public static void F({parameters}) {{ }} }}");
        Assert.Contains(expected, result.AnalyzerDiagnostics.Single(d => d.Id == "SD0003").GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("public static int FGradient;")]
    [InlineData("public static class FVjp { }")]
    [InlineData("public static double FValueAndGradient(double x) => x;")]
    public void NameTaken(string member) => Marked.Members("SD0004", $"[Differentiable] public static double [|F|](double x) => x; {member}");

    [Theory]
    [InlineData("public static bool FGradientCheck(double x) => true;")]
    [InlineData("public static int FGradientCheck => 1;")]
    public void NameTaken_OfACheck(string member) => Marked.Members("SD0004", $"[Differentiable(Derivatives.Default | Derivatives.Check)] public static double [|F|](double x) => x; {member}");

    [Fact]
    public void NameTaken_ByInheritedMember() => Marked.Source("SD0004", """
        public class B { protected double FGradient(double x) => x; }
        public partial class C : B { [SymDiff.Differentiable] public static double [|F|](double x) => x; }
        """);

    [Theory]
    [InlineData("private static int FJvp;")]
    [InlineData("public static double FGradient(int x) => x;")]
    [InlineData("public static bool FGradientCheck(double x) => true;")]
    [InlineData("public static double FGradient(double x, double y) => x;")]
    public void OtherNames_AreFree(string member) =>
        Driver.Run($"public static partial class C {{ [SymDiff.Differentiable] public static double F(double x) => x; {member} }}").ShouldHaveNoErrors();

    [Theory]
    [InlineData("[Differentiable] public static double [|F|](double x) => x; [Differentiable] public static double [|FValueAnd|](double x) => x;")]
    [InlineData("[Differentiable(Derivatives.Jvp)] public static double [|F|](double x, double y) => x * y; [Differentiable(Derivatives.Jvp)] public static double [|F|](double x, [NoGradient] double y, [NoGradient] double z) => x * y * z;")]
    public void Collision(string members) => Marked.Members("SD0005", members);

    [Theory]
    [InlineData("Output")]
    [InlineData("InOut")]
    [InlineData("Scratch")]
    public void BufferAttributes(string attribute) => Marked.Members("SD0006", $"[Differentiable] public static double F([[|{attribute}|]] double x) => x;");

    [Theory]
    [InlineData("Derivatives.Jacobian")]
    [InlineData("Derivatives.JacobianBlocks")]
    [InlineData("Derivatives.None")]
    public void Forms(string flags) => Marked.Members("SD0007", $"[[|Differentiable({flags})|]] public static double F(double x) => x;");

    [Fact]
    public void All_LeavesOutWhatDoesNotApply() => Assert.Empty(Driver.Run(
        "using SymDiff; public static partial class C { [Differentiable(Derivatives.All)] public static double F(double x) => x; }").AnalyzerDiagnostics);

    [Fact]
    public void All_MakesWhatTheBodyCannotHaveAnErrorWhereItIsCalled()
    {
        const string Text = "using SymDiff; public static partial class C { [Differentiable(Derivatives.All)] public static double F(double x) { System.Console.WriteLine(1); return x * x; } public static object G() => C.";
        Driver.Run(Text + "FGradient(1); }").ShouldHaveNoErrors();
        Assert.Contains(Driver.Run(Text + "FHessian(1); }").CompilerDiagnostics, e => e.Id == "CS0619" && e.GetMessage(System.Globalization.CultureInfo.InvariantCulture).Contains("SD0007"));
        Marked.Members("SD0007", "[Differentiable(Derivatives.Hessian)] public static double [|F|](double x) { System.Console.WriteLine(1); return x * x; }");
        Marked.Members("SD0007", "[Differentiable(Derivatives.Check)] public static double [|F|](double x) { System.Console.WriteLine(1); return x * x; }");
    }

    [Theory]
    [InlineData("public partial class C { [SymDiff.Differentiable] public virtual double [|F|](double x) => x; }")]
    [InlineData("public abstract partial class C { [SymDiff.Differentiable] public abstract double [|F|](double x); }")]
    [InlineData("public partial class C : B { [SymDiff.Differentiable] public override double [|F|](double x) => x; } public class B { public virtual double F(double x) => x; }")]
    [InlineData("public partial interface I { [SymDiff.Differentiable] double [|F|](double x) => x; }")]
    public void Virtual(string source) => Marked.Source("SD0008", source);

    [Fact]
    public void SealedOverride_IsAccepted() => Assert.Empty(Driver.Run("""
        public class B { public virtual double F(double x) => x; public virtual double G(double x) => x; }
        public partial class C : B { [SymDiff.Differentiable] public sealed override double F(double x) => x; }
        public sealed partial class D : B { [SymDiff.Differentiable] public override double G(double x) => x; }
        """).AnalyzerDiagnostics);

    [Theory]
    [InlineData("public partial class C { [SymDiff.Differentiable] public static double operator [|+|](C c, double x) => x; }")]
    [InlineData("public interface I { double F(double x); } public partial class C : I { [SymDiff.Differentiable] double I.[|F|](double x) => x; }")]
    [InlineData("public partial class C { public double P { [SymDiff.Differentiable] [|get|] => 1; } }")]
    public void OtherMembers(string source) => Marked.Source("SD0009", source);

    [Fact]
    public void LocalFunctions() => Marked.Source("SD0011", "class C { double M(double y) { [SymDiff.Differentiable] double [|F|](double x) => x; return F(y); } }");

    [Fact]
    public void Lambdas()
    {
        var diagnostic = Assert.Single(Driver.Run("class C { System.Func<double, double> M() => [SymDiff.Differentiable] (double x) => x; }").AnalyzerDiagnostics);
        Assert.Equal("SD0011", diagnostic.Id);
    }

    [Fact]
    public void LocalFunction_MessageShowsHowToMoveIt()
    {
        var diagnostic = Assert.Single(Driver.Run("class C { double M(double y) { [SymDiff.Differentiable] double F(double x, int n) => x; return F(y, 1); } }").AnalyzerDiagnostics);
        Assert.Contains("static partial class Functions { [Differentiable] public static double F(double x, int n) ... }", diagnostic.GetMessage(null), StringComparison.Ordinal);
    }

    [Fact]
    public void ExternMethod() => Marked.Members(
        "SD0012", "[Differentiable] [System.Runtime.InteropServices.DllImport(\"m\")] public static extern double [|F|](double x);");

    [Theory]
    [InlineData("System.Collections.Generic.List<double> [|p|]")]
    [InlineData("double? [|p|]")]
    [InlineData("double[][][] [|p|]")]
    [InlineData("System.ArraySegment<double> [|p|]")]
    [InlineData("(double[], int) [|p|]")]
    [InlineData("decimal [|p|]")]
    [InlineData("Func<double, double> [|p|]")]
    [InlineData("System.Numerics.Vector<double> [|p|]")]
    [InlineData("Sealed [|p|]")]
    [InlineData("Half [|p|]")]
    [InlineData("(double, double?) [|p|]")]
    [InlineData("Holder [|p|]")]
    [InlineData("Nested [|p|]")]
    [InlineData("dynamic [|p|]")]
    public void ParameterTypes(string parameter) => Marked.Members("SD0013", $$"""
        public class Holder { public double Value; } public struct Nested { public Holder Inner { get; set; } } public struct Sealed { private double _x; public double X() => _x; public Sealed(double x) { _x = 2 * x; } } public struct Half { public double X; public Holder Inner; }
        [Differentiable] public static double F(double x, {{parameter}}) => x;
        """);

    [Theory]
    [InlineData("Layer [|p|]", "mark 'Layer' [ParameterSet] and make it partial")]
    [InlineData("(double A, Layer B) [|p|]", "make the array a parameter by itself")]
    public void StructsWithArrays(string parameter, string advice)
    {
        string members = "public struct Layer { public double[] Weights; public double Bias; } [Differentiable] public static double F(" + parameter + ") => 1;";
        Marked.Members("SD0013", members);
        string source = "using SymDiff; public static partial class C { " + members.Replace("[|", "", StringComparison.Ordinal).Replace("|]", "", StringComparison.Ordinal) + " }";
        Assert.Contains(advice, Assert.Single(Driver.Run(source).AnalyzerDiagnostics).GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Derivatives.JacobianBlocks", "R[] F(double x) => new[] { new R { X = x } };")]
    [InlineData("Derivatives.JacobianBlocks", "double[] F(V[] v, ref double x) { x *= v[0].X; return new[] { x }; }")]
    [InlineData("Derivatives.Jacobian", "R[] F(double x) => new[] { new R { X = x } };")]
    [InlineData("Derivatives.Jacobian", "double[] F(V[] v, ref double x) { x *= v[0].X; return new[] { x }; }")]
    [InlineData("Derivatives.SparseJacobian", "V[] F(double x) => new[] { new V { X = x } };")]
    [InlineData("Derivatives.Check", "double F(V[,] v) => v[0, 0].X;")]
    public void FormsOfReturnedStructs(string form, string method) => Marked.Members(
        "SD0007", $"public struct V {{ public double X; }} public struct R {{ public double X; [NoGradient] public double Y; }} [[|Differentiable({form})|]] public static {method}");

    [Fact]
    public void GenericScalar() => Marked.Members("SD0013", "[Differentiable] public static double F<T>(double x, T [|t|]) => x;");

    [Theory]
    [InlineData("string p")]
    [InlineData("Random p")]
    [InlineData("System.Threading.CancellationToken p")]
    [InlineData("object p")]
    [InlineData("DateTime p")]
    [InlineData("DayOfWeek p")]
    [InlineData("int[] p")]
    [InlineData("Data p")]
    [InlineData("[NoGradient] System.Collections.Generic.List<double> p")]
    [InlineData("[NoGradient] System.ReadOnlySpan<double> p")]
    [InlineData("[NoGradient] decimal p")]
    public void InactiveParameters(string parameter) => Assert.Empty(Driver.Run(
        $"using System; using SymDiff; [NoGradient] public class Data {{ public double Value; }} public static partial class C {{ [Differentiable] public static double F(double x, {parameter}) => x; }}").AnalyzerDiagnostics);

    [Theory]
    [InlineData("[NoGradient] ref double [|y|]")]
    [InlineData("ref double[] [|y|]")]
    [InlineData("ref string [|y|]")]
    public void ByReference(string parameter) => Marked.Members("SD0014", $"[Differentiable] public static double F(double x, {parameter}) => x;");

    [Fact]
    public void DefaultProperty_IsChecked()
    {
        DriverInput input = new("public static partial class C { [SymDiff.Differentiable] public static double F(double x) => x; }")
        {
            GlobalOptions = new Dictionary<string, string> { ["build_property.SymDiffDefaultDerivatives"] = "Default, Jvp, Hesian" },
        };
        DriverResult result = Driver.Run(input);
        var diagnostic = Assert.Single(result.AnalyzerDiagnostics);
        Assert.Equal("SD0015", diagnostic.Id);
        Assert.Equal(Location.None, diagnostic.Location);
        Assert.Contains("FJvp", result.Source, StringComparison.Ordinal);
    }

    /// <summary>Run again along every axis, it would begin with what the run before left: each row would be that of another method.</summary>
    [Theory]
    [InlineData("HessianDiagonal", "int[] c", "c[0]++; double u = w[0] * w[1];", "u * c[0]")]
    [InlineData("HessianDiagonal", "[NoGradient] Span<double> c", "c[0] += 1; double u = w[0] * w[1];", "u * c[0]")]
    public void FormsThatRunAgain_OfMethodsThatChangeWhatTheyRead(string form, string parameter, string change, string factor) => Marked.Members(
        "SD0007", $"[Differentiable(Derivatives.{form})] public static double [|F|](ReadOnlySpan<double> w, {parameter}) {{ {change} double t = 0; foreach (double e in w) {{ t += e * e * e * {factor}; }} return t * t; }}");
}
