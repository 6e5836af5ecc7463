namespace SymDiff;

/// <summary>Functions that mean something to differentiation and nothing to evaluation.</summary>
public static class Differential
{
    /// <summary>The identity in value, a constant in differentiation: the derivative of the result is zero.</summary>
    /// <param name="value">Any value.</param>
    /// <returns><paramref name="value"/>, bit for bit.</returns>
    public static double StopGradient(double value) => value;

    /// <inheritdoc cref="StopGradient(double)"/>
    public static float StopGradient(float value) => value;

    /// <inheritdoc cref="StopGradient(double)"/>
    /// <typeparam name="T">The type of the value: an array, a struct, a parameter set. An array is returned itself, not copied.</typeparam>
    public static T StopGradient<T>(T value) => value;
}
