namespace NeuralNetwork;

/// <summary>Counts how often a network is gone through.</summary>
internal static class Sweeps
{
    private static int _sweeps;

    /// <summary>Counts one. A call that changes something runs in every emitted form as often as in the method: once.</summary>
    public static void Count() => _sweeps++;

    /// <summary>How often the network is gone through while something runs.</summary>
    public static int Of(Action run)
    {
        _sweeps = 0;
        run();
        return _sweeps;
    }
}
