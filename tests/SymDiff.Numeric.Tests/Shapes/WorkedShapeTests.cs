using System.Reflection;
using SymDiff.TestKit;

namespace SymDiff.Numeric.Tests.Shapes;

/// <summary>E7 of the specification against its closed forms; a camera's Jacobian blocks; bodies that move a thousand steps.</summary>
public sealed class WorkedShapeTests
{
    private static readonly Lazy<LoadedProject> Project = new(() => new LoadedProject().With("worked", WorkedShapes.Methods));

    [Fact]
    public void Elementwise_IsDiagonal()
    {
        double[] z = [-1.5, 0, 0.25, 3];
        double[,] jacobian = (double[,])Call("ElementwiseJacobian", z)!;
        for (int i = 0; i < z.Length; i++)
        {
            double h = 1 / (1 + Math.Exp(-z[i]));
            for (int j = 0; j < z.Length; j++)
            {
                Assert.Equal(i == j ? h * (1 - h) : 0, jacobian[i, j], 1e-15);
            }
        }
    }

    [Fact]
    public void Layer_GivesItsMatrix_AndTheIdentity()
    {
        double[,] w = { { 1, -2, 0.5 }, { 3, 0.25, -1 } };
        double[] x = [0.5, -1, 2];
        double[] b = [0.1, -0.2];
        double[][] blocks = (double[][])Call("LayerBlocks", w, x, b)!;
        double[,] whole = (double[,])Call("LayerJacobian", w, x, b)!;
        Assert.Equal(11, whole.GetLength(1));
        for (int i = 0; i < 2; i++)
        {
            for (int k = 0; k < 2; k++)
            {
                for (int j = 0; j < 3; j++)
                {
                    Assert.Equal(i == k ? x[j] : 0, blocks[0][(i * 6) + (k * 3) + j]);
                    Assert.Equal(i == k ? x[j] : 0, whole[i, (k * 3) + j]);
                }

                Assert.Equal(i == k ? 1 : 0, blocks[2][(i * 2) + k]);
                Assert.Equal(i == k ? 1 : 0, whole[i, 9 + k]);
            }

            for (int j = 0; j < 3; j++)
            {
                Assert.Equal(w[i, j], blocks[1][(i * 3) + j]);
                Assert.Equal(w[i, j], whole[i, 6 + j]);
            }
        }
    }

    [Fact]
    public void Score_GivesTheOtherFactor()
    {
        double[] u = [1, -2, 3];
        double[] h = [0.5, 0.25, -1];
        var gradient = ((double[] U, double[] H))Call("ScoreGradient", u, h)!;
        Assert.Equal(h, gradient.U);
        Assert.Equal(u, gradient.H);
    }

    [Fact]
    public void Parameters_HaveGradientsOfTheirShape()
    {
        double[,] w = { { 0.2, -0.4, 0.5 }, { 0.3, 0.25, -0.6 } };
        double[] x = [0.5, -1, 2];
        double[] b = [0.1, -0.2];
        double[] u = [1.5, -0.5];
        var (dW, dX, dB, _) = ((double[,], double[], double[], double[]))Call("NetworkGradient", w, x, b, u)!;
        Assert.Equal((2, 3), (dW.GetLength(0), dW.GetLength(1)));
        double[] delta = new double[2];
        for (int i = 0; i < 2; i++)
        {
            double h = 1 / (1 + Math.Exp(-(b[i] + (w[i, 0] * x[0]) + (w[i, 1] * x[1]) + (w[i, 2] * x[2]))));
            delta[i] = u[i] * h * (1 - h);
            Assert.Equal(delta[i], dB[i], 1e-14);
            for (int j = 0; j < 3; j++)
            {
                Assert.Equal(delta[i] * x[j], dW[i, j], 1e-14);
            }
        }

        for (int j = 0; j < 3; j++)
        {
            Assert.Equal((delta[0] * w[0, j]) + (delta[1] * w[1, j]), dX[j], 1e-14);
        }
    }

    [Theory]
    [InlineData("Residual", "Jacobian")]
    [InlineData("Moved", "Vjp")]
    [InlineData("Wandered", "Gradient")]
    public void Forms_AgreeWithDifferences(string method, string form)
    {
        Random random = new(11);
        ShapeMethod shape = new(Project.Value.Methods[method]);
        for (int i = 0; i < 5; i++)
        {
            Assert.Contains(form, shape.Check(random));
        }
    }

    [Fact]
    public void Camera_BlocksAreTheColumnsOfTheJacobian_AndNothingIsAllocated()
    {
        Random random = new(2);
        object?[] arguments = [.. Project.Value.Methods["Residual"].GetParameters().Select(p => Numbers.Make(p.ParameterType, () => 0.3 + random.NextDouble()))];
        double[][] blocks = (double[][])Call("ResidualBlocks", arguments)!;
        double[,] whole = (double[,])Call("ResidualJacobian", arguments)!;
        Assert.Equal(15, whole.GetLength(1));
        for (int row = 0; row < 2; row++)
        {
            for (int column = 0; column < 15; column++)
            {
                var (block, first, width) = column < 11 ? (blocks[0], 0, 11) : column < 14 ? (blocks[1], 11, 3) : (blocks[2], 14, 1);
                Assert.Equal(whole[row, column], block[(row * width) + column - first]);
            }
        }

        object?[] many = [arguments[0], arguments[1], blocks[0], blocks[1], blocks[2]];
        long least = long.MaxValue;
        for (int i = 0; i < 8; i++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            Call("ResidualManyTimes", many);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        // The call by reflection allocates by itself, ten thousand calls of the form nothing.
        Assert.InRange(least, 0, 9_999);
    }

    private static object? Call(string name, params object?[] arguments)
    {
        MethodInfo method = Project.Value.Methods["Layer"].DeclaringType!.GetMethods().Single(m => m.Name == name && m.GetParameters().Length == arguments.Length && !m.GetParameters().Any(p => p.ParameterType.IsByRefLike));
        return method.Invoke(null, BindingFlags.DoNotWrapExceptions, null, arguments, null);
    }
}
