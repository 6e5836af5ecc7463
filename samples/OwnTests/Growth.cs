using SymDiff;

namespace OwnTests;

/// <summary>What is tested.</summary>
internal static partial class Growth
{
    /// <summary>Logistic growth: how many there are at a time.</summary>
    /// <param name="limit">How many there is room for.</param>
    /// <param name="rate">How fast they grow at first.</param>
    /// <param name="start">How many there were.</param>
    /// <param name="time">The time.</param>
    [Differentiable(Derivatives.Gradient)]
    public static double Size(double limit, double rate, double start, [NoGradient] double time)
    {
        double crowding = (limit - start) / start * Math.Exp(-rate * time);
        return limit / (1 + crowding);
    }
}
