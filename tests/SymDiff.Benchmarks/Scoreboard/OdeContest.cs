using GradBench.Modules;

namespace SymDiff.Benchmarks.Scoreboard;

/// <summary>A chain of differential equations.</summary>
internal static class OdeContest
{
    private delegate double InC(int n, double[] x, int steps);

    public static Contest Of(int n, int steps)
    {
        // Rates for which the last of many equations is not nothing.
        double[] x = Data.Uniform(1, n, 0.5, 1.5);
        double[][] results = Data.Buffers(n);
        InC? c = CLibrary.Function<InC>("ode");
        return new("ode", $"n{n} s{steps}")
        {
            Primal = Primal,
            Emitted = () => Ode.LastGradient(x, steps, results[0]),
            ByHand = () => OdeByHand.Gradient(x, steps, results[0]),
            C = c is null ? null : () => c(n, x, steps),
            Results = results,
            Slopes = [Slope.Of([x], results, Primal)],
        };

        double Primal() => Ode.Last(x, steps);
    }
}
