using SymDiff;
using static System.FormattableString;

namespace NeuralNetwork;

/// <summary>Trains a perceptron on handwritten digits.</summary>
internal static class DigitTour
{
    /// <summary>Compares the emitted gradient with central differences, at every parameter of a small network of the same kind.</summary>
    public static GradientCheckReport Check(Digits digits)
    {
        Network small = new(Digits.Pixels, 6, 5, Digits.Classes, new Noise(3));
        return small.LossGradientCheck(digits.Images[..(3 * Digits.Pixels)], digits.Labels[..3], 3, 0);
    }

    /// <summary>Trains a network and tells what is known after each epoch, the first before any.</summary>
    public static List<Epoch> Train(Network network, Digits training, Digits test, Settings settings, Action<string> told)
    {
        List<Epoch> epochs = [new(0, Score.Of(network, training), Score.Of(network, test))];
        Trainer trainer = new(network, training, settings);
        for (int e = 1; e <= settings.Epochs; e++)
        {
            trainer.Epoch();
            epochs.Add(new(e, Score.Of(network, training), Score.Of(network, test)));
            told(Invariant($"epoch {e}, loss {epochs[^1].Test.Loss:0.000}, {100 * epochs[^1].Test.Accuracy:0.0} %"));
        }

        return epochs;
    }

    /// <summary>Prints the tour, and draws the loss curve.</summary>
    public static void Print(Settings settings, DirectoryInfo output)
    {
        (Digits training, Digits test) = Digits.Load();
        Network network = new(Digits.Pixels, 64, 32, Digits.Classes, new Noise(settings.Seed));
        Say.Line($"3. A perceptron with two hidden layers learns handwritten digits");
        Say.Line();
        Say.Line($"{training.Count} pictures of 8 × 8 pixels to learn from, and {test.Count} held out for the test. The network has");
        Say.Line($"64, 64, 32 and 10 units and {network.ParameterCount:N0} parameters θ; the loss is L(θ) = Σ C(θ), a term a picture.");
        Say.Line();
        GradientCheckReport check = Check(training);
        Say.Line($"Gradient check: {check.Coordinates.Count} parameters of a smaller network, {check.Failures} differ from central differences.");
        Say.Line();
        Say.Line($"Batches of {settings.Batch}, spread over {settings.Workers} workers with an accumulator each; Adam; the rate rises to");
        Say.Line($"{settings.Rate} and falls to nothing.");
        Say.Line();

        List<Epoch> epochs = [];
        Progress.Show("learning", settings.Epochs, told => epochs = Train(network, training, test, settings, told));
        Say.Line($"   epoch   training loss   test loss   training accuracy   test accuracy");
        foreach (Epoch epoch in epochs.Where(e => e.Number is 0 or 1 or 2 || e.Number % 5 == 0 || e == epochs[^1]))
        {
            Say.Line(
                $"   {epoch.Number,5}   {epoch.Training.Loss,13:0.000}   {epoch.Test.Loss,9:0.000}   {100 * epoch.Training.Accuracy,15:0.0} %   {100 * epoch.Test.Accuracy,11:0.0} %");
        }

        Say.Line();
        output.Create();
        File.WriteAllText(Path.Combine(output.FullName, "loss.svg"), Picture.Draw(epochs));
        Say.Line($"The curves are drawn in loss.svg, in the folder {output.Name}.");
    }
}
