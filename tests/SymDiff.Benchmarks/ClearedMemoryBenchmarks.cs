using BenchmarkDotNet.Attributes;

namespace SymDiff.Benchmarks;

/// <summary>A thousand exponentials behind memory that is cleared: what clearing leaves in the processor may cost far more than the clearing.</summary>
public class ClearedMemoryBenchmarks
{
    private const int OnStack = 64;

    private readonly double[] _x = [.. Enumerable.Range(0, 1000).Select(i => i * 0.001)];
    private readonly double[] _memory = new double[OnStack];

    /// <summary>How many numbers are cleared.</summary>
    [Params(2, 16, 64)]
    public int Cleared { get; set; }

    [Benchmark(Baseline = true)]
    public double NothingIsCleared() => Exponentials(_x);

    [Benchmark]
    public double SpanIsCleared()
    {
        _memory.AsSpan(0, Cleared).Clear();
        return Exponentials(_x);
    }

    [Benchmark]
    public double MemoryOnTheStack()
    {
        Span<double> memory = stackalloc double[OnStack];
        return Exponentials(_x) + memory[Cleared - 1];
    }

    [Benchmark]
    public double ClearedAsEmittedCodeDoes()
    {
        Buffers.Clear(_memory.AsSpan(0, Cleared));
        return Exponentials(_x);
    }

    [Benchmark]
    public double RecordAsInEmittedCode()
    {
        Span<double> memory = stackalloc double[OnStack];
        Record<double> record = new(memory);
        double sum = Exponentials(_x) + record.TakeZeroed(Cleared)[0];
        record.Dispose();
        return sum;
    }

    private static double Exponentials(double[] x)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            sum += Math.Exp(x[i]);
        }

        return sum;
    }
}
