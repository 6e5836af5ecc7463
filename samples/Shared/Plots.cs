using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Legends;

namespace Samples;

/// <summary>Plots in one style, written as SVG.</summary>
internal static class Plots
{
    private const string Font = "Arial";

    /// <summary>Colours that differ for the colour-blind too, the darker ones first.</summary>
    public static IReadOnlyList<OxyColor> Colours { get; } =
    [
        OxyColor.FromRgb(0, 114, 178), OxyColor.FromRgb(213, 94, 0), OxyColor.FromRgb(0, 158, 115), OxyColor.FromRgb(204, 121, 167),
        OxyColor.FromRgb(20, 20, 20), OxyColor.FromRgb(230, 159, 0), OxyColor.FromRgb(86, 180, 233),
    ];

    /// <summary>An empty plot with a title, named axes, and a legend outside of the plot where nothing is hidden by it.</summary>
    /// <param name="title">What is shown.</param>
    /// <param name="horizontal">The horizontal axis, which is given the place.</param>
    /// <param name="vertical">The vertical axis, which is given the place.</param>
    /// <param name="legend">Where the legend is.</param>
    public static PlotModel Create(string title, Axis horizontal, Axis vertical, LegendPosition legend = LegendPosition.RightTop)
    {
        PlotModel plot = new() { Title = title, TitleFontSize = 14, DefaultFont = Font, Background = OxyColors.White, Padding = new(8, 8, 16, 8) };
        horizontal.Position = AxisPosition.Bottom;
        vertical.Position = AxisPosition.Left;
        vertical.AxisTitleDistance = 14;
        plot.Axes.Add(horizontal);
        plot.Axes.Add(vertical);
        plot.Legends.Add(new Legend
        {
            LegendPosition = legend,
            LegendPlacement = LegendPlacement.Outside,
            LegendOrientation = legend == LegendPosition.BottomCenter ? LegendOrientation.Horizontal : LegendOrientation.Vertical,
            LegendFont = Font,
            LegendFontSize = 12,
            LegendSymbolLength = 28,
            LegendLineSpacing = 4,
        });
        return plot;
    }

    /// <summary>Writes plots beside each other, row by row, into one file.</summary>
    /// <param name="path">The file, whose folder is made if need be.</param>
    /// <param name="width">The width of each plot.</param>
    /// <param name="height">The height of each plot.</param>
    /// <param name="rows">The plots.</param>
    public static void Save(string path, double width, double height, params PlotModel[][] rows)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        using FileStream file = File.Create(path);
        double fullWidth = rows.Max(r => r.Length) * width;
        double fullHeight = rows.Length * height;

        // Not every program that shows SVG knows how to align text: it is moved.
        using SvgRenderContext context = new(file, fullWidth, fullHeight, true, new TextMeasurer(fullWidth, fullHeight), OxyColors.White, useVerticalTextAlignmentWorkaround: true);
        for (int y = 0; y < rows.Length; y++)
        {
            for (int x = 0; x < rows[y].Length; x++)
            {
                IPlotModel plot = rows[y][x];
                plot.Update(true);
                plot.Render(context, new OxyRect(x * width, y * height, width, height));
            }
        }

        context.Complete();
        context.Flush();
    }

    /// <summary>Measures in pixels, where PDF has points, and leaves room for wider fonts that stand in for the one that is asked for.</summary>
    private sealed class TextMeasurer(double width, double height) : PdfRenderContext(width, height, OxyColors.White)
    {
        public override OxySize MeasureText(string text, string fontFamily, double fontSize, double fontWeight)
        {
            OxySize size = base.MeasureText(text, fontFamily, fontSize, fontWeight);
            return new(1.6 * size.Width, 1.4 * size.Height);
        }
    }
}
