using MathNet.Numerics.LinearAlgebra;

namespace BundleAdjustment;

/// <summary>A camera: nine numbers that are looked for.</summary>
/// <param name="Rotation">From the world to the camera: the axis, as long as the angle in radians.</param>
/// <param name="Centre">Where it stands.</param>
/// <param name="Focal">The focal length in pixels.</param>
/// <param name="K1">Radial distortion with the square of the distance from the axis.</param>
/// <param name="K2">Radial distortion with its fourth power.</param>
internal readonly record struct Camera(Spatial Rotation, Spatial Centre, double Focal, double K1, double K2)
{
    /// <summary>How many numbers a camera has, and a point.</summary>
    public const int Numbers = 9;

    /// <summary>The same camera a step on, in the order in which the Jacobian has its columns.</summary>
    public Camera Plus(Vector<double> step) => new(
        Rotation + new Spatial(step[0], step[1], step[2]), Centre + new Spatial(step[3], step[4], step[5]), Focal + step[6], K1 + step[7], K2 + step[8]);
}
