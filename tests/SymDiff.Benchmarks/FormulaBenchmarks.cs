using BenchmarkDotNet.Attributes;

namespace SymDiff.Benchmarks;

/// <summary>Primal, emitted gradient and gradient by hand of scalar formulas, as ratios to the primal: over many points, since one is shorter than a clock can tell and constant to the JIT.</summary>
[GroupBenchmarksBy(BenchmarkDotNet.Configs.BenchmarkLogicalGroupRule.ByCategory)]
[CategoriesColumn]
[MemoryDiagnoser]
public class FormulaBenchmarks
{
    private const int Points = 1_000;

    private readonly double[] _x = [.. Enumerable.Range(0, Points).Select(i => 0.7 + (i * 1e-4))];
    private readonly double[] _y = [.. Enumerable.Range(0, Points).Select(i => 1.3 - (i * 1e-4))];

    [Benchmark(Baseline = true, OperationsPerInvoke = Points)]
    [BenchmarkCategory("Rosenbrock")]
    public double RosenbrockPrimal()
    {
        double sum = 0;
        for (int i = 0; i < Points; i++)
        {
            sum += Formulas.Rosenbrock(_x[i], _y[i]);
        }

        return sum;
    }

    [Benchmark(OperationsPerInvoke = Points)]
    [BenchmarkCategory("Rosenbrock")]
    public double RosenbrockEmitted()
    {
        double sum = 0;
        for (int i = 0; i < Points; i++)
        {
            var (x, y) = Formulas.RosenbrockGradient(_x[i], _y[i]);
            sum += x + y;
        }

        return sum;
    }

    [Benchmark(OperationsPerInvoke = Points)]
    [BenchmarkCategory("Rosenbrock")]
    public double RosenbrockByHand()
    {
        double sum = 0;
        for (int i = 0; i < Points; i++)
        {
            var (x, y) = Formulas.RosenbrockByHand(_x[i], _y[i]);
            sum += x + y;
        }

        return sum;
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Points)]
    [BenchmarkCategory("Neuron")]
    public double NeuronPrimal()
    {
        double sum = 0;
        for (int i = 0; i < Points; i++)
        {
            sum += Formulas.Neuron(_x[i], _y[i], _x[i], _y[i], _x[i]);
        }

        return sum;
    }

    [Benchmark(OperationsPerInvoke = Points)]
    [BenchmarkCategory("Neuron")]
    public double NeuronEmitted()
    {
        double sum = 0;
        for (int i = 0; i < Points; i++)
        {
            var g = Formulas.NeuronGradient(_x[i], _y[i], _x[i], _y[i], _x[i]);
            sum += g.w0 + g.w1 + g.w2 + g.x0 + g.x1;
        }

        return sum;
    }

    [Benchmark(OperationsPerInvoke = Points)]
    [BenchmarkCategory("Neuron")]
    public double NeuronByHand()
    {
        double sum = 0;
        for (int i = 0; i < Points; i++)
        {
            var g = Formulas.NeuronByHand(_x[i], _y[i], _x[i], _y[i], _x[i]);
            sum += g.W0 + g.W1 + g.W2 + g.X0 + g.X1;
        }

        return sum;
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Points)]
    [BenchmarkCategory("Oscillation")]
    public double OscillationPrimal()
    {
        double sum = 0;
        for (int i = 0; i < Points; i++)
        {
            sum += Formulas.Oscillation(_x[i], _y[i], _x[i], _y[i]);
        }

        return sum;
    }

    [Benchmark(OperationsPerInvoke = Points)]
    [BenchmarkCategory("Oscillation")]
    public double OscillationEmitted()
    {
        double sum = 0;
        for (int i = 0; i < Points; i++)
        {
            var g = Formulas.OscillationGradient(_x[i], _y[i], _x[i], _y[i]);
            sum += g.a + g.k + g.omega + g.t;
        }

        return sum;
    }

    [Benchmark(OperationsPerInvoke = Points)]
    [BenchmarkCategory("Oscillation")]
    public double OscillationByHand()
    {
        double sum = 0;
        for (int i = 0; i < Points; i++)
        {
            var g = Formulas.OscillationByHand(_x[i], _y[i], _x[i], _y[i]);
            sum += g.A + g.K + g.Omega + g.T;
        }

        return sum;
    }
}
