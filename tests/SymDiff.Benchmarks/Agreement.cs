using System.Globalization;

namespace SymDiff.Benchmarks;

/// <summary>A benchmark of two gradients means something only where they are the same.</summary>
internal static class Agreement
{
    private const double Tolerance = 1e-9;

    /// <summary>Throws where two gradients differ, relative to the larger of the component and 1e-3 of the largest.</summary>
    public static void Require(string what, ReadOnlySpan<double> byHand, ReadOnlySpan<double> emitted)
    {
        if (byHand.Length != emitted.Length)
        {
            throw new InvalidOperationException($"{what}: {byHand.Length} components by hand, {emitted.Length} emitted.");
        }

        double scale = 0;
        foreach (double component in byHand)
        {
            scale = Math.Max(scale, Math.Abs(component));
        }

        for (int i = 0; i < byHand.Length; i++)
        {
            double allowed = Tolerance * Math.Max(Math.Abs(byHand[i]), 1e-3 * scale);
            if (!(Math.Abs(byHand[i] - emitted[i]) <= allowed))
            {
                throw new InvalidOperationException(string.Create(
                    CultureInfo.InvariantCulture, $"{what}: component {i} is {byHand[i]:R} by hand and {emitted[i]:R} emitted."));
            }
        }
    }
}
