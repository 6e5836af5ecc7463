namespace BundleAdjustment;

/// <summary>A scene after some steps.</summary>
/// <param name="Number">How many.</param>
/// <param name="Scene">The scene.</param>
/// <param name="Pixels">The root mean square of the reprojection errors, in pixels.</param>
/// <param name="Damping">Marquardt's parameter of the step that led here.</param>
internal sealed record Step(int Number, Scene Scene, double Pixels, double Damping);

/// <summary>Levenberg–Marquardt over cameras and points at once.</summary>
internal static class Adjustment
{
    /// <summary>Goes from a scene to where the sum of the squared errors is least.</summary>
    /// <param name="start">Where it begins.</param>
    /// <param name="seen">What was seen.</param>
    /// <returns>The beginning, and the scene after each step that was taken.</returns>
    public static IEnumerable<Step> Run(Scene start, IReadOnlyList<Observation> seen)
    {
        const int MostTrials = 100;
        NormalEquations equations = new(start, seen);
        Step at = new(0, start, Pixels(equations.Cost, seen), 0);
        yield return at;
        double damping = 1e-3;
        double growth = 2;
        for (int trial = 0; trial < MostTrials; trial++)
        {
            var (cameras, points, promised) = equations.Solve(damping);
            Scene next = new([.. at.Scene.Cameras.Select((c, i) => c.Plus(cameras[i]))], [.. at.Scene.Points.Select((p, i) => p + new Spatial(points[i][0], points[i][1], points[i][2]))]);
            NormalEquations there = new(next, seen);
            double gain = (equations.Cost - there.Cost) / promised;
            if (!(gain > 0))
            {
                // Nielsen's rule: the longer steps fail, the faster they become short.
                damping *= growth;
                growth *= 2;
                continue;
            }

            bool isEnd = equations.Cost - there.Cost < 1e-10 * equations.Cost;
            at = new(at.Number + 1, next, Pixels(there.Cost, seen), damping);
            equations = there;
            damping *= Math.Max(1.0 / 3, 1 - Math.Pow((2 * gain) - 1, 3));
            growth = 2;
            yield return at;
            if (isEnd)
            {
                yield break;
            }
        }
    }

    private static double Pixels(double cost, IReadOnlyList<Observation> seen) => Math.Sqrt(2 * cost / seen.Count);
}
