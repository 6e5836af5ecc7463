namespace GradientDescent;

/// <summary>Descents by gradients alone.</summary>
internal static class Descent
{
    /// <summary>Follows a rule for a number of steps, or until the gradient is as good as zero.</summary>
    /// <param name="valueAndGradient">The emitted method.</param>
    /// <param name="start">Where to begin.</param>
    /// <param name="rule">How far to go.</param>
    /// <param name="steps">How often, at most.</param>
    /// <param name="flat">The length of gradient at which there is nothing more to gain.</param>
    public static Run Follow(Func<Point, (double Value, Point Gradient)> valueAndGradient, Point start, IRule rule, int steps, double flat = 0)
    {
        List<Point> path = [start];
        List<double> values = [];
        Point at = start;
        int gradients = 0;
        string? ending = null;
        while (true)
        {
            (double value, Point gradient) = valueAndGradient(at);
            gradients++;
            values.Add(value);
            if (gradient.Length <= flat || values.Count > steps)
            {
                ending = gradient.Length <= flat ? "gradient zero" : "out of steps";
                break;
            }

            at = rule.Next(at, gradient);
            path.Add(at);
        }

        return new(rule.Name, path, values, path.Count - 1, $"{gradients} gradients", ending);
    }
}

/// <summary>What became of a descent.</summary>
/// <param name="Method">Who descended.</param>
/// <param name="Path">The places, the start first.</param>
/// <param name="Values">The function there.</param>
/// <param name="Steps">How many steps it took.</param>
/// <param name="Evaluations">How often it called what was emitted.</param>
/// <param name="Ending">Why it stopped.</param>
internal sealed record Run(string Method, IReadOnlyList<Point> Path, IReadOnlyList<double> Values, int Steps, string Evaluations, string Ending)
{
    /// <summary>Where it ended.</summary>
    public Point End => Path[^1];

    /// <summary>How low.</summary>
    public double Value => Values[^1];
}
