using System.Globalization;
using System.Text;

namespace SymDiff;

/// <summary>The result of comparing an analytic gradient with differences, coordinate by coordinate.</summary>
/// <remarks>
/// <see cref="ToString"/> prints it as a table, worst coordinate first, in the invariant culture:
/// <code>
/// Gradient check failed at 1 of 2 coordinates.
/// coordinate  analytic  numeric  error  verdict
/// x[1]              -8        8     16  differs
/// x[0]               6        6      0  agrees
/// </code>
/// </remarks>
public sealed class GradientCheckReport
{
    /// <summary>The number of coordinates that <see cref="ToString"/> prints.</summary>
    private const int PrintedCoordinates = 50;

    private static readonly string[] Header = ["coordinate", "analytic", "numeric", "error", "verdict"];

    private readonly GradientCheckCoordinate[] _worstFirst;

    /// <summary>Creates a report, for example one that joins the coordinates of several others.</summary>
    /// <param name="coordinates">The coordinates, in any order.</param>
    /// <exception cref="ArgumentNullException"><paramref name="coordinates"/> is <see langword="null"/>.</exception>
    public GradientCheckReport(IEnumerable<GradientCheckCoordinate> coordinates)
    {
        Coordinates = Array.AsReadOnly([.. Guard.NotNull(coordinates, nameof(coordinates))]);
        _worstFirst = [.. Coordinates.OrderByDescending(c => c.Verdict).ThenByDescending(Badness)];
        Failures = _worstFirst.Count(c => !c.Passed);
    }

    /// <summary>The coordinates in the order in which they were given: that of the parameters.</summary>
    public IReadOnlyList<GradientCheckCoordinate> Coordinates { get; }

    /// <summary>Whether every coordinate passed.</summary>
    public bool Passed => Failures == 0;

    /// <summary>The number of coordinates that did not pass.</summary>
    public int Failures { get; }

    /// <summary>The coordinate that is furthest from agreement, <see langword="null"/> if there are no coordinates.</summary>
    public GradientCheckCoordinate? Worst => _worstFirst.Length == 0 ? null : _worstFirst[0];

    /// <summary>The report as a table, worst coordinate first, lines separated by <c>\n</c>; at most 50 coordinates.</summary>
    /// <returns>The table.</returns>
    public override string ToString()
    {
        List<string[]> rows = [Header];
        rows.AddRange(_worstFirst.Take(PrintedCoordinates).Select(Cells));
        int[] widths = [.. Enumerable.Range(0, Header.Length - 1).Select(column => rows.Max(row => row[column].Length))];

        var text = new StringBuilder(Passed
            ? Invariant($"Gradient check passed at {Coordinates.Count} of {Coordinates.Count} coordinates.")
            : Invariant($"Gradient check failed at {Failures} of {Coordinates.Count} coordinates."));
        foreach (string[] row in rows)
        {
            _ = text.Append('\n').Append(row[0].PadRight(widths[0]));
            for (int column = 1; column < widths.Length; column++)
            {
                _ = text.Append("  ").Append(row[column].PadLeft(widths[column]));
            }

            _ = text.Append("  ").Append(row[widths.Length]);
        }

        int left = Coordinates.Count - PrintedCoordinates;
        return left > 0 ? text.Append(Invariant($"\n... and {left} more, none of them worse")).ToString() : text.ToString();
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);

    private static string[] Cells(GradientCheckCoordinate coordinate) =>
    [
        coordinate.Name,
        coordinate.Analytic.ToString("G10", CultureInfo.InvariantCulture),
        coordinate.Numeric.ToString("G10", CultureInfo.InvariantCulture),
        coordinate.Error.ToString("G2", CultureInfo.InvariantCulture),
        Describe(coordinate),
    ];

    private static string Describe(GradientCheckCoordinate coordinate) => coordinate.Verdict switch
    {
        GradientCheckVerdict.Agrees => "agrees",
        GradientCheckVerdict.OneSided => Guard.IsFinite(coordinate.RightSlope)
            ? "agrees to the right; undefined to the left"
            : "agrees to the left; undefined to the right",
        GradientCheckVerdict.Kink
            => Invariant($"kink, between the slopes {coordinate.LeftSlope:G4} and {coordinate.RightSlope:G4}"),
        GradientCheckVerdict.Differs => "differs",
        _ when Guard.IsFinite(coordinate.NumericalError)
            => Invariant($"inconclusive, numeric is uncertain by {coordinate.NumericalError:G2}"),
        _ => "inconclusive, no finite differences",
    };

    /// <summary>The error in units of its tolerance; NaN and infinity are the worst.</summary>
    private static double Badness(GradientCheckCoordinate coordinate)
    {
        double badness = coordinate.Error == 0 ? 0 : coordinate.Error / coordinate.Tolerance;
        return double.IsNaN(badness) ? double.PositiveInfinity : badness;
    }
}
