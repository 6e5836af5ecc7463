using SymDiff.TestKit;

namespace SymDiff.Numeric.Tests.Buffers;

/// <summary>
/// Calls that stay calls, at points where the callee's slope is infinite and the cotangent of what it returns is exactly 0: it contributes 0 (NUMERICS, P4), also where the pullback runs before that cotangent is known.
/// </summary>
public sealed class CallPoleTests
{
    private const string Source = """
        public static partial class Poles
        {
            private static double Root(double x, int n) => n == 0 ? Math.Sqrt(x) : Root(x, n - 1);

            private static double RootOf(ReadOnlySpan<double> x, int n) => n == 0 ? Math.Sqrt(x[0]) + x[1] : RootOf(x, n - 1);

            [Differentiable]
            public static double Bare(double x, double y) => Root(x, 2) + y;

            [Differentiable]
            public static double Value(double x, double y) { double a = Root(x, 2); return Math.Cos(a) * y * y; }

            [Differentiable]
            public static double Chosen(double x, double y)
            {
                double a;
                if (y > -1) { a = Root(x, 2); } else { a = 2 * Root(x, 3); }
                return Math.Cos(a) * y * y;
            }

            [Differentiable]
            public static double Repeated(double x, double y)
            {
                double sum = 0;
                for (int i = 0; i < 3; i++) { double a = Root(x, i); sum += Math.Cos(a) * y * y; }
                return sum;
            }

            [Differentiable]
            public static double RepeatedWhile(double x, double y)
            {
                double sum = 0;
                int i = 0;
                while (sum < 0.5 && i < 3) { double a = Root(x, i); sum += Math.Cos(a) * y * y; i++; }
                return sum;
            }

            [Differentiable]
            public static double Memory(ReadOnlySpan<double> x, double y) { double a = RootOf(x, 2); return Math.Cos(a) * y * y; }

            [Differentiable]
            public static double MemoryRepeated(ReadOnlySpan<double> x, double y)
            {
                double sum = 0;
                for (int i = 0; i < 3; i++) { double a = RootOf(x, i); sum += Math.Cos(a) * y * y; }
                return sum;
            }
        }
        """;

    private delegate (double[] X, double Y) OfSpan(ReadOnlySpan<double> x, double y);

    private static readonly Lazy<BufferProject> Compiled = new(() => new BufferProject("Poles", Source));

    [Theory]
    [InlineData("Value")]
    [InlineData("Chosen")]
    [InlineData("Repeated")]
    [InlineData("RepeatedWhile")]
    public void CotangentOfZero_ContributesZero(string name) => Assert.Equal((0, 0), Gradient(name));

    [Theory]
    [InlineData("Memory")]
    [InlineData("MemoryRepeated")]
    public void CotangentOfZero_ContributesZero_ToMemory(string name)
    {
        var (x, y) = Compiled.Value.Delegate<OfSpan>("Poles", name + "Gradient")([0, 0.5], 0);
        Assert.Equal([0, 0], x);
        Assert.Equal(0, y);
    }

    // What the tests above rest on.
    [Fact]
    public void SlopeItself_IsInfinite() => Assert.Equal((double.PositiveInfinity, 1), Gradient("Bare"));

    private static (double X, double Y) Gradient(string name) => Compiled.Value.Delegate<Func<double, double, (double X, double Y)>>("Poles", name + "Gradient")(0, 0);
}
