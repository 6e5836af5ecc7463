// The oldest Roslyn has no static members of interfaces but as a preview.
#if ROSLYN_LATEST
using System.Globalization;
using SymDiff.TestKit;

namespace SymDiff.Generator.Tests.Frontend;

/// <summary>Generic mathematics that has no derivative is refused where it stands, by the name of the member and of what the type parameter stands for.</summary>
public sealed class GenericMathErrorTests
{
    [Theory]
    [InlineData("SD1002", "x * [|T.AllBitsSet|]", "'T.AllBitsSet of double'")]
    [InlineData("SD1002", "[|~x|] * x", "'T.op_OnesComplement of double'")]
    [InlineData("SD1002", "[|x & x|]", "'T.op_BitwiseAnd of double'")]
    [InlineData("SD1002", "x * ([|T.One | T.One|])", "'T.op_BitwiseOr of double'")]
    [InlineData("SD1004", "x * T.CreateChecked([|T.ConvertToInteger<int>(x)|])", "double.ConvertToInteger<int>(double)")]
    public void Members(string id, string expression, string named)
    {
        string marked = $$"""
            using System;
            using System.Numerics;
            using SymDiff;

            public static partial class C
            {
                [Differentiable] public static double F(double x) => G(x);
                private static T G<T>(T x) where T : IBinaryFloatingPointIeee754<T> => {{expression}};
            }
            """;
        Marked.Source(id, marked);
        string message = Assert.Single(Driver.Run(marked.Replace("[|", "", StringComparison.Ordinal).Replace("|]", "", StringComparison.Ordinal)).AnalyzerDiagnostics).GetMessage(CultureInfo.InvariantCulture);
        Assert.Contains(named, message, StringComparison.Ordinal);
        Assert.DoesNotContain("accessible", message, StringComparison.Ordinal);
    }

    [Fact]
    public void RecursionThroughGenerics() => Marked.Source("SD1009", """
        using System;
        using System.Numerics;
        using SymDiff;

        public static partial class C
        {
            [Differentiable] public static double F(double x) => G(x, 3);
            private static T G<T>(T x, int n) where T : INumber<T> => n == 0 ? T.One : x * [|G(x, n - 1)|];
        }
        """);

    [Fact]
    public void OperatorsOfAStruct() => Marked.Source("SD1008", """
        using System;
        using System.Numerics;
        using SymDiff;

        public static partial class C
        {
            public readonly struct Wrapped : IAdditionOperators<Wrapped, double, double> { public static double operator +(Wrapped a, double b) => 2 * b; }

            [Differentiable] public static double F(double x) => G(default(Wrapped), x);
            private static double G<T>(T a, double x) where T : IAdditionOperators<T, double, double> => [|a + x|];
        }
        """);
}
#endif
