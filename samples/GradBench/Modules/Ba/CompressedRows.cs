namespace GradBench.Modules;

/// <summary>
/// The Jacobian of bundle adjustment, in compressed rows: the entries of row i are those from <see cref="Starts"/>[i] up to <see cref="Starts"/>[i + 1]. There are two rows
/// for each observation, then one for each weight. Columns are the parameters of the cameras, the coordinates of the points, and the weights.
/// </summary>
internal sealed class CompressedRows(Scene scene)
{
    private const int Width = Camera.Parameters + 3 + 1;

    /// <summary>Where rows begin.</summary>
    public int[] Starts { get; } = new int[(3 * scene.Observations.Length) + 1];

    /// <summary>The columns of the entries.</summary>
    public int[] Columns { get; } = new int[((2 * Width) + 1) * scene.Observations.Length];

    /// <summary>The entries.</summary>
    public double[] Values { get; } = new double[((2 * Width) + 1) * scene.Observations.Length];

    /// <summary>Computes all.</summary>
    public void Fill()
    {
        int pointColumns = Camera.Parameters * scene.Cameras.Length;
        int weightColumns = pointColumns + (3 * scene.Points.Length);
        int row = 0;
        int at = 0;
        for (int i = 0; i < scene.Observations.Length; i++)
        {
            Scene.Observation seen = scene.Observations[i];
            Ba.ReprojectionErrorJacobian(scene.Cameras[seen.Camera], scene.Points[seen.Point], scene.Weights[i], seen.X, seen.Y, Values.AsSpan(at, 2 * Width));
            for (int side = 0; side < 2; side++)
            {
                Starts[row++] = at;
                Span<int> columns = Columns.AsSpan(at, Width);
                for (int j = 0; j < Camera.Parameters; j++)
                {
                    columns[j] = (Camera.Parameters * seen.Camera) + j;
                }

                for (int j = 0; j < 3; j++)
                {
                    columns[Camera.Parameters + j] = pointColumns + (3 * seen.Point) + j;
                }

                columns[Width - 1] = weightColumns + i;
                at += Width;
            }
        }

        for (int i = 0; i < scene.Weights.Length; i++)
        {
            Starts[row++] = at;
            Columns[at] = weightColumns + i;
            Values[at++] = Ba.WeightErrorGradient(scene.Weights[i]);
        }

        Starts[row] = at;
    }
}
