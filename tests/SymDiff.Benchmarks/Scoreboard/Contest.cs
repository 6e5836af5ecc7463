namespace SymDiff.Benchmarks.Scoreboard;

/// <summary>The versions of a function and of its derivatives, on the same input.</summary>
/// <param name="Name">Of the function.</param>
/// <param name="Size">Of the input.</param>
internal sealed record Contest(string Name, string Size)
{
    /// <summary>The function, in C#.</summary>
    public required Func<double> Primal { get; init; }

    /// <summary>The emitted derivatives.</summary>
    public required Action Emitted { get; init; }

    /// <summary>The derivatives by hand, or null where that would not be the same computation.</summary>
    public Action? ByHand { get; init; }

    /// <summary>The function in C; null without a compiler.</summary>
    public Func<double>? C { get; init; }

    /// <summary>Where all versions of the derivatives write them.</summary>
    public required double[][] Results { get; init; }

    /// <summary>What the derivatives must fulfil.</summary>
    public required IReadOnlyList<Slope> Slopes { get; init; }
}
