namespace SymDiff.Tests;

/// <summary>An optimiser written once, over the interface alone.</summary>
public sealed class ParameterSetTests
{
    [Fact]
    public void AnOptimiserNeedsTheInterfaceOnly()
    {
        var model = new Line { Slope = [0.0], Offset = [5.0] };
        Line gradient = Descend(model, (m, g) =>
        {
            g.Slope[0] += 2 * (m.Slope[0] - 3);
            g.Offset[0] += 2 * (m.Offset[0] + 1);
        });
        Assert.Equal(3, model.Slope[0], 1e-9);
        Assert.Equal(-1, model.Offset[0], 1e-9);
        Assert.NotSame(model, gradient);
    }

    [Fact]
    public void FlatCopiesGoThereAndBack()
    {
        var model = new Line { Slope = [1, 2], Offset = [3] };
        Span<double> flat = stackalloc double[model.ParameterCount];
        model.CopyTo(flat);
        Assert.Equal([1, 2, 3], flat.ToArray());
        flat[1] = 7;
        model.CopyFrom(flat);
        Assert.Equal([1, 7], model.Slope);
        Assert.Equal(0, SumOfSquares(model.CreateZero()));
        Assert.Equal(59, SumOfSquares(model));
    }

    private static T Descend<T>(T model, Action<T, T> accumulate)
        where T : IParameterSet<T, double>
    {
        T gradient = model.CreateZero();
        for (int i = 0; i < 200; i++)
        {
            gradient.Clear();
            accumulate(model, gradient);
            model.AddScaled(gradient, -0.1);
        }

        return gradient;
    }

    private static double SumOfSquares<T>(T set)
        where T : IParameterSet<T, double>
    {
        double sum = 0;
        for (int block = 0; block < set.BlockCount; block++)
        {
            foreach (double value in set.GetBlock(block))
            {
                sum += value * value;
            }
        }

        return sum;
    }

    /// <summary>What the generator emits for a class of two arrays, by hand.</summary>
    private sealed class Line : IParameterSet<Line, double>
    {
        public required double[] Slope { get; init; }

        public required double[] Offset { get; init; }

        public int ParameterCount => Slope.Length + Offset.Length;

        public int BlockCount => 2;

        public Span<double> GetBlock(int index) => index switch
        {
            0 => Slope,
            1 => Offset,
            _ => throw new ArgumentOutOfRangeException(nameof(index)),
        };

        public void Clear()
        {
            Array.Clear(Slope);
            Array.Clear(Offset);
        }

        public Line CreateZero() => new() { Slope = new double[Slope.Length], Offset = new double[Offset.Length] };

        public void CopyTo(Span<double> destination)
        {
            Slope.CopyTo(destination);
            Offset.CopyTo(destination[Slope.Length..]);
        }

        public void CopyFrom(ReadOnlySpan<double> source)
        {
            source[..Slope.Length].CopyTo(Slope);
            source[Slope.Length..].CopyTo(Offset);
        }

        public void AddScaled(Line other, double scale)
        {
            for (int block = 0; block < BlockCount; block++)
            {
                for (int i = 0; i < GetBlock(block).Length; i++)
                {
                    GetBlock(block)[i] += scale * other.GetBlock(block)[i];
                }
            }
        }
    }
}
