using BlackScholes;
using Spectre.Console;
using static System.FormattableString;

string folder = "output";
bool time = false;
for (int i = 0; i < args.Length; i++)
{
    switch (args[i])
    {
        case "--time":
            time = true;
            break;
        case "--out" when i + 1 < args.Length:
            folder = args[++i];
            break;
        default:
            Console.Error.WriteLine("usage: BlackScholes [--time] [--out FOLDER]");
            return 1;
    }
}

const double Exactness = 1e-10;
Market market = new(100, 0.03);

Console.WriteLine(Invariant($"A call at spot price 100, strike 95, rate 0.03, volatility 0.25, three quarters of a year to go, by the emitted gradient and Hessian:"));
(double value, (double spot, double strike, double rate, double volatility, double years)) = Pricing.ValueValueAndGradient(100, 95, 0.03, 0.25, 0.75, true);
double gamma = Pricing.ValueHessian(100, 95, 0.03, 0.25, 0.75, true)[0, 0];
Console.WriteLine(Invariant($"  value {value:F10}"));
Console.WriteLine(Invariant($"  by the spot price {spot:F10} (delta), strike {strike:F10}, rate {rate:F10} (rho), volatility {volatility:F10} (vega), time to go {years:F10}"));
Console.WriteLine(Invariant($"  by the spot price twice {gamma:F10} (gamma)"));
Console.WriteLine();

Option[] book = Book.Generate(400, 2024, market);
Console.WriteLine(Invariant($"A book of {book.Length} options, {book.Count(o => o.Call)} of them calls:"));
double[] emitted = Book.Sum(book, market, Greeks.Emitted).ToArray();
double[] closed = Book.Sum(book, market, Greeks.ClosedForm).ToArray();
double[] bumped = Book.Sum(book, market, Greeks.Bumped).ToArray();
double[] errors = Book.LargestErrors(book, market, Greeks.Emitted, Greeks.ClosedForm);
Table table = new();
table.AddColumns("of the book", "emitted", "closed form", "bump and revalue", "largest error of an option, emitted");
for (int i = 0; i < emitted.Length; i++)
{
    string error = errors[i] < Exactness ? Invariant($"below {Exactness}") : Invariant($"{errors[i]:0.0E+00}");
    table.AddRow(Greeks.Names[i], Invariant($"{emitted[i]:F4}"), Invariant($"{closed[i]:F4}"), Invariant($"{bumped[i]:F2}"), error);
}

// Tables have this width wherever they are printed.
AnsiConsole.Profile.Width = 110;
AnsiConsole.Write(table);

if (time)
{
    if (!Timing.IsOptimized)
    {
        Console.WriteLine(Invariant($"This program is not compiled for speed: run it with -c Release."));
    }

    double[] best = Timing.Best(
        book,
        market,
        (o, m) => Pricing.Value(m.Spot, o.Strike, m.Rate, o.Volatility, o.Years, o.Call),
        (o, m) =>
        {
            var g = Pricing.ValueGradient(m.Spot, o.Strike, m.Rate, o.Volatility, o.Years, o.Call);
            return g.spot + g.strike + g.rate + g.volatility + g.years;
        },
        (o, m) => Greeks.Emitted(o, m).Total,
        (o, m) => Greeks.ClosedForm(o, m).Total,
        (o, m) => Greeks.Bumped(o, m).Total);
    string[] names = ["value", "emitted gradient", "emitted value, gradient and Hessian", "closed forms", "bump and revalue"];
    Console.WriteLine(Invariant($"Time for the book, the best of several, in microseconds and in valuations:"));
    for (int i = 0; i < best.Length; i++)
    {
        Console.WriteLine(Invariant($"  {names[i],-36}{best[i],8:F1}{best[i] / best[0],8:F2}"));
    }

    Console.WriteLine(Invariant($"Bump and revalue takes {best[4] / best[2]:F1} times as long as what is emitted."));
}

Pictures.Draw(Path.Combine(folder, "greeks.svg"), market);
Console.WriteLine(Invariant($"Picture: greeks.svg"));
return 0;
