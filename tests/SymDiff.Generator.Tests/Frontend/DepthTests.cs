using SymDiff.TestKit;

namespace SymDiff.Generator.Tests.Frontend;

/// <summary>Nothing overflows the stack, which would end the compiler: what is nested too deeply is refused.</summary>
public sealed class DepthTests
{
    [Theory]
    [InlineData("x < {0} ? x * {0} : ", "", 100, true)]
    [InlineData("x < {0} ? x * {0} : ", "", 101, false)]
    [InlineData("x > {0} && (", " > 0) ? x : y", 2_000, false)]
    [InlineData("Math.Sin(", ")", 300, true)]
    public void NestedExpressions_AreReadOrRefused(string open, string close, int depth, bool accepted)
    {
        string opened = string.Concat(Enumerable.Range(1, depth).Select(i => string.Format(System.Globalization.CultureInfo.InvariantCulture, open, i)));
        string closed = open.StartsWith("Math", StringComparison.Ordinal) ? string.Concat(Enumerable.Repeat(close, depth))
            : close.Replace(")", new string(')', depth), StringComparison.Ordinal);
        Expect($"public static double F(double x, double y) => {opened}x * y{closed};", accepted);
    }

    [Fact]
    public void LongSumInOneExpression_IsRead() =>
        Expect($"public static double F(double x, double y) => x * y{string.Concat(Enumerable.Range(1, 3_000).Select(i => $" + x * {i}"))};", accepted: true);

    [Fact]
    public void LongProductInOneExpression_IsRead() =>
        Expect($"public static double F(double x, double y) => x * y{string.Concat(Enumerable.Range(1, 3_000).Select(i => $" * (x + {i})"))};", accepted: true);

    // Roslyn 4.3 walks every file by recursion, however flat an expression is to a reader: its need is not ours to lower.
    private static void Expect(string method, bool accepted)
    {
        DriverResult? result = null;
        Exception? thrown = null;
        Thread thread = new(() =>
        {
            try
            {
                result = Driver.Run(new DriverInput($"using System; using SymDiff; public static partial class C {{ [Differentiable(Derivatives.Vjp)] {method} }}"));
            }
            catch (Exception e)
            {
                thrown = e;
            }
        }, 10 * 1024 * 1024);
        thread.Start();
        thread.Join();
        Assert.Null(thrown);
        Assert.Equal(accepted, !result!.Source.Contains("NotSupportedException", StringComparison.Ordinal));
        Assert.DoesNotContain("SD0901", result.Source, StringComparison.Ordinal);
    }
}
