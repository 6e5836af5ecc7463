using SymDiff;
using static System.FormattableString;

namespace Programs;

/// <summary>A camera's focal length, radial distortion and pose from seen points, by Gauss–Newton with the Jacobian that was emitted.</summary>
internal static partial class CameraCalibration
{
    private const int Unknowns = 8;

    /// <summary>Where points of space are seen: focal length, distortion, rotation vector, translation.</summary>
    [Differentiable(Derivatives.Jacobian)]
    public static void Project(ReadOnlySpan<double> camera, [NoGradient] ReadOnlySpan<double> points, [Output] Span<double> seen)
    {
        double rx = camera[2];
        double ry = camera[3];
        double rz = camera[4];
        double square = (rx * rx) + (ry * ry) + (rz * rz) + 1e-30;
        double angle = Math.Sqrt(square);
        double sine = Math.Sin(angle) / angle;
        double versine = (1 - Math.Cos(angle)) / square;
        for (int i = 0; 3 * i < points.Length; i++)
        {
            double x = points[3 * i];
            double y = points[(3 * i) + 1];
            double z = points[(3 * i) + 2];

            // Rodrigues: p + sin(a)/a · r×p + (1 − cos a)/a² · r×(r×p).
            double cx = (ry * z) - (rz * y);
            double cy = (rz * x) - (rx * z);
            double cz = (rx * y) - (ry * x);
            double px = x + (sine * cx) + (versine * ((ry * cz) - (rz * cy))) + camera[5];
            double py = y + (sine * cy) + (versine * ((rz * cx) - (rx * cz))) + camera[6];
            double pz = z + (sine * cz) + (versine * ((rx * cy) - (ry * cx))) + camera[7];
            double u = px / pz;
            double v = py / pz;
            double scale = camera[0] * (1 + (camera[1] * ((u * u) + (v * v))));
            seen[2 * i] = scale * u;
            seen[(2 * i) + 1] = scale * v;
        }
    }

    public static void Run()
    {
        double[] points = [.. Enumerable.Range(0, 90).Select(i => 2 * Math.Sin(1.3 * i))];
        double[] truth = [800, -0.05, 0.1, -0.2, 0.05, 0.3, -0.1, 8];
        double[] seen = new double[60];
        Project(truth, points, seen);

        double[] camera = [600, 0, 0, 0, 0, 0, 0, 7];
        double[] model = new double[60];
        double[] jacobian = new double[60 * Unknowns];
        double error = 0;
        for (int step = 0; step < 12; step++)
        {
            ProjectJacobian(camera, points, model, jacobian);
            error = 0;
            double[] misses = new double[60];
            for (int i = 0; i < misses.Length; i++)
            {
                misses[i] = seen[i] - model[i];
                error = Math.Max(error, Math.Abs(misses[i]));
            }

            double[] change = LeastSquares.Solve(jacobian, misses, Unknowns);
            for (int j = 0; j < Unknowns; j++)
            {
                camera[j] += change[j];
            }
        }

        Console.WriteLine(Invariant($"camera calibration: focal length {camera[0]:F3}, distortion {camera[1]:F4}, largest error {(error < 1e-8 ? 0 : error):F6} pixels"));
    }
}
