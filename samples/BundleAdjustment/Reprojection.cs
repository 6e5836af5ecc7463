using SymDiff;

namespace BundleAdjustment;

/// <summary>What a camera sees of a point.</summary>
internal static partial class Reprojection
{
    /// <summary>The reprojection error: where the camera has the point in its picture, less where it was seen, in pixels. The Jacobian is emitted as two blocks: 2 × 9 by the camera, 2 × 3 by the point.</summary>
    [Differentiable(Derivatives.JacobianBlocks)]
    public static (double X, double Y) Error(Camera camera, Spatial point, [NoGradient] double seenX, [NoGradient] double seenY)
    {
        Spatial p = Rotated(camera.Rotation, point - camera.Centre);
        double x = p.X / p.Z;
        double y = p.Y / p.Z;
        double square = (x * x) + (y * y);
        double scale = camera.Focal * (1 + (square * (camera.K1 + (square * camera.K2))));
        return ((scale * x) - seenX, (scale * y) - seenY);
    }

    /// <summary>Rodrigues' formula.</summary>
    public static Spatial Rotated(Spatial rotation, Spatial p)
    {
        double square = rotation.Dot(rotation);
        if (square < 1e-16)
        {
            return p + rotation.Cross(p);
        }

        double angle = Math.Sqrt(square);
        Spatial axis = 1 / angle * rotation;
        double cosine = Math.Cos(angle);
        return (cosine * p) + (Math.Sin(angle) * axis.Cross(p)) + (axis.Dot(p) * (1 - cosine) * axis);
    }
}
