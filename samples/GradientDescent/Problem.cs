namespace GradientDescent;

/// <summary>A function with what was emitted for it.</summary>
/// <param name="Name">What the function is called.</param>
/// <param name="Formula">How it is written.</param>
/// <param name="Start">Where descents begin.</param>
/// <param name="ValueAndGradient">Emitted: <c>FValueAndGradient</c>.</param>
/// <param name="ValueGradientAndHessian">Emitted: <c>FValueGradientAndHessian</c>.</param>
/// <param name="Squares">The residuals, if the function is a sum of squares.</param>
/// <param name="Rates">The rates that suit the function.</param>
/// <param name="View">What pictures of it show.</param>
internal sealed record Problem(
    string Name,
    string Formula,
    Point Start,
    Func<Point, (double Value, Point Gradient)> ValueAndGradient,
    Func<Point, (double Value, Point Gradient, double[,] Hessian)> ValueGradientAndHessian,
    SumOfSquares? Squares,
    Rates Rates,
    View View)
{
    /// <summary>The name of the file with its picture.</summary>
    public string Picture => $"{Name}.svg";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Problem> All { get; } =
    [
        new(
            "bowl", "x² + y²", new(-3, 4), Functions.BowlValueAndGradient, Functions.BowlValueGradientAndHessian,
            new(Functions.BowlResiduals, Functions.BowlResidualsJacobian),
            new(Fixed: 0.1, Momentum: 0.05, Adam: 0.3),
            new(new(-5, -5), new(5, 5), [1, 2, 5, 10, 20, 30, 40])),
        new(
            "rosenbrock", "100(y − x²)² + (1 − x)²", new(-1.2, 1), Functions.RosenbrockValueAndGradient, Functions.RosenbrockValueGradientAndHessian,
            new(Functions.RosenbrockResiduals, Functions.RosenbrockResidualsJacobian),
            new(Fixed: 0.001, Momentum: 0.0005, Adam: 0.05),
            new(new(-2, -1), new(2, 3), [0.2, 1, 4, 15, 50, 150, 400, 1000])),
        new(
            "himmelblau", "(x² + y − 11)² + (x + y² − 7)²", new(-0.5, -1), Functions.HimmelblauValueAndGradient, Functions.HimmelblauValueGradientAndHessian,
            new(Functions.HimmelblauResiduals, Functions.HimmelblauResidualsJacobian),
            new(Fixed: 0.01, Momentum: 0.005, Adam: 0.2),
            new(new(-5, -5), new(5, 5), [5, 20, 50, 100, 180, 300, 500])),
        new(
            "saddle", "x⁴/4 − x²/2 + y²/2", new(0.01, 1.5), Functions.SaddleValueAndGradient, Functions.SaddleValueGradientAndHessian,
            null,
            new(Fixed: 0.1, Momentum: 0.05, Adam: 0.05),
            new(new(-2, -2), new(2, 2), [-0.2, -0.1, 0, 0.2, 0.5, 1, 2, 3])),
    ];
}

/// <summary>The residuals whose squares a function adds, and their emitted Jacobian.</summary>
internal sealed record SumOfSquares(Func<Point, Point> Residuals, Func<Point, double[,]> Jacobian);

/// <summary>How far the methods that must be told so go.</summary>
internal sealed record Rates(double Fixed, double Momentum, double Adam);

/// <summary>A part of the plane, and the heights at which it has contours.</summary>
internal sealed record View(Point Low, Point High, double[] Levels);
