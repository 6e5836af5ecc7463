using SymDiff;

namespace Optimisers;

/// <summary>Every model, fitted with both optimisers.</summary>
internal static class Training
{
    /// <summary>The numbers of the steps before which the loss is noted.</summary>
    public static readonly int[] Noted = [0, 100, 1000, 3000];

    /// <summary>Fits all models.</summary>
    public static IEnumerable<Course> All()
    {
        double[][] corners = [[0, 0], [0, 1], [1, 0], [1, 1]];
        double[] or = [-0.8, 0.8, 0.8, 0.8];
        double[] xor = [-0.8, 0.8, 0.8, -0.8];
        double[] x = [.. Enumerable.Range(0, 41).Select(i => (i - 20) / 5.0)];
        double[] y = [.. x.Select(v => 0.5 + (2 * Math.Exp(-(v - 1) * (v - 1) / (2 * 0.7 * 0.7))))];
        return
        [
            .. Fit("a class, on 'or'", () => new Layer(1, 2, new Noise(1)), (ref Layer m, ref Layer d) => m.LossValueAndGradient(corners, or, d), 0.05, 0.1),
            .. Fit(
                "a struct, a bell curve", () => new Bell { Height = 1, Centre = 0.3, Width = 1, Level = 0 },
                (ref Bell m, ref Bell d) => Losses.OfBellValueAndGradient(m, x, y, ref d), 0.02, 0.05),
            .. Fit("sets in a set, on 'xor'", () => new Network(2, 4, new Noise(3)), (ref Network m, ref Network d) => Losses.OfNetworkValueAndGradient(m, corners, xor, d), 0.02, 0.05),
            .. Fit("an array of sets, on 'xor'", () => new Tower([2, 4, 3, 1], new Noise(5)), (ref Tower m, ref Tower d) => m.LossValueAndGradient(corners, xor, d), 0.02, 0.05),
        ];
    }

    private static IEnumerable<Course> Fit<TSet>(string name, Func<TSet> start, Evaluate<TSet> evaluate, double adamRate, double sgdRate)
        where TSet : IParameterSet<TSet, double>
    {
        TSet model = start();
        Adam<TSet> adam = new(model, adamRate);
        yield return Run(name, "Adam", model, evaluate, adam.Step);

        model = start();
        Sgd<TSet> sgd = new(model, sgdRate, 0.9);
        yield return Run(name, "SGD", model, evaluate, sgd.Step);
    }

    private static Course Run<TSet>(string name, string optimiser, TSet model, Evaluate<TSet> evaluate, Step<TSet> step)
        where TSet : IParameterSet<TSet, double>
    {
        List<double> losses = [];
        TSet gradient = model.CreateZero();
        for (int i = 0; i <= Noted[^1]; i++)
        {
            double loss = evaluate(ref model, ref gradient);
            if (Noted.Contains(i))
            {
                losses.Add(loss);
            }

            step(ref model, ref gradient);
        }

        return new(name, optimiser, losses);
    }
}

/// <summary>How the loss of a model fell.</summary>
internal sealed record Course(string Model, string Optimiser, IReadOnlyList<double> Losses);

/// <summary>The loss of a model, and its gradient.</summary>
internal delegate double Evaluate<TSet>(ref TSet model, ref TSet gradient);

/// <summary>A step of an optimiser.</summary>
internal delegate void Step<TSet>(ref TSet model, ref TSet gradient);
