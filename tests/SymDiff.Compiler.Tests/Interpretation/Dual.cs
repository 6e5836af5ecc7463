namespace SymDiff.Compiler.Tests.Interpretation;

/// <summary>
/// A number with its derivatives along several directions at once. Beside each derivative stands the sum of the magnitudes of the terms that
/// made it, so that a comparison knows how much was cancelled. A plain <c>double</c> among duals is a constant.
/// </summary>
/// <param name="Value">The number.</param>
/// <param name="Tangent">One derivative a direction.</param>
/// <param name="Magnitude">The same sums with every term positive.</param>
public sealed record Dual(double Value, double[] Tangent, double[] Magnitude)
{
    /// <summary>An independent: the direction of that number, or none.</summary>
    public static Dual Independent(double value, int direction, int directions)
    {
        double[] tangent = new double[directions];
        tangent[direction] = 1;
        return new Dual(value, tangent, tangent);
    }

    /// <summary>The number in a plain or dual value.</summary>
    public static double Number(object? value) => value is Dual dual ? dual.Value : (double)value!;

    /// <summary>The value without its derivatives, whatever its type.</summary>
    public static object? Plain(object? value) => value is Dual dual ? dual.Value : value;

    /// <summary>The chain rule. A derivative of 0 contributes 0 whatever the slope is: the strong zero of NUMERICS, P4.</summary>
    public static object Chain(double value, object?[] arguments, (double Slope, double Size)[] slopes)
    {
        int directions = arguments.OfType<Dual>().Select(d => d.Tangent.Length).DefaultIfEmpty(0).First();
        double[] tangent = new double[directions];
        double[] magnitude = new double[directions];
        for (int i = 0; i < slopes.Length; i++)
        {
            if (arguments[i] is not Dual argument)
            {
                continue;
            }

            for (int j = 0; j < directions; j++)
            {
                tangent[j] += argument.Tangent[j] == 0 ? 0 : slopes[i].Slope * argument.Tangent[j];
                magnitude[j] += argument.Magnitude[j] == 0 ? 0 : slopes[i].Size * argument.Magnitude[j];
            }
        }

        return new Dual(value, tangent, magnitude);
    }
}
