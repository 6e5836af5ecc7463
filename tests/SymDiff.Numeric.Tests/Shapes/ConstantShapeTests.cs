namespace SymDiff.Numeric.Tests.Shapes;

/// <summary>Helpers of constants are kept, or read where they cannot be called; either way a Jacobian, which runs them again, is that of central differences.</summary>
public sealed class ConstantShapeTests
{
    [Theory]
    [InlineData(1, 3)]
    [InlineData(4, 0)]
    [InlineData(5, 12)]
    public void Jacobian_OfAChain(int joints, int terms)
    {
        double[] angles = [.. Enumerable.Range(0, joints).Select(i => 0.4 + (0.7 * i))];
        Affine[] rests = [.. Enumerable.Range(0, joints).Select(i => new Affine(0.9, 0.1 * i, -0.2, 1.1, 0.3 - i, 0.5 * i))];
        double[] jacobian = new double[2 * joints * joints];
        ConstantShapes.ChainJacobian(angles, rests, terms, new double[2 * joints], jacobian);
        double[,] expected = MatrixDifferences.Of(angles, x =>
        {
            double[] places = new double[2 * joints];
            ConstantShapes.Chain(x, rests, terms, places);
            return places;
        });
        Assert.Equal(expected.Length, jacobian.Length);
        for (int i = 0; i < jacobian.Length; i++)
        {
            double slope = expected[i / joints, i % joints];
            Assert.True(Math.Abs(slope - jacobian[i]) <= 1e-7 * Math.Max(1, Math.Abs(slope)), $"entry {i}: {slope} by differences, {jacobian[i]} given");
        }

        Assert.Contains(jacobian, entry => entry != 0);
    }
}
