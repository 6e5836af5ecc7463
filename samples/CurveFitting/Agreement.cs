namespace CurveFitting;

/// <summary>How many digits are right.</summary>
internal static class Agreement
{
    /// <summary>More are not looked at: eleven are certified, of which the last is rounded.</summary>
    public const double Most = 9;

    /// <summary>What is called agreement.</summary>
    public const double Enough = 6;

    /// <summary>Minus the decimal logarithm of the largest relative error: about the number of digits that are right.</summary>
    public static double Digits(IEnumerable<double> found, IEnumerable<double> certified) =>
        found.Zip(certified, (f, c) => double.IsFinite(f) ? Math.Clamp(-Math.Log10(Math.Abs(f - c) / Math.Abs(c)), 0, Most) : 0).Min();
}
