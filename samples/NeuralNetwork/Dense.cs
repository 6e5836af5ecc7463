using System.Numerics.Tensors;
using SymDiff;

namespace NeuralNetwork;

/// <summary>A fully connected layer, z = W·x + b.</summary>
[ParameterSet]
internal sealed partial class Dense
{
    public Dense(int outputs, int inputs, Noise noise)
    {
        Weights = new double[outputs * inputs];
        Bias = new double[outputs];
        double width = Math.Sqrt(3.0 / inputs);
        for (int i = 0; i < Weights.Length; i++)
        {
            Weights[i] = width * noise.Signed();
        }
    }

    /// <summary>One row a unit.</summary>
    public double[] Weights { get; }

    /// <summary>One number a unit.</summary>
    public double[] Bias { get; }

    /// <summary>Applies the layer to samples that stand one after the other. Each row of W is read once for all of them.</summary>
    public void Apply(ReadOnlySpan<double> x, Span<double> z, int samples)
    {
        int outputs = Bias.Length;
        int inputs = Weights.Length / outputs;
        for (int i = 0; i < outputs; i++)
        {
            ReadOnlySpan<double> row = Weights.AsSpan(i * inputs, inputs);
            for (int s = 0; s < samples; s++)
            {
                z[(s * outputs) + i] = TensorPrimitives.Dot(row, x.Slice(s * inputs, inputs)) + Bias[i];
            }
        }
    }
}
