using Spectre.Console;
using static System.FormattableString;

namespace NeuralNetwork;

/// <summary>Shows losses, and what becomes of them where logits are large.</summary>
internal static class LossTour
{
    /// <summary>Prints the tour.</summary>
    public static void Print()
    {
        Say.Line($"1. Losses");
        Say.Line();
        Say.Line($"(ŷ − y)² at ŷ = 0.8, y = 1 is {Losses.SquaredError(0.8, 1):0.00}, and its derivative by ŷ is {Losses.SquaredErrorGradient(0.8, 1):0.0}.");
        Say.Line();
        Say.Line($"Cross-entropy of a logistic output p = 1/(1 + e^−z) for the target y. Its derivative by z is");
        Say.Line($"p − y, however large z is. The formula of books, −y·ln p − (1 − y)·ln(1 − p), overflows,");
        Say.Line($"and no rule of differentiation can make good of that: it has to be written so that it doesn't.");
        Table logistic = new();
        logistic.AddColumns("logit z", "target y", "loss", "derivative", "as in books", "its derivative");
        foreach (double z in (double[])[-1000, -20, 0, 2, 20, 1000])
        {
            foreach (double y in (double[])[0, 1])
            {
                logistic.AddRow(
                    Invariant($"{z}"), Invariant($"{y}"), Number(Losses.Logistic(z, y)), Number(Losses.LogisticGradient(z, y)),
                    Number(Losses.LogisticAsInBooks(z, y)), Number(Losses.LogisticAsInBooksGradient(z, y)));
            }
        }

        AnsiConsole.Write(logistic);
        Say.Line($"Cross-entropy of a softmax output pᵢ = e^zᵢ / Σ e^zⱼ. Its derivatives are pᵢ, less 1 for the class that is right.");
        Table softmax = new();
        softmax.AddColumns("logits z", "right", "loss", "derivatives", "as in books", "its derivatives");
        foreach ((double[] z, int label) in ((double[], int)[])[([1, 2, 3], 2), ([1, 2, 3], 0), ([1000, 0, -1000], 0), ([1000, 0, -1000], 2), ([-1000, -1000, -1001], 1)])
        {
            softmax.AddRow(
                string.Join(' ', z), Invariant($"{label + 1}"), Number(Losses.Softmax(z, label)), Numbers(Losses.SoftmaxGradient(z, label)),
                Number(Losses.SoftmaxAsInBooks(z, label)), Numbers(Losses.SoftmaxAsInBooksGradient(z, label)));
        }

        AnsiConsole.Write(softmax);
        Say.Line();
    }

    private static string Numbers(double[] values) => string.Join(' ', values.Select(Number));

    // Never minus zero.
    private static string Number(double value) => Invariant($"{Math.Round(value, 4) + 0.0:0.0000}");
}
