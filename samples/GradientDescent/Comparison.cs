namespace GradientDescent;

/// <summary>All methods on one function.</summary>
internal static class Comparison
{
    private const int Steps = 100_000;
    private const double Flat = 1e-9;

    /// <summary>The descents, those that need most steps first.</summary>
    public static IReadOnlyList<Run> Of(Problem problem)
    {
        List<Run> runs =
        [
            .. ((IRule[])[new FixedStep(problem.Rates.Fixed), new Momentum(problem.Rates.Momentum), new Adam(problem.Rates.Adam)])
                .Select(rule => Descent.Follow(problem.ValueAndGradient, problem.Start, rule, Steps, Flat)),
            Libraries.Bfgs(problem),
            Libraries.Newton(problem),
        ];
        if (problem.Squares is { } squares)
        {
            runs.Add(Libraries.LevenbergMarquardt(problem, squares));
        }

        return runs;
    }
}
