namespace SymDiff.Benchmarks;

/// <summary>Three coordinates.</summary>
public readonly record struct Point3(double X, double Y, double Z)
{
    public static Point3 operator +(Point3 a, Point3 b) => new(a.X + b.X, a.Y + b.Y, a.Z + b.Z);

    public static Point3 operator -(Point3 a, Point3 b) => new(a.X - b.X, a.Y - b.Y, a.Z - b.Z);

    public static Point3 operator *(double s, Point3 a) => new(s * a.X, s * a.Y, s * a.Z);

    public double Dot(Point3 b) => (X * b.X) + (Y * b.Y) + (Z * b.Z);

    public Point3 Cross(Point3 b) => new((Y * b.Z) - (Z * b.Y), (Z * b.X) - (X * b.Z), (X * b.Y) - (Y * b.X));
}

/// <summary>A camera of bundle adjustment: eleven parameters.</summary>
public readonly record struct CameraParameters(Point3 Rotation, Point3 Centre, double Focal, double U, double V, double K1, double K2);

/// <summary>The residual of bundle adjustment: a point as a camera sees it, with a rotation by Rodrigues' formula and a radial distortion, less where it was measured.</summary>
public static partial class Cameras
{
    [Differentiable(Derivatives.Vjp | Derivatives.Jacobian | Derivatives.JacobianBlocks)]
    public static (double X, double Y) Residual(CameraParameters camera, Point3 point, double weight, [NoGradient] double measuredX, [NoGradient] double measuredY)
    {
        Point3 p = Rotated(camera.Rotation, point - camera.Centre);
        double x = p.X / p.Z;
        double y = p.Y / p.Z;
        double r2 = (x * x) + (y * y);
        double distortion = 1 + (r2 * (camera.K1 + (r2 * camera.K2)));
        return (weight * ((camera.Focal * distortion * x) + camera.U - measuredX), weight * ((camera.Focal * distortion * y) + camera.V - measuredY));
    }

    private static Point3 Rotated(Point3 r, Point3 p)
    {
        double angle2 = r.Dot(r);
        if (angle2 > 1e-16)
        {
            double angle = Math.Sqrt(angle2);
            double c = Math.Cos(angle);
            double s = Math.Sin(angle);
            Point3 axis = 1 / angle * r;
            return (c * p) + (s * axis.Cross(p)) + (axis.Dot(p) * (1 - c) * axis);
        }

        return p + r.Cross(p);
    }
}
