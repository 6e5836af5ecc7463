using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Legends;
using OxyPlot.Series;
using Samples;

namespace BlackScholes;

/// <summary>How sensitivities depend on the spot price.</summary>
internal static class Pictures
{
    private static readonly (string Name, double Years)[] Maturities = [("1 month", 1.0 / 12), ("3 months", 0.25), ("1 year", 1), ("2 years", 2)];

    /// <summary>Delta, gamma, vega and volga of a call, each for several maturities.</summary>
    public static void Draw(string file, Market market)
    {
        PlotModel[] panels =
        [
            Panel("delta: by the spot price", "delta", market, g => g.Delta),
            Panel("gamma: by the spot price twice", "gamma", market, g => g.Gamma),
            Panel("vega: by the volatility", "vega", market, g => g.Vega),
            Panel("volga: by the volatility twice", "volga", market, g => g.Volga),
        ];
        Plots.Save(file, 560, 380, [.. panels.Chunk(2)]);
    }

    private static PlotModel Panel(string title, string axis, Market market, Func<Greeks, double> part)
    {
        PlotModel panel = Plots.Create(
            title, new LinearAxis { Title = "spot price (strike 100)", Minimum = 50, Maximum = 150 }, new LinearAxis { Title = axis, MinimumPadding = 0.05, MaximumPadding = 0.05 }, LegendPosition.BottomCenter);
        panel.PlotMargins = new(70, double.NaN, double.NaN, double.NaN);
        for (int i = 0; i < Maturities.Length; i++)
        {
            LineSeries line = new() { Title = Maturities[i].Name, Color = Plots.Colours[i], StrokeThickness = 2 };
            for (double spot = 50; spot <= 150; spot += 0.5)
            {
                line.Points.Add(new(spot, part(Greeks.Emitted(new(true, 100, Maturities[i].Years, 0.25, 1), market with { Spot = spot }))));
            }

            panel.Series.Add(line);
        }

        return panel;
    }
}
