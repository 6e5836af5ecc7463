using Library;
using SymDiff;
using static System.FormattableString;

namespace Programs;

/// <summary>A method that calls one of another assembly, and is differentiated through what that published.</summary>
internal static partial class UsingALibrary
{
    /// <summary>The work to heat two bodies to one temperature.</summary>
    [Differentiable]
    public static double Work(double first, double second, [NoGradient] double goal) => (3 * Radiation.Power(first, goal)) + (2 * Radiation.Power(second, goal)) + (0.1 * first * second);

    public static void Run()
    {
        (double value, (double first, double second)) = WorkValueAndGradient(290, 310, 300);
        Console.WriteLine(Invariant($"library: value {value:F4}, gradient {first:F6} {second:F6}"));
    }
}
