using SymDiff;

namespace NeuralNetwork;

/// <summary>A network of three layers of sigmoid units, written as on paper. Weights stand row by row: one row a unit, one column an input.</summary>
internal static partial class ThreeLayers
{
    /// <summary>
    /// The output σ(w3·h2) of h2 = σ(w2·h1), h1 = σ(w1·x). The build fails if the gradient by all weights, which is one sweep back,
    /// ever takes more than four times the operations of the method.
    /// </summary>
    [Differentiable(Derivatives.Default | Derivatives.Jvp, MaxOperationRatio = 4)]
    public static double Output(double[] w1, double[] w2, double[] w3, [NoGradient] double[] x)
    {
        Sweeps.Count();
        double[] h1 = new double[w1.Length / x.Length];
        double[] h2 = new double[w2.Length / h1.Length];
        Layer(w1, x, h1);
        Layer(w2, h1, h2);
        double z = 0;
        for (int i = 0; i < w3.Length; i++)
        {
            z += w3[i] * h2[i];
        }

        return Sigmoid(z);
    }

    /// <summary>The logistic function.</summary>
    public static double Sigmoid(double z) => 1 / (1 + Math.Exp(-z));

    /// <summary>A layer: y = σ(w·x).</summary>
    public static void Layer(double[] w, double[] x, double[] y)
    {
        for (int i = 0; i < y.Length; i++)
        {
            double z = 0;
            for (int j = 0; j < x.Length; j++)
            {
                z += w[(i * x.Length) + j] * x[j];
            }

            y[i] = Sigmoid(z);
        }
    }
}
