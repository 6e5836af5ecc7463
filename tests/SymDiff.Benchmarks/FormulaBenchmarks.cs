using BenchmarkDotNet.Attributes;

namespace SymDiff.Benchmarks;

/// <summary>Primal, emitted gradient and gradient by hand of scalar formulas, as ratios to the primal.</summary>
[GroupBenchmarksBy(BenchmarkDotNet.Configs.BenchmarkLogicalGroupRule.ByCategory)]
[CategoriesColumn]
[MemoryDiagnoser]
public class FormulaBenchmarks
{
    private readonly double _x = 0.7;
    private readonly double _y = 1.3;

    [Benchmark(Baseline = true)]
    [BenchmarkCategory("Rosenbrock")]
    public double RosenbrockPrimal() => Formulas.Rosenbrock(_x, _y);

    [Benchmark]
    [BenchmarkCategory("Rosenbrock")]
    public double RosenbrockEmitted()
    {
        var (x, y) = Formulas.RosenbrockGradient(_x, _y);
        return x + y;
    }

    [Benchmark]
    [BenchmarkCategory("Rosenbrock")]
    public double RosenbrockByHand()
    {
        var (x, y) = Formulas.RosenbrockByHand(_x, _y);
        return x + y;
    }

    [Benchmark(Baseline = true)]
    [BenchmarkCategory("Neuron")]
    public double NeuronPrimal() => Formulas.Neuron(_x, _y, _x, _y, _x);

    [Benchmark]
    [BenchmarkCategory("Neuron")]
    public double NeuronEmitted()
    {
        var g = Formulas.NeuronGradient(_x, _y, _x, _y, _x);
        return g.w0 + g.w1 + g.w2 + g.x0 + g.x1;
    }

    [Benchmark]
    [BenchmarkCategory("Neuron")]
    public double NeuronByHand()
    {
        var g = Formulas.NeuronByHand(_x, _y, _x, _y, _x);
        return g.W0 + g.W1 + g.W2 + g.X0 + g.X1;
    }

    [Benchmark(Baseline = true)]
    [BenchmarkCategory("Oscillation")]
    public double OscillationPrimal() => Formulas.Oscillation(_x, _y, _x, _y);

    [Benchmark]
    [BenchmarkCategory("Oscillation")]
    public double OscillationEmitted()
    {
        var g = Formulas.OscillationGradient(_x, _y, _x, _y);
        return g.a + g.k + g.omega + g.t;
    }

    [Benchmark]
    [BenchmarkCategory("Oscillation")]
    public double OscillationByHand()
    {
        var g = Formulas.OscillationByHand(_x, _y, _x, _y);
        return g.A + g.K + g.Omega + g.T;
    }
}
