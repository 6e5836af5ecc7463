using SymDiff;

namespace WordWindow;

/// <summary>Adam for every parameter set.</summary>
internal sealed class Adam<TSet>(TSet model)
    where TSet : class, IParameterSet<TSet, double>
{
    private const double Beta1 = 0.9;
    private const double Beta2 = 0.999;

    private readonly TSet _first = model.CreateZero();
    private readonly TSet _second = model.CreateZero();
    private double _power1 = 1;
    private double _power2 = 1;

    /// <summary>One step down a gradient.</summary>
    public void Step(TSet gradient, double rate)
    {
        _power1 *= Beta1;
        _power2 *= Beta2;
        double scale = rate / (1 - _power1);
        double scale2 = 1 / (1 - _power2);
        for (int b = 0; b < model.BlockCount; b++)
        {
            Span<double> w = model.GetBlock(b);
            Span<double> dW = gradient.GetBlock(b);
            Span<double> first = _first.GetBlock(b);
            Span<double> second = _second.GetBlock(b);
            for (int i = 0; i < w.Length; i++)
            {
                first[i] = (Beta1 * first[i]) + ((1 - Beta1) * dW[i]);
                second[i] = (Beta2 * second[i]) + ((1 - Beta2) * dW[i] * dW[i]);
                w[i] -= scale * first[i] / (Math.Sqrt(scale2 * second[i]) + 1e-8);
            }
        }
    }
}
