using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace SymDiff.CodeFixes.Tests;

/// <summary>A buffer that is written gets the mark that says so, where it is declared.</summary>
public sealed class BufferRoleTests
{
    private static CodeFixProvider Fix => new BufferRoleCodeFix();

    [Theory]
    [InlineData("InOut")]
    [InlineData("Output")]
    [InlineData("Scratch")]
    public Task WrittenInput_IsMarked(string role) => InClass(
        role,
        "[Differentiable] public static double F(double[] a, double x) { a[0] = x; return a[0] * x; }",
        $"[Differentiable] public static double F([{role}] double[] a, double x) {{ a[0] = x; return a[0] * x; }}");

    [Theory]
    [InlineData("InOut")]
    [InlineData("Output")]
    public Task SpanThatIsNeverRead_IsMarked(string role) => InClass(
        role,
        "[Differentiable] public static void F(double x, Span<double> y) { y.Fill(x * x); }",
        $"[Differentiable] public static void F(double x, [{role}] Span<double> y) {{ y.Fill(x * x); }}");

    [Theory]
    [InlineData("double[,] a", "a[0, 0] = x; return a[0, 0];")]
    [InlineData("double[][] a", "a[0][0] = x; return a[0][0];")]
    [InlineData("params double[] a", "a[0] = x; a[1] = x; a[0]++; return a[0];")]
    [InlineData("double[] a", "Set(a, x); return a[0]; static void Set(double[] b, double v) { b[0] = v; }")]
    [InlineData("double[] a", "var b = a.AsSpan(1); b[0] = x; return a[1];")]
    [InlineData("double[] a", "G(a, 3); return a[0] * x; } private static void G(double[] b, int n) { if (n > 0) { G(b, n - 1); b[0] = n * b[0]; }")]
    public Task EveryKindOfBuffer_AndOfStore_LeadsToTheParameter(string parameter, string body) => InClass(
        "InOut",
        $"[Differentiable] public static double F(double x, {parameter}) {{ {body} }}",
        $"[Differentiable] public static double F(double x, [InOut] {parameter}) {{ {body} }}");

    [Fact]
    public Task SeveralParameters_AreMarkedEach() => InClass(
        "Output",
        "[Differentiable] public static double F(double[] x, double[] y, double[] z) { y[0] = x[0]; z[0] = x[0] * x[0]; y[1] = z[0]; return z[0]; }",
        "[Differentiable] public static double F(double[] x, [Output] double[] y, [Output] double[] z) { y[0] = x[0]; z[0] = x[0] * x[0]; y[1] = z[0]; return z[0]; }");

    [Theory]
    [InlineData("[Mine] double[] a", "[Mine][Output] double[] a")]
    [InlineData("[Mine]double[] a", "[Mine][Output] double[] a")]
    [InlineData("/* what */ double[] a // why\n", "/* what */ [Output] double[] a // why\n")]
    [InlineData("int n,\n        // what\n        double[] a", "int n,\n        // what\n        [Output] double[] a")]
    [InlineData("\n        // what\n        [Mine]\n        // how\n        double[] a", "\n        // what\n        [Mine]\n        // how\n        [Output] double[] a")]
    [InlineData("\n        [Mine, Mine]\n        [Mine]\n        double[] a", "\n        [Mine, Mine]\n        [Mine]\n        [Output] double[] a")]
    public Task WhatStandsAtTheParameter_IsKept(string before, string after) => InClass(
        "Output",
        $"[Differentiable] public static double F(double x, {before}) {{ a[0] = x; return x * x; }}",
        $"[Differentiable] public static double F(double x, {after}) {{ a[0] = x; return x * x; }}");

    [Theory]
    [InlineData("", "using SymDiff;\n\n")]
    [InlineData("using System;\n\n", "using System;\nusing SymDiff;\n\n")]
    [InlineData("using Zoo;\n\n", "using SymDiff;\nusing Zoo;\n\n")]
    [InlineData("// What this is.\n\n", "// What this is.\n\nusing SymDiff;\n\n")]
    [InlineData("using S = SymDiff;\n\n", "using SymDiff;\nusing S = SymDiff;\n\n")]
    [InlineData("namespace SymDiff.Samples;\n\n", "namespace SymDiff.Samples;\n\n")]
    [InlineData("namespace Mine;\n\n", "using SymDiff;\n\nnamespace Mine;\n\n")]
    public Task Namespace_IsImportedWhereItIsNot(string before, string after)
    {
        const string Text = "public static partial class C\n{{\n    [global::SymDiff.Differentiable] public static double F(double x, {0}double[] a) {{ a[0] = x; return x * x; }}\n}}";
        return Fixed.ByAsync(
            Fix,
            "MarkOutput",
            [before + Format(Text, ""), "namespace Zoo { public class Bear; }"],
            [after + Format(Text, "[Output] "), "namespace Zoo { public class Bear; }"]);
    }

    [Fact]
    public Task GlobalImport_Suffices() => Fixed.ByAsync(
        Fix,
        "MarkOutput",
        ["public static partial class C { [Differentiable] public static double F(double x, double[] a) { a[0] = x; return x * x; } }", "global using SymDiff;"],
        ["public static partial class C { [Differentiable] public static double F(double x, [Output] double[] a) { a[0] = x; return x * x; } }", "global using SymDiff;"]);

    /// <summary>Another attribute of that name would be meant, or none could be told from the other.</summary>
    [Theory]
    [InlineData("public class OutputAttribute : System.Attribute;")]
    [InlineData("public class Output : System.Attribute;")]
    public Task NameOfAnother_IsNotTaken(string other) => Fixed.ByAsync(
        Fix,
        "MarkOutput",
        ["using SymDiff;\npublic static partial class C { [Differentiable] public static double F(double x, double[] a) { a[0] = x; return x * x; } }", other],
        ["using SymDiff;\npublic static partial class C { [Differentiable] public static double F(double x, [SymDiff.Output] double[] a) { a[0] = x; return x * x; } }", other]);

    [Fact]
    public Task PartialMethod_IsMarkedOnce() => InClass(
        "Output",
        "[Differentiable] public static partial double F(double x, double[] a); public static partial double F(double x, double[] a) { a[0] = x; return x * x; }",
        "[Differentiable] public static partial double F(double x, [Output] double[] a); public static partial double F(double x, double[] a) { a[0] = x; return x * x; }");

    [Fact]
    public Task DeclarationInAnotherFile_IsMarkedThere() => Fixed.ByAsync(
        Fix,
        "MarkInOut",
        ["internal static class Helper { public static void Set(double[] a, double x) => a[0] = x; }", "using SymDiff;\npublic static partial class C { [Differentiable] public static double F(double x, double[] a) { Helper.Set(a, x); return a[0]; } }"],
        ["internal static class Helper { public static void Set(double[] a, double x) => a[0] = x; }", "using SymDiff;\npublic static partial class C { [Differentiable] public static double F(double x, [InOut] double[] a) { Helper.Set(a, x); return a[0]; } }"]);

    /// <summary>A helper that writes what two methods give it is wrong in both: the one place leads to both declarations.</summary>
    [Fact]
    public Task HelperOfTwoMethods_LeadsToBoth()
    {
        const string Members = """
            [Differentiable] public static double F(double x, {0}double[] a) {{ Set(a, x); return a[0]; }}
                [Differentiable] public static double G(double x, {0}double[] a) {{ Set(a, x); return a[0] * x; }}
                private static void Set(double[] a, double x) => a[0] = x;
            """;
        return AllInClass("Output", Format(Members, ""), Format(Members, "[Output] "));
    }

    [Fact]
    public Task AllOfADocument_AreMarkedAtOnce() => AllInClass(
        "Output",
        "[Differentiable] public static double F(double[] x, double[] y, double[] z) { y[0] = x[0]; z[0] = x[0]; y[1] = x[1]; y[0] = x[1]; return x[1]; }\n    [Differentiable] public static void G(double x, Span<double> y) { y.Fill(x); }",
        "[Differentiable] public static double F(double[] x, [Output] double[] y, [Output] double[] z) { y[0] = x[0]; z[0] = x[0]; y[1] = x[1]; y[0] = x[1]; return x[1]; }\n    [Differentiable] public static void G(double x, [Output] Span<double> y) { y.Fill(x); }");

    [Fact]
    public Task All_ImportTheNamespaceOnceAFile()
    {
        const string Text = "public static partial class §\n{{\n    [SymDiff.Differentiable] public static double F(double[] x, {0}double[] y, {0}double[] z) {{ y[0] = x[0]; z[0] = x[0]; return x[0]; }}\n}}";
        return Fixed.InEveryScopeAsync(Fix, "MarkOutput", Format(Text, ""), "using SymDiff;\n\n" + Format(Text, "[Output] "));
    }

    /// <summary>Something to differentiate with respect to must be left.</summary>
    [Theory]
    [InlineData("double F(double[] a, double x) { a[0] = x; return a[0]; }", "MarkInOut MarkOutput MarkScratch")]
    [InlineData("void F(double[] a, double[] b, [Output] double[] y) { a[0] = b[0]; y[0] = a[0]; }", "MarkInOut MarkOutput MarkScratch")]
    [InlineData("double F(double[] a, int n) { a[0] = n; return a[0]; }", "MarkInOut")]
    [InlineData("double F(double[] a, [NoGradient] double x) { a[0] = x; return a[0]; }", "MarkInOut")]
    [InlineData("void F(Span<double> y) { y.Fill(1); }", "MarkInOut")]
    [InlineData("void F(double x, Span<double> y) { y.Fill(x); }", "MarkOutput MarkInOut")]
    public async Task Offered_IsWhatFits(string method, string keys)
    {
        using Fixing fixing = new(Fix, Class("[Differentiable] public static " + method));
        CodeAction[] offers = await fixing.OffersAsync();
        Assert.Equal(keys.Split(' '), offers.Select(o => o.EquivalenceKey));
        Assert.All(offers, o => Assert.Contains($"[{o.EquivalenceKey!["Mark".Length..]}]", o.Title, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nothing_IsOfferedWithoutADeclaration()
    {
        using Fixing fixing = new(Fix, Class("[Differentiable] public static double F(double[] a, double x) { a[0] = x; return a[0]; }"));
        Diagnostic diagnostic = Assert.Single(await fixing.DiagnosticsAsync());
        Assert.NotEmpty(await fixing.OffersAsync(diagnostic));
        Assert.Empty(await fixing.OffersAsync(Diagnostic.Create(diagnostic.Descriptor, diagnostic.Location, additionalLocations: null, diagnostic.Properties, "a[0] = x", "a")));
        Assert.Empty(await fixing.OffersAsync(Diagnostic.Create(diagnostic.Descriptor, diagnostic.Location, diagnostic.AdditionalLocations, properties: null, "a[0] = x", "a")));
    }

    /// <summary>Of the parts of a partial method one may be generated, and is no document then.</summary>
    [Fact]
    public async Task Declaration_IsTheFirstThatCanBeEdited()
    {
        using Fixing fixing = new(Fix, Class("[Differentiable] public static double F(double[] a, double x) { a[0] = x; return a[0]; }"));
        Diagnostic diagnostic = Assert.Single(await fixing.DiagnosticsAsync());
        Location elsewhere = Location.Create(CSharpSyntaxTree.ParseText("class C { void F(double[] a) { } }"), new TextSpan(26, 1));
        Assert.Empty(await fixing.OffersAsync(Diagnostic.Create(diagnostic.Descriptor, diagnostic.Location, [elsewhere], diagnostic.Properties, "a[0] = x", "a")));
        Assert.Equal(3, (await fixing.OffersAsync(Diagnostic.Create(diagnostic.Descriptor, diagnostic.Location, [elsewhere, .. diagnostic.AdditionalLocations], diagnostic.Properties, "a[0] = x", "a"))).Length);
    }

    private static string Format(string text, params object[] arguments) => string.Format(null, text, arguments);

    private static string Class(string members) => $$"""
        using System;
        using SymDiff;

        public static partial class C
        {
            {{members}}
        }

        [AttributeUsage(AttributeTargets.Parameter, AllowMultiple = true)]
        public sealed class MineAttribute : Attribute;
        """;

    private static Task InClass(string role, string before, string after) => Fixed.ByAsync(Fix, "Mark" + role, Class(before), Class(after));

    private static Task AllInClass(string role, string before, string after) => Fixed.AllByAsync(Fix, "Mark" + role, FixAllScope.Document, [Class(before)], [Class(after)]);
}
