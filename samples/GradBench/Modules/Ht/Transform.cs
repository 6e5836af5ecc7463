namespace GradBench.Modules;

/// <summary>An affine map.</summary>
/// <param name="X">What the first axis becomes.</param>
/// <param name="Y">What the second axis becomes.</param>
/// <param name="Z">What the third axis becomes.</param>
/// <param name="Origin">Where the origin goes.</param>
internal readonly record struct Transform(Spatial X, Spatial Y, Spatial Z, Spatial Origin)
{
    /// <summary>Where a point goes.</summary>
    public Spatial Of(Spatial p) => Turned(p) + Origin;

    /// <summary>This map after another.</summary>
    public Transform After(Transform first) => new(Turned(first.X), Turned(first.Y), Turned(first.Z), Of(first.Origin));

    private Spatial Turned(Spatial v) => (v.X * X) + (v.Y * Y) + (v.Z * Z);
}
