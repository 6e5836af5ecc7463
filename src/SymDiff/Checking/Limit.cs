namespace SymDiff;

/// <summary>The limit of a sequence of difference quotients as the step goes to zero, with an estimate of its error.</summary>
/// <remarks>
/// Richardson extrapolation: L. F. Richardson, "The approximate arithmetical solution by finite differences of physical
/// problems", Phil. Trans. R. Soc. A 210 (1911) 307-357; the choice of the entry of the tableau by its estimated error follows
/// C. J. F. Ridders, "Accurate computation of F′(x) and F′(x)F″(x)", Advances in Engineering Software 4 (1982) 75-76. What is
/// added here is that no entry is believed which the quotients of smaller steps contradict.
/// </remarks>
internal readonly struct Limit
{
    /// <summary>Columns of the tableau: with an error in powers of h², the last one has an error of order h¹⁰.</summary>
    private const int Columns = 5;

    /// <summary>The number of quotients, from the smallest step on, that rounding errors are measured from.</summary>
    private const int NoiseRows = 4;

    private Limit(double value, double error, double resolution)
    {
        Value = value;
        Error = error;
        Resolution = resolution;
    }

    /// <summary>The limit, NaN if there is none.</summary>
    public double Value { get; }

    /// <summary>The estimated error of <see cref="Value"/>, +∞ if there is no limit.</summary>
    public double Error { get; }

    /// <summary>The slope that changes the function by its own size over the step that was decisive.</summary>
    public double Resolution { get; }

    /// <summary>Whether there is a limit.</summary>
    public bool Exists => Guard.IsFinite(Value);

    /// <summary>Extrapolates.</summary>
    /// <param name="rows">Steps, decreasing, with their quotients; quotients that are not finite are passed over.</param>
    /// <param name="power">The error of the quotients goes in powers of h^power: 2 if central, 1 if one-sided.</param>
    /// <param name="epsilon">The relative rounding error of the function.</param>
    public static Limit Of(IReadOnlyList<Quotient> rows, int power, double epsilon)
    {
        double measuredNoise = MeasureNoise(rows);
        var best = new Limit(double.NaN, double.PositiveInfinity, 0);
        double[] previous = new double[Columns];
        double[] current = new double[Columns];
        int columns = 0;
        for (int k = 0; k < rows.Count; k++)
        {
            if (!Guard.IsFinite(rows[k].Value))
            {
                columns = 0;
                continue;
            }

            (previous, current) = (current, previous);
            current[0] = rows[k].Value;
            double noise = Noise(k);
            for (int j = 1; j < columns; j++)
            {
                double ratio = Math.Pow(rows[k - j].Step / rows[k].Step, power);
                current[j] = current[j - 1] + ((current[j - 1] - previous[j - 1]) / (ratio - 1));
                double error = noise + Math.Max(
                    Math.Abs(current[j] - current[j - 1]), Math.Abs(current[j] - previous[j - 1]));
                if (error < best.Error && IsConfirmed(current[j], error, k))
                {
                    best = new Limit(current[j], error, rows[k].Magnitude / rows[k].Step);
                }
            }

            columns = Math.Min(columns + 1, Columns);
        }

        return best;

        double Noise(int k) => Math.Max(4 * epsilon * rows[k].Magnitude, 2 * measuredNoise) / rows[k].Step;

        // Quotients of smaller steps must stay as close to the limit as their own change and noise explain.
        bool IsConfirmed(double value, double error, int k)
        {
            double change = Math.Abs(rows[k].Value - rows[k - 1].Value);
            for (int m = k + 1; m < rows.Count; m++)
            {
                double step = Math.Abs(rows[m].Value - rows[m - 1].Value);
                double allowed = error + (2 * Math.Min(change, step)) + (4 * Noise(m));
                if (Math.Abs(value - rows[m].Value) > allowed)
                {
                    return false;
                }
            }

            return true;
        }
    }

    /// <summary>
    /// The rounding error of the function as it shows in the quotients of the smallest steps, where it dominates: the largest
    /// change from one quotient to the next, times the step.
    /// </summary>
    private static double MeasureNoise(IReadOnlyList<Quotient> rows)
    {
        double noise = 0;
        for (int k = Math.Max(1, rows.Count - NoiseRows); k < rows.Count; k++)
        {
            double change = Math.Abs(rows[k].Value - rows[k - 1].Value) * rows[k].Step;
            noise = Guard.IsFinite(change) ? Math.Max(noise, change) : noise;
        }

        return noise;
    }
}
