using GradientDescent;
using Spectre.Console;
using static System.FormattableString;

string folder = args is ["--out", var given] ? given : "output";
if (args.Length != 0 && args is not ["--out", _])
{
    Console.Error.WriteLine("usage: GradientDescent [--out FOLDER]");
    return 1;
}

// Tables have this width wherever they are printed.
AnsiConsole.Profile.Width = 130;

Console.WriteLine(Invariant($"What is emitted beside central differences (f(x + h) − f(x − h)) / 2h with h = 0.0001, for f = x² + y²:"));
foreach (Point at in (Point[])[new(3, 4), new(0, 2), new(3, 0)])
{
    Console.WriteLine(Invariant($"  at ({at.X}, {at.Y}): emitted {Functions.BowlGradient(at)}, differences {Differences.Central(Functions.Bowl, at)}"));
}

Console.WriteLine();
Console.WriteLine(Invariant($"A hundred steps down f = x² + y² from (−3, 4), by rate:"));
Table rates = new();
rates.AddColumns("rate", "what it is", "end", "value there");
foreach (Rate rate in Rate.All)
{
    Run run = rate.Run();
    rates.AddRow(rate.Name, rate.Verdict, Invariant($"({run.End.X:0.00000000E+000}, {run.End.Y:0.00000000E+000})"), Invariant($"{run.Value:0.000E+000}"));
}

AnsiConsole.Write(rates);
Pictures.Rates(Path.Combine(folder, "rates.svg"), Problem.All[0], [.. Rate.All.Where(r => r.Drawn).Select(r => ($"rate {r.Name}: {r.Verdict}", r.Run()))]);
Pictures.Values(Path.Combine(folder, "rates-values.svg"), "x² + y² from step to step, by rate", [.. Rate.All.Where(r => r.Drawn).Select(r => ($"{r.Name}: {r.Verdict}", r.Run()))]);

foreach (Problem problem in Problem.All)
{
    IReadOnlyList<Run> byGradients = Comparison.ByGradients(problem);
    IReadOnlyList<Run> byLibrary = Comparison.ByLibrary(problem);
    Console.WriteLine();
    Console.WriteLine(Invariant($"{problem.Name}: f = {problem.Formula}, from ({problem.Start.X}, {problem.Start.Y})"));
    Table table = new();
    table.AddColumns("method", "steps", "evaluations", "end", "value there", "why it ended");
    foreach (Run run in byGradients.Concat(byLibrary))
    {
        table.AddRow(run.Method, Invariant($"{run.Steps}"), run.Evaluations, run.End.ToString(), Invariant($"{run.Value:0.0000000000}"), run.Ending);
    }

    AnsiConsole.Write(table);
    Pictures.Paths(Path.Combine(folder, problem.Picture), problem, byGradients, byLibrary);
}

Run newton = Libraries.Newton(Problem.All[^1]);
Console.WriteLine();
Console.WriteLine(Invariant($"Newton's method looks for any place without a slope. On the last function its first step is to {newton.Path[1]}, beside the saddle, where the"));
Console.WriteLine(Invariant($"Hessian has eigenvalues of both signs. MathNet.Numerics leaves it along the gradient, by chance to the other side."));
Console.WriteLine($"Pictures: {string.Join(", ", ["rates.svg", "rates-values.svg", .. Problem.All.Select(p => p.Picture)])}");
return 0;
