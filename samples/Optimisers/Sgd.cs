using SymDiff;

namespace Optimisers;

#pragma warning disable IDE0044 // A set that is a struct and stands in a readonly field would be changed in a copy.

/// <summary>Gradient descent with momentum, written once for every parameter set.</summary>
internal sealed class Sgd<TSet>(TSet model, double rate, double momentum)
    where TSet : IParameterSet<TSet, double>
{
    private TSet _velocity = model.CreateZero();

    /// <summary>One step down a gradient, which is another set of the same type.</summary>
    public void Step(ref TSet model, ref TSet gradient)
    {
        // v = momentum · v + gradient
        _velocity.AddScaled(_velocity, momentum - 1);
        _velocity.AddScaled(gradient, 1);
        model.AddScaled(_velocity, -rate);
    }
}
