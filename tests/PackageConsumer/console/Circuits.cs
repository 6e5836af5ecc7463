using SymDiff;

namespace Consumer;

/// <summary>Functions to differentiate.</summary>
internal static partial class Circuits
{
    /// <summary>Three times a plus the product of b and c.</summary>
    [Differentiable]
    public static double J(double a, double b, double c) => 3 * (a + b * c);

    /// <summary>The price of some apples.</summary>
    [Differentiable]
    public static double Price(double apple, double count, double tax)
    {
        double sum = apple * count;
        return sum * tax;
    }

    /// <summary>The square.</summary>
    [Differentiable(Derivatives.Default | Derivatives.Jvp)]
    public static double Square(double x) => x * x;
}
