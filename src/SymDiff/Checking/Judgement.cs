namespace SymDiff;

/// <summary>Turns the analytic and the numerical slopes of every coordinate into verdicts.</summary>
internal static class Judgement
{
    /// <summary>Coordinates smaller than this fraction of the largest one are compared on its scale.</summary>
    private const double SmallestFraction = 1e-6;

    /// <summary>An estimate whose error is below this fraction of the slope tells enough to agree with.</summary>
    private const double Conclusive = 1e-3;

    /// <summary>So does one whose error would not be noticed in the function over the decisive step.</summary>
    private const double Negligible = 1e-10;

    /// <summary>Compares a gradient with slopes.</summary>
    public static GradientCheckReport Of(double[] gradient, SlopeEstimate[] slopes, GradientCheckOptions options)
    {
        double scale = slopes.Max(s => s.Central.Exists ? Math.Abs(s.Central.Value) : 0);
        var coordinates = new GradientCheckCoordinate[gradient.Length];
        for (int i = 0; i < coordinates.Length; i++)
        {
            string name = options.CoordinateNames?[i] ?? FormattableString.Invariant($"x[{i}]");
            coordinates[i] = new GradientCheckCoordinate(i, name, gradient[i], slopes[i]);
            Judge(coordinates[i], slopes[i], scale, options);
        }

        return new GradientCheckReport(coordinates);
    }

    private static void Judge(
        GradientCheckCoordinate coordinate, SlopeEstimate slopes, double scale, GradientCheckOptions options)
    {
        if (slopes.Central.Exists)
        {
            coordinate.Verdict = Compare(coordinate, slopes.Central, scale, options);
            if (HasKink(slopes, options) && IsBetween(coordinate, slopes))
            {
                coordinate.Verdict = GradientCheckVerdict.Kink;
            }
        }
        else if (slopes.Left.Exists != slopes.Right.Exists)
        {
            Limit side = slopes.Left.Exists ? slopes.Left : slopes.Right;
            coordinate.Numeric = side.Value;
            coordinate.NumericalError = side.Error;
            GradientCheckVerdict verdict = Compare(coordinate, side, scale, options);
            coordinate.Verdict = verdict == GradientCheckVerdict.Agrees ? GradientCheckVerdict.OneSided : verdict;
        }
        else
        {
            coordinate.Tolerance = double.PositiveInfinity;
            coordinate.Verdict = GradientCheckVerdict.Inconclusive;
        }
    }

    private static GradientCheckVerdict Compare(
        GradientCheckCoordinate coordinate, Limit numeric, double scale, GradientCheckOptions options)
    {
        double size = Math.Abs(numeric.Value);
        if (Guard.IsFinite(coordinate.Analytic))
        {
            size = Math.Max(size, Math.Abs(coordinate.Analytic));
        }

        coordinate.Tolerance = (options.RelativeTolerance * Math.Max(size, SmallestFraction * scale))
            + options.AbsoluteTolerance + numeric.Error;
        double largestError = Math.Max(
            Math.Max(Conclusive * size, options.RelativeTolerance * Math.Max(size, scale)),
            Math.Max(options.AbsoluteTolerance, Negligible * numeric.Resolution));

        bool isConclusive = numeric.Error <= largestError;
        if (!Guard.IsFinite(coordinate.Analytic))
        {
            return isConclusive || double.IsNaN(coordinate.Analytic)
                ? GradientCheckVerdict.Differs
                : GradientCheckVerdict.Inconclusive;
        }

        return coordinate.Error > coordinate.Tolerance ? GradientCheckVerdict.Differs
            : isConclusive ? GradientCheckVerdict.Agrees
            : GradientCheckVerdict.Inconclusive;
    }

    /// <summary>Whether the slopes to both sides are known well enough to say that they are not the same.</summary>
    private static bool HasKink(SlopeEstimate slopes, GradientCheckOptions options)
    {
        double gap = Math.Abs(slopes.Right.Value - slopes.Left.Value);
        double size = Math.Max(Math.Abs(slopes.Right.Value), Math.Abs(slopes.Left.Value));
        return slopes.Left.Exists && slopes.Right.Exists
            && slopes.Left.Error <= Conclusive * size && slopes.Right.Error <= Conclusive * size
            && gap > (8 * (slopes.Left.Error + slopes.Right.Error)) + (options.RelativeTolerance * size);
    }

    private static bool IsBetween(GradientCheckCoordinate coordinate, SlopeEstimate slopes)
        => coordinate.Analytic >= Math.Min(slopes.Left.Value, slopes.Right.Value) - coordinate.Tolerance
        && coordinate.Analytic <= Math.Max(slopes.Left.Value, slopes.Right.Value) + coordinate.Tolerance;
}
