using System.Numerics;

namespace SymDiff.Numeric.Tests.Sets;

#pragma warning disable IDE0044 // A set that is a struct and stands in a readonly field would be changed in a copy.

/// <summary>Gradient descent with momentum, for every set.</summary>
internal sealed class Sgd<TSet, T>
    where TSet : IParameterSet<TSet, T>
    where T : IFloatingPointIeee754<T>
{
    private readonly T _rate;
    private readonly T _momentum;
    private TSet _velocity;

    public Sgd(TSet model, T rate, T momentum)
    {
        _rate = rate;
        _momentum = momentum;
        _velocity = model.CreateZero();
    }

    public void Step(ref TSet model, TSet gradient)
    {
        // v = momentum · v + gradient
        _velocity.AddScaled(_velocity, _momentum - T.One);
        _velocity.AddScaled(gradient, T.One);
        model.AddScaled(_velocity, -_rate);
    }
}

/// <summary>Adam, for every set.</summary>
internal sealed class Adam<TSet, T>
    where TSet : IParameterSet<TSet, T>
    where T : IFloatingPointIeee754<T>
{
    private readonly T _rate;
    private TSet _first;
    private TSet _second;
    private T _power1 = T.One;
    private T _power2 = T.One;

    public Adam(TSet model, T rate)
    {
        _rate = rate;
        _first = model.CreateZero();
        _second = model.CreateZero();
    }

    private static T Beta1 => T.CreateChecked(0.9);

    private static T Beta2 => T.CreateChecked(0.999);

    public void Step(ref TSet model, ref TSet gradient)
    {
        _power1 *= Beta1;
        _power2 *= Beta2;
        for (int b = 0; b < model.BlockCount; b++)
        {
            Span<T> parameters = model.GetBlock(b);
            Span<T> slopes = gradient.GetBlock(b);
            Span<T> first = _first.GetBlock(b);
            Span<T> second = _second.GetBlock(b);
            for (int i = 0; i < parameters.Length; i++)
            {
                parameters[i] -= Change(slopes[i], ref first[i], ref second[i], _rate, _power1, _power2);
            }
        }
    }

    /// <summary>By how much one parameter changes.</summary>
    public static T Change(T slope, ref T first, ref T second, T rate, T power1, T power2)
    {
        first = (Beta1 * first) + ((T.One - Beta1) * slope);
        second = (Beta2 * second) + ((T.One - Beta2) * slope * slope);
        return rate * (first / (T.One - power1)) / (T.Sqrt(second / (T.One - power2)) + T.CreateChecked(1e-8));
    }
}
