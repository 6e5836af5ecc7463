using MathNet.Numerics.LinearAlgebra;

namespace BundleAdjustment;

/// <summary>
/// The normal equations JᵀJ δ = −Jᵀr of a scene, as blocks: JᵀJ has one of 9 × 9 for each camera, one of 3 × 3 for each point, and one of 9 × 3 for each observation; all else is zero.
/// </summary>
internal sealed class NormalEquations
{
    private readonly IReadOnlyList<Observation> _seen;
    private readonly Matrix<double>[] _cameras;
    private readonly Matrix<double>[] _points;
    private readonly Matrix<double>[] _both;
    private readonly Vector<double>[] _cameraSlopes;
    private readonly Vector<double>[] _pointSlopes;
    private readonly List<int>[] _ofPoint;

    /// <summary>Sums the emitted Jacobian blocks of all observations.</summary>
    /// <param name="scene">Where the scene is believed to be.</param>
    /// <param name="seen">What was seen.</param>
    public NormalEquations(Scene scene, IReadOnlyList<Observation> seen)
    {
        _seen = seen;
        _cameras = [.. scene.Cameras.Select(_ => Matrix<double>.Build.Dense(Camera.Numbers, Camera.Numbers))];
        _points = [.. scene.Points.Select(_ => Matrix<double>.Build.Dense(3, 3))];
        _both = new Matrix<double>[seen.Count];
        _cameraSlopes = [.. scene.Cameras.Select(_ => Vector<double>.Build.Dense(Camera.Numbers))];
        _pointSlopes = [.. scene.Points.Select(_ => Vector<double>.Build.Dense(3))];
        _ofPoint = [.. scene.Points.Select(_ => new List<int>())];
        double[] byCamera = new double[2 * Camera.Numbers];
        double[] byPoint = new double[2 * 3];
        for (int i = 0; i < seen.Count; i++)
        {
            Observation o = seen[i];
            (double x, double y) = Reprojection.ErrorJacobianBlocks(scene.Cameras[o.Camera], scene.Points[o.Point], o.X, o.Y, byCamera, byPoint);
            Vector<double> error = Vector<double>.Build.DenseOfArray([x, y]);
            Matrix<double> c = Rows(byCamera);
            Matrix<double> p = Rows(byPoint);
            _cameras[o.Camera] += c.TransposeThisAndMultiply(c);
            _points[o.Point] += p.TransposeThisAndMultiply(p);
            _both[i] = c.TransposeThisAndMultiply(p);
            _cameraSlopes[o.Camera] += c.TransposeThisAndMultiply(error);
            _pointSlopes[o.Point] += p.TransposeThisAndMultiply(error);
            _ofPoint[o.Point].Add(i);
            Cost += error.DotProduct(error) / 2;
        }
    }

    /// <summary>Half the sum of the squared errors.</summary>
    public double Cost { get; }

    /// <summary>The largest slope of the cost.</summary>
    public double Slope => _cameraSlopes.Concat(_pointSlopes).Max(s => s.InfinityNorm());

    /// <summary>
    /// Solves the equations with the diagonal made larger by a factor 1 + damping: the points are eliminated first, each by its own 3 × 3 block, which leaves equations of the cameras alone (the Schur complement).
    /// </summary>
    /// <param name="damping">Marquardt's parameter.</param>
    /// <returns>The step of each camera and each point, and the decrease of the cost that the linear model promises.</returns>
    public (Vector<double>[] Cameras, Vector<double>[] Points, double Promised) Solve(double damping)
    {
        int size = Camera.Numbers * _cameras.Length;
        Matrix<double> reduced = Matrix<double>.Build.Dense(size, size);
        Vector<double> right = Vector<double>.Build.Dense(size);
        for (int c = 0; c < _cameras.Length; c++)
        {
            Add(reduced, c, c, Damped(_cameras[c], damping), 1);
            Add(right, c, _cameraSlopes[c], -1);
        }

        Matrix<double>[] inverses = [.. _points.Select(p => Damped(p, damping).Cholesky().Solve(Matrix<double>.Build.DenseIdentity(3)))];
        for (int p = 0; p < _points.Length; p++)
        {
            foreach (int i in _ofPoint[p])
            {
                Matrix<double> eliminated = _both[i] * inverses[p];
                Add(right, _seen[i].Camera, eliminated * _pointSlopes[p], 1);
                foreach (int j in _ofPoint[p])
                {
                    Add(reduced, _seen[i].Camera, _seen[j].Camera, eliminated.TransposeAndMultiply(_both[j]), -1);
                }
            }
        }

        Vector<double> solved = reduced.Cholesky().Solve(right);
        Vector<double>[] cameras = [.. _cameras.Select((_, c) => solved.SubVector(Camera.Numbers * c, Camera.Numbers))];
        Vector<double>[] points = new Vector<double>[_points.Length];
        for (int p = 0; p < points.Length; p++)
        {
            Vector<double> rest = -_pointSlopes[p];
            foreach (int i in _ofPoint[p])
            {
                rest -= _both[i].TransposeThisAndMultiply(cameras[_seen[i].Camera]);
            }

            points[p] = inverses[p] * rest;
        }

        double promised = Promise(cameras, _cameras, _cameraSlopes, damping) + Promise(points, _points, _pointSlopes, damping);
        return (cameras, points, promised);
    }

    private static Matrix<double> Rows(double[] block) => Matrix<double>.Build.Dense(block.Length / 2, 2, block).Transpose();

    private static Matrix<double> Damped(Matrix<double> block, double damping)
    {
        Matrix<double> damped = block.Clone();
        damped.SetDiagonal(block.Diagonal() * (1 + damping));
        return damped;
    }

    // L(0) − L(δ) = ½ δᵀ(damping · D δ − g) for the solution δ, where D is the diagonal and g the slope.
    private static double Promise(Vector<double>[] steps, Matrix<double>[] blocks, Vector<double>[] slopes, double damping) =>
        steps.Select((s, i) => s.DotProduct((damping * blocks[i].Diagonal().PointwiseMultiply(s)) - slopes[i]) / 2).Sum();

    private static void Add(Matrix<double> matrix, int row, int column, Matrix<double> block, double factor)
    {
        for (int i = 0; i < block.RowCount; i++)
        {
            for (int j = 0; j < block.ColumnCount; j++)
            {
                matrix[(Camera.Numbers * row) + i, (Camera.Numbers * column) + j] += factor * block[i, j];
            }
        }
    }

    private static void Add(Vector<double> vector, int row, Vector<double> block, double factor)
    {
        for (int i = 0; i < block.Count; i++)
        {
            vector[(Camera.Numbers * row) + i] += factor * block[i];
        }
    }
}
