using System.Text.Json;
using GradBench.Protocol;

namespace GradBench.Modules;

/// <summary>A particle that is steered to the origin.</summary>
internal static class ParticleModule
{
    /// <summary>The module: the first letter is the mode of the outer derivative, the second one that of the inner.</summary>
    public static Module Module { get; } = new("particle", new Dictionary<string, Func<JsonElement, Evaluation>>
    {
        ["ff"] = input => Steer(input, Particle.MissByForward, w => Particle.MissByForwardJvp(w, 1).Tangent),
        ["fr"] = input => Steer(input, Particle.MissByReverse, w => Particle.MissByReverseJvp(w, 1).Tangent),
        ["rf"] = input => Steer(input, Particle.MissByForward, Particle.MissByForwardGradient),
        ["rr"] = input => Steer(input, Particle.MissByReverse, Particle.MissByReverseGradient),
    });

    private static Evaluation Steer(JsonElement input, Func<double, double> miss, Func<double, double> slope)
    {
        double start = input.GetProperty("w").GetDouble();
        return Evaluation.Number(() => Descent.Minimum(start, miss, slope));
    }
}
