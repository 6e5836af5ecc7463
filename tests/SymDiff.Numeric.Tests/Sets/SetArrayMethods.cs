namespace SymDiff.Numeric.Tests.Sets;

/// <summary>Methods that are given arrays of sets, or sets with such.</summary>
internal static partial class SetArrayMethods
{
    [Differentiable(Derivatives.All)]
    public static double OfTower(Tower m, [NoGradient] double[] x)
    {
        ArgumentNullException.ThrowIfNull(m);
        return Sum(m.Layers, x) * m.Scale;
    }

    [Differentiable(Derivatives.All)]
    public static double OfLayers(Tier[] layers, [NoGradient] double[] x) => Sum(layers, x) + layers[0].Gain;

    [Differentiable(Derivatives.All)]
    public static double OfBends(Bend[] bends, double[] x)
    {
        double s = 0;
        for (int i = 0; i < bends.Length; i++)
        {
            s += bends[i].At(x[i]) * bends[i].Knots[1];
        }

        return s;
    }

    /// <summary>Sets that may not be there.</summary>
    [Differentiable]
    public static double OfAny(Tier?[] layers, int index)
    {
        double s = 0;
        foreach (Tier? layer in layers)
        {
            if (layer is not null)
            {
                s += layer.Gain * layer.Weights[0, 1];
            }
        }

        return s + layers[index]!.Bias[0];
    }

    private static double Sum(Tier[] layers, double[] x)
    {
        double[] y = new double[x.Length];
        double s = 0;
        for (int k = layers.Length - 1; k >= 0; k--)
        {
            layers[k].Apply(x, y);
            for (int i = 0; i < y.Length; i++)
            {
                s += y[i] * (i + k + 1);
            }
        }

        return s;
    }
}
