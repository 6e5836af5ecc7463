namespace SymDiff.Numeric.Tests.RealFormulas;

/// <summary>Distances, angles, rotations and cameras.</summary>
internal static class Geometry
{
    /// <summary>The points of each method.</summary>
    public static IReadOnlyDictionary<string, double[][]> Points { get; } = new Dictionary<string, double[][]>
    {
        ["Haversine"] = [[0.7, 0.2, 0.9, 1.3], [0, 0, 0.1, 0], [0.7, 0.2, 0.7, 0.2]],
        ["Bearing"] = [[0.7, 0.2, 0.9, 1.3], [0.7, 0.2, 0.7, 0.2]],
        ["LargerRoot"] = [[1, -3, 2], [1, -2, 1], [1, 0, -4]],
        ["StableRoot"] = [[1, -3, 2], [1, 3, 2], [2, -4, 2], [1, 0, -4]],
        ["PinholeU"] = [[0.2, -0.3, 2, 500, 320, -0.1, 0.01], [0, 0, 2, 500, 320, -0.1, 0.01]],
        ["Heron"] = [[3, 4, 5], [1, 1, 1], [1, 2, 3]],
        ["LawOfCosines"] = [[3, 4, 1.1], [3, 4, 0], [1, 1, 0]],
        ["AngleOfSides"] = [[3, 4, 5], [1, 1, 1.5], [1, 1, 2]],
        ["SphereOverlap"] = [[1, 1.2, 0.9], [1, 1, 2], [1, 1, 3]],
        ["QuaternionAngle"] = [[0.9, 0.1, 0.2, 0.3], [1, 0, 0, 0]],
        ["RodriguesX"] = [[1, 2, 3, 0.1, 0.2, 0.3]],
        ["Sinc"] = [[0.7], [-2]],
        ["GuardedSinc"] = [[0.7], [0], [1e-9]],
        ["PolarAngle"] = [[0.3, 0.4], [-0.3, -0.4], [0, 1], [0, 0]],
        ["Norm"] = [[0.3, 0.4, 0.5], [0, 0, 0], [0, 1, 0]],
        ["NormByHypot"] = [[0.3, 0.4], [0, 0], [0, -1]],
        ["SquaredNormOfRoot"] = [[0.3, 0.4], [0, 0]],
        ["BoxDistance"] = [[1.5, 0.3, 1], [1.5, 1.7, 1], [0.2, 0.3, 1], [1, 1, 1]],
        ["EllipsePerimeter"] = [[3, 2], [1, 1]],
        ["Mercator"] = [[0.7], [0], [-1.2]],
        ["ConeSurface"] = [[1, 2], [1, 0], [0, 1]],
        ["Cosine"] = [[1, 2, 3, -1], [1, 0, 1, 0]],
        ["SmoothStep"] = [[0.3], [0], [1], [-1], [2]],
    };

    /// <summary>The methods.</summary>
    public const string Text = """
        public static partial class Geometry
        {
            [Differentiable]
            public static Real Haversine(Real lat1, Real lon1, Real lat2, Real lon2)
            {
                Real a = Math.Pow(Math.Sin((lat2 - lat1) / 2), 2) + Math.Cos(lat1) * Math.Cos(lat2) * Math.Pow(Math.Sin((lon2 - lon1) / 2), 2);
                return 2 * 6371 * Math.Asin(Math.Sqrt(a));
            }

            [Differentiable]
            public static Real Bearing(Real lat1, Real lon1, Real lat2, Real lon2) => Math.Atan2(
                Math.Sin(lon2 - lon1) * Math.Cos(lat2),
                Math.Cos(lat1) * Math.Sin(lat2) - Math.Sin(lat1) * Math.Cos(lat2) * Math.Cos(lon2 - lon1));

            [Differentiable] public static Real LargerRoot(Real a, Real b, Real c) => (-b + Math.Sqrt(b * b - 4 * a * c)) / (2 * a);

            [Differentiable]
            public static Real StableRoot(Real a, Real b, Real c)
            {
                Real q = -0.5 * (b + Math.CopySign(Math.Sqrt(b * b - 4 * a * c), b));
                return b > 0 ? c / q : q / a;
            }

            [Differentiable]
            public static Real PinholeU(Real x, Real y, Real z, Real focal, Real centre, Real k1, Real k2)
            {
                Real u = x / z;
                Real v = y / z;
                Real r2 = u * u + v * v;
                Real distortion = 1 + k1 * r2 + k2 * r2 * r2;
                return focal * distortion * u + centre;
            }

            [Differentiable]
            public static Real Heron(Real a, Real b, Real c)
            {
                Real s = (a + b + c) / 2;
                return Math.Sqrt(s * (s - a) * (s - b) * (s - c));
            }

            [Differentiable] public static Real LawOfCosines(Real a, Real b, Real angle) => Math.Sqrt(a * a + b * b - 2 * a * b * Math.Cos(angle));
            [Differentiable] public static Real AngleOfSides(Real a, Real b, Real c) => Math.Acos((a * a + b * b - c * c) / (2 * a * b));

            [Differentiable]
            public static Real SphereOverlap(Real r, Real s, Real d)
            {
                Real h = r + s - d;
                return h <= 0 ? 0 : Math.PI * h * h * (d * d + 2 * d * (r + s) - 3 * (r - s) * (r - s)) / (12 * d);
            }

            [Differentiable]
            public static Real QuaternionAngle(Real w, Real x, Real y, Real z) => 2 * Math.Atan2(Math.Sqrt(x * x + y * y + z * z), w);

            [Differentiable]
            public static Real RodriguesX(Real x, Real y, Real z, Real rx, Real ry, Real rz)
            {
                Real angle = Math.Sqrt(rx * rx + ry * ry + rz * rz);
                Real kx = rx / angle;
                Real ky = ry / angle;
                Real kz = rz / angle;
                Real c = Math.Cos(angle);
                Real s = Math.Sin(angle);
                return x * c + (ky * z - kz * y) * s + kx * (kx * x + ky * y + kz * z) * (1 - c);
            }

            [Differentiable] public static Real Sinc(Real x) => Math.Sin(x) / x;
            [Differentiable] public static Real GuardedSinc(Real x) => Math.Abs(x) < 1e-8 ? 1 - x * x / 6 : Math.Sin(x) / x;
            [Differentiable] public static Real PolarAngle(Real y, Real x) => Math.Atan2(y, x);
            [Differentiable] public static Real Norm(Real x, Real y, Real z) => Math.Sqrt(x * x + y * y + z * z);
            [Differentiable] public static Real NormByHypot(Real x, Real y) => Real.Hypot(x, y);

            [Differentiable]
            public static Real SquaredNormOfRoot(Real x, Real y)
            {
                Real r = Math.Sqrt(x * x + y * y);
                return r * r;
            }

            [Differentiable]
            public static Real BoxDistance(Real x, Real y, Real half)
            {
                Real dx = Math.Max(Math.Abs(x) - half, 0);
                Real dy = Math.Max(Math.Abs(y) - half, 0);
                return dx * dx + dy * dy;
            }

            [Differentiable] public static Real EllipsePerimeter(Real a, Real b) => Math.PI * (3 * (a + b) - Math.Sqrt((3 * a + b) * (a + 3 * b)));
            [Differentiable] public static Real Mercator(Real latitude) => Math.Log(Math.Tan(Math.PI / 4 + latitude / 2));
            [Differentiable] public static Real ConeSurface(Real r, Real h) => Math.PI * r * (r + Math.Sqrt(h * h + r * r));
            [Differentiable] public static Real Cosine(Real ax, Real ay, Real bx, Real by) => (ax * bx + ay * by) / (Math.Sqrt(ax * ax + ay * ay) * Math.Sqrt(bx * bx + by * by));

            [Differentiable]
            public static Real SmoothStep(Real x)
            {
                Real t = Math.Clamp(x, 0, 1);
                return t * t * (3 - 2 * t);
            }
        }
        """;
}
