using SymDiff;

namespace GradBench.Modules;

/// <summary>What bundle adjustment makes small.</summary>
internal static partial class Ba
{
    /// <summary>How far from where a point was seen the camera has it in its picture. A row of the Jacobian has the derivatives by the camera, by the point and by the weight, in this order.</summary>
    [Differentiable(Derivatives.Jacobian)]
    public static (double X, double Y) ReprojectionError(Camera camera, Spatial point, double weight, [NoGradient] double seenX, [NoGradient] double seenY)
    {
        Spatial p = Rotated(camera.Rotation, point - camera.Centre);
        double x = p.X / p.Z;
        double y = p.Y / p.Z;
        double square = (x * x) + (y * y);
        double scale = camera.Focal * (1 + (camera.K1 * square) + (camera.K2 * square * square));
        return (weight * ((scale * x) + camera.U - seenX), weight * ((scale * y) + camera.V - seenY));
    }

    /// <summary>How far a weight is from 1.</summary>
    [Differentiable(Derivatives.Gradient)]
    public static double WeightError(double weight) => 1 - (weight * weight);

    // Rodrigues' formula.
    private static Spatial Rotated(Spatial rotation, Spatial p)
    {
        double square = rotation.Dot(rotation);
        if (square == 0)
        {
            return p + rotation.Cross(p);
        }

        double angle = Math.Sqrt(square);
        double cosine = Math.Cos(angle);
        Spatial axis = 1 / angle * rotation;
        return (cosine * p) + (Math.Sin(angle) * axis.Cross(p)) + (axis.Dot(p) * (1 - cosine) * axis);
    }
}
