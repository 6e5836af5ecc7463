using SymDiff.Generator.Frontend;
using SymDiff.TestKit;

namespace SymDiff.Generator.Tests.Frontend;

/// <summary>What is not in the language: an error that covers exactly the offending expression or the statement's keyword, and nothing else.</summary>
public sealed class LanguageErrorTests
{
    [Theory]
    [InlineData("for (int i = 0; i < 3; i++) { again: x *= 0.5; if (x > 1) [|goto|] again; } return x;")]
    [InlineData("[|foreach|] (var (a, b) in new System.Collections.Generic.Dictionary<int, int>()) { x *= a; } return x;")]
    [InlineData("[|try|] { x *= x; } finally { } return x;")]
    [InlineData("[|lock|] (typeof(C)) { return x; }")]
    [InlineData("[|using|] (System.IO.Stream.Null) { } return x;")]
    [InlineData("[|ref|] double y = ref x; return x;")]
    public void Statements(string body) => Marked.Members("SD1001", $"[Differentiable] public static double F(double x) {{ {body} }}");

    [Theory]
    [InlineData("Func<double, double> f = v => v * x; return x * System.Linq.Enumerable.Sum(Weights, [|f|]);")]
    [InlineData("Func<double, double> f = [|x > 0 ? Math.Sin : Math.Cos|]; return x;")]
    [InlineData("Func<double, double> f = Math.Sin; if (x > 0) f = Math.Cos; return [|f|](x);")]
    [InlineData("var a = [|new int[1, 1, 2] { { { 1, 2 } } }|]; return x * a[0, 0, 0];")]
    [InlineData("var t = [|new { A = x, B = x }|]; return x;")]
    [InlineData("int n = 0; return ([|n|], n++ > 1) switch { (0, _) => x, _ => 2 * x };")]
    [InlineData("int n = 0; void Next() => n++; int Go() { Next(); return n; } switch (x > 0, [|n|], Go()) { case (true, 0, _): return x; default: return 2 * x; }")]
    [InlineData("var o = [|new { A = 1 }|]; return x;")]
    public void Expressions(string body) => Marked.Members("SD1002", $"#nullable enable\nprivate static readonly double[] Weights = new double[1];\n[Differentiable] public static double F(double x) {{ {body} }}");

    [Theory]
    [InlineData("for (int k = 0; k < 2; k++) { double[][] a = { new double[2] }; [|a[0][1] *= x|]; } return x;")]
    [InlineData("double[][] a = new double[2][]; if (x > 0) { a = new double[3][]; } a[0] = new double[2]; [|a[0][1] = x|]; return a[0][1] * x;")]
    [InlineData("double[][] a = { new double[2], null }; [|a[0][1] = x|]; return a[0][1] * x;")]
    [InlineData("double[][] a = { new double[2] }; [|a[0][1] = x|]; return a[0] == null ? x : a[1..].Length;")]
    [InlineData("double[][] a = { new double[2] }; [|a[0][1] = x|]; var row = a[0]; return row == null ? x : 2 * x;")]
    [InlineData("double[] a = new double[2]; object o = a; [|a[0] = x|]; return a[0] * x;")]
    [InlineData("[|Shared[0] = x|]; return x;", "static readonly double[] Shared = new double[2];")]
    [InlineData("object[] a = { [|x|] }; return x;")]
    public void ActiveValuesInArrays(string body, string more = "") => Marked.Members("SD1005", $"{more} [Differentiable] public static double F(double x) {{ {body} }}");

    [Theory]
    [InlineData("double s = xs[0]; double[] copy = [|xs|]; return s;")]
    [InlineData("[|xs|][0] = 1; return xs[0];")]
    [InlineData("return xs[0] * Sum([|xs|]);")]
    public void ArgumentsThatMakeAnArrayOfActiveValues(string body) => Marked.Members(
        "SD1002", $"[Differentiable] public static double F(double x) => G(x, x); static double Sum(double[] v) => v[0]; static double G(params double[] xs) {{ {body} }}");

    [Theory]
    [InlineData("return [|null|];")]
    [InlineData("if (x > 0) { return new[] { x }; } return [|null|]!;")]
    [InlineData("return [|Table|];", "static readonly double[] Table = new double[2];")]
    public void ReturnedArraysThatAreNotFollowed(string body, string more = "") => Marked.Members("SD1002", $"{more} [Differentiable] public static double[] F(double x) {{ {body} }}");

    [Theory]
    [InlineData("[NoGradient] double[] a", "[|a[0] = x|]; return a[0] * x;")]
    [InlineData("[NoGradient] Span<double> a", "var b = a.Slice(1); for (int i = 0; i < b.Length; i++) [|b[i] += x|]; return a[0] * x;")]
    [InlineData("[NoGradient] Span<double> a", "a[0] = 2; Put(a, x); return a[0] * x; static void Put(Span<double> b, double v) { [|b[0] = v|]; }")]
    public void ActiveValuesInConstantBuffers(string parameter, string body) => Marked.Members("SD1005", $"[Differentiable] public static double F({parameter}, double x) {{ {body} }}");

    [Theory]
    [InlineData("double[] a", "[|a[0] = x|]; return a[0] * x;")]
    [InlineData("double[] a", "[|a[0] = 2|]; return a[0] * x;")]
    [InlineData("double[] a", "[|a.AsSpan().Clear()|]; return a[0] * x;")]
    [InlineData("double[] a", "[|a[0]++|]; [|(a[0], a[1]) = (a[1], a[0])|]; return a[0] * x;")]
    public void WrittenInputs(string parameter, string body) => Marked.Members("SD1012", $"[Differentiable] public static double F({parameter}, double x) {{ {body} }}");

    [Fact]
    public void IndependentErrors_AreAllReported() => Marked.Members(
        "SD1004", "[Differentiable] public static double F(double x) { double a = [|Math.SinCos(x)|].Sin; double b = [|double.ConvertToInteger<int>(x)|] + a; return [|double.SinCosPi(x * x)|].SinPi + a * b; }");

    [Theory]
    [InlineData("[|double.SinCosPi(x)|].SinPi")]
    [InlineData("[|double.ConvertToInteger<int>(x)|] * x")]
    [InlineData("[|Math.SinCos(x)|].Sin")]
    public void FunctionsWithoutARule(string expression) => Marked.Members("SD1004", $"[Differentiable] public static double F(double x) => {expression};");

    [Theory]
    [InlineData("x * double.Parse([|x.ToString()|])")]
    [InlineData("[|Convert.ToDouble(x)|]")]
    [InlineData("BitConverter.Int64BitsToDouble([|BitConverter.DoubleToInt64Bits(x)|])")]
    public void ForeignCalls(string expression) => Marked.Members("SD1003", $"[Differentiable] public static double F(double x) => {expression};");

    [Fact]
    public void StatementThatPrintsAnActiveValue() =>
        Marked.Members("SD1003", "[Differentiable] public static double F(double x) { [|Console.WriteLine(x)|]; return x; }");

    [Fact]
    public void VirtualCall() => Marked.Source("SD1003", """
        public abstract partial class C
        {
            [SymDiff.Differentiable] public double F(double x) => [|G(x)|];
            protected abstract double G(double x);
        }
        """);

    [Theory]
    [InlineData("[|Field = x|]; return x;")]
    [InlineData("[|Property = x|]; return x;")]
    [InlineData("[|Array[0] = x|]; return x;")]
    [InlineData("[|Field += x|]; return x;")]
    [InlineData("object o = [|x|]; return x;")]
    public void ActiveStores(string body) => Marked.Members("SD1005", $$"""
        public static double Field; public static double Property { get; set; } public static readonly double[] Array = new double[1];
        [Differentiable] public static double F(double x) { {{body}} }
        """);

    [Theory]
    [InlineData("[|Field = 1|]; return x;")]
    [InlineData("[|Field++|]; return x;")]
    public void OtherStores(string body) => Marked.Members("SD1006", $"public static double Field; [Differentiable] public static double F(double x) {{ {body} }}");

    [Theory]
    [InlineData("(double)[|(decimal)x|]")]
    [InlineData("(double)[|(Half)x|]")]
    [InlineData("(double)([|(decimal)x|] * m)")]
    public void NumberTypes(string expression) => Marked.Members("SD1007", $"[Differentiable] public static double F(double x, [NoGradient] decimal m) => {expression};");

    [Fact]
    public void UserDefinedOperators() => Marked.Members("SD1008", """
        public readonly struct Unit { public static double operator *(Unit u, int n) => n; public static double operator *(double x, Unit u) => x; public static explicit operator Unit(double x) => new(); }
        [Differentiable] public static double F(double x, Unit u) => [|x * u|] + u * 2 + ([|(Unit)x|] * 2);
        """);

    [Fact]
    public void ActiveArgumentOfAConstantParameter() => Marked.Members(
        "SD1020", "[Differentiable] public static double F(double x) => G(2.0 * x, [|x|]); static double G(double a, [NoGradient] double b) => a * b;");

    /// <summary>The derivative would be lost there, whether the method is read in place or called by name.</summary>
    [Theory]
    [InlineData("=> a * b")]
    [InlineData("{ for (int i = 0; i < 3; i++) { a *= b; } return a; } static void Unused() => _ = 0")]
    public void ActiveArgumentOfAConstantParameterOfAMarkedMethod(string body)
    {
        MethodReading reading = Reading.Of(
            new DriverInput($"using SymDiff; public static partial class C {{ [Differentiable] public static double F(double x) => G(2.0 * x, x); [Differentiable] public static double G(double a, [NoGradient] double b) {body}; }}"), "F");
        Assert.StartsWith("SD1020", Assert.Single(reading.Rejections).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[Differentiable] public static double F(double x) { return G(x); double G(double y) => [|G(y)|]; }")]
    [InlineData("[Differentiable] public static double F(double x) => G<int>(x, 3); static double G<T>(double x, int n) => n == 0 ? x : x * [|G<T>(x, n - 1)|];")]
    [InlineData("[Differentiable] public static double F(double x) { G(ref x, 3); return x; } static void G(ref double x, int n) { x *= x; if (n > 0) [|G(ref x, n - 1)|]; }")]
    [InlineData("[Differentiable] public static double F(double[] x) => G(x, 3)[0]; static double[] G(double[] x, int n) => n == 0 ? x : [|G(x, n - 1)|];")]
    [InlineData("[Differentiable] public static double F(double[,] x) => G(x, 3); static double G(double[,] x, int n) => n == 0 ? x[0, 0] : [|G(x, n - 1)|];")]
    [InlineData("public struct P { public double X; public double G(int n) { X *= 2; return n == 0 ? X : [|G(n - 1)|]; } } [Differentiable] public static double F(P p) => p.G(3);")]
    [InlineData("public struct P { public double X; } [Differentiable] public static double F(P p) => G(new[] { p }, 3)[0].X; static P[] G(P[] x, int n) => n == 0 ? x : [|G(x, n - 1)|];")]
    public void Recursion(string members) => Marked.Members("SD1009", members);

    /// <summary>What a method that calls itself writes is what a store there would be.</summary>
    [Theory]
    [InlineData("SD1012", "[Differentiable] public static double F(double[] x) { G([|x|], 3); return x[0]; } static void G(double[] x, int n) { if (n > 0) { G(x, n - 1); x[0] = n * x[0]; } }")]
    [InlineData("SD1005", "[Differentiable] public static double F(double a, [NoGradient] System.Span<double> x) { G([|x|], a, 3); return a; } static void G(System.Span<double> x, double a, int n) { if (n > 0) { G(x, a, n - 1); x[0] = a; } }")]
    [InlineData("SD1002", "static double s_y; static double Touch(System.Collections.Generic.List<object> o) => s_y; [Differentiable] public static double F(double[] x, System.Collections.Generic.List<object> o) { double s = [|Touch(o)|]; return s * G(x, 3); } static double G(double[] x, int n) => n == 0 ? x[0] : x[0] * G(x, n - 1);")]
    public void RecursionWithBuffers(string id, string members) => Marked.Members(id, members);

    [Theory]
    [InlineData("static double s_y; [Differentiable] public static double F(double x) { [|G(ref s_y)|]; return x; } static void G(ref double x) { x *= x; }")]
    [InlineData("static double[] s_y = new double[2]; [Differentiable] public static double F(double x) { [|G(ref s_y[0])|]; return x; } static void G(ref double x) { x *= x; }")]
    [InlineData("[Differentiable] public static double F(double x) { [|int.TryParse(\"1\", out int y)|]; return x; }")]
    [InlineData("[Differentiable] public static double F(double x) => [|G(x)|]; [System.Runtime.InteropServices.DllImport(\"m\")] static extern double G(double x);")]
    [InlineData("[Differentiable] public static double F(double x) => [|G(x, 1, 2, 3, 4, 5, 6, 7, 8)|]; static double G(params double[] xs) => xs[0];")]
    [InlineData("[Differentiable] public static double F(double x) => [|G(x, x)|]; static double G(params double[] xs) { if (xs[0] > 1) xs = new double[2]; return xs[0]; }")]
    [InlineData("[Differentiable] public static double F(double x) => [|G(x, x)|]; static double G(params double[] xs) { void H() { (xs, _) = (new double[2], 1); } H(); return xs[0]; }")]
    [InlineData("[Differentiable] public static double F(double x, Other o) => [|o.G(x)|]; public class Other { public double G(double x) => x; }")]
    public void HelpersThatCannotBeRead(string members) => Marked.Members("SD1010", members);

    /// <summary>No other row can be put into a parameter, and what may change its rows unseen is refused.</summary>
    [Theory]
    [InlineData("SD1002", "[InOut] double[][] a", "[|a[0] = a[1]|]; a[0][0] = 1;")]
    [InlineData("SD1002", "[InOut] double[][] a", "[|(a[0], a[1]) = (a[1], a[0])|]; a[0][0] *= 2;")]
    [InlineData("SD1002", "[InOut] double[][] a", "a[0][0] *= 2; [|Touch(1)|];")]
    [InlineData("SD1002", "[InOut] double[][] a", "a[0][0] *= 2; [|Touch(a.Length)|];")]
    [InlineData("SD1002", "[InOut] double[][] a, object o", "a[0][0] *= 2; [|o.ToString()|];")]
    [InlineData("SD1012", "double[][] a, [Output] double[] y", "[|a[0][0] = 2|]; y[0] = a[0][0];")]
    [InlineData("SD1012", "double[][] a, [Output] double[] y", "Add(a[1]); y[0] = a[0][0];", "[|row[0] += 1|]")]
    [InlineData("SD1003", "double[][] a, double[][] b, [Output] double[] y", "var c = y.Length > 1 ? a : b; y[0] = [|c|][0][0];")]
    [InlineData("SD1003", "double[][] a, [Output] double[] y", "var c = y.Length > 1 ? a : new[] { new double[1] }; y[0] = [|c|][0][0] + a[0][0];")]
    [InlineData("SD1003", "double[][] a, [Output] double[] y", "var c = [|a|][1..]; y[0] = c[0][0];")]
    [InlineData("SD1003", "double[][] a, [Output] double[] y", "y[0] = System.Linq.Enumerable.Sum([|a[0]|]);")]
    public void RowsOfParameters(string id, string parameters, string body, string inside = "") => Marked.Members(id, $$"""
        public static double[] Field = new double[1]; public static void Touch(int k) { for (int i = 0; i < k; i++) { Field[0] = i; } }
        private static void Add(double[] row) { {{inside}}; }
        [Differentiable] public static void F({{parameters}}) { {{body}} }
        """);

    [Fact]
    public void HelperThatIsNotInTheLanguage_IsReportedInside() => Marked.Members(
        "SD1004", "[Differentiable] public static double F(double x) => G(x) + G(x * x); [Differentiable] public static double H(double x) => G(x); static double G(double y) => [|double.ConvertToInteger<int>(y)|];");

    [Fact]
    public void PrivateStateOfAnotherType() => Marked.Members("SD1011", """
        [Differentiable] public static double F(double x) => Other.G(x);
        public static class Other { private static double _rate; public static double G(double x) => x * [|_rate|]; }
        """);

    [Theory]
    [InlineData("[|(int)u|]")]
    [InlineData("[|Math.Floor(u)|]")]
    [InlineData("[|Math.Round(u, 2)|]")]
    [InlineData("[|Math.Round(u, 1, MidpointRounding.ToZero)|]")]
    [InlineData("[|Math.Sign(u)|]")]
    [InlineData("[|double.ILogB(u)|]")]
    [InlineData("[|MathF.Truncate((float)u)|]")]
    public void StepFunction_IsAWarning(string step) =>
        Marked.Members("SD2002", $"[Differentiable] public static double F(double x) {{ double u = 3 * x; return x + {step}; }}");

    [Theory]
    [InlineData("x - Math.Floor(x)")]
    [InlineData("x * Math.Sign(x)")]
    [InlineData("x * (int)x")]
    [InlineData("x + Math.Round(Differential.StopGradient(2 * x))")]
    [InlineData("Math.CopySign(2, x) * x")]
    public void StepFunctionBesideTheValueItself_IsNoWarning(string expression) =>
        Marked.Members("SD2002", $"[Differentiable] public static double F(double x) => {expression};");

    [Theory]
    [InlineData("return [|double.SinCosPi(x)|].SinPi;")]
    [InlineData("return [|MathF.SinCos((float)x)|].Cos;")]
    public void TupleOfSineAndCosine_IsRejected(string body) => Marked.Members("SD1004", $"[Differentiable] public static double F(double x) {{ {body} }}");

    [Fact]
    public void DeconstructionOfSineAndCosine_IsRejected() =>
        Marked.Members("SD1004", "[Differentiable] public static double F(double x) { var (s, c) = [|Math.SinCos(x)|]; return s * c; }");

    [Fact]
    public void ActiveEquality_IsAWarning() => Marked.Members("SD2003", "[Differentiable] public static double F(double x, double y) => [|x == y|] ? x : x * y;");

    [Theory]
    [InlineData("[Differentiable] public static double F(double x, double [|y|]) => x;")]
    [InlineData("[Differentiable] public static double F(double x, double [|y|]) => x * Differential.StopGradient(y);")]
    [InlineData("[Differentiable] public static double F(double x, double [|y|]) => y > 0 ? x : 2;")]
    public void IdleParameter_IsAWarning(string members) => Marked.Members("SD2001", members);
}
