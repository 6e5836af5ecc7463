using Optimisers;
using Spectre.Console;
using SymDiff;

double[][] corners = [[0, 0], [0, 1], [1, 0], [1, 1]];
double[] or = [-0.8, 0.8, 0.8, 0.8];
double[] xor = [-0.8, 0.8, 0.8, -0.8];
double[] x = [.. Enumerable.Range(0, 41).Select(i => (i - 20) / 5.0)];
double[] y = [.. x.Select(v => 0.5 + (2 * Math.Exp(-(v - 1) * (v - 1) / (2 * 0.7 * 0.7))))];

Table table = new() { Title = new("Loss while two optimisers fit three models") };
table.AddColumns("model", "optimiser", "at first", "after 100", "after 1000", "after 3000");

Fit(table, "a class, on 'or'", () => new Layer(1, 2, new Random(1)), (ref Layer m, ref Layer d) => m.LossValueAndGradient(corners, or, d), 0.05, 0.1);
Fit(
    table, "a struct, a bell curve", () => new Bell { Height = 1, Centre = 0.3, Width = 1, Level = 0 },
    (ref Bell m, ref Bell d) => Losses.OfBellValueAndGradient(m, x, y, ref d), 0.02, 0.05);
Fit(table, "sets in a set, on 'xor'", () => new Network(2, 4, new Random(3)), (ref Network m, ref Network d) => Losses.OfNetworkValueAndGradient(m, corners, xor, d), 0.02, 0.05);
AnsiConsole.Write(table);

static void Fit<TSet>(Table table, string name, Func<TSet> start, Evaluate<TSet> evaluate, double adamRate, double sgdRate)
    where TSet : IParameterSet<TSet, double>
{
    TSet model = start();
    Adam<TSet> adam = new(model, adamRate);
    Row(table, name, "Adam", model, evaluate, adam.Step);

    model = start();
    Sgd<TSet> sgd = new(model, sgdRate, 0.9);
    Row(table, name, "SGD", model, evaluate, sgd.Step);
}

static void Row<TSet>(Table table, string name, string optimiser, TSet model, Evaluate<TSet> evaluate, Step<TSet> step)
    where TSet : IParameterSet<TSet, double>
{
    List<string> cells = [name, optimiser];
    TSet gradient = model.CreateZero();
    for (int i = 0; i <= 3000; i++)
    {
        double loss = evaluate(ref model, ref gradient);
        if (i is 0 or 100 or 1000 or 3000)
        {
            cells.Add(FormattableString.Invariant($"{loss:0.000000}"));
        }

        step(ref model, ref gradient);
    }

    table.AddRow([.. cells]);
}

/// <summary>The loss of a model, and its gradient.</summary>
internal delegate double Evaluate<TSet>(ref TSet model, ref TSet gradient);

/// <summary>A step of an optimiser.</summary>
internal delegate void Step<TSet>(ref TSet model, ref TSet gradient);
