using SymDiff;

namespace SnapshotTests;

/// <summary>What is tested: how a population grows, and how far a curve is from what was counted.</summary>
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

    /// <summary>The sum of the squared differences from counts.</summary>
    /// <param name="limit">How many there is room for.</param>
    /// <param name="rate">How fast they grow at first.</param>
    /// <param name="times">When they were counted.</param>
    /// <param name="counts">How many there were.</param>
    [Differentiable(Derivatives.ValueAndGradient)]
    public static double Misfit(double limit, double rate, [NoGradient] ReadOnlySpan<double> times, [NoGradient] ReadOnlySpan<double> counts)
    {
        double sum = 0;
        for (int i = 0; i < times.Length; i++)
        {
            double difference = Size(limit, rate, counts[0], times[i]) - counts[i];
            sum += difference * difference;
        }

        return sum;
    }
}
