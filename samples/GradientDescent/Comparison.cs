namespace GradientDescent;

/// <summary>All methods on one function.</summary>
internal static class Comparison
{
    private const int Steps = 100_000;
    private const double Flat = 1e-9;

    /// <summary>Descents by gradients alone.</summary>
    public static IReadOnlyList<Run> ByGradients(Problem problem) =>
    [
        .. ((IRule[])[new FixedStep(problem.Rates.Fixed), new Momentum(problem.Rates.Momentum), new Adam(problem.Rates.Adam)])
            .Select(rule => Descent.Follow(problem.ValueAndGradient, problem.Start, rule, Steps, Flat)),
    ];

    /// <summary>What MathNet.Numerics does with gradients, Hessians and, of sums of squares, Jacobians.</summary>
    public static IReadOnlyList<Run> ByLibrary(Problem problem) =>
        [Libraries.Bfgs(problem), Libraries.Newton(problem), .. problem.Squares is { } squares ? [Libraries.LevenbergMarquardt(problem, squares)] : (Run[])[]];
}
