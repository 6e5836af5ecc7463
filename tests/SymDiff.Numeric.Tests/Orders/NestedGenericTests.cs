using static SymDiff.Numeric.Tests.Orders.NestedGenericMethods;

namespace SymDiff.Numeric.Tests.Orders;

/// <summary>Nested derivatives of generic methods, against central differences, closed forms and each other.</summary>
public sealed class NestedGenericTests
{
    [Fact]
    public void Numbers_AgreeWithDifferencesAndEachOther()
    {
        var expected = OfDoubleGradient(0.7, -0.4);
        double[,] differences = MatrixDifferences.Of([0.7, -0.4], p => [OfDouble(p[0], p[1])]);
        Assert.Equal(differences[0, 0], expected.x, 1e-9);
        Assert.Equal(differences[0, 1], expected.y, 1e-9);
        Assert.Equal(expected, OfNumberGradient(0.7, -0.4));
        Assert.Equal(expected, NestedGenericType<double>.OfNumberGradient(0.7, -0.4));
        Assert.Equal(OfDoubleValueAndGradient(0.7, -0.4), OfNumberValueAndGradient(0.7, -0.4));
        Assert.Equal(OfDoubleHvp(0.7, -0.4, 1, 2), NestedGenericType<double>.OfNumberHvp(0.7, -0.4, 1, 2));
        var single = OfNumberGradient(0.7f, -0.4f);
        Assert.Equal(expected.x, single.x, 1e-5);
        Assert.Equal(expected.y, single.y, 1e-5);
    }

    /// <summary>∂S/∂vᵢ = 3kvᵢ², ∂S/∂k = Σv³: the sum is kΣv³ + 9k²Σv⁴.</summary>
    [Fact]
    public void Arrays_AreTheClosedForm()
    {
        double[] v = [0.5, -1.25, 2];
        var (dV, dK) = OfArrayGradient(v, 0.3);
        for (int i = 0; i < v.Length; i++)
        {
            Assert.Equal((3 * 0.3 * v[i] * v[i]) + (36 * 0.09 * v[i] * v[i] * v[i]), dV[i], 1e-12);
        }

        Assert.Equal(v.Sum(x => (x * x * x) + (18 * 0.3 * x * x * x * x)), dK, 1e-11);
    }
}
