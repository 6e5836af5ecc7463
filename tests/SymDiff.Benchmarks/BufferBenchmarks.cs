using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;

namespace SymDiff.Benchmarks;

/// <summary>Objective functions over buffers: primal, emitted gradient into given buffers, and the gradient by hand, as ratios to the primal.</summary>
[GroupBenchmarksBy(BenchmarkLogicalGroupRule.ByCategory)]
[CategoriesColumn]
[MemoryDiagnoser]
public class BufferBenchmarks
{
    private const int Length = 10_000;
    private const int Pixels = 784;
    private const int Inner = 128;
    private const int Classes = 10;
    private const int Batch = 16;
    private const int Dimensions = 10;
    private const int Components = 25;
    private const int Points = 1_000;
    private const int Width = 14;
    private const int Layers = 2;
    private const int Characters = 1_024;
    private const int Cells = 256;
    private const int Times = 200;

    private readonly double[] _a = Data.Uniform(1, Length, -1, 1);
    private readonly double[] _b = Data.Uniform(2, Length, -1, 1);
    private readonly double[] _weights1 = Data.Uniform(3, Inner * Pixels, -0.05, 0.05);
    private readonly double[] _bias1 = Data.Uniform(4, Inner, -0.1, 0.1);
    private readonly double[] _weights2 = Data.Uniform(5, Classes * Inner, -0.2, 0.2);
    private readonly double[] _bias2 = Data.Uniform(6, Classes, -0.1, 0.1);
    private readonly double[] _images = Data.Uniform(7, Batch * Pixels, 0, 1);
    private readonly int[] _labels = [.. Enumerable.Range(0, Batch).Select(i => 7 * i % Classes)];
    private readonly double[] _alphas = Data.Uniform(8, Components, -1, 1);
    private readonly double[] _means = Data.Uniform(9, Components * Dimensions, -1, 1);
    private readonly double[] _logDiagonals = Data.Uniform(10, Components * Dimensions, -0.5, 0.5);
    private readonly double[] _lowers = Data.Uniform(11, Components * Dimensions * (Dimensions - 1) / 2, -0.5, 0.5);
    private readonly double[] _points = Data.Uniform(12, Points * Dimensions, -1.5, 1.5);
    private readonly double[] _gates = Data.Uniform(13, Layers * 8 * Width, -1, 1);
    private readonly double[] _ends = Data.Uniform(14, 3 * Width, -1, 1);
    private readonly double[] _state = Data.Uniform(15, 2 * Layers * Width, -0.5, 0.5);
    private readonly double[] _sequence = Data.OneOf(16, Characters, Width);
    private readonly double[] _initial = Data.Uniform(17, Cells, 0, 1);
    private readonly double[] _conductivity = Data.Uniform(18, Cells, 0.1, 0.4);
    private readonly double[] _target = Data.Uniform(19, Cells, 0, 1);

    // Destinations in the order of the parameters.
    private readonly double[][] _dDot = Data.Buffers(Length, Length);
    private readonly double[][] _dLogSumExp = Data.Buffers(Length);
    private readonly double[][] _dPerceptron = Data.Buffers(Inner * Pixels, Inner, Classes * Inner, Classes);
    private readonly double[][] _dMixture = Data.Buffers(Components, Components * Dimensions, Components * Dimensions, Components * Dimensions * (Dimensions - 1) / 2);
    private readonly double[][] _dLstm = Data.Buffers(Layers * 8 * Width, 3 * Width, 2 * Layers * Width);
    private readonly double[][] _dHeat = Data.Buffers(Cells, Cells);

    [GlobalSetup]
    public void Check()
    {
        Same("Dot", _dDot, DotByHand, DotEmitted);
        Same("LogSumExp", _dLogSumExp, LogSumExpByHand, LogSumExpEmitted);
        Same("Perceptron", _dPerceptron, PerceptronByHand, PerceptronEmitted);
        Same("Mixture", _dMixture, MixtureByHand, MixtureEmitted);
        Same("Lstm", _dLstm, LstmByHandGradient, LstmEmitted);
        Same("Heat", _dHeat, HeatByHand, HeatEmitted);
    }

    [Benchmark(Baseline = true)]
    [BenchmarkCategory("Dot")]
    public double DotPrimal() => Systems.Dot(_a, _b);

    [Benchmark]
    [BenchmarkCategory("Dot")]
    public void DotEmitted() => Systems.DotGradient(_a, _b, _dDot[0], _dDot[1]);

    [Benchmark]
    [BenchmarkCategory("Dot")]
    public void DotByHand() => SystemsByHand.Dot(_a, _b, _dDot[0], _dDot[1]);

    [Benchmark(Baseline = true)]
    [BenchmarkCategory("LogSumExp")]
    public double LogSumExpPrimal() => Systems.LogSumExp(_a);

    [Benchmark]
    [BenchmarkCategory("LogSumExp")]
    public void LogSumExpEmitted() => Systems.LogSumExpGradient(_a, _dLogSumExp[0]);

    [Benchmark]
    [BenchmarkCategory("LogSumExp")]
    public void LogSumExpByHand() => SystemsByHand.LogSumExp(_a, _dLogSumExp[0]);

    [Benchmark(Baseline = true)]
    [BenchmarkCategory("Perceptron")]
    public double PerceptronPrimal() => Systems.Perceptron(_weights1, _bias1, _weights2, _bias2, _images, _labels);

    [Benchmark]
    [BenchmarkCategory("Perceptron")]
    public void PerceptronEmitted() => Systems.PerceptronGradient(
        _weights1, _bias1, _weights2, _bias2, _images, _labels, _dPerceptron[0], _dPerceptron[1], _dPerceptron[2], _dPerceptron[3]);

    [Benchmark]
    [BenchmarkCategory("Perceptron")]
    public void PerceptronByHand() => SystemsByHand.Perceptron(
        _weights1, _bias1, _weights2, _bias2, _images, _labels, _dPerceptron[0], _dPerceptron[1], _dPerceptron[2], _dPerceptron[3]);

    [Benchmark(Baseline = true)]
    [BenchmarkCategory("Mixture")]
    public double MixturePrimal() => Systems.Mixture(_alphas, _means, _logDiagonals, _lowers, _points);

    [Benchmark]
    [BenchmarkCategory("Mixture")]
    public void MixtureEmitted() => Systems.MixtureGradient(
        _alphas, _means, _logDiagonals, _lowers, _points, _dMixture[0], _dMixture[1], _dMixture[2], _dMixture[3]);

    [Benchmark]
    [BenchmarkCategory("Mixture")]
    public void MixtureByHand() => SystemsByHand.Mixture(
        _alphas, _means, _logDiagonals, _lowers, _points, _dMixture[0], _dMixture[1], _dMixture[2], _dMixture[3]);

    [Benchmark(Baseline = true)]
    [BenchmarkCategory("Lstm")]
    public double LstmPrimal() => Systems.Lstm(_gates, _ends, _state, _sequence);

    [Benchmark]
    [BenchmarkCategory("Lstm")]
    public void LstmEmitted() => Systems.LstmGradient(_gates, _ends, _state, _sequence, _dLstm[0], _dLstm[1], _dLstm[2]);

    [Benchmark]
    [BenchmarkCategory("Lstm")]
    public void LstmByHandGradient() => LstmByHand.Gradient(_gates, _ends, _state, _sequence, _dLstm[0], _dLstm[1], _dLstm[2]);

    [Benchmark(Baseline = true)]
    [BenchmarkCategory("Heat")]
    public double HeatPrimal() => Systems.Heat(_initial, _conductivity, _target, Times);

    [Benchmark]
    [BenchmarkCategory("Heat")]
    public void HeatEmitted() => Systems.HeatGradient(_initial, _conductivity, _target, Times, _dHeat[0], _dHeat[1]);

    [Benchmark]
    [BenchmarkCategory("Heat")]
    public void HeatByHand() => SystemsByHand.Heat(_initial, _conductivity, _target, Times, _dHeat[0], _dHeat[1]);

    // Whatever stood in a destination before must not show in it.
    private static void Same(string what, double[][] destinations, Action byHand, Action emitted)
    {
        Array.ForEach(destinations, buffer => Array.Fill(buffer, 3));
        byHand();
        double[] expected = [.. destinations.SelectMany(buffer => buffer)];
        Array.ForEach(destinations, buffer => Array.Fill(buffer, 5));
        emitted();
        Agreement.Require(what, expected, [.. destinations.SelectMany(buffer => buffer)]);
    }
}
