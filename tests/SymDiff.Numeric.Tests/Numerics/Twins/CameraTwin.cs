using static SymDiff.Numeric.Tests.Numerics.Twins.Space;

namespace SymDiff.Numeric.Tests.Numerics.Twins;

/// <summary><c>Matrix4x4</c>: what looks at things.</summary>
internal static class CameraTwin
{
    private const double Parallel = 1 - (0.1 * Math.PI / 180);

    private const string LeftHanded = "LeftHanded";

    /// <summary>A member; null if it is none of these.</summary>
    public static double[]? Of(string name, double[][] x)
    {
        bool isLeft = name.EndsWith(LeftHanded, StringComparison.Ordinal);
        double[] n = [.. x.SelectMany(v => v)];
        return (isLeft ? name[..^LeftHanded.Length] : name) switch
        {
            "CreateWorld" => World(Scale(x[1], -1), x[2], x[0]),
            "CreateLookAt" => LookTo(x[0], Minus(x[1], x[0]), x[2], isLeft),
            "CreateLookTo" => LookTo(x[0], x[1], x[2], isLeft),
            "CreatePerspective" => Frustum(-n[0] / 2, n[0] / 2, -n[1] / 2, n[1] / 2, n[2], n[3], isLeft),
            "CreatePerspectiveFieldOfView" => FieldOfView(n[2] * Math.Tan(n[0] / 2)),
            "CreatePerspectiveOffCenter" => Frustum(n[0], n[1], n[2], n[3], n[4], n[5], isLeft),
            "CreateOrthographic" => Box(-n[0] / 2, n[0] / 2, -n[1] / 2, n[1] / 2, n[2], n[3], isLeft),
            "CreateOrthographicOffCenter" => Box(n[0], n[1], n[2], n[3], n[4], n[5], isLeft),
            "CreateViewport" => Affine([n[2] / 2, 0, 0], [0, -n[3] / 2, 0], [0, 0, isLeft ? n[5] - n[4] : n[4] - n[5]], [n[0] + (n[2] / 2), n[1] + (n[3] / 2), n[4]]),
            "CreateReflection" => Mirror(Scale(x[0], 1 / Length(x[0][..3]))),
            "CreateShadow" => Shadow(x[0], Scale(x[1], 1 / Length(x[1][..3]))),
            "CreateBillboard" => Frame(Facing(x[0], x[1], x[3], isLeft), x[2], x[0]),
            "CreateConstrainedBillboard" => Constrained(x, isLeft),
            _ => null,
        };

        double[] FieldOfView(double top) => Frustum(-top * n[1], top * n[1], -top, top, n[2], n[3], isLeft);
    }

    // Axes of which z is given and y is near to up.
    private static double[] World(double[] back, double[] up, double[] origin) => Frame(Unit(back), up, origin);

    private static double[] Frame(double[] z, double[] up, double[] origin)
    {
        double[] x = Unit(Cross(up, z));
        return Affine(x, Cross(z, x), z, origin);
    }

    // What brings such axes back to where they belong.
    private static double[] LookTo(double[] eye, double[] direction, double[] up, bool isLeft) =>
        Flat(Inverse(Matrix(World(isLeft ? direction : Scale(direction, -1), up, eye), 4)));

    // Points of the near plane stay where they are on the screen, of the far plane too; depth goes from 0 to 1.
    private static double[] Frustum(double left, double right, double bottom, double top, double near, double far, bool isLeft)
    {
        double z = isLeft ? 1 : -1;
        double depth = double.IsPositiveInfinity(far) ? 1 : far / (far - near);
        return
        [
            2 * near / (right - left), 0, 0, 0,
            0, 2 * near / (top - bottom), 0, 0,
            -z * (right + left) / (right - left), -z * (top + bottom) / (top - bottom), z * depth, z,
            0, 0, -near * depth, 0,
        ];
    }

    private static double[] Box(double left, double right, double bottom, double top, double near, double far, bool isLeft) => Affine(
        [2 / (right - left), 0, 0],
        [0, 2 / (top - bottom), 0],
        [0, 0, (isLeft ? 1 : -1) / (far - near)],
        [-(right + left) / (right - left), -(top + bottom) / (top - bottom), -near / (far - near)]);

    private static double[] Mirror(double[] p) => About(
        Scale(p[..3], -p[3]),
        v => Minus(v, Scale(p[..3], 2 * Dot(v, p[..3]))));

    // Along the light until the plane is met, times the cosine.
    private static double[] Shadow(double[] light, double[] p) => [.. Enumerable.Range(0, 4).SelectMany(r =>
    {
        double[] point = [.. Enumerable.Range(0, 4).Select(c => r == c ? 1.0 : 0)];
        double[] direction = [.. light, 0];
        return Minus(Scale(point, Dot(p, direction)), Scale(direction, Dot(p, point)));
    })];

    private static double[] Facing(double[] thing, double[] camera, double[] forward, bool isLeft)
    {
        double[] way = Minus(thing, camera);
        double[] back = Dot(way, way) < 1e-4 ? Scale(forward, -1) : Unit(way);
        return isLeft ? Scale(back, -1) : back;
    }

    private static double[] Constrained(double[][] x, bool isLeft)
    {
        double[] y = x[2], z = Facing(x[0], x[1], x[3], isLeft);
        if (Math.Abs(Dot(y, z)) > Parallel)
        {
            double hand = isLeft ? -1 : 1;
            z = Math.Abs(Dot(y, x[4])) <= Parallel ? Scale(x[4], hand) : Math.Abs(y[2]) > Parallel ? [hand, 0, 0] : [0, 0, -1];
        }

        double[] across = Unit(Cross(y, z));
        return Affine(across, y, Unit(Cross(across, y)), x[0]);
    }
}
