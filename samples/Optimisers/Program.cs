using Optimisers;
using Spectre.Console;

Table table = new() { Title = new("Loss while two optimisers fit four models") };
table.AddColumns(["model", "optimiser", .. Training.Noted.Select(n => n == 0 ? "at first" : FormattableString.Invariant($"after {n}"))]);
foreach (Course course in Training.All())
{
    table.AddRow([course.Model, course.Optimiser, .. course.Losses.Select(l => FormattableString.Invariant($"{l:0.000000}"))]);
}

AnsiConsole.Write(table);
