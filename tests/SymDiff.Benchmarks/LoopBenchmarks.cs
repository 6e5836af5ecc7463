using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;

namespace SymDiff.Benchmarks;

/// <summary>Loops of a thousand steps: primal, emitted gradient with and without the value, and some gradients by hand, as ratios to the primal.</summary>
[GroupBenchmarksBy(BenchmarkLogicalGroupRule.ByCategory)]
[CategoriesColumn]
[MemoryDiagnoser]
public class LoopBenchmarks
{
    private const int Steps = 1_000;
    private const int Roots = 100;

    private readonly double[] _coefficients = [.. Enumerable.Range(0, Steps).Select(i => 1.0 / (i + 1))];
    private readonly double[] _cubes = [.. Enumerable.Range(0, Roots).Select(i => 2 + (0.37 * i))];
    private readonly double _a = 0.7;
    private readonly double _r = 3.7;
    private readonly double _x = 0.5;
    private readonly double _step = 0.001;
    private readonly double _sigma = 10;
    private readonly double _rho = 28;
    private readonly double _beta = 8.0 / 3;

    [GlobalSetup]
    public void Check()
    {
        Agreement.Require("Reciprocals", [LoopsByHand.Reciprocals(_a, Steps)], [Loops.ReciprocalsGradient(_a, Steps)]);
        var logistic = LoopsByHand.Logistic(_r, _x, 50);
        var logisticEmitted = Loops.LogisticGradient(_r, _x, 50);
        Agreement.Require("Logistic", [logistic.R, logistic.X], [logisticEmitted.r, logisticEmitted.x]);
        var lorenz = LoopsByHand.Lorenz(_sigma, _rho, _beta, _step, Steps);
        var lorenzEmitted = Loops.LorenzGradient(_sigma, _rho, _beta, _step, Steps);
        Agreement.Require("Lorenz", [lorenz.Sigma, lorenz.Rho, lorenz.Beta], [lorenzEmitted.sigma, lorenzEmitted.rho, lorenzEmitted.beta]);
        foreach (double a in _cubes)
        {
            double root = Math.Cbrt(a);
            Agreement.Require("CubeRoot", [1 / (3 * root * root)], [Loops.CubeRootGradient(a)]);
        }
    }

    [Benchmark(Baseline = true)]
    [BenchmarkCategory("Reciprocals")]
    public double ReciprocalsPrimal() => Loops.Reciprocals(_a, Steps);

    [Benchmark]
    [BenchmarkCategory("Reciprocals")]
    public double ReciprocalsGradient() => Loops.ReciprocalsGradient(_a, Steps);

    [Benchmark]
    [BenchmarkCategory("Reciprocals")]
    public (double Value, double Gradient) ReciprocalsBoth() => Loops.ReciprocalsValueAndGradient(_a, Steps);

    [Benchmark]
    [BenchmarkCategory("Reciprocals")]
    public double ReciprocalsByHand() => LoopsByHand.Reciprocals(_a, Steps);

    [Benchmark(Baseline = true)]
    [BenchmarkCategory("Sines")]
    public double SinesPrimal() => Loops.Sines(_a, Steps);

    [Benchmark]
    [BenchmarkCategory("Sines")]
    public double SinesGradient() => Loops.SinesGradient(_a, Steps);

    [Benchmark]
    [BenchmarkCategory("Sines")]
    public (double Value, double Gradient) SinesBoth() => Loops.SinesValueAndGradient(_a, Steps);

    [Benchmark(Baseline = true)]
    [BenchmarkCategory("Horner")]
    public double HornerPrimal() => Loops.Horner(_a, _coefficients);

    [Benchmark]
    [BenchmarkCategory("Horner")]
    public double HornerGradient() => Loops.HornerGradient(_a, _coefficients);

    [Benchmark]
    [BenchmarkCategory("Horner")]
    public (double Value, double Gradient) HornerBoth() => Loops.HornerValueAndGradient(_a, _coefficients);

    [Benchmark(Baseline = true)]
    [BenchmarkCategory("Logistic")]
    public double LogisticPrimal() => Loops.Logistic(_r, _x, Steps);

    [Benchmark]
    [BenchmarkCategory("Logistic")]
    public (double R, double X) LogisticGradient() => Loops.LogisticGradient(_r, _x, Steps);

    [Benchmark]
    [BenchmarkCategory("Logistic")]
    public (double Value, (double R, double X) Gradient) LogisticBoth() => Loops.LogisticValueAndGradient(_r, _x, Steps);

    [Benchmark]
    [BenchmarkCategory("Logistic")]
    public (double R, double X) LogisticByHand() => LoopsByHand.Logistic(_r, _x, Steps);

    [Benchmark(Baseline = true)]
    [BenchmarkCategory("Decay")]
    public double DecayPrimal() => Loops.Decay(_a, _r, _step, Steps);

    [Benchmark]
    [BenchmarkCategory("Decay")]
    public (double K, double Y, double Step) DecayGradient() => Loops.DecayGradient(_a, _r, _step, Steps);

    [Benchmark]
    [BenchmarkCategory("Decay")]
    public (double Value, (double K, double Y, double Step) Gradient) DecayBoth() => Loops.DecayValueAndGradient(_a, _r, _step, Steps);

    [Benchmark(Baseline = true)]
    [BenchmarkCategory("Lorenz")]
    public double LorenzPrimal() => Loops.Lorenz(_sigma, _rho, _beta, _step, Steps);

    [Benchmark]
    [BenchmarkCategory("Lorenz")]
    public (double Sigma, double Rho, double Beta) LorenzGradient() => Loops.LorenzGradient(_sigma, _rho, _beta, _step, Steps);

    [Benchmark]
    [BenchmarkCategory("Lorenz")]
    public (double Value, (double Sigma, double Rho, double Beta) Gradient) LorenzBoth() => Loops.LorenzValueAndGradient(_sigma, _rho, _beta, _step, Steps);

    [Benchmark]
    [BenchmarkCategory("Lorenz")]
    public (double Sigma, double Rho, double Beta) LorenzByHand() => LoopsByHand.Lorenz(_sigma, _rho, _beta, _step, Steps);

    [Benchmark(Baseline = true)]
    [BenchmarkCategory("Product")]
    public double ProductPrimal() => Loops.Product(_a, Steps);

    [Benchmark]
    [BenchmarkCategory("Product")]
    public double ProductGradient() => Loops.ProductGradient(_a, Steps);

    [Benchmark]
    [BenchmarkCategory("Product")]
    public (double Value, double Gradient) ProductBoth() => Loops.ProductValueAndGradient(_a, Steps);

    [Benchmark(Baseline = true, OperationsPerInvoke = Roots)]
    [BenchmarkCategory("CubeRoot")]
    public double CubeRootPrimal()
    {
        double sum = 0;
        foreach (double a in _cubes)
        {
            sum += Loops.CubeRoot(a);
        }

        return sum;
    }

    [Benchmark(OperationsPerInvoke = Roots)]
    [BenchmarkCategory("CubeRoot")]
    public double CubeRootGradient()
    {
        double sum = 0;
        foreach (double a in _cubes)
        {
            sum += Loops.CubeRootGradient(a);
        }

        return sum;
    }

    [Benchmark(OperationsPerInvoke = Roots)]
    [BenchmarkCategory("CubeRoot")]
    public double CubeRootBoth()
    {
        double sum = 0;
        foreach (double a in _cubes)
        {
            var (value, gradient) = Loops.CubeRootValueAndGradient(a);
            sum += value + gradient;
        }

        return sum;
    }
}
