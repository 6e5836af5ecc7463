using SymDiff;

namespace GradBench.Modules;

/// <summary>A game of two players: the first one moves (x1, y1) and wants little, the second one moves (x2, y2) and wants much.</summary>
internal static partial class Saddle
{
    /// <summary>What is played for.</summary>
    [Differentiable(Derivatives.Gradient | Derivatives.Jvp)]
    public static double Game(double x1, double y1, double x2, double y2) => (x1 * x1) + (y1 * y1) - ((x2 * x2) + (y2 * y2));

    /// <summary>What the first player gets where the second one answers best, who looks by derivatives in reverse mode.</summary>
    [Differentiable(Derivatives.Gradient | Derivatives.Jvp)]
    public static double WorstByReverse(double x1, double y1, [NoGradient] double startX, [NoGradient] double startY)
    {
        (double x2, double y2) = AnswerByReverse(x1, y1, startX, startY);
        return Game(x1, y1, x2, y2);
    }

    /// <summary>The same by derivatives in forward mode.</summary>
    [Differentiable(Derivatives.Gradient | Derivatives.Jvp)]
    public static double WorstByForward(double x1, double y1, [NoGradient] double startX, [NoGradient] double startY)
    {
        (double x2, double y2) = AnswerByForward(x1, y1, startX, startY);
        return Game(x1, y1, x2, y2);
    }

    /// <summary>The best answer of the second player, by derivatives in reverse mode.</summary>
    public static (double X, double Y) AnswerByReverse(double x1, double y1, double startX, double startY) => Descent.Minimum((startX, startY), (x, y) => -Game(x1, y1, x, y), (x, y) =>
    {
        (_, _, double gx, double gy) = GameGradient(x1, y1, x, y);
        return (-gx, -gy);
    });

    /// <summary>The best answer of the second player, by derivatives in forward mode.</summary>
    public static (double X, double Y) AnswerByForward(double x1, double y1, double startX, double startY) => Descent.Minimum(
        (startX, startY),
        (x, y) => -Game(x1, y1, x, y),
        (x, y) => (-GameJvp(x1, y1, x, y, 0, 0, 1, 0).Tangent, -GameJvp(x1, y1, x, y, 0, 0, 0, 1).Tangent));
}
