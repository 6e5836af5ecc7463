using System.Text;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using SymDiff.TestKit;

namespace SymDiff.CodeFixes.Tests;

/// <summary>A method that is called is marked where it stands, in whatever file or project.</summary>
public sealed class CalleeTests
{
    private const string Caller = "using SymDiff;\npublic static partial class C { [Differentiable(Derivatives.Hvp)] public static double F(double x) => Special.Cube(x) * x; }";

    private static CodeFixProvider Fix => new CalleeCodeFix();

    /// <summary>A second derivative needs the derivative of the registered one.</summary>
    [Theory]
    [InlineData(
        "internal static class Rules\n{\n    [SymDiff.DerivativeOf(typeof(Special), nameof(Special.Cube))]\n    internal static double CubeDerivative(double x) => 3 * x * x;\n}\n",
        "using SymDiff;\n\ninternal static partial class Rules\n{\n    [Differentiable]\n    [SymDiff.DerivativeOf(typeof(Special), nameof(Special.Cube))]\n    internal static double CubeDerivative(double x) => 3 * x * x;\n}\n")]
    [InlineData(
        "using SymDiff;\n\nnamespace N\n{\n    public class Outer\n    {\n        internal static class Rules\n        {\n            /// <summary>What.</summary>\n            // how\n            [DerivativeOf(typeof(Special), nameof(Special.Cube))]\n            internal static double CubeDerivative(double x) => 3 * x * x;\n        }\n    }\n}\n",
        "using SymDiff;\n\nnamespace N\n{\n    public partial class Outer\n    {\n        internal static partial class Rules\n        {\n            /// <summary>What.</summary>\n            // how\n            [Differentiable]\n            [DerivativeOf(typeof(Special), nameof(Special.Cube))]\n            internal static double CubeDerivative(double x) => 3 * x * x;\n        }\n    }\n}\n")]
    [InlineData(
        "using SymDiff;\ninternal static class Rules { [DerivativeOf(typeof(Special), nameof(Special.Cube))] internal static double CubeDerivative(double x) => 3 * x * x; }\n",
        "using SymDiff;\ninternal static partial class Rules { [Differentiable][DerivativeOf(typeof(Special), nameof(Special.Cube))] internal static double CubeDerivative(double x) => 3 * x * x; }\n")]
    public Task DerivativeOfADerivative_IsMarkedInItsFile(string before, string after) =>
        Fixed.ByAsync(Fix, "MarkCallee", [Caller, before, Special], [Caller, after, Special]);

    /// <summary>Several partial derivatives have no derivative, however they are marked.</summary>
    [Fact]
    public Task TupleOfDerivatives_IsLeft() => Fixed.NotOfferedAsync(Fix, new DriverInput(
        "using SymDiff;\npublic static partial class C { [Differentiable(Derivatives.Hvp)] public static double F(double x) => Special.Product(x, x) * x; }",
        Special,
        "using SymDiff;\npublic static partial class Rules { [DerivativeOf(typeof(Special), nameof(Special.Product))] public static (double, double) ProductDerivative(double a, double b) => (b, a); }"));

    /// <summary>Another project publishes what it is asked for.</summary>
    [Fact]
    public async Task MethodOfAnotherProject_IsMarkedThere()
    {
        const string Use = "using SymDiff;\npublic static partial class C { [Differentiable] public static double F(double x) => Lib.G(x) * x; }";
        const string Lib = "namespace Zoo { public class Bear { } }\n\npublic static class Lib\n{\n    public static double G(double x)\n    {\n        return x * x;\n    }\n}\n";
        const string Marked = "using SymDiff;\n\nnamespace Zoo { public class Bear { } }\n\npublic static partial class Lib\n{\n    [Differentiable]\n    public static double G(double x)\n    {\n        return x * x;\n    }\n}\n";
        using Fixing fixing = new(Fix, new DriverInput(Use), Lib);
        CodeAction offer = Assert.Single(await fixing.OffersAsync());
        Assert.Equal("Mark 'G' [Differentiable]", offer.Title);
        Assert.Equal([Marked, Use], await fixing.ApplyOnceAsync("MarkCallee"));

        DriverResult library = Driver.Run(new DriverInput(Marked) { AssemblyName = "Library" });
        library.ShouldBuildCleanly();
        Driver.Run(new DriverInput(Use) { MoreReferences = [library.Output.ToMetadataReference()] }).ShouldBuildCleanly();
    }

    /// <summary>Too much to read in place: what is marked is called.</summary>
    [Fact]
    public async Task HelperOfAMethodThatIsTooLarge_IsMarked()
    {
        StringBuilder calls = new("x");
        for (int i = 0; i < 2100; i++)
        {
            calls.Append(" + H(x)");
        }

        string source = $"using SymDiff;\npublic static partial class C\n{{\n    [Differentiable]\n    public static double F(double x) => {calls};\n\n    private static double H(double x)\n    {{\n        double s = 0;\n        for (int i = 0; i < 3; i++)\n        {{\n            s += x * i;\n        }}\n\n        return s;\n    }}\n}}\n";
        using Fixing fixing = new(Fix, source);
        Assert.NotEmpty(await fixing.DiagnosticsAsync());
        string[] after = await fixing.ApplyOnceAsync("MarkCallee");
        Assert.Equal(source.Replace("    private static double H", "    [Differentiable]\n    private static double H", StringComparison.Ordinal), Assert.Single(after));
        using Fixing again = new(Fix, after);
        Assert.Empty(await again.DiagnosticsAsync());
    }

    [Fact]
    public Task All_AreMarkedOnce() => Fixed.InEveryScopeAsync(
        Fix, "MarkCallee",
        "using SymDiff;\n\nnamespace N§\n{\n    public static partial class C\n    {\n        [Differentiable(Derivatives.Hvp)] public static double F(double x) => L.A(x) * x;\n        [Differentiable(Derivatives.Hvp)] public static double G(double x) => L.A(x) + x;\n        [Differentiable(Derivatives.Hvp)] public static double H(double x) => L.B(x) + x;\n    }\n\n    public static class L\n    {\n        public static double A(double x) => x;\n        public static double B(double x) => x;\n    }\n\n    public static class R\n    {\n        [DerivativeOf(typeof(L), nameof(L.A))]\n        public static double A§(double x) => 1 + 0 * x;\n\n        [DerivativeOf(typeof(L), nameof(L.B))]\n        public static double B§(double x) => 1 + 0 * x;\n    }\n}\n",
        "using SymDiff;\n\nnamespace N§\n{\n    public static partial class C\n    {\n        [Differentiable(Derivatives.Hvp)] public static double F(double x) => L.A(x) * x;\n        [Differentiable(Derivatives.Hvp)] public static double G(double x) => L.A(x) + x;\n        [Differentiable(Derivatives.Hvp)] public static double H(double x) => L.B(x) + x;\n    }\n\n    public static class L\n    {\n        public static double A(double x) => x;\n        public static double B(double x) => x;\n    }\n\n    public static partial class R\n    {\n        [Differentiable]\n        [DerivativeOf(typeof(L), nameof(L.A))]\n        public static double A§(double x) => 1 + 0 * x;\n\n        [Differentiable]\n        [DerivativeOf(typeof(L), nameof(L.B))]\n        public static double B§(double x) => 1 + 0 * x;\n    }\n}\n");

    private const string Special = "public static class Special { public static double Cube(double x) => x * x * x; public static double Product(double a, double b) => a * b; }";
}
