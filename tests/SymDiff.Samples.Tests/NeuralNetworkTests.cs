using System.Text.RegularExpressions;
using System.Xml.Linq;
using NeuralNetwork;

namespace SymDiff.Samples.Tests;

/// <summary>The numbers of <c>samples/NeuralNetwork</c>: losses, the two paths, sweeps, training.</summary>
public sealed class NeuralNetworkTests
{
    private static readonly Lazy<(Digits Training, Digits Test)> Data = new(Digits.Load);

    [Theory]
    [InlineData(0.8, 1, 0.04, -0.4)]
    [InlineData(-2, 0.5, 6.25, -5)]
    public void SquaredError_IsThatOfTheFormula(double output, double target, double loss, double slope)
    {
        Assert.Equal(loss, Losses.SquaredError(output, target), 12);
        Assert.Equal(slope, Losses.SquaredErrorGradient(output, target), 12);
    }

    [Theory]
    [InlineData(-1000, 0, 0, 0)]
    [InlineData(-1000, 1, 1000, -1)]
    [InlineData(0, 0, 0.6931471805599453, 0.5)]
    [InlineData(0, 1, 0.6931471805599453, -0.5)]
    [InlineData(2, 1, 0.126928011042972, -0.119202922022118)]
    [InlineData(2, 0, 2.126928011042972, 0.880797077977882)]
    [InlineData(1000, 0, 1000, 1)]
    [InlineData(1000, 1, 0, 0)]
    [InlineData(1e300, 0, 1e300, 1)]
    [InlineData(-1e300, 0, 0, 0)]
    public void LogisticLoss_IsStable(double logit, double target, double loss, double slope)
    {
        Assert.Equal(loss, Losses.Logistic(logit, target), 14);
        Assert.Equal(slope, Losses.LogisticGradient(logit, target), 14);
    }

    [Fact]
    public void LossesAsInBooks_AreNotStable()
    {
        Assert.True(double.IsPositiveInfinity(Losses.LogisticAsInBooks(1000, 0)));
        Assert.True(double.IsNaN(Losses.LogisticAsInBooksGradient(1000, 0)));
        Assert.True(double.IsNaN(Losses.SoftmaxAsInBooks([1000, 0, -1000], 0)));
        Assert.All(Losses.SoftmaxAsInBooksGradient([1000, 0, -1000], 2), d => Assert.True(double.IsNaN(d)));

        // Where nothing overflows they are the same.
        Assert.Equal(Losses.Logistic(3, 0), Losses.LogisticAsInBooks(3, 0), 12);
        Assert.Equal(Losses.Softmax([1, 2, 3], 1), Losses.SoftmaxAsInBooks([1, 2, 3], 1), 12);
    }

    [Theory]
    [InlineData(new double[] { 1, 2, 3 }, 2, 0.407605964444380)]
    [InlineData(new double[] { 1000, 0, -1000 }, 0, 0)]
    [InlineData(new double[] { 1000, 0, -1000 }, 2, 2000)]
    [InlineData(new double[] { -1000, -1000, -1000 }, 1, 1.098612288668110)]
    [InlineData(new double[] { 700, 710, 720, 710 }, 1, 10.000090797798407)]
    public void SoftmaxLoss_IsStable(double[] logits, int label, double loss)
    {
        Assert.Equal(loss, Losses.Softmax(logits, label), 11);
        double[] powers = [.. logits.Select(z => Math.Exp(z - logits.Max()))];
        double[] slopes = Losses.SoftmaxGradient(logits, label);
        for (int i = 0; i < logits.Length; i++)
        {
            Assert.Equal((powers[i] / powers.Sum()) - (i == label ? 1 : 0), slopes[i], 14);
        }
    }

    [Fact]
    public void EmittedEntry_IsTheSumOfBothPaths()
    {
        double[] paths = [.. PaperTour.Paths().Select(p => p.Aggregate((a, b) => a * b))];
        var (dW1, dW2, dW3) = ThreeLayers.OutputGradient(PaperTour.W1, PaperTour.W2, PaperTour.W3, PaperTour.X);
        Assert.Equal(2, paths.Length);
        Assert.Equal(paths[0] + paths[1], dW1[1], 15);
        Assert.All(paths, path => Assert.True(Math.Abs(path) > 0.01, "Both paths count."));

        // And every entry is that of central differences.
        double[] all = [.. PaperTour.W1, .. PaperTour.W2, .. PaperTour.W3];
        double[] estimated = NumericalDerivative.Gradient((double[] p) => ThreeLayers.Output(p[..4], p[4..8], p[8..], PaperTour.X), all);
        Assert.All(estimated.Zip([.. dW1, .. dW2, .. dW3]), pair => Assert.Equal(pair.First, pair.Second, 8));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(16)]
    public void Gradient_TakesOneSweep(int units)
    {
        SweepCount count = PaperTour.Count(units);
        Assert.Equal(new SweepCount((2 * units * units) + units, 1, count.Weights, 2 * count.Weights), count);
    }

    [Fact]
    public void Digits_AreThere()
    {
        (Digits training, Digits test) = Data.Value;
        Assert.Equal((1438, 359), (training.Count, test.Count));
        Assert.Equal(Digits.Pixels * 1438, training.Images.Length);
        Assert.All(training.Images, ink => Assert.InRange(ink, 0, 1));
        Assert.Equal(Enumerable.Range(0, 10), test.Labels.Distinct().Order());
        Assert.Equal(Enumerable.Range(0, 10), training.Labels.Distinct().Order());
    }

    [Fact]
    public void GradientCheck_Passes()
    {
        GradientCheckReport report = DigitTour.Check(Data.Value.Training);
        Assert.True(report.Passed, report.ToString());
        Assert.Equal((6 * 64) + 6 + (5 * 6) + 5 + (10 * 5) + 10, report.Coordinates.Count);
        Assert.True(report.Coordinates.Count(c => Math.Abs(c.Analytic) > 1e-6) > 300, "Most of them count.");
    }

    [Fact]
    public void TotalLoss_IsTheSumOfItsTerms()
    {
        Digits digits = Data.Value.Test;
        Network network = new(Digits.Pixels, 12, 9, Digits.Classes, new Noise(4));
        Network together = network.CreateZero();
        Network oneByOne = network.CreateZero();
        double sum = 0;
        Network one = network.CreateZero();
        double mean = network.LossSumGradient(digits.Images, digits.Labels, 20, 0, 2, together, 2);
        for (int s = 0; s < 20; s++)
        {
            sum += network.LossSumGradient([.. digits.Image(s)], [digits.Labels[s]], 1, 0, 1, one, 1);
            oneByOne.AddScaled(one, 1.0 / 20);
        }

        Assert.Equal(sum / 20, mean, 10);
        Assert.All(All(together).Zip(All(oneByOne)), pair => Assert.Equal(pair.First, pair.Second, 10));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Training_IsDeterministicForANumberOfWorkers(int workers)
    {
        double[] first = Trained(workers);
        for (int again = 0; again < 3; again++)
        {
            Assert.Equal(first, Trained(workers));
        }
    }

    [Fact]
    public void Training_DependsOnTheNumberOfWorkersInTheLastDigitsOnly()
    {
        double[] one = Trained(1);
        double[] three = Trained(3);
        Assert.All(one.Zip(three), pair => Assert.Equal(pair.First, pair.Second, 8));
    }

    [Fact]
    public void Training_MakesNoAccumulatorsOnItsWay()
    {
        Network network = new(Digits.Pixels, 128, 64, Digits.Classes, new Noise(1));
        Trainer trainer = new(network, Data.Value.Training, new(4, 64, 0.003, 2, 1));
        trainer.Epoch();
        long before = GC.GetAllocatedBytesForCurrentThread();
        trainer.Epoch();
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, sizeof(double) * network.ParameterCount);
    }

    [Fact]
    public void Rate_RisesAndFalls()
    {
        Trainer trainer = new(new(Digits.Pixels, 2, 2, Digits.Classes, new Noise(1)), Data.Value.Training, new(20, 64, 0.01, 1, 1));
        int steps = 20 * trainer.Batches;
        Assert.InRange(trainer.Rate(0), 1e-5, 1e-3);
        Assert.Equal(0.01, trainer.Rate(steps / 20), 4);
        Assert.InRange(trainer.Rate(steps / 2), 0.005, 0.006);
        Assert.InRange(trainer.Rate(steps - 1), 0, 1e-6);
    }

    [Fact]
    public void DefaultNetwork_ReadsAtLeast95PercentOfTheTestDigits()
    {
        (Digits training, Digits test) = Data.Value;
        Network network = new(Digits.Pixels, 64, 32, Digits.Classes, new Noise(1));
        List<Epoch> epochs = DigitTour.Train(network, training, test, new(30, 64, 0.003, 4, 1), _ => { });
        Assert.Equal(31, epochs.Count);
        Assert.True(epochs[0].Test.Accuracy < 0.2, "It knows nothing at first.");
        Assert.True(epochs[^1].Test.Accuracy >= 0.95, $"{epochs[^1].Test.Accuracy}");
        Assert.True(epochs[^1].Training.Loss < 0.1, $"{epochs[^1].Training.Loss}");

        XDocument picture = XDocument.Parse(Picture.Draw(epochs));
        Assert.Equal("svg", picture.Root!.Name.LocalName);
        string[] words = [.. picture.Descendants().Where(e => e.Name.LocalName == "text").Select(e => e.Value)];
        Assert.Superset(new HashSet<string> { "epoch", "mean loss (cross-entropy)", "read right, %", "loss, training samples", "accuracy, test samples" }, new HashSet<string>(words));
        Assert.True(picture.Descendants().Count(e => e.Name.LocalName == "polyline") >= 4, "Four curves.");
    }

    [Fact]
    public async Task LargeNetwork_SaysHowFastItLearns()
    {
        string printed = await SampleRun.PrintedAsync("NeuralNetwork", null, "--large", "--units", "48", "--epochs", "2", "--workers", "3");
        Assert.Contains("64, 48, 48 and 10 units: 5,962 parameters, batches of 64, 3 workers.", printed, StringComparison.Ordinal);
        Assert.Equal(2, Regex.Count(printed, @"[\d,]+ samples/s, \d\.\d\dE\+\d+ parameters·samples/s, [\d,]+ bytes allocated"));
    }

    private static double[] Trained(int workers)
    {
        Network network = new(Digits.Pixels, 16, 12, Digits.Classes, new Noise(7));
        Trainer trainer = new(network, Data.Value.Training, new(2, 50, 0.003, workers, 5));
        trainer.Epoch();
        trainer.Epoch();
        return All(network);
    }

    private static double[] All(Network network)
    {
        double[] all = new double[network.ParameterCount];
        network.CopyTo(all);
        return all;
    }
}
