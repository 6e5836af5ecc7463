using System.Globalization;

namespace SymDiff.Benchmarks.Scoreboard;

/// <summary>The derivative along a direction: by differences of a function, and by the derivatives that a version has written.</summary>
/// <param name="Along">The function, at a distance along the direction.</param>
/// <param name="Written">What the written derivatives say its derivative is, at no distance.</param>
/// <param name="Distance">How far differences are taken.</param>
internal sealed record Slope(Func<double, double> Along, Func<double> Written, double Distance)
{
    private const double Far = 1e-4;
    private const double Tolerance = 1e-6;

    /// <summary>Of a function of arrays, whose gradient is written into arrays of the same shape.</summary>
    /// <param name="parameters">The arrays, which the function reads.</param>
    /// <param name="gradient">Those of the gradient.</param>
    /// <param name="value">The function.</param>
    /// <param name="distance">How far differences are taken: less far where the function has kinks.</param>
    public static Slope Of(double[][] parameters, double[][] gradient, Func<double> value, double distance = Far)
    {
        double[][] directions = [.. parameters.Select((p, i) => Data.Uniform(100 + i, p.Length, -1, 1))];
        double[][] origins = [.. parameters.Select(p => p.ToArray())];
        return new(Along, () => gradient.Zip(directions, Dot).Sum(), distance);

        double Along(double from)
        {
            for (int i = 0; i < parameters.Length; i++)
            {
                for (int j = 0; j < parameters[i].Length; j++)
                {
                    parameters[i][j] = origins[i][j] + (from * directions[i][j]);
                }
            }

            double result = value();
            for (int i = 0; i < parameters.Length; i++)
            {
                origins[i].CopyTo(parameters[i], 0);
            }

            return result;
        }
    }

    /// <summary>The sum of the products.</summary>
    public static double Dot(double[] a, double[] b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }

    /// <summary>Throws where the two are different.</summary>
    public void Require(string what)
    {
        double written = Written();
        double near = Along(Distance) - Along(-Distance);
        double far = Along(2 * Distance) - Along(-2 * Distance);
        double byDifferences = ((8 * near) - far) / (12 * Distance);
        if (!(Math.Abs(written - byDifferences) <= Tolerance * Math.Max(1, Math.Abs(byDifferences))))
        {
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"{what}: along a direction {written:R}, by differences {byDifferences:R}."));
        }
    }
}
