namespace SymDiff.Benchmarks.Scoreboard;

/// <summary>All contests, by name and in the order of the table; each is made when its turn comes.</summary>
internal static class Contests
{
    public static IReadOnlyList<(string Name, Func<Contest> Contest)> All { get; } =
    [
        ("gmm", () => GmmContest.Of(2, 5)),
        ("gmm", () => GmmContest.Of(10, 25)),
        ("gmm", () => GmmContest.Of(32, 25)),
        ("lstm", () => LstmContest.Of(2, 1_024)),
        ("lstm", () => LstmContest.Of(4, 1_024)),
        ("ba", () => BaContest.Of(10, 100, 1_000)),
        ("llsq", () => SumContests.Llsq(1_024, 16)),
        ("llsq", () => SumContests.Llsq(4_096, 128)),
        ("lse", () => SumContests.Lse(10_000)),
        ("det", () => DetContest.Of(8)),
        ("ode", () => OdeContest.Of(1_000, 10)),
        ("ode", () => OdeContest.Of(1_000, 100)),
        ("ode", () => OdeContest.Of(10_000, 10)),
        ("kmeans", () => SumContests.Kmeans(1_000, 10, 8)),
        ("kmeans", () => SumContests.Kmeans(1_000, 100, 16)),
        ("ht", () => HtContest.Of(544, 100)),
        ("ht", () => HtContest.Of(544, 800)),
        ("particle", DescentContests.ParticleByForward),
        ("particle", DescentContests.ParticleByReverse),
        ("saddle", DescentContests.SaddleByReverse),
        ("perceptron", () => PerceptronContest.Of(784, 128, 10, 16)),
    ];
}
