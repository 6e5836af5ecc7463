namespace GradBench.Modules;

/// <summary>A camera: eleven parameters.</summary>
/// <param name="Rotation">The axis of its rotation, as long as the angle.</param>
/// <param name="Centre">Where it stands.</param>
/// <param name="Focal">Its focal length.</param>
/// <param name="U">Where its axis meets the picture, from the left.</param>
/// <param name="V">Where its axis meets the picture, from the top.</param>
/// <param name="K1">Radial distortion by the square of the distance from the axis.</param>
/// <param name="K2">Radial distortion by its fourth power.</param>
internal readonly record struct Camera(Spatial Rotation, Spatial Centre, double Focal, double U, double V, double K1, double K2)
{
    /// <summary>How many parameters there are.</summary>
    public const int Parameters = 11;
}
