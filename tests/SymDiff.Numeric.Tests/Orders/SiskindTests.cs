namespace SymDiff.Numeric.Tests.Orders;

/// <summary>Both examples in all four combinations of modes, against what is published for them.</summary>
public sealed class SiskindTests
{
    // Both are printed to sixteen digits beside the benchmarks of the paper.
    private const double Saddle = 8.246324826140356e-06;
    private const double Charge = 0.20719187464861194;

    [Fact]
    public void Saddle_IsFoundByNestedDescent()
    {
        var found = new List<double[]>
        {
            Descend([1, 1], p => Siskind.WorstByReverse(p[0], p[1]), p => Flat(Siskind.WorstByReverseGradient(p[0], p[1]))),
            Descend([1, 1], p => Siskind.WorstByForward(p[0], p[1]), p => Flat(Siskind.WorstByForwardGradient(p[0], p[1]))),
            Descend([1, 1], p => Siskind.WorstByReverse(p[0], p[1]), p => [Siskind.WorstByReverseJvp(p[0], p[1], 1, 0).Tangent, Siskind.WorstByReverseJvp(p[0], p[1], 0, 1).Tangent]),
            Descend([1, 1], p => Siskind.WorstByForward(p[0], p[1]), p => [Siskind.WorstByForwardJvp(p[0], p[1], 1, 0).Tangent, Siskind.WorstByForwardJvp(p[0], p[1], 0, 1).Tangent]),
        };
        Assert.All(found.SelectMany(f => f), x => Assert.Equal(Saddle, x, 1e-16));
    }

    [Fact]
    public void Particle_IsSteeredToTheOrigin()
    {
        double[] found =
        [
            Descend([0], p => Siskind.ErrorByReverse(p[0]), p => [Siskind.ErrorByReverseGradient(p[0])])[0],
            Descend([0], p => Siskind.ErrorByForward(p[0]), p => [Siskind.ErrorByForwardGradient(p[0])])[0],
            Descend([0], p => Siskind.ErrorByReverse(p[0]), p => [Siskind.ErrorByReverseJvp(p[0], 1).Tangent])[0],
            Descend([0], p => Siskind.ErrorByForward(p[0]), p => [Siskind.ErrorByForwardJvp(p[0], 1).Tangent])[0],
        ];
        Assert.All(found, w => Assert.Equal(Charge, w, 1e-12));
    }

    [Fact]
    public void SecondDerivativesOfTheParticle_Agree()
    {
        foreach (double w in new[] { 0, 0.1, Charge })
        {
            double[] second =
            [
                Siskind.ErrorByReverseHvp(w, 1), Siskind.ErrorByForwardHvp(w, 1), Siskind.ErrorByReverseHessian(w)[0, 0], Siskind.ErrorByForwardHessian(w)[0, 0],
                Siskind.SlopeByReverseGradient(w), Siskind.SlopeByForwardGradient(w), Siskind.SlopeByReverseJvp(w, 1).Tangent, Siskind.SlopeByForwardJvp(w, 1).Tangent,
            ];
            double expected = MatrixDifferences.Of([w], p => [Siskind.ErrorByReverseGradient(p[0])])[0, 0];
            Assert.All(second, s => Assert.Equal(expected, s, 1e-6 * Math.Abs(expected)));
            Assert.All(second, s => Assert.Equal(second[0], s, 1e-11 * Math.Abs(expected)));
        }
    }

    private static double[] Flat((double X, double Y) gradient) => [gradient.X, gradient.Y];

    // The paper's own descent: the rate doubles after ten steps and is halved where a step makes it worse.
    private static double[] Descend(double[] x, Func<double[], double> cost, Func<double[], double[]> gradient)
    {
        double rate = 1e-5;
        double value = cost(x);
        double[] slope = gradient(x);
        int steps = 0;
        while (Length(slope) > 1e-5)
        {
            if (steps == 10)
            {
                rate *= 2;
                steps = 0;
                continue;
            }

            double[] next = [.. x.Zip(slope, (p, s) => p - (rate * s))];
            if (Length([.. next.Zip(x, (n, p) => n - p)]) <= 1e-5)
            {
                break;
            }

            double reached = cost(next);
            if (reached < value)
            {
                (x, value, slope) = (next, reached, gradient(next));
                steps++;
            }
            else
            {
                rate /= 2;
                steps = 0;
            }
        }

        return x;
    }

    private static double Length(double[] x) => Math.Sqrt(x.Sum(e => e * e));
}
