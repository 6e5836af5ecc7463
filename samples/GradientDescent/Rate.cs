namespace GradientDescent;

/// <summary>A rate, and what becomes of descents with it.</summary>
/// <param name="Name">How it is written.</param>
/// <param name="Verdict">What it is.</param>
/// <param name="Rule">The rule with that rate.</param>
/// <param name="Drawn">Whether pictures show it.</param>
internal sealed record Rate(string Name, string Verdict, Func<IRule> Rule, bool Drawn = true)
{
    private const int Steps = 100;

    /// <summary>For x² + y², whose places are multiplied by 1 − 2·rate in each step.</summary>
    public static IReadOnlyList<Rate> All { get; } =
    [
        new("1e-10", "far too small: stands still", () => new FixedStep(1e-10), Drawn: false),
        new("0.005", "too small: underway still", () => new FixedStep(0.005)),
        new("0.1", "right", () => new FixedStep(0.1)),
        new("1.02", "too large: each step overshoots by more", () => new FixedStep(1.02)),
        new("10", "far too large: explodes", () => new FixedStep(10), Drawn: false),
        new("1.02 · 0.95ᵏ", "decaying: overshoots, then settles", () => new DecayingStep(1.02, 0.95)),
    ];

    /// <summary>A hundred steps from (−3, 4).</summary>
    public Run Run() => Descent.Follow(Functions.BowlValueAndGradient, new(-3, 4), Rule(), Steps);
}
