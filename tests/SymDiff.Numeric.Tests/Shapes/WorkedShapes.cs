namespace SymDiff.Numeric.Tests.Shapes;

/// <summary>Systems of several results: layers of a network (E7), a camera, bodies that move.</summary>
internal static class WorkedShapes
{
    /// <summary>The methods.</summary>
    public const string Methods = """
        using System;
        using SymDiff;

        public readonly record struct Vec3(double X, double Y, double Z)
        {
            public static Vec3 operator +(Vec3 a, Vec3 b) => new(a.X + b.X, a.Y + b.Y, a.Z + b.Z);
            public static Vec3 operator -(Vec3 a, Vec3 b) => new(a.X - b.X, a.Y - b.Y, a.Z - b.Z);
            public static Vec3 operator *(double s, Vec3 a) => new(s * a.X, s * a.Y, s * a.Z);
            public double Dot(Vec3 b) => X * b.X + Y * b.Y + Z * b.Z;
            public Vec3 Cross(Vec3 b) => new(Y * b.Z - Z * b.Y, Z * b.X - X * b.Z, X * b.Y - Y * b.X);
        }

        public record struct Camera(Vec3 Rotation, Vec3 Centre, double Focal, double U, double V, double K1, double K2);

        public struct State { public Vec3 Position, Velocity; public double Mass; }

        public static partial class Worked
        {
            [Differentiable(Derivatives.All)] public static double[] Elementwise(double[] z) { var h = new double[z.Length]; for (int i = 0; i < z.Length; i++) { h[i] = 1 / (1 + Math.Exp(-z[i])); } return h; }
            [Differentiable(Derivatives.All)] public static double[] Layer(double[,] w, double[] x, double[] b) { var z = new double[b.Length]; for (int i = 0; i < z.Length; i++) { double s = b[i]; for (int j = 0; j < x.Length; j++) { s += w[i, j] * x[j]; } z[i] = s; } return z; }
            [Differentiable(Derivatives.All)] public static double Score(double[] u, double[] h) { double s = 0; for (int i = 0; i < u.Length; i++) { s += u[i] * h[i]; } return s; }
            [Differentiable] public static double Network(double[,] w, double[] x, double[] b, double[] u) => Score(u, Elementwise(Layer(w, x, b)));

            [Differentiable(Derivatives.All)]
            public static (double X, double Y) Residual(Camera camera, Vec3 point, double weight, [NoGradient] double measuredX, [NoGradient] double measuredY)
            {
                var p = Rotate(camera.Rotation, point - camera.Centre);
                double z = p.Z + 4, x = p.X / z, y = p.Y / z;
                double r2 = x * x + y * y;
                double distortion = 1 + r2 * (camera.K1 + r2 * camera.K2);
                return (weight * (camera.Focal * distortion * x + camera.U - measuredX), weight * (camera.Focal * distortion * y + camera.V - measuredY));
            }

            [Differentiable] public static State Moved(State s, double h, [NoGradient] int steps) { for (int i = 0; i < steps; i++) { var force = -1 / (s.Position.Dot(s.Position) + 0.1) * s.Position; s.Velocity += h / s.Mass * force; s.Position += h * s.Velocity; } return s; }
            [Differentiable] public static double Wandered(State s, double h) { var end = s; for (int i = 0; i < 1000; i++) { var force = -1 / (end.Position.Dot(end.Position) + 0.1) * end.Position; end.Velocity += 0.001 * h / end.Mass * force; end.Position += 0.001 * h * end.Velocity; } return (end.Position - s.Position).Dot(end.Velocity); }

            private static Vec3 Rotate(Vec3 r, Vec3 p)
            {
                double angle2 = r.Dot(r);
                if (angle2 > 1e-16)
                {
                    double angle = Math.Sqrt(angle2), c = Math.Cos(angle), s = Math.Sin(angle);
                    var axis = 1 / angle * r;
                    return c * p + s * axis.Cross(p) + axis.Dot(p) * (1 - c) * axis;
                }

                return p + r.Cross(p);
            }

            // What reflection can call.
            public static double[][] LayerBlocks(double[,] w, double[] x, double[] b) { int m = b.Length; var dW = new double[m * w.Length]; var dX = new double[m * x.Length]; var dB = new double[m * m]; LayerJacobianBlocks(w, x, b, dW, dX, dB); return new[] { dW, dX, dB }; }
            public static double[][] ResidualBlocks(Camera camera, Vec3 point, double weight, double mx, double my) { var a = new double[22]; var b = new double[6]; var c = new double[2]; ResidualJacobianBlocks(camera, point, weight, mx, my, a, b, c); return new[] { a, b, c }; }
            public static void ResidualManyTimes(Camera camera, Vec3 point, double[] a, double[] b, double[] c) { for (int i = 0; i < 10000; i++) { ResidualJacobianBlocks(camera, point, 1, 0, 0, a, b, c); } }
        }
        """;
}
