using SymDiff;

namespace Circuits;

/// <summary>The textbook's circuits. This file is compiled into the sample, and the sample reads it: the pictures are of what stands here.</summary>
internal static partial class Formulas
{
    // <J>
    /// <summary>J = 3(a + bc), in steps (E1).</summary>
    [Differentiable]
    public static double J(double a, double b, double c)
    {
        double v = b * c;
        double u = a + v;
        return 3 * u;
    }

    // </J>

    /// <summary>What a few apples cost with tax (E2).</summary>
    [Differentiable]
    public static double Price(double apple, double count, double tax)
    {
        double apples = apple * count;
        return apples * tax;
    }

    /// <summary>A product gate (E2, layer by layer).</summary>
    [Differentiable(Derivatives.Vjp)]
    public static double Product(double x, double y) => x * y;

    /// <summary>The chain rule: z = h(g(x)) with g = exp and h = sin (E3).</summary>
    [Differentiable]
    public static double Chain(double x)
    {
        double y = Math.Exp(x);
        return Math.Sin(y);
    }

    /// <summary>Two paths from s to z = k(x, y) with x = g(s) and y = h(s) (E3).</summary>
    [Differentiable]
    public static double Paths(double s)
    {
        double x = Math.Exp(s);
        double y = Math.Sin(s);
        return x * y;
    }

    /// <summary>The classic circuit (x + y)·z (E11).</summary>
    [Differentiable]
    public static double Gates(double x, double y, double z)
    {
        double q = x + y;
        return q * z;
    }

    /// <summary>A sigmoid neuron with two inputs (E11).</summary>
    [Differentiable]
    public static double Neuron(double w0, double w1, double w2, double x0, double x1)
    {
        double z = w0 * x0 + w1 * x1 + w2;
        return 1 / (1 + Math.Exp(-z));
    }

    /// <summary>Two layers of sigmoid neurons on three inputs, and the squared error: the weights are in the order of the layers. A picture of it has more than a hundred nodes.</summary>
    [Differentiable]
    public static double Layers(double[] weights, double[] x, [NoGradient] double wanted)
    {
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(x);
        double[] hidden = new double[3];
        for (int j = 0; j < hidden.Length; j++)
        {
            double sum = 0;
            for (int i = 0; i < x.Length; i++)
            {
                sum += weights[(j * x.Length) + i] * x[i];
            }

            hidden[j] = 1 / (1 + Math.Exp(-sum));
        }

        double z = 0;
        for (int j = 0; j < hidden.Length; j++)
        {
            z += weights[(hidden.Length * x.Length) + j] * hidden[j];
        }

        double error = 1 / (1 + Math.Exp(-z)) - wanted;
        return error * error;
    }
}
