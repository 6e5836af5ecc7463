using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Legends;
using OxyPlot.Series;
using Samples;

namespace CurveFitting;

/// <summary>Measurements with the curve that fits them, and below what is left.</summary>
internal static class Pictures
{
    /// <summary>Draws one problem.</summary>
    public static void Draw(string file, Problem problem, Fit fit)
    {
        Dataset data = problem.Data;
        double low = data.X.Min();
        double high = data.X.Max();
        double margin = 0.03 * (high - low);

        // The same left edge for both.
        OxyThickness margins = new(90, double.NaN, double.NaN, double.NaN);

        PlotModel above = Plots.Create($"{problem.Name}: y = {data.Formula}", Horizontal(low - margin, high + margin), new LinearAxis { Title = "y", MinimumPadding = 0.05, MaximumPadding = 0.05 }, LegendPosition.BottomCenter);
        above.PlotMargins = margins;
        double[] x = [.. Enumerable.Range(0, 501).Select(i => low - margin + ((high - low + (2 * margin)) * i / 500))];
        LineSeries curve = new() { Title = "fitted curve", Color = Plots.Colours[0], StrokeThickness = 2 };
        curve.Points.AddRange(x.Zip(problem.Evaluate(fit.Parameters, x), (a, y) => new DataPoint(a, y)));
        above.Series.Add(curve);
        above.Series.Add(Points("measurements", data.X, data.Y));

        PlotModel below = Plots.Create(string.Empty, Horizontal(low - margin, high + margin), new LinearAxis { Title = "measurement − curve", MinimumPadding = 0.1, MaximumPadding = 0.1 }, LegendPosition.BottomCenter);
        below.PlotMargins = margins;
        LineSeries zero = new() { Title = "nothing left", Color = Plots.Colours[0], StrokeThickness = 1 };
        zero.Points.AddRange([new(low - margin, 0), new(high + margin, 0)]);
        below.Series.Add(zero);
        below.Series.Add(Points("what is left", data.X, [.. problem.Residuals(fit.Parameters).Select(r => -r)]));
        Plots.Save(file, 900, 330, [above], [below]);
    }

    private static LinearAxis Horizontal(double low, double high) => new() { Title = "x", Minimum = low, Maximum = high };

    private static ScatterSeries Points(string title, double[] x, double[] y)
    {
        ScatterSeries points = new() { Title = title, MarkerType = MarkerType.Circle, MarkerSize = 3.5, MarkerFill = Plots.Colours[1] };
        points.Points.AddRange(x.Zip(y, (a, b) => new ScatterPoint(a, b)));
        return points;
    }
}
