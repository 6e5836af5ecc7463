using System.Numerics.Tensors;
using SymDiff.Numeric.Tests.Buffers;
using SymDiff.TestKit;

namespace SymDiff.Numeric.Tests.Vectors;

/// <summary>The tests of vector functions have teeth. There are no mistakes in Release.</summary>
public sealed class VectorMutantTests
{
    private const string Source = """
        using System.Numerics.Tensors;

        public static partial class Mistaken
        {
            [Differentiable]
            public static double InPlace(double[] x, double[] y)
            {
                double[] r = x.AsSpan().ToArray();
                TensorPrimitives.Multiply<double>(r, y, r);
                return TensorPrimitives.SumOfSquares<double>(r);
            }
        }
        """;

    [Fact]
    public void AMistake_IsCaught()
    {
        if (!Mutants.Names.Contains("ReadsOverwrittenElements"))
        {
            return;
        }

        BufferProject? mistaken = null;
        Mutants.While("ReadsOverwrittenElements", () => mistaken = new BufferProject("Mistaken", Source, typeof(TensorPrimitives)));
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => Check(mistaken!));
        Check(new BufferProject("NotMistaken", Source, typeof(TensorPrimitives)));
    }

    private static void Check(BufferProject project) => BufferChecks.Check(project["InPlace"], 1e-6, new[] { 0.5, 1.5 }, new[] { 2.0, 3 });
}
