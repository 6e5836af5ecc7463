using MathNet.Numerics.LinearAlgebra;

namespace BundleAdjustment;

/// <summary>A point as a camera saw it.</summary>
/// <param name="Camera">Which camera.</param>
/// <param name="Point">Which point.</param>
/// <param name="X">To the right in the picture, in pixels from its middle.</param>
/// <param name="Y">Downwards, in pixels from its middle.</param>
internal readonly record struct Observation(int Camera, int Point, double X, double Y);

/// <summary>Cameras and points, as they are or as they are believed to be.</summary>
/// <param name="Cameras">The cameras.</param>
/// <param name="Points">The points.</param>
internal sealed record Scene(IReadOnlyList<Camera> Cameras, IReadOnlyList<Spatial> Points)
{
    /// <summary>A small church in a ring of cameras, all of which look at its middle.</summary>
    /// <param name="cameras">How many cameras there are.</param>
    public static Scene Church(int cameras)
    {
        Spatial middle = At(0, 0.8, 0);
        Camera[] ring = new Camera[cameras];
        for (int i = 0; i < cameras; i++)
        {
            double angle = 2 * Math.PI * (i + 0.3) / cameras;
            Spatial centre = At(6 * Math.Cos(angle), 1.2 + (0.8 * Math.Sin(3 * angle)), 6 * Math.Sin(angle));
            ring[i] = new Camera(Towards(middle - centre), centre, 820, -0.06, 0.02);
        }

        return new Scene(ring, [.. ChurchPoints()]);
    }

    /// <summary>What the cameras see: of each point what most of them do, with errors of measurement.</summary>
    /// <param name="random">Where chance comes from.</param>
    /// <param name="error">The standard deviation of the errors, in pixels.</param>
    public IReadOnlyList<Observation> Observe(Chance random, double error)
    {
        List<Observation> seen = [];
        for (int i = 0; i < Points.Count; i++)
        {
            for (int c = 0; c < Cameras.Count; c++)
            {
                if (random.Next() < 0.6)
                {
                    (double x, double y) = Reprojection.Error(Cameras[c], Points[i], 0, 0);
                    seen.Add(new Observation(c, i, x + (error * random.Normal()), y + (error * random.Normal())));
                }
            }
        }

        return seen;
    }

    /// <summary>What is known in the beginning: everything, but badly.</summary>
    /// <param name="random">Where chance comes from.</param>
    public Scene Disturbed(Chance random) => new(
        [.. Cameras.Select(c => new Camera(c.Rotation + (0.03 * random.Direction()), c.Centre + (0.15 * random.Direction()), c.Focal * (1 + (0.03 * random.Normal())), 0, 0))],
        [.. Points.Select(p => p + (0.15 * random.Direction()))]);

    // The rotation that turns a direction into the camera's own, upright: the camera looks along z, with y downwards.
    private static Spatial Towards(Spatial direction)
    {
        Spatial z = 1 / direction.Length * direction;
        Spatial right = new Spatial(0, 1, 0).Cross(z);
        Spatial x = 1 / right.Length * right;
        Spatial y = z.Cross(x);
        Matrix<double> turn = Matrix<double>.Build.DenseOfRowArrays([x.X, x.Y, x.Z], [y.X, y.Y, y.Z], [z.X, z.Y, z.Z]);
        double angle = Math.Acos(Math.Clamp((turn.Trace() - 1) / 2, -1, 1));
        Spatial axis = new(turn[2, 1] - turn[1, 2], turn[0, 2] - turn[2, 0], turn[1, 0] - turn[0, 1]);
        return angle / (2 * Math.Sin(angle)) * axis;
    }

    private static Spatial At(double east, double height, double south) => new(east, -height, south);

    private static IEnumerable<Spatial> ChurchPoints()
    {
        // The nave: walls, and the ridge of the roof.
        for (int i = 0; i <= 14; i++)
        {
            double x = -1 + (0.2 * i);
            for (int j = 0; j <= 4; j++)
            {
                yield return At(x, 0.25 * j, -0.7);
                yield return At(x, 0.25 * j, 0.7);
            }

            yield return At(x, 1.35, -0.35);
            yield return At(x, 1.35, 0.35);
            yield return At(x, 1.7, 0);
        }

        // The tower at its western end, with a pointed roof.
        for (int j = 0; j <= 10; j++)
        {
            for (int k = 0; k < 12; k++)
            {
                (double side, double along) = (k / 3, ((k % 3) - 1) * 0.45);
                double y = 0.25 * j;
                double shrink = j <= 8 ? 1 : 1 - (0.4 * (j - 8));
                double u = side % 2 == 0 ? along : (side == 1 ? 0.45 : -0.45);
                double v = side % 2 == 0 ? (side == 0 ? -0.45 : 0.45) : along;
                yield return At(-1.5 + (shrink * u), y, shrink * v);
            }
        }
    }
}
