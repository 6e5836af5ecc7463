namespace NeuralNetwork;

/// <summary>Random numbers that are the same on every machine: a counter whose bits are mixed.</summary>
internal sealed class Noise(ulong seed)
{
    private ulong _state = seed;

    /// <summary>Between −1 and 1.</summary>
    public double Signed() => ((Next() >> 11) / (double)(1L << 52)) - 1;

    /// <summary>A whole number from 0 up to a limit, which it does not reach.</summary>
    public int Below(int limit) => (int)(Next() % (ulong)limit);

    /// <summary>Puts numbers in another order.</summary>
    public void Shuffle(Span<int> values)
    {
        for (int i = values.Length - 1; i > 0; i--)
        {
            int j = Below(i + 1);
            (values[i], values[j]) = (values[j], values[i]);
        }
    }

    private ulong Next()
    {
        _state += 0x9E3779B97F4A7C15;
        ulong z = (_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
