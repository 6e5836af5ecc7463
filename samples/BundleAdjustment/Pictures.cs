using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Legends;
using OxyPlot.Series;
using Samples;

namespace BundleAdjustment;

/// <summary>The pictures of a run.</summary>
internal static class Pictures
{
    /// <summary>The points before and after, from above and from the south, and how the errors became small.</summary>
    /// <param name="path">The file.</param>
    /// <param name="truth">Where all is.</param>
    /// <param name="steps">The run.</param>
    public static void Scenes(string path, Scene truth, IReadOnlyList<Step> steps)
    {
        (string Name, Scene Scene)[] shown = [("before", steps[0].Scene), ("after", steps[^1].Scene)];
        Plots.Save(
            path,
            600,
            500,
            [.. shown.Select(s => Points($"From the south, {s.Name}: points", truth, s.Scene, p => new DataPoint(p.X, -p.Y), "height", -2.5, 2.5, -0.75, 3.25))],
            [.. shown.Select(s => Points($"From above, {s.Name}: points", truth, s.Scene, p => new DataPoint(p.X, -p.Z), "north", -2.5, 2.5, -2, 2))],
            [.. shown.Select(s => Cameras($"From above, {s.Name}: cameras, and where they look", truth, s.Scene))]);
    }

    /// <summary>The errors of all observations, before and after.</summary>
    /// <param name="path">The file.</param>
    /// <param name="seen">What was seen.</param>
    /// <param name="steps">The run.</param>
    public static void Errors(string path, IReadOnlyList<Observation> seen, IReadOnlyList<Step> steps)
    {
        PlotModel falling = Plots.Create(
            "Reprojection error from step to step",
            new LinearAxis { Title = "step", MinimumPadding = 0.02, MaximumPadding = 0.02, MajorStep = 1, MinorStep = 1 },
            new LogarithmicAxis { Title = "root mean square (pixels)" },
            LegendPosition.BottomCenter);
        falling.Axes[^1].AxisTitleDistance = 22;
        LineSeries line = new() { Title = "all observations", Color = Plots.Colours[0], MarkerType = MarkerType.Circle, MarkerFill = Plots.Colours[0], MarkerSize = 4 };
        line.Points.AddRange(steps.Select(s => new DataPoint(s.Number, s.Pixels)));
        falling.Series.Add(line);

        PlotModel rest = Plots.Create("What is left of each observation", Axis("to the right (pixels)"), Axis("downwards (pixels)"), LegendPosition.BottomCenter);
        ScatterSeries after = new() { Title = "after the last step", MarkerType = MarkerType.Circle, MarkerSize = 1.4, MarkerFill = Plots.Colours[0] };
        Scene scene = steps[^1].Scene;
        after.Points.AddRange(seen.Select(o => Reprojection.Error(scene.Cameras[o.Camera], scene.Points[o.Point], o.X, o.Y)).Select(e => new ScatterPoint(e.X, e.Y)));
        rest.Series.Add(after);
        Plots.Save(path, 560, 460, [falling, rest]);

        static LinearAxis Axis(string title) => new() { Title = title, Minimum = -2.5, Maximum = 2.5, MajorGridlineStyle = LineStyle.Dot };
    }

    private static PlotModel Cameras(string title, Scene truth, Scene scene)
    {
        PlotModel plot = Plots.Create(
            title,
            new LinearAxis { Title = "east", Minimum = -9, Maximum = 9, MajorStep = 3 },
            new LinearAxis { Title = "north", Minimum = -7.2, Maximum = 7.2, MajorStep = 3 },
            LegendPosition.BottomCenter);

        // With their centres as with points: two for each, so that the way they look is laid on the other with them.
        IReadOnlyList<Spatial> Stands(Scene of) => [.. of.Cameras.SelectMany(c => new[] { c.Centre, c.Centre + (1.5 * Reprojection.Rotated(-1 * c.Rotation, new Spatial(0, 0, 1))) })];
        IReadOnlyList<Spatial> onto = Stands(truth);
        Add("where they stand", onto, OxyColor.FromRgb(190, 190, 190), 7);
        Add("where they are believed to stand", Alignment.Of(Stands(scene), onto), Plots.Colours[1], 2.5);
        return plot;

        void Add(string name, IReadOnlyList<Spatial> stands, OxyColor colour, double width)
        {
            LineSeries series = new() { Title = name, Color = colour, StrokeThickness = width };
            for (int i = 0; i < stands.Count; i += 2)
            {
                series.Points.AddRange([new(stands[i].X, -stands[i].Z), new(stands[i + 1].X, -stands[i + 1].Z), DataPoint.Undefined]);
            }

            plot.Series.Add(series);
        }
    }

    private static PlotModel Points(string title, Scene truth, Scene scene, Func<Spatial, DataPoint> seenFrom, string vertical, double left, double right, double bottom, double top)
    {
        PlotModel plot = Plots.Create(
            title,
            new LinearAxis { Title = "east", Minimum = left, Maximum = right, MajorStep = 1 },
            new LinearAxis { Title = vertical, Minimum = bottom, Maximum = top, MajorStep = 1 },
            LegendPosition.BottomCenter);
        plot.Series.Add(Of("where they are", truth.Points, MarkerType.Circle, 3.2, OxyColor.FromRgb(205, 205, 205)));
        plot.Series.Add(Of("where they are believed to be", Alignment.Of(scene.Points, truth.Points), MarkerType.Circle, 1.6, Plots.Colours[1]));
        return plot;

        ScatterSeries Of(string name, IReadOnlyList<Spatial> points, MarkerType marker, double size, OxyColor colour)
        {
            ScatterSeries series = new() { Title = name, MarkerType = marker, MarkerSize = size, MarkerFill = colour };
            series.Points.AddRange(points.Select(seenFrom).Select(p => new ScatterPoint(p.X, p.Y)));
            return series;
        }
    }
}
