namespace Optimisers;

/// <summary>Numbers between −1 and 1 to begin with, the same ones on every machine.</summary>
internal sealed class Noise(uint seed)
{
    private uint _state = seed;

    /// <summary>The next one, of a linear congruential generator.</summary>
    public double Next()
    {
        _state = (_state * 1664525) + 1013904223;
        return (_state / 2147483648.0) - 1;
    }
}
