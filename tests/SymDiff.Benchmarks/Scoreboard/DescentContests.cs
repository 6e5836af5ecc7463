using GradBench.Modules;

namespace SymDiff.Benchmarks.Scoreboard;

/// <summary>Derivatives of functions that take derivatives themselves.</summary>
internal static class DescentContests
{
    private delegate double ParticleInC(double w);

    private delegate double SaddleInC(double x1, double y1, double startX, double startY);

    /// <summary>A particle; reverse over reverse.</summary>
    public static Contest ParticleByReverse() => OfParticle("rr", Particle.MissByReverse, Particle.MissByReverseGradient);

    /// <summary>A particle; forward over forward.</summary>
    public static Contest ParticleByForward() => OfParticle("ff", Particle.MissByForward, w => Particle.MissByForwardJvp(w, 1).Tangent);

    /// <summary>The worst answer of an opponent, who searches it; reverse over reverse. By hand nobody would go through the search.</summary>
    public static Contest SaddleByReverse()
    {
        double[] x = [0.8, 0.6];
        double[][] results = Data.Buffers(2);
        SaddleInC? c = CLibrary.Function<SaddleInC>("saddle");
        return new("saddle", "rr")
        {
            Primal = Primal,
            Emitted = () => (results[0][0], results[0][1]) = Saddle.WorstByReverseGradient(x[0], x[1], 1, 1),
            C = c is null ? null : () => c(x[0], x[1], 1, 1),
            Results = results,
            Slopes = [Slope.Of([x], results, Primal)],
        };

        double Primal() => Saddle.WorstByReverse(x[0], x[1], 1, 1);
    }

    private static Contest OfParticle(string modes, Func<double, double> miss, Func<double, double> slope)
    {
        double[] w = [0];
        double[][] results = Data.Buffers(1);
        ParticleInC? c = CLibrary.Function<ParticleInC>("particle");
        return new("particle", modes)
        {
            Primal = Primal,
            Emitted = () => results[0][0] = slope(w[0]),
            ByHand = () => results[0][0] = ParticleByHand.Derivative(w[0]),
            C = c is null ? null : () => c(w[0]),
            Results = results,
            Slopes = [Slope.Of([w], results, Primal)],
        };

        double Primal() => miss(w[0]);
    }
}
