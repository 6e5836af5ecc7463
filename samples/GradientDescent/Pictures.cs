using OxyPlot;
using OxyPlot.Annotations;
using OxyPlot.Axes;
using OxyPlot.Legends;
using OxyPlot.Series;
using Samples;
using static System.FormattableString;

namespace GradientDescent;

/// <summary>Contours, the field of negative gradients, and the paths that were taken.</summary>
internal static class Pictures
{
    private const int Arrows = 20;
    private static readonly OxyColor ContourColour = OxyColor.FromRgb(150, 150, 150);
    private static readonly OxyColor FieldColour = OxyColor.FromRgb(150, 185, 215);

    /// <summary>One function with all paths on it: those that go by gradients alone beside those of MathNet.Numerics.</summary>
    public static void Paths(string file, Problem problem, IReadOnlyList<Run> byGradients, IReadOnlyList<Run> byLibrary)
    {
        string title = $"{problem.Name}: {problem.Formula}";
        Plots.Save(file, 640, 640, [Paths(title, problem, byGradients, 0), Paths($"{title}, MathNet.Numerics", problem, byLibrary, byGradients.Count)]);
    }

    /// <summary>One function, a panel for each rate, and how the values fall or rise below.</summary>
    public static void Rates(string file, Problem problem, IReadOnlyList<(string Name, Run Run)> runs)
    {
        PlotModel[] panels = [.. runs.Select((r, i) =>
        {
            PlotModel panel = Field(r.Name, problem, LegendPosition.BottomCenter);
            panel.Series.Add(Path(r.Run, Invariant($"path, {r.Run.Steps} steps"), Plots.Colours[i], 2));
            AddPoints(panel, "start", [problem.Start], MarkerType.Square);
            return panel;
        })];
        Plots.Save(file, 480, 540, [.. panels.Chunk(2)]);
    }

    /// <summary>How values fall or rise from step to step.</summary>
    public static void Values(string file, string title, IReadOnlyList<(string Name, Run Run)> runs)
    {
        PlotModel plot = Plots.Create(title, new LinearAxis { Title = "step", Minimum = 0 }, new LogarithmicAxis { Title = "value of the function", Minimum = 1e-20, Maximum = 1e6, StringFormat = "0E+0" });
        for (int i = 0; i < runs.Count; i++)
        {
            LineSeries line = new() { Title = runs[i].Name, Color = Plots.Colours[i], StrokeThickness = 2 };
            line.Points.AddRange(runs[i].Run.Values.Select((v, k) => new DataPoint(k, v)));
            plot.Series.Add(line);
        }

        Plots.Save(file, 900, 480, [plot]);
    }

    private static PlotModel Paths(string title, Problem problem, IReadOnlyList<Run> runs, int firstColour)
    {
        PlotModel plot = Field(title, problem, LegendPosition.BottomCenter);
        for (int i = runs.Count - 1; i >= 0; i--)
        {
            // Paths may lie upon each other: the later ones are thinner.
            plot.Series.Add(Path(runs[i], runs[i].Method, Plots.Colours[firstColour + i], 1.5 + (1.5 * i)));
        }

        AddPoints(plot, "start", [problem.Start], MarkerType.Square);
        AddPoints(plot, "ends", [.. runs.Select(r => r.End).DistinctBy(p => p.ToString())], MarkerType.Diamond);
        return plot;
    }

    private static PlotModel Field(string title, Problem problem, LegendPosition legend)
    {
        View view = problem.View;
        PlotModel plot = Plots.Create(
            title,
            new LinearAxis { Title = "x", Minimum = view.Low.X, Maximum = view.High.X },
            new LinearAxis { Title = "y", Minimum = view.Low.Y, Maximum = view.High.Y },
            legend);
        double[] columns = ArrayBuilder.CreateVector(view.Low.X, view.High.X, 321);
        double[] rows = ArrayBuilder.CreateVector(view.Low.Y, view.High.Y, 321);
        plot.Series.Add(new ContourSeries
        {
            ColumnCoordinates = columns,
            RowCoordinates = rows,
            Data = ArrayBuilder.Evaluate((x, y) => problem.ValueAndGradient(new(x, y)).Value, columns, rows),
            ContourLevels = view.Levels,
            ContourColors = [.. view.Levels.Select((_, i) => OxyColor.Interpolate(OxyColor.FromRgb(205, 205, 205), OxyColor.FromRgb(90, 90, 90), (double)i / (view.Levels.Length - 1)))],
            LabelStep = 0,
            StrokeThickness = 1.2,
        });
        plot.Subtitle = Invariant($"contours at {string.Join(", ", view.Levels.Select(l => Invariant($"{l}")))}: the darker, the higher");
        plot.SubtitleFontSize = 11;
        AddArrows(plot, problem);

        // What the legend says of things that are no series of paths.
        plot.Series.Add(new LineSeries { Title = "contours of equal value", Color = ContourColour, StrokeThickness = 1 });
        plot.Series.Add(new LineSeries { Title = "direction of −gradient", Color = FieldColour, StrokeThickness = 1, MarkerType = MarkerType.Triangle, MarkerSize = 3, MarkerFill = FieldColour });
        return plot;
    }

    private static void AddArrows(PlotModel plot, Problem problem)
    {
        View view = problem.View;
        Point cell = (1.0 / Arrows) * (view.High - view.Low);
        for (int i = 0; i < Arrows; i++)
        {
            for (int j = 0; j < Arrows; j++)
            {
                // Slopes differ by orders of magnitude: an arrow has a length of its own.
                Point at = new(view.Low.X + ((i + 0.5) * cell.X), view.Low.Y + ((j + 0.5) * cell.Y));
                Point gradient = problem.ValueAndGradient(at).Gradient;
                Point half = -0.35 * Math.Min(cell.X, cell.Y) / Math.Max(gradient.Length, 1e-9) * gradient;
                plot.Annotations.Add(new ArrowAnnotation
                {
                    StartPoint = ToData(at - half),
                    EndPoint = ToData(at + half),
                    Color = FieldColour,
                    StrokeThickness = 1,
                    HeadLength = 4,
                    HeadWidth = 2.5,
                    Layer = AnnotationLayer.BelowSeries,
                });
            }
        }
    }

    private static LineSeries Path(Run run, string title, OxyColor colour, double thickness)
    {
        LineSeries line = new() { Title = title, Color = colour, StrokeThickness = thickness, MarkerType = run.Path.Count > 200 ? MarkerType.None : MarkerType.Circle, MarkerSize = 2 + (0.6 * thickness), MarkerFill = colour };
        line.Points.AddRange(run.Path.Select(ToData));
        return line;
    }

    private static void AddPoints(PlotModel plot, string title, Point[] points, MarkerType marker)
    {
        ScatterSeries series = new() { Title = title, MarkerType = marker, MarkerSize = 6, MarkerFill = OxyColors.White, MarkerStroke = OxyColors.Black, MarkerStrokeThickness = 1.5 };
        series.Points.AddRange(points.Select(p => new ScatterPoint(p.X, p.Y)));
        plot.Series.Add(series);
    }

    private static DataPoint ToData(Point p) => new(p.X, p.Y);
}
