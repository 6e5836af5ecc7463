using BenchmarkDotNet.Attributes;

namespace SymDiff.Benchmarks;

/// <summary>Jacobian blocks of a camera's residual (15 numbers to 2), as a ratio to the residual itself.</summary>
[MemoryDiagnoser]
public class CameraBenchmarks
{
    private readonly CameraParameters _camera = new(new(0.3, -0.2, 0.1), new(0.5, 0.2, -4), 500, 320, 240, 0.01, -0.002);
    private readonly Point3 _point = new(0.4, 0.3, 1.2);
    private readonly double[] _ofCamera = new double[22];
    private readonly double[] _ofPoint = new double[6];
    private readonly double[] _ofWeight = new double[2];

    [Benchmark(Baseline = true)]
    public (double X, double Y) Residual() => Cameras.Residual(_camera, _point, 1, 300, 200);

    [Benchmark]
    public (double X, double Y) Blocks() => Cameras.ResidualJacobianBlocks(_camera, _point, 1, 300, 200, _ofCamera, _ofPoint, _ofWeight);
}
