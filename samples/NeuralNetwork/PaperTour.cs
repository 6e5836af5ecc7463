using SymDiff;
using static System.FormattableString;

namespace NeuralNetwork;

/// <summary>Shows the chain rule in a network of three layers, on paper and in code.</summary>
internal static class PaperTour
{
    /// <summary>The weights of a network with two inputs, two and two units, and one output.</summary>
    public static readonly double[] W1 = [0.5, -0.3, 0.8, 0.2], W2 = [1.2, -0.7, 0.4, 0.9], W3 = [1.5, -1.1];

    /// <summary>Its inputs.</summary>
    public static readonly double[] X = [1.0, 2.0];

    /// <summary>
    /// The factors of the two paths from w1[1,2] to the output, found by hand: the slope σ′ = σ·(1 − σ) of every unit on the way, the weights between
    /// them, and the input. The check of what is emitted.
    /// </summary>
    public static double[][] Paths()
    {
        double[] h1 = new double[2];
        double[] h2 = new double[2];
        ThreeLayers.Layer(W1, X, h1);
        ThreeLayers.Layer(W2, h1, h2);
        double output = ThreeLayers.Output(W1, W2, W3, X);
        return [.. Enumerable.Range(0, 2).Select(k => (double[])[Slope(output), W3[k], Slope(h2[k]), W2[2 * k], Slope(h1[0]), X[1]])];
    }

    /// <summary>Prints the tour.</summary>
    public static void Print()
    {
        Say.Line($"2. The chain rule in three layers, on paper and in code");
        Say.Line();
        Say.Line($"   h1 = σ(w1·x),  h2 = σ(w2·h1),  out = σ(w3·h2),  with σ(z) = 1/(1 + e^−z)");
        Say.Line();
        Say.Line($"The weight w1[1,2] leads from input 2 to unit 1 of the first layer. From there two paths lead");
        Say.Line($"to the output, through unit 1 and through unit 2 of the second layer:");
        Say.Line();
        double[][] paths = Paths();
        double sum = 0;
        for (int k = 0; k < paths.Length; k++)
        {
            double product = paths[k].Aggregate((a, b) => a * b);
            sum += product;
            Say.Line($"   σ′(out)·w3[{k + 1}]·σ′(h2[{k + 1}])·w2[{k + 1},1]·σ′(h1[1])·x[2]");
            Say.Line($"   = {string.Join(" · ", paths[k].Select(f => Invariant($"{f:0.0000}"))),-50} = {product,13:0.0000000000}");
        }

        var (dW1, _, _) = ThreeLayers.OutputGradient(W1, W2, W3, X);
        Say.Line();
        Say.Line($"   {"sum of both paths",-52} = {sum,13:0.0000000000}");
        Say.Line($"   {"∂out/∂w1[1,2] of the emitted OutputGradient",-52} = {dW1[1],13:0.0000000000}");
        Say.Line();
        Say.Line($"The number of paths is the product of the widths behind a weight. The emitted code goes through no path");
        Say.Line($"twice: it goes through the network once, and once back. How often is the network gone through for");
        Say.Line($"the derivatives by all weights?");
        Say.Line();
        Say.Line($"   units a layer   weights   paths from w1[1,2]   emitted gradient   one tangent a weight   central differences");
        foreach (int n in (int[])[2, 8, 32])
        {
            SweepCount counted = Count(n);
            Say.Line($"   {n,13}   {counted.Weights,7}   {n,18}   {counted.Reverse,16}   {counted.Forward,20}   {counted.Differences,19}");
        }

        Say.Line();
        Say.Line($"The way back takes at most three times the operations of the way there, whatever the widths: the");
        Say.Line($"attribute says MaxOperationRatio = 4, so the program would not have been built otherwise.");
        Say.Line();
    }

    /// <summary>Counts how often a network of n, n and n units is gone through for the derivatives by all its weights, in three ways.</summary>
    public static SweepCount Count(int units)
    {
        Noise noise = new(9);
        double[] all = [.. Enumerable.Range(0, (2 * units * units) + units).Select(_ => noise.Signed())];
        double[] x = [.. Enumerable.Range(0, units).Select(_ => noise.Signed())];
        int square = units * units;
        double[] w1 = all[..square], w2 = all[square..^units], w3 = all[^units..];

        int reverse = Sweeps.Of(() => ThreeLayers.OutputGradient(w1, w2, w3, x));
        int forward = Sweeps.Of(() =>
        {
            double[] direction = new double[all.Length];
            for (int i = 0; i < all.Length; i++)
            {
                direction[i] = 1;
                ThreeLayers.OutputJvp(w1, w2, w3, x, direction.AsSpan(0, square), direction.AsSpan(square, square), direction.AsSpan(2 * square));
                direction[i] = 0;
            }
        });
        int differences = Sweeps.Of(() => NumericalDerivative.Gradient((double[] p) => ThreeLayers.Output(p[..square], p[square..^units], p[^units..], x), all));
        return new(all.Length, reverse, forward, differences);
    }

    // σ′ where a unit gives y = σ.
    private static double Slope(double y) => y * (1 - y);
}

/// <summary>How often a network is gone through for the derivatives by all its weights.</summary>
internal sealed record SweepCount(int Weights, int Reverse, int Forward, int Differences);
