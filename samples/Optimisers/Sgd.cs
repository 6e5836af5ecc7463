using SymDiff;

namespace Optimisers;

/// <summary>Gradient descent with momentum, written once for every parameter set.</summary>
internal sealed class Sgd<TSet>(TSet model, double rate, double momentum)
    where TSet : IParameterSet<TSet, double>
{
    private TSet _velocity = model.CreateZero();

    /// <summary>One step down a gradient, which is another set of the same type.</summary>
    public void Step(ref TSet model, ref TSet gradient)
    {
        // v = momentum · v + gradient. A set may be a struct: what is changed is put back.
        TSet v = _velocity;
        v.AddScaled(v, momentum - 1);
        v.AddScaled(gradient, 1);
        model.AddScaled(v, -rate);
        _velocity = v;
    }
}
