namespace GradBench.Modules;

/// <summary>The descent that the examples of nested derivatives use: the rate doubles after ten steps and is halved where a step makes it worse.</summary>
internal static class Descent
{
    private const double Small = 1e-5;

    // It needs some hundreds; what a derivative keeps of each has a bound by this.
    private const int MaxTurns = 100_000;

    /// <summary>Where a function of one variable is least.</summary>
    /// <param name="x">Where it starts.</param>
    /// <param name="cost">The function.</param>
    /// <param name="slope">Its derivative.</param>
    public static double Minimum(double x, Func<double, double> cost, Func<double, double> slope) =>
        Minimum((x, 0), (x, _) => cost(x), (x, _) => (slope(x), 0)).X;

    /// <summary>Where a function of two variables is least.</summary>
    /// <param name="start">Where it starts.</param>
    /// <param name="cost">The function.</param>
    /// <param name="slope">Its gradient.</param>
    public static (double X, double Y) Minimum((double X, double Y) start, Func<double, double, double> cost, Func<double, double, (double X, double Y)> slope)
    {
        (double x, double y) = start;
        double value = cost(x, y);
        (double gx, double gy) = slope(x, y);
        double rate = Small;
        int steps = 0;
        for (int turn = 0; turn < MaxTurns && Math.Sqrt((gx * gx) + (gy * gy)) > Small; turn++)
        {
            if (steps == 10)
            {
                rate *= 2;
                steps = 0;
                continue;
            }

            double nextX = x - (rate * gx);
            double nextY = y - (rate * gy);
            if (Math.Sqrt(((nextX - x) * (nextX - x)) + ((nextY - y) * (nextY - y))) <= Small)
            {
                break;
            }

            double next = cost(nextX, nextY);
            if (next < value)
            {
                (x, y, value) = (nextX, nextY, next);
                (gx, gy) = slope(x, y);
                steps++;
            }
            else
            {
                rate /= 2;
                steps = 0;
            }
        }

        return (x, y);
    }
}
