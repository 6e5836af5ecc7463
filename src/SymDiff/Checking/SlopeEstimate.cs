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

    /// <summary>The relative rounding error of a function that computes in <see cref="double"/> or in <see cref="float"/>.</summary>
    public static double Epsilon(bool singlePrecision) => singlePrecision ? 1.1920928955078125e-07 : 2.220446049250313e-16;

    /// <summary>Samples the function around <paramref name="point"/>.</summary>
    /// <param name="function">The function.</param>
    /// <param name="point">The point; the coordinate is moved and put back.</param>
    /// <param name="index">The coordinate.</param>
    /// <param name="value">The function at the point.</param>
    /// <param name="singlePrecision">Whether to sample at <see cref="float"/> numbers.</param>
    public static SlopeEstimate Measure(
        SpanFunction function, double[] point, int index, double value, bool singlePrecision)
    {
        double center = point[index];
        double epsilon = Epsilon(singlePrecision);
        var samples = Samples(center, epsilon, singlePrecision ? static x => (float)x : static x => x);
        var values = new List<(double Below, double Above)>(samples.Count);
        foreach (var sample in samples)
        {
            point[index] = sample.Above;
            double above = function(point);
            point[index] = sample.Below;
            values.Add((function(point), above));
            point[index] = center;
        }

        return Of(center, value, samples, values, epsilon);
    }

    /// <summary>
    /// The points <paramref name="center"/> ± h for h from max(1, |x|)/8 by halves down to where rounding dominates, also for the
    /// scale of a coordinate that is small or large.
    /// </summary>
    /// <param name="center">The coordinate.</param>
    /// <param name="epsilon">The relative rounding error of the function.</param>
    /// <param name="round">What rounds a number to one that the coordinate can be.</param>
    public static List<Sample> Samples(double center, double epsilon, Func<double, double> round)
    {
        double magnitude = Math.Abs(center);
        double smallest = Math.Sqrt(epsilon) * Math.Max(Math.Min(1, magnitude == 0 ? 1 : magnitude), SmallestScale);
        smallest = Math.Max(smallest, 16 * epsilon * magnitude);
        var samples = new List<Sample>();
        for (double h = LargestStep * PowerOfTwoFrom(Math.Max(1, magnitude)); h >= smallest; h /= 2)
        {
            samples.Add(new(h, round(center - h), round(center + h)));
        }

        return samples;
    }

    /// <summary>The slope from the values of the function.</summary>
    /// <param name="center">The coordinate.</param>
    /// <param name="value">The function at the point itself.</param>
    /// <param name="samples">Where it was evaluated.</param>
    /// <param name="values">Its values there.</param>
    /// <param name="epsilon">The relative rounding error of the function.</param>
    public static SlopeEstimate Of(
        double center, double value, IReadOnlyList<Sample> samples, IReadOnlyList<(double Below, double Above)> values, double epsilon)
    {
        var left = new List<Quotient>();
        var central = new List<Quotient>();
        var right = new List<Quotient>();
        for (int i = 0; i < samples.Count; i++)
        {
            var sample = samples[i];
            var (below, above) = values[i];
            double size = Math.Abs(value);
            left.Add(new(sample.Step, (value - below) / (center - sample.Below), Math.Max(size, Math.Abs(below))));
            central.Add(new(sample.Step, (above - below) / (sample.Above - sample.Below), Math.Max(Math.Abs(above), Math.Abs(below))));
            right.Add(new(sample.Step, (above - value) / (sample.Above - center), Math.Max(size, Math.Abs(above))));
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
