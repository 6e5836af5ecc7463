using CurveFitting;
using Spectre.Console;
using static System.FormattableString;

string folder = "output";
bool details = false;
for (int i = 0; i < args.Length; i++)
{
    switch (args[i])
    {
        case "--details":
            details = true;
            break;
        case "--out" when i + 1 < args.Length:
            folder = args[++i];
            break;
        default:
            Console.Error.WriteLine("usage: CurveFitting [--details] [--out FOLDER]");
            return 1;
    }
}

// Tables have this width wherever they are printed.
AnsiConsole.Profile.Width = 130;

Console.WriteLine(Invariant($"Problems of nonlinear regression from the Statistical Reference Datasets of NIST, fitted by Levenberg–Marquardt with emitted Jacobians."));
Console.WriteLine(Invariant($"Digits that agree with the certified solution ({Agreement.Most} are looked at, {Agreement.Enough} are asked for):"));
Table table = new();
table.AddColumns("problem", "level", "measured", "parameters", "start", "sum of squares", "digits of parameters", "of deviations", "MathNet.Numerics");
int solved = 0;
int solvedByLibrary = 0;
List<string> found = [];
foreach (Problem problem in Problem.All)
{
    Dataset data = problem.Data;
    for (int i = 0; i < data.Starts.Length; i++)
    {
        Fit fit = LevenbergMarquardt.Solve(problem, data.Starts[i]);
        double digits = Agreement.Digits(fit.Parameters, data.Certified);
        bool library = Agreement.Digits(MathNetFit.Solve(problem, data.Starts[i]), data.Certified) >= Agreement.Enough;
        solved += digits >= Agreement.Enough ? 1 : 0;
        solvedByLibrary += library ? 1 : 0;
        table.AddRow(
            i == 0 ? problem.Name : string.Empty, i == 0 ? data.Level : string.Empty, i == 0 ? Invariant($"{data.X.Length}") : string.Empty,
            i == 0 ? Invariant($"{data.Certified.Length}") : string.Empty, i == 0 ? "far" : "near", Invariant($"{fit.Squares:0.00000000E+00}"),
            Invariant($"{Math.Floor(digits)}"), Invariant($"{Math.Floor(Agreement.Digits(fit.Deviations, data.Deviations))}"), library ? "agrees" : "elsewhere");
        found.Add(Invariant($"{problem.Name}, start {i + 1}, {fit.Steps} steps: {string.Join(", ", fit.Parameters.Zip(fit.Deviations, (b, d) => Invariant($"{b:G11} ± {d:G5}")))}"));
    }
}

AnsiConsole.Write(table);
Console.WriteLine(Invariant($"{solved} of {2 * Problem.All.Count} agree. The last column is the Levenberg–Marquardt of MathNet.Numerics with the same Jacobians: {solvedByLibrary} agree."));
Console.WriteLine(Invariant($"It has no scales that follow the parameters, and solves normal equations: so this sample has a method of its own (LevenbergMarquardt.cs)."));
foreach (string line in details ? found : [])
{
    Console.WriteLine(line);
}

string[] drawn = ["Misra1a", "MGH17", "Thurber", "Rat43", "Eckerle4"];
foreach (Problem problem in Problem.All.Where(p => drawn.Contains(p.Name)))
{
    Pictures.Draw(Path.Combine(folder, $"{problem.Name}.svg"), problem, LevenbergMarquardt.Solve(problem, problem.Data.Starts[1]));
}

Console.WriteLine($"Pictures: {string.Join(", ", drawn.Select(d => $"{d}.svg"))}");
return 0;
