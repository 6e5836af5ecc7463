using SymDiff.Numeric.Tests.Buffers;

namespace SymDiff.Numeric.Tests.Orders;

/// <summary>
/// Memory of one element in methods that call derivatives, where it becomes a variable: changed in loops that are left early, and stored as rows that change places, where it must not. Every form against
/// central differences.
/// </summary>
public sealed class NestedCellTests
{
    private const string Source = """
        public static partial class Cells
        {
            [Differentiable]
            public static double Square(double x) => x * x * Math.Sin(x);

            [Differentiable]
            public static double Power(double x, int n) => n == 0 ? 1 : x * Power(x, n - 1);

            [Differentiable]
            public static double Left(ReadOnlySpan<double> x, int n)
            {
                double[] c = new double[1];
                c[0] = x[0];
                double t = 0;
                for (int i = 0; i < n; i++)
                {
                    if (c[0] > 2) { break; }
                    c[0] += SquareGradient(c[0]) * 0.3;
                    if (i == 1) { continue; }
                    t += c[0] * x[1];
                }
                while (c[0] < 3) { c[0] = c[0] * 1.5; t += c[0]; }
                return t * c[0];
            }

            [Differentiable]
            public static double Rows(ReadOnlySpan<double> x, int n)
            {
                double t = SquareGradient(x[0]);
                double[][] rows = new double[2][];
                double[] c = new double[1];
                rows[0] = c;
                rows[1] = new double[1];
                for (int i = 0; i < n; i++)
                {
                    double[] d = new double[1];
                    d[0] += x[1] * i;
                    c[0] += d[0] * t;
                    rows[1][0] += rows[0][0] * x[0];
                    (rows[0], rows[1]) = (rows[1], rows[0]);
                }
                return (c[0] * t) + rows[0][0];
            }

            [Differentiable]
            public static double Recursive(ReadOnlySpan<double> x, int n)
            {
                double g = PowerGradient(x[0], n);
                return (g * PowerGradient(x[1] * x[0], n - 1)) + Math.Sin(g * x[1]);
            }
        }
        """;

    private static readonly Lazy<BufferProject> Compiled = new(() => new BufferProject("Cells", Source));

    [Theory]
    [InlineData("Left", 4)]
    [InlineData("Left", 0)]
    [InlineData("Rows", 4)]
    [InlineData("Rows", 1)]
    [InlineData("Recursive", 4)]
    [InlineData("Recursive", 1)]
    public void EveryForm_IsThatOfDifferences(string method, int n) => BufferChecks.Check(Compiled.Value[method], 1e-5, new[] { 0.8, 0.6 }, n);
}
