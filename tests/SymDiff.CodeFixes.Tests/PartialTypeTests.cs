using Microsoft.CodeAnalysis.CodeFixes;

namespace SymDiff.CodeFixes.Tests;

/// <summary>The types around a marked method, and sets of parameters, are made partial wherever they are declared.</summary>
public sealed class PartialTypeTests
{
    private const string Square = "[Differentiable] public static double F(double x) => x * x;";

    private static CodeFixProvider Fix => new PartialTypeCodeFix();

    [Theory]
    [InlineData("public static class C { § }", "public static partial class C { § }")]
    [InlineData("class C { § }", "partial class C { § }")]
    [InlineData("/// <summary>What.</summary>\n// and why\nclass C { § }", "/// <summary>What.</summary>\n// and why\npartial class C { § }")]
    [InlineData("[Serializable]\npublic /* how */ sealed class C\n{\n    §\n}", "[Serializable]\npublic /* how */ sealed partial class C\n{\n    §\n}")]
    [InlineData("[Serializable]\nclass C\n{\n    §\n}", "[Serializable]\npartial class C\n{\n    §\n}")]
    [InlineData("public readonly struct S { § }", "public readonly partial struct S { § }")]
    [InlineData("public ref struct S { § }", "public ref partial struct S { § }")]
    [InlineData("public record R(int N) { § }", "public partial record R(int N) { § }")]
    [InlineData("public readonly record struct R(int N) { § }", "public readonly partial record struct R(int N) { § }")]
    [InlineData("public interface I { § }", "public partial interface I { § }")]
    [InlineData("public class C<T> where T : class { § }", "public partial class C<T> where T : class { § }")]
    [InlineData("public class A\n{\n    public class B<T>\n    {\n        class C { § }\n    }\n}", "public partial class A\n{\n    public partial class B<T>\n    {\n        partial class C { § }\n    }\n}")]
    [InlineData("public partial class A { struct B { class C { § } } }", "public partial class A { partial struct B { partial class C { § } } }")]
    [InlineData("namespace N { class A { partial class C { § } } }", "namespace N { partial class A { partial class C { § } } }")]
    [InlineData("class C\n{\n#if DEBUG\n    int _n;\n#endif\n    §\n}", "partial class C\n{\n#if DEBUG\n    int _n;\n#endif\n    §\n}")]
    public Task Type_IsMadePartial(string before, string after) => Fixed.ByAsync(Fix, "MakePartial", File(before), File(after));

    [Fact]
    public Task Set_IsMadePartial() => Fixed.ByAsync(
        Fix, "MakePartial",
        "using SymDiff;\npublic class Models\n{\n    [ParameterSet]\n    public sealed class Line { public double Slope; public double Offset; }\n}\n",
        "using SymDiff;\npublic partial class Models\n{\n    [ParameterSet]\n    public sealed partial class Line { public double Slope; public double Offset; }\n}\n");

    [Fact]
    public Task WindowsLines_StayThose() => Fixed.ByAsync(Fix, "MakePartial", File("class C\r\n{\r\n    §\r\n}\r\n"), File("partial class C\r\n{\r\n    §\r\n}\r\n"));

    [Fact]
    public async Task Title_NamesTheTypes()
    {
        using Fixing fixing = new(Fix, File("class A { partial class B { class C { § } } }"));
        Assert.Equal("Make 'A' and 'C' partial", Assert.Single(await fixing.OffersAsync()).Title);
    }

    /// <summary>Each type around the method is reported, all at its name: an editor asks once for all of them.</summary>
    [Fact]
    public async Task SeveralAtOnePlace_AreMendedByOneOffer()
    {
        using Fixing fixing = new(Fix, File("class A { class B { class C { § } } }"));
        Assert.Equal(3, (await fixing.DiagnosticsAsync()).Length);
        Assert.Equal("Make 'A' and 'B' and 'C' partial", Assert.Single(await fixing.OffersForAllAsync()).Title);
    }

    /// <summary>A type that is declared twice without the modifier does not compile; the analyzer says what it can, and both get it.</summary>
    [Fact]
    public async Task DeclarationsInOtherFiles_AreMadePartialToo()
    {
        using Fixing fixing = new(Fix, File("public partial class A { class C { § } }"), "public partial class A { }", "public class A { }");
        Assert.Equal([File("public partial class A { partial class C { § } }"), "public partial class A { }", "public partial class A { }"], await fixing.ApplyOnceAsync("MakePartial"));
    }

    [Fact]
    public Task All_AreMadePartial() => Fixed.InEveryScopeAsync(
        Fix, "MakePartial",
        "using SymDiff;\npublic class §\n{\n    class C { [Differentiable] public static double F(double x) => x * x; [Differentiable] public static double G(double x) => x + x; }\n    struct S { [Differentiable] public static double F(double x) => x * x; }\n}\n",
        "using SymDiff;\npublic partial class §\n{\n    partial class C { [Differentiable] public static double F(double x) => x * x; [Differentiable] public static double G(double x) => x + x; }\n    partial struct S { [Differentiable] public static double F(double x) => x * x; }\n}\n");

    private static string File(string text) => "using System;\nusing SymDiff;\n" + text.Replace("§", Square, StringComparison.Ordinal);
}
