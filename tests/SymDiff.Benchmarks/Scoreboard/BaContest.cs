using GradBench.Modules;

namespace SymDiff.Benchmarks.Scoreboard;

/// <summary>Bundle adjustment: the residuals and the entries of their Jacobian; where these stand in the matrix is known before.</summary>
internal sealed class BaContest
{
    private const int Width = Camera.Parameters + 3 + 1;

    private readonly int _observations;
    private readonly double[] _cameraNumbers;
    private readonly double[] _pointNumbers;
    private readonly double[] _weights;
    private readonly int[] _seen;
    private readonly double[] _features;
    private readonly double[] _errors;
    private readonly double[] _weightErrors;
    private readonly double[][] _results;
    private readonly Camera[] _cameras;
    private readonly Spatial[] _points;

    private BaContest(int cameras, int points, int observations)
    {
        _observations = observations;
        _cameraNumbers = Data.Uniform(1, Camera.Parameters * cameras, 0.1, 0.5);
        _pointNumbers = Data.Uniform(2, 3 * points, 1, 2);
        _weights = Data.Uniform(3, observations, 0.5, 1);
        _seen = [.. Enumerable.Range(0, observations).SelectMany(i => new[] { i % cameras, i % points })];
        _features = Data.Uniform(4, 2 * observations, -1, 1);
        _errors = new double[2 * observations];
        _weightErrors = new double[observations];
        _results = Data.Buffers(2 * Width * observations, observations);
        _cameras = new Camera[cameras];
        _points = new Spatial[points];
        Read();
    }

    private delegate double InC(int observations, double[] cameras, double[] points, double[] weights, int[] seen, double[] features, double[] errors, double[] weightErrors);

    public static Contest Of(int cameras, int points, int observations)
    {
        BaContest ba = new(cameras, points, observations);
        InC? c = CLibrary.Function<InC>("ba");
        return new("ba", $"n{cameras} m{points} p{observations}")
        {
            Primal = ba.Residuals,
            Emitted = ba.Emitted,
            ByHand = ba.ByHand,
            C = c is null ? null : () => c(ba._observations, ba._cameraNumbers, ba._pointNumbers, ba._weights, ba._seen, ba._features, ba._errors, ba._weightErrors),
            Results = ba._results,
            Slopes = [ba.Slope()],
        };
    }

    private void Read()
    {
        for (int i = 0; i < _cameras.Length; i++)
        {
            ReadOnlySpan<double> c = _cameraNumbers.AsSpan(Camera.Parameters * i, Camera.Parameters);
            _cameras[i] = new(new(c[0], c[1], c[2]), new(c[3], c[4], c[5]), c[6], c[7], c[8], c[9], c[10]);
        }

        for (int i = 0; i < _points.Length; i++)
        {
            _points[i] = new(_pointNumbers[3 * i], _pointNumbers[(3 * i) + 1], _pointNumbers[(3 * i) + 2]);
        }
    }

    private double Residuals()
    {
        for (int i = 0; i < _observations; i++)
        {
            (_errors[2 * i], _errors[(2 * i) + 1]) = Ba.ReprojectionError(_cameras[_seen[2 * i]], _points[_seen[(2 * i) + 1]], _weights[i], _features[2 * i], _features[(2 * i) + 1]);
        }

        for (int i = 0; i < _weights.Length; i++)
        {
            _weightErrors[i] = Ba.WeightError(_weights[i]);
        }

        return _errors[0];
    }

    private void Emitted()
    {
        for (int i = 0; i < _observations; i++)
        {
            Ba.ReprojectionErrorJacobian(
                _cameras[_seen[2 * i]], _points[_seen[(2 * i) + 1]], _weights[i], _features[2 * i], _features[(2 * i) + 1], _results[0].AsSpan(2 * Width * i, 2 * Width));
        }

        for (int i = 0; i < _weights.Length; i++)
        {
            _results[1][i] = Ba.WeightErrorGradient(_weights[i]);
        }
    }

    private void ByHand()
    {
        for (int i = 0; i < _observations; i++)
        {
            BaByHand.Jacobian(
                _cameras[_seen[2 * i]], _points[_seen[(2 * i) + 1]], _weights[i], _features[2 * i], _features[(2 * i) + 1], _results[0].AsSpan(2 * Width * i, 2 * Width));
        }

        for (int i = 0; i < _weights.Length; i++)
        {
            _results[1][i] = -2 * _weights[i];
        }
    }

    // The residuals are multiplied by numbers and summed; each parameter moves in a direction.
    private Slope Slope()
    {
        double[] factors = Data.Uniform(5, 2 * _observations, -1, 1);
        double[] weightFactors = Data.Uniform(6, _observations, -1, 1);
        double[][] gradient = Data.Buffers(_cameraNumbers.Length, _pointNumbers.Length, _weights.Length);
        Slope slope = Scoreboard.Slope.Of([_cameraNumbers, _pointNumbers, _weights], gradient, () =>
        {
            Read();
            _ = Residuals();
            return Scoreboard.Slope.Dot(factors, _errors) + Scoreboard.Slope.Dot(weightFactors, _weightErrors);
        });
        return slope with
        {
            Along = distance =>
            {
                double value = slope.Along(distance);
                Read();
                return value;
            },
            Written = () =>
            {
                foreach (double[] part in gradient)
                {
                    Array.Clear(part);
                }

                for (int row = 0; row < 2 * _observations; row++)
                {
                    int i = row / 2;
                    ReadOnlySpan<double> entries = _results[0].AsSpan(row * Width, Width);
                    Add(factors[row], entries[..Camera.Parameters], gradient[0], _seen[2 * i]);
                    Add(factors[row], entries.Slice(Camera.Parameters, 3), gradient[1], _seen[(2 * i) + 1]);
                    gradient[2][i] += factors[row] * entries[^1];
                }

                for (int i = 0; i < _observations; i++)
                {
                    gradient[2][i] += weightFactors[i] * _results[1][i];
                }

                return slope.Written();
            },
        };
    }

    private static void Add(double factor, ReadOnlySpan<double> entries, double[] gradient, int block)
    {
        for (int j = 0; j < entries.Length; j++)
        {
            gradient[(block * entries.Length) + j] += factor * entries[j];
        }
    }
}
