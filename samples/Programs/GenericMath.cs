using System.Numerics;
using SymDiff;
using static System.FormattableString;

namespace Programs;

/// <summary>One method for every floating-point type, with one derivative.</summary>
internal static partial class GenericMath
{
    /// <summary>The energy of two atoms by Lennard-Jones.</summary>
    [Differentiable]
    public static T LennardJones<T>(T distance, T depth, T size)
        where T : IFloatingPointIeee754<T>
    {
        T ratio = size / distance;
        T square = ratio * ratio;
        T sixth = square * square * square;
        return T.CreateChecked(4) * depth * sixth * (sixth - T.One);
    }

    public static void Run()
    {
        (double slope, _, _) = LennardJonesGradient(1.2, 0.5, 1.0);
        (float single, _, _) = LennardJonesGradient(1.2f, 0.5f, 1.0f);
        Console.WriteLine(Invariant($"generic mathematics: {slope:F10} in double, {single:F5} in float"));
    }
}
