using System.Numerics.Tensors;
using SymDiff.Numeric.Tests.Buffers;

namespace SymDiff.Numeric.Tests.Vectors;

/// <summary>Points without a derivative, poles, tails; buffers that do not fit together.</summary>
public sealed class VectorEdgeTests
{
    private const string Source = """
        using System.Numerics.Tensors;

        public static partial class VectorEdges
        {
            [Differentiable] public static double Max(double[] x) => TensorPrimitives.Max<double>(x);

            [Differentiable] public static double MinMagnitude(double[] x) => TensorPrimitives.MinMagnitude<double>(x);

            [Differentiable] public static double MaxNumber(double[] x) => TensorPrimitives.MaxNumber<double>(x);

            [Differentiable] public static double Norm(double[] x) => TensorPrimitives.Norm<double>(x);

            [Differentiable] public static double Distance(double[] x, double[] y) => TensorPrimitives.Distance<double>(x, y);

            [Differentiable] public static double Product(double[] x) => TensorPrimitives.Product<double>(x);

            [Differentiable] public static double Magnitudes(double[] x) => TensorPrimitives.SumOfMagnitudes<double>(x);

            [Differentiable] public static double CosineSimilarity(double[] x, double[] y) => TensorPrimitives.CosineSimilarity<double>(x, y);

            [Differentiable]
            public static double Roots(double[] x, double[] weights)
            {
                double[] r = new double[x.Length];
                TensorPrimitives.Sqrt<double>(x, r);
                return TensorPrimitives.Dot<double>(r, weights);
            }

            [Differentiable]
            public static double SquaredLog(double[] x)
            {
                double[] r = new double[x.Length];
                TensorPrimitives.Log<double>(x, r);
                return TensorPrimitives.SumOfSquares<double>(r);
            }

            [Differentiable]
            public static double Larger(double[] x, double[] y)
            {
                double[] r = new double[x.Length];
                TensorPrimitives.Max<double>(x, y, r);
                return TensorPrimitives.Sum<double>(r);
            }

            [Differentiable]
            public static double Bounded(double[] x, double low, double high)
            {
                double[] r = new double[x.Length];
                TensorPrimitives.Clamp<double>(x, low, high, r);
                return TensorPrimitives.Sum<double>(r);
            }

            [Differentiable]
            public static double Logistic(double[] x)
            {
                double[] r = new double[x.Length];
                TensorPrimitives.Sigmoid<double>(x, r);
                return TensorPrimitives.Sum<double>(r);
            }

            [Differentiable]
            public static double Shares(double[] x, double[] weights)
            {
                double[] r = new double[x.Length];
                TensorPrimitives.SoftMax<double>(x, r);
                return TensorPrimitives.Dot<double>(r, weights);
            }

            [Differentiable]
            public static double Added(double[] x, double[] y, [Scratch] double[] r)
            {
                TensorPrimitives.Add<double>(x, y, r);
                return TensorPrimitives.SumOfSquares<double>(r);
            }

            [Differentiable]
            public static double Shifted(double[] x)
            {
                double[] r = x.AsSpan().ToArray();
                TensorPrimitives.Exp<double>(r.AsSpan(0, r.Length - 1), r.AsSpan(1));
                return TensorPrimitives.Sum<double>(r);
            }
        }
        """;

    private static readonly Lazy<BufferProject> Methods = new(() => new BufferProject("VectorEdges", Source, typeof(TensorPrimitives)));

    private static BufferProject Project => Methods.Value;

    [Theory]
    [InlineData(new[] { 1.0, 3, 2 }, new[] { 0.0, 1, 0 })]
    [InlineData(new[] { 3.0, 3, 2 }, new[] { 0.5, 0.5, 0 })]
    [InlineData(new[] { 3.0, 3, 3, 3 }, new[] { 0.25, 0.25, 0.25, 0.25 })]
    [InlineData(new[] { 0.0, -0.0, -1 }, new[] { 0.5, 0.5, 0 })]
    [InlineData(new[] { 1.0, double.NaN, 2 }, new[] { 0.0, 1, 0 })]
    public void TheLargest_AllThatAreItShareAlike(double[] x, double[] expected) => Assert.Equal(expected, Project["Max"].GradientAt(x)[0]);

    [Fact]
    public void TheSmallestByMagnitude_SharesWhateverTheSign()
    {
        Assert.Equal([0, 0.5, 0.5], Project["MinMagnitude"].GradientAt(new[] { 2.0, -1, 1 })[0]);

        // Who is the result depends on the version of the platform.
        double[] withNaN = [1, 2, double.NaN];
        bool isNumber = !double.IsNaN(TensorPrimitives.MaxNumber<double>(withNaN));
        Assert.Equal(isNumber ? [0, 1, 0] : [0.0, 0, 1], Project["MaxNumber"].GradientAt(withNaN)[0]);
        Assert.Equal([0.0, 0.5, 0.5], Project["MaxNumber"].GradientAt(new[] { 1.0, 2, 2 })[0]);
    }

    [Fact]
    public void LengthsAreFlatAtZero()
    {
        Assert.Equal([0.0, 0], Project["Norm"].GradientAt(new double[2])[0]);
        Assert.Equal([0.6, 0.8], Project["Norm"].GradientAt(new[] { 3.0, 4 })[0].Select(g => Math.Round(g, 15)));
        double[][] same = Project["Distance"].GradientAt(new[] { 1.0, 2 }, new[] { 1.0, 2 });
        Assert.Equal([0.0, 0, 0, 0], same.SelectMany(g => g));
        Assert.Equal([-1.0, 0, 1], Project["Magnitudes"].GradientAt(new[] { -3.0, 0, 2 })[0]);
    }

    [Fact]
    public void AProduct_WithZeros()
    {
        Assert.Equal([6.0, 3, 2], Project["Product"].GradientAt(new[] { 1.0, 2, 3 })[0]);
        Assert.Equal([0.0, 3, 0], Project["Product"].GradientAt(new[] { 1.0, 0, 3 })[0]);
        Assert.Equal([0.0, 0, 0], Project["Product"].GradientAt(new[] { 0.0, 0, 3 })[0]);
    }

    [Fact]
    public void PolesThatNothingFlowsInto_ContributeNothing()
    {
        double[][] gradient = Project["Roots"].GradientAt(new[] { 0.0, 4 }, new[] { 0.0, 1 });
        Assert.Equal([0, 0.25], gradient[0]);
        Assert.Equal([0.0, 2], gradient[1]);
        Assert.Equal(double.PositiveInfinity, Project["Roots"].GradientAt(new[] { 0.0 }, new[] { 1.0 })[0][0]);

        // The cotangent of the logarithm is 0 at 1, and the second derivative 2.
        double[][] h = [[double.NaN]];
        Project["SquaredLog"].Hvp!([new[] { 1.0 }], [[1.0]], h);
        Assert.Equal(2, h[0][0]);
    }

    [Fact]
    public void TiesOfTwo_AreShared()
    {
        double[][] gradient = Project["Larger"].GradientAt(new[] { 1.0, 2, double.NaN }, new[] { 1.0, 1, 1 });
        Assert.Equal([0.5, 1, 1], gradient[0]);
        Assert.Equal([0.5, 0, 0], gradient[1]);
    }

    [Fact]
    public void Bounds()
    {
        double[][] gradient = Project["Bounded"].GradientAt(new[] { 0.0, 0.5, 1, 2 }, 0.5, 1.0);
        Assert.Equal([0, 0.5, 0.5, 0], gradient[0]);
        Assert.Equal((1.5, 1.5), (gradient[1][0], gradient[2][0]));
    }

    [Fact]
    public void Tails()
    {
        double[] slopes = Project["Logistic"].GradientAt(new[] { -50.0, -800, 0, 50, 800 })[0];
        Assert.Equal(1.9287498479639178e-22, slopes[0], 1e-35);
        Assert.Equal(1.9287498479639178e-22, slopes[3], 1e-35);
        Assert.Equal([0, 0.25, 0], new[] { slopes[1], slopes[2], slopes[4] });
        double[][] h = [new double[1]];
        Project["Logistic"].Hvp!([new[] { 0.0 }], [[1.0]], h);
        Assert.Equal(0, h[0][0]);
        Project["Logistic"].Hvp!([new[] { 800.0 }], [[1.0]], h);
        Assert.Equal(0, h[0][0]);
    }

    [Fact]
    public void SoftMax_OfEqualNumbers()
    {
        double[] gradient = Project["Shares"].GradientAt(new[] { 2.0, 2 }, new[] { 1.0, 0 })[0];
        Assert.Equal([0.25, -0.25], gradient.Select(g => Math.Round(g, 14)));
    }

    [Theory]
    [InlineData(3, 2, 3)]
    [InlineData(2, 3, 3)]
    [InlineData(3, 3, 2)]
    public void LengthsThatDiffer_AreRefusedByEveryForm(int x, int y, int r)
    {
        var method = Project["Added"];
        object?[] arguments = [new double[x], new double[y], new double[r]];
        Assert.ThrowsAny<ArgumentException>(() => method.Value(arguments));
        Assert.All(BufferAllocations.Calls(method, [arguments]), form => Assert.All(form.Calls, call => Assert.ThrowsAny<ArgumentException>(call)));
    }

    [Fact]
    public void AnOverlapThatIsNotExact_IsRefusedByEveryForm()
    {
        var method = Project["Shifted"];
        object?[] arguments = [new double[4]];
        Assert.ThrowsAny<ArgumentException>(() => method.Value(arguments));
        Assert.All(BufferAllocations.Calls(method, [arguments]), form => Assert.All(form.Calls, call => Assert.ThrowsAny<ArgumentException>(call)));
    }

    [Fact]
    public void NothingToChooseFrom_IsRefusedByTheMethodAlone()
    {
        object?[] nothing = [Array.Empty<double>()];
        Assert.ThrowsAny<ArgumentException>(() => Project["Max"].Value(nothing));
        Assert.ThrowsAny<ArgumentException>(() => Project["Max"].ValueAndGradient!(nothing, [[]]));
    }
}
