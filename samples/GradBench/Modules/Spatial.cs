namespace GradBench.Modules;

/// <summary>A place or a direction in space.</summary>
internal readonly record struct Spatial(double X, double Y, double Z)
{
    public static Spatial operator +(Spatial a, Spatial b) => new(a.X + b.X, a.Y + b.Y, a.Z + b.Z);

    public static Spatial operator -(Spatial a, Spatial b) => new(a.X - b.X, a.Y - b.Y, a.Z - b.Z);

    public static Spatial operator *(double s, Spatial a) => new(s * a.X, s * a.Y, s * a.Z);

    public double Dot(Spatial b) => (X * b.X) + (Y * b.Y) + (Z * b.Z);

    public Spatial Cross(Spatial b) => new((Y * b.Z) - (Z * b.Y), (Z * b.X) - (X * b.Z), (X * b.Y) - (Y * b.X));
}
