namespace SymDiff;

/// <summary>The slope of a function along one coordinate, from samples to both sides of the point.</summary>
internal readonly struct SlopeEstimate
{
    /// <summary>The largest step, in units of the scale of the coordinate.</summary>
    private const double LargestStep = 0.125;

    /// <summary>A coordinate closer to zero than this does not make the steps any smaller.</summary>
    private const double SmallestScale = 1e-12;

    private SlopeEstimate(Limit left, Limit central, Limit right)
    {
        Left = left;
        Central = central;
        Right = right;
    }

    /// <summary>The limit of (f(x) − f(x − h)) / h.</summary>
    public Limit Left { get; }

    /// <summary>The limit of (f(x + h) − f(x − h)) / 2h.</summary>
    public Limit Central { get; }

    /// <summary>The limit of (f(x + h) − f(x)) / h.</summary>
    public Limit Right { get; }

    /// <summary>
    /// Samples the function at <paramref name="point"/> ± h for h from max(1, |x|)/8 by halves down to where rounding
    /// dominates, also for the scale of a coordinate that is small or large.
    /// </summary>
    /// <param name="function">The function.</param>
    /// <param name="point">The point; the coordinate is moved and put back.</param>
    /// <param name="index">The coordinate.</param>
    /// <param name="value">The function at the point.</param>
    /// <param name="singlePrecision">Whether to sample at <see cref="float"/> numbers.</param>
    public static SlopeEstimate Measure(
        SpanFunction function, double[] point, int index, double value, bool singlePrecision)
    {
        double center = point[index];
        double magnitude = Math.Abs(center);
        double epsilon = singlePrecision ? 1.1920928955078125e-07 : 2.220446049250313e-16;
        double smallest = Math.Sqrt(epsilon) * Math.Max(Math.Min(1, magnitude == 0 ? 1 : magnitude), SmallestScale);
        smallest = Math.Max(smallest, 16 * epsilon * magnitude);

        var left = new List<Quotient>();
        var central = new List<Quotient>();
        var right = new List<Quotient>();
        for (double h = LargestStep * PowerOfTwoFrom(Math.Max(1, magnitude)); h >= smallest; h /= 2)
        {
            double above = center + h;
            double below = center - h;
            if (singlePrecision)
            {
                above = (float)above;
                below = (float)below;
            }

            point[index] = above;
            double valueAbove = function(point);
            point[index] = below;
            double valueBelow = function(point);
            point[index] = center;

            double largest = Math.Max(Math.Abs(valueAbove), Math.Abs(valueBelow));
            left.Add(new(h, (value - valueBelow) / (center - below), Math.Max(Math.Abs(value), Math.Abs(valueBelow))));
            central.Add(new(h, (valueAbove - valueBelow) / (above - below), largest));
            right.Add(new(h, (valueAbove - value) / (above - center), Math.Max(Math.Abs(value), Math.Abs(valueAbove))));
        }

        return new(Limit.Of(left, 1, epsilon), Limit.Of(central, 2, epsilon), Limit.Of(right, 1, epsilon));
    }

    /// <summary>
    /// The smallest power of two that is not less than <paramref name="value"/> ≥ 1: with such steps x ± h is exact and the
    /// differences of a small polynomial at a small point have no rounding error at all.
    /// </summary>
    private static double PowerOfTwoFrom(double value)
    {
        double power = 1;
        while (power < value)
        {
            power *= 2;
        }

        return power;
    }
}
