using GradBench.Modules;

namespace SymDiff.Benchmarks.Scoreboard;

/// <summary>Mixtures of normal distributions, of a thousand points.</summary>
internal static class GmmContest
{
    private const int Points = 1_000;
    private const double Gamma = 1;

    private delegate double InC(int d, int components, int n, double[] alpha, double[] mu, double[] q, double[] l, double[] x, int m, double gamma);

    public static Contest Of(int d, int components)
    {
        double[] alpha = Data.Uniform(1, components, -1.7, 1.7);
        double[] mu = Data.Uniform(2, components * d, 0, 1);
        double[] q = Data.Uniform(3, components * d, -1.7, 1.7);
        double[] l = Data.Uniform(4, components * d * (d - 1) / 2, -1.7, 1.7);
        double[] x = Data.Uniform(5, Points * d, -1.7, 1.7);
        double[][] results = Data.Buffers(alpha.Length, mu.Length, q.Length, l.Length);
        InC? c = CLibrary.Function<InC>("gmm");
        return new("gmm", $"d{d} K{components}")
        {
            Primal = Primal,
            Emitted = () => Gmm.LogPosteriorGradient(alpha, mu, q, l, x, 0, Gamma, results[0], results[1], results[2], results[3]),
            ByHand = () => GmmByHand.Gradient(alpha, mu, q, l, x, 0, Gamma, results[0], results[1], results[2], results[3]),
            C = c is null ? null : () => c(d, components, Points, alpha, mu, q, l, x, 0, Gamma),
            Results = results,
            Slopes = [Slope.Of([alpha, mu, q, l], results, Primal)],
        };

        double Primal() => Gmm.LogPosterior(alpha, mu, q, l, x, 0, Gamma);
    }
}
