using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Legends;
using OxyPlot.Series;

namespace WordWindow;

/// <summary>The loss curve, as an SVG.</summary>
internal static class Picture
{
    private static readonly OxyColor TrainingColor = OxyColor.FromRgb(31, 119, 180);
    private static readonly OxyColor HeldOutColor = OxyColor.FromRgb(214, 39, 40);

    /// <summary>Draws the losses above and F1 below, over the same epochs.</summary>
    public static string Draw(IReadOnlyList<Epoch> epochs)
    {
        PlotModel plot = new() { Title = "A tagger learns to find names", Background = OxyColors.White, DefaultFont = "Arial" };
        plot.Axes.Add(new LinearAxis { Position = AxisPosition.Bottom, Title = "epoch", Maximum = epochs[^1].Number, MajorGridlineStyle = LineStyle.Dot });
        plot.Axes.Add(Upright(new LogarithmicAxis { Key = "loss", Title = "mean loss of both heads", StartPosition = 0.53 }));
        plot.Axes.Add(Upright(new LinearAxis { Key = "f1", Title = "F1 of names", EndPosition = 0.47, Minimum = 0, Maximum = 1.02 }));
        Add(plot, "loss", "loss, training sentences", TrainingColor, epochs, e => e.Training.Loss);
        Add(plot, "loss", "loss, held-out sentences", HeldOutColor, epochs, e => e.HeldOut.Loss);
        Add(plot, "f1", "F1, training sentences", TrainingColor, epochs, e => e.Training.AllNames.F1);
        Add(plot, "f1", "F1, held-out sentences", HeldOutColor, epochs, e => e.HeldOut.AllNames.F1);
        plot.Legends.Add(new Legend { Key = "loss", LegendPosition = LegendPosition.RightTop, LegendBackground = OxyColors.White, LegendBorder = OxyColors.Gray });
        plot.Legends.Add(new Legend { Key = "f1", LegendPosition = LegendPosition.RightBottom, LegendBackground = OxyColors.White, LegendBorder = OxyColors.Gray });
        SvgExporter exporter = new() { Width = 800, Height = 640, TextMeasurer = new Measurer(), UseVerticalTextAlignmentWorkaround = true };
        return exporter.ExportToString(plot);
    }

    private static Axis Upright(Axis axis)
    {
        axis.Position = AxisPosition.Left;
        axis.AxisTitleDistance = 12;
        axis.MajorGridlineStyle = LineStyle.Dot;
        return axis;
    }

    private static void Add(PlotModel plot, string axis, string title, OxyColor color, IReadOnlyList<Epoch> epochs, Func<Epoch, double> value)
    {
        LineSeries line = new() { Title = title, Color = color, YAxisKey = axis, LegendKey = axis };
        line.Points.AddRange(epochs.Select(e => new DataPoint(e.Number, value(e))));
        plot.Series.Add(line);
    }
}

/// <summary>Measures text in the pixels of a picture, where the library's measure is that of paper, with room for wider letters than it knows of.</summary>
internal sealed class Measurer() : PdfRenderContext(1, 1, OxyColors.White)
{
    /// <inheritdoc/>
    public override OxySize MeasureText(string text, string fontFamily, double fontSize, double fontWeight)
    {
        OxySize size = base.MeasureText(text, fontFamily, fontSize * 96 / 72, fontWeight);
        return new(1.2 * size.Width, size.Height);
    }
}
