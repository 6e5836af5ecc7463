using SymDiff;

namespace Optimisers;

/// <summary>Adam, written once for every parameter set.</summary>
internal sealed class Adam<TSet>(TSet model, double rate)
    where TSet : IParameterSet<TSet, double>
{
    private const double Beta1 = 0.9;
    private const double Beta2 = 0.999;

    private TSet _first = model.CreateZero();
    private TSet _second = model.CreateZero();
    private double _power1 = 1;
    private double _power2 = 1;

    /// <summary>One step down a gradient, which is another set of the same type.</summary>
    public void Step(ref TSet model, ref TSet gradient)
    {
        _power1 *= Beta1;
        _power2 *= Beta2;

        // A set may be a struct: what is changed is put back.
        TSet m = _first;
        TSet v = _second;
        for (int b = 0; b < model.BlockCount; b++)
        {
            Span<double> w = model.GetBlock(b);
            Span<double> dW = gradient.GetBlock(b);
            Span<double> first = m.GetBlock(b);
            Span<double> second = v.GetBlock(b);
            for (int i = 0; i < w.Length; i++)
            {
                first[i] = (Beta1 * first[i]) + ((1 - Beta1) * dW[i]);
                second[i] = (Beta2 * second[i]) + ((1 - Beta2) * dW[i] * dW[i]);
                w[i] -= rate * first[i] / (1 - _power1) / (Math.Sqrt(second[i] / (1 - _power2)) + 1e-8);
            }
        }

        _first = m;
        _second = v;
    }
}
