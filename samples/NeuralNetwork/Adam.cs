using SymDiff;

namespace NeuralNetwork;

/// <summary>Adam for every parameter set; workers take a share of the parameters each.</summary>
internal sealed class Adam<TSet>(TSet model)
    where TSet : class, IParameterSet<TSet, double>
{
    private const double Beta1 = 0.9;
    private const double Beta2 = 0.999;

    private readonly TSet _first = model.CreateZero();
    private readonly TSet _second = model.CreateZero();
    private double _power1 = 1;
    private double _power2 = 1;

    /// <summary>Counts a step, before any share of it is done.</summary>
    public void Begin()
    {
        _power1 *= Beta1;
        _power2 *= Beta2;
    }

    /// <summary>Does one share of a step down.</summary>
    public void Step(TSet gradient, double rate, int share, int shares)
    {
        for (int b = 0; b < model.BlockCount; b++)
        {
            Span<double> block = model.GetBlock(b);
            int from = (int)((long)block.Length * share / shares);
            int count = (int)((long)block.Length * (share + 1) / shares) - from;
            Span<double> dW = gradient.GetBlock(b).Slice(from, count);
            Span<double> w = block.Slice(from, count);
            Span<double> first = _first.GetBlock(b).Slice(from, count);
            Span<double> second = _second.GetBlock(b).Slice(from, count);
            double scale = rate / (1 - _power1);
            double scale2 = 1 / (1 - _power2);
            for (int i = 0; i < w.Length; i++)
            {
                first[i] = (Beta1 * first[i]) + ((1 - Beta1) * dW[i]);
                second[i] = (Beta2 * second[i]) + ((1 - Beta2) * dW[i] * dW[i]);
                w[i] -= scale * first[i] / (Math.Sqrt(scale2 * second[i]) + 1e-8);
            }
        }
    }
}
