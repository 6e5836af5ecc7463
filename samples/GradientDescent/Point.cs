using static System.FormattableString;

namespace GradientDescent;

/// <summary>A place in the plane. A gradient with respect to one is one too.</summary>
internal readonly record struct Point(double X, double Y)
{
    public double Length => Math.Sqrt((X * X) + (Y * Y));

    public static Point operator +(Point a, Point b) => new(a.X + b.X, a.Y + b.Y);

    public static Point operator -(Point a, Point b) => new(a.X - b.X, a.Y - b.Y);

    public static Point operator *(double factor, Point p) => new(factor * p.X, factor * p.Y);

    public override string ToString() => Invariant($"({Shown(X):0.000000}, {Shown(Y):0.000000})");

    // Without the sign of what is shown as zero.
    private static double Shown(double value) => Math.Abs(value) < 5e-7 ? 0 : value;
}
