using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Legends;
using OxyPlot.Series;

namespace NeuralNetwork;

/// <summary>The loss curve, as an SVG.</summary>
internal static class Picture
{
    private static readonly OxyColor TrainingColor = OxyColor.FromRgb(31, 119, 180);
    private static readonly OxyColor TestColor = OxyColor.FromRgb(214, 39, 40);

    /// <summary>Draws the losses above and the accuracies below, over the same epochs.</summary>
    public static string Draw(IReadOnlyList<Epoch> epochs)
    {
        PlotModel plot = new() { Title = "A perceptron learns handwritten digits", Background = OxyColors.White, DefaultFont = "Arial" };
        plot.Axes.Add(new LinearAxis { Position = AxisPosition.Bottom, Title = "epoch", Maximum = epochs[^1].Number, MajorGridlineStyle = LineStyle.Dot });
        plot.Axes.Add(Upright(new LogarithmicAxis { Key = "loss", Title = "mean loss (cross-entropy)", StartPosition = 0.53 }));
        LinearAxis accuracy = new() { Key = "accuracy", Title = "read right, %", EndPosition = 0.47, Maximum = 101 };
        accuracy.Minimum = 10 * Math.Floor(10 * epochs.Min(e => e.Test.Accuracy));
        plot.Axes.Add(Upright(accuracy));
        Add(plot, "loss", "loss, training samples", TrainingColor, epochs, e => e.Training.Loss);
        Add(plot, "loss", "loss, test samples", TestColor, epochs, e => e.Test.Loss);
        Add(plot, "accuracy", "accuracy, training samples", TrainingColor, epochs, e => 100 * e.Training.Accuracy);
        Add(plot, "accuracy", "accuracy, test samples", TestColor, epochs, e => 100 * e.Test.Accuracy);
        plot.Legends.Add(new Legend { Key = "loss", LegendPosition = LegendPosition.RightTop, LegendBackground = OxyColors.White, LegendBorder = OxyColors.Gray });
        plot.Legends.Add(new Legend { Key = "accuracy", LegendPosition = LegendPosition.RightBottom, LegendBackground = OxyColors.White, LegendBorder = OxyColors.Gray });
        return new SvgExporter { Width = 800, Height = 640, TextMeasurer = new Measurer(), UseVerticalTextAlignmentWorkaround = true }.ExportToString(plot);
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
