using BenchmarkDotNet.Attributes;

namespace SymDiff.Benchmarks;

/// <summary>A pendulum of a hundred thousand steps: the gradient from a record of all of them, and from few snapshots, as ratios to the primal.</summary>
public partial class CheckpointBenchmarks
{
    private const int Steps = 100_000;

    private readonly double _angle = 0.7;
    private readonly double _speed = 0.1;
    private readonly double _damping = 0.05;

    /// <summary>Every step is recorded.</summary>
    [Differentiable(Derivatives.Gradient)]
    public static double Recorded(double angle, double speed, double damping, int steps) => Swing(angle, speed, damping, steps);

    /// <summary>Ten states are kept: no step is run again more than 10 times on the way to others.</summary>
    [Differentiable(Derivatives.Gradient, Checkpoint = 10)]
    public static double FromTen(double angle, double speed, double damping, int steps) => Swing(angle, speed, damping, steps);

    /// <summary>A hundred states are kept: none more than 3 times.</summary>
    [Differentiable(Derivatives.Gradient, Checkpoint = 100)]
    public static double FromHundred(double angle, double speed, double damping, int steps) => Swing(angle, speed, damping, steps);

    /// <summary>A thousand states are kept: none more than twice.</summary>
    [Differentiable(Derivatives.Gradient, Checkpoint = 1000)]
    public static double FromThousand(double angle, double speed, double damping, int steps) => Swing(angle, speed, damping, steps);

    [GlobalSetup]
    public void Check()
    {
        var recorded = RecordedGradient(_angle, _speed, _damping, Steps);
        foreach (var kept in new[] { FromTenGradient(_angle, _speed, _damping, Steps), FromHundredGradient(_angle, _speed, _damping, Steps), FromThousandGradient(_angle, _speed, _damping, Steps) })
        {
            Agreement.Require("Pendulum", [recorded.angle, recorded.speed, recorded.damping], [kept.angle, kept.speed, kept.damping]);
        }
    }

    [Benchmark(Baseline = true)]
    public double Primal() => Recorded(_angle, _speed, _damping, Steps);

    [Benchmark]
    public (double Angle, double Speed, double Damping) Record() => RecordedGradient(_angle, _speed, _damping, Steps);

    [Benchmark]
    public (double Angle, double Speed, double Damping) TenSnapshots() => FromTenGradient(_angle, _speed, _damping, Steps);

    [Benchmark]
    public (double Angle, double Speed, double Damping) HundredSnapshots() => FromHundredGradient(_angle, _speed, _damping, Steps);

    [Benchmark]
    public (double Angle, double Speed, double Damping) ThousandSnapshots() => FromThousandGradient(_angle, _speed, _damping, Steps);

    private static double Swing(double angle, double speed, double damping, int steps)
    {
        for (int i = 0; i < steps; i++)
        {
            speed -= 0.001 * (Math.Sin(angle) + (damping * speed));
            angle += 0.001 * speed;
        }

        return angle * angle;
    }
}
