using SymDiff;

namespace Optimisers;

/// <summary>A class: a layer of tanh units.</summary>
[ParameterSet]
internal sealed partial class Layer
{
    public Layer(int outputs, int inputs, Noise noise)
    {
        Weights = new double[outputs * inputs];
        Bias = new double[outputs];
        for (int i = 0; i < Weights.Length; i++)
        {
            Weights[i] = noise.Next();
        }
    }

    /// <summary>One row a unit.</summary>
    public double[] Weights { get; }

    public double[] Bias { get; }

    public void Apply(double[] x, double[] y)
    {
        for (int i = 0; i < y.Length; i++)
        {
            double s = Bias[i];
            for (int j = 0; j < x.Length; j++)
            {
                s += Weights[(i * x.Length) + j] * x[j];
            }

            y[i] = Math.Tanh(s);
        }
    }

    /// <summary>The mean of the first unit's squared error; the set is what the method is called on.</summary>
    [Differentiable]
    public double Loss([NoGradient] double[][] samples, [NoGradient] double[] targets)
    {
        double sum = 0;
        for (int k = 0; k < samples.Length; k++)
        {
            double[] y = new double[1];
            Apply(samples[k], y);
            sum += (y[0] - targets[k]) * (y[0] - targets[k]);
        }

        return sum / samples.Length;
    }
}

/// <summary>A struct: a bell curve over a level.</summary>
[ParameterSet]
internal partial struct Bell
{
    public double Height;

    public double Centre;

    public double Width;

    public double Level { get; set; }

    public readonly double At(double x) => Level + (Height * Math.Exp(-(x - Centre) * (x - Centre) / (2 * Width * Width)));
}

/// <summary>Sets in a set: two layers and a weighted sum.</summary>
[ParameterSet]
internal sealed partial class Network(int inputs, int hidden, Noise noise)
{
    public Layer First { get; } = new(hidden, inputs, noise);

    public Layer Second { get; } = new(1, hidden, noise);

    public double Scale { get; set; } = 1;

    [NoGradient]
    public double Decay { get; set; } = 1e-5;
}

/// <summary>An array of sets: as many layers as are asked for.</summary>
[ParameterSet]
internal sealed partial class Tower
{
    public Tower(int[] widths, Noise noise)
    {
        Layers = new Layer[widths.Length - 1];
        for (int k = 0; k < Layers.Length; k++)
        {
            Layers[k] = new(widths[k + 1], widths[k], noise);
        }
    }

    public Layer[] Layers { get; }

    [Differentiable]
    public double Loss([NoGradient] double[][] samples, [NoGradient] double[] targets)
    {
        double sum = 0;
        for (int k = 0; k < samples.Length; k++)
        {
            // Room for what a layer is given, and for what it makes of that.
            double[] x = new double[samples[k].Length];
            for (int i = 0; i < x.Length; i++)
            {
                x[i] = samples[k][i];
            }

            foreach (Layer layer in Layers)
            {
                double[] y = new double[layer.Bias.Length];
                layer.Apply(x, y);
                x = y;
            }

            double e = x[0] - targets[k];
            sum += e * e / samples.Length;
        }

        return sum;
    }
}

/// <summary>Losses that are given a set.</summary>
internal static partial class Losses
{
    [Differentiable]
    public static double OfBell(Bell bell, [NoGradient] double[] x, [NoGradient] double[] y)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double e = bell.At(x[i]) - y[i];
            sum += e * e;
        }

        return sum / x.Length;
    }

    [Differentiable]
    public static double OfNetwork(Network network, [NoGradient] double[][] samples, [NoGradient] double[] targets)
    {
        double sum = network.Decay * network.Scale * network.Scale;
        double[] hidden = new double[network.First.Bias.Length];
        double[] output = new double[1];
        for (int k = 0; k < samples.Length; k++)
        {
            network.First.Apply(samples[k], hidden);
            network.Second.Apply(hidden, output);
            double e = (network.Scale * output[0]) - targets[k];
            sum += e * e / samples.Length;
        }

        return sum;
    }
}
