using System.Diagnostics;
using static System.FormattableString;

namespace NeuralNetwork;

/// <summary>Trains a perceptron of millions of parameters, and measures how fast.</summary>
internal static class LargeTour
{
    /// <summary>Prints the tour.</summary>
    public static void Print(Settings settings, int units)
    {
        (Digits training, Digits test) = Digits.Load();
        Network network = new(Digits.Pixels, units, units, Digits.Classes, new Noise(settings.Seed));
        Say.Line($"64, {units}, {units} and 10 units: {network.ParameterCount:N0} parameters, batches of {settings.Batch}, {settings.Workers} workers.");
        List<string> lines = [];
        Progress.Show("learning", settings.Epochs, told =>
        {
            Trainer trainer = new(network, training, settings);
            for (int e = 1; e <= settings.Epochs; e++)
            {
                long bytes = GC.GetTotalAllocatedBytes(precise: true);
                long start = Stopwatch.GetTimestamp();
                double loss = trainer.Epoch();
                double rate = training.Count / Stopwatch.GetElapsedTime(start).TotalSeconds;
                bytes = GC.GetTotalAllocatedBytes(precise: true) - bytes;
                lines.Add(Invariant($"   epoch {e}: loss {loss:0.000}, {rate:N0} samples/s, {rate * network.ParameterCount:0.00E+0} parameters·samples/s, {bytes:N0} bytes allocated"));
                told(lines[^1].Trim());
            }
        });
        lines.ForEach(Console.WriteLine);
        Say.Line($"   {100 * Score.Of(network, test).Accuracy:0.0} % of the test samples are read right.");
    }
}
