namespace GradientDescent;

/// <summary>Derivatives from values only: what one does without a derivative, and what checks one.</summary>
internal static class Differences
{
    /// <summary>(f(x + h) − f(x − h)) / 2h in both directions.</summary>
    public static Point Central(Func<Point, double> f, Point at, double h = 1e-4)
    {
        Point x = new(h, 0);
        Point y = new(0, h);
        return new((f(at + x) - f(at - x)) / (2 * h), (f(at + y) - f(at - y)) / (2 * h));
    }
}
