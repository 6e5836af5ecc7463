using System.Text.Json;
using GradBench.Protocol;

namespace GradBench.Modules;

/// <summary>A saddle point by nested descent.</summary>
internal static class SaddleModule
{
    /// <summary>The module: the first letter is the mode of the outer derivative, the second one that of the inner.</summary>
    public static Module Module { get; } = new("saddle", new Dictionary<string, Func<JsonElement, Evaluation>>
    {
        ["ff"] = input => Find(input, Saddle.WorstByForward, ForwardOverForward, Saddle.AnswerByForward),
        ["fr"] = input => Find(input, Saddle.WorstByReverse, ForwardOverReverse, Saddle.AnswerByForward),
        ["rf"] = input => Find(input, Saddle.WorstByForward, Saddle.WorstByForwardGradient, Saddle.AnswerByReverse),
        ["rr"] = input => Find(input, Saddle.WorstByReverse, Saddle.WorstByReverseGradient, Saddle.AnswerByReverse),
    });

    private static (double X, double Y) ForwardOverForward(double x, double y, double startX, double startY) =>
        (Saddle.WorstByForwardJvp(x, y, startX, startY, 1, 0).Tangent, Saddle.WorstByForwardJvp(x, y, startX, startY, 0, 1).Tangent);

    private static (double X, double Y) ForwardOverReverse(double x, double y, double startX, double startY) =>
        (Saddle.WorstByReverseJvp(x, y, startX, startY, 1, 0).Tangent, Saddle.WorstByReverseJvp(x, y, startX, startY, 0, 1).Tangent);

    private static Evaluation Find(
        JsonElement input,
        Func<double, double, double, double, double> worst,
        Func<double, double, double, double, (double X, double Y)> slope,
        Func<double, double, double, double, (double X, double Y)> answer)
    {
        double[] start = input.GetProperty("start").Numbers();
        return Evaluation.Numbers(new double[4], point =>
        {
            (point[0], point[1]) = Descent.Minimum((start[0], start[1]), (x, y) => worst(x, y, start[0], start[1]), (x, y) => slope(x, y, start[0], start[1]));
            (point[2], point[3]) = answer(point[0], point[1], start[0], start[1]);
        });
    }
}
