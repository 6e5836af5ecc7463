using SymDiff;

namespace Library;

/// <summary>Heat by radiation.</summary>
public static partial class Radiation
{
    /// <summary>What a black body gives off to one of another temperature, in watts for a square metre.</summary>
    /// <param name="temperature">In kelvins.</param>
    /// <param name="around">In kelvins.</param>
    [Differentiable(Derivatives.Default | Derivatives.Jvp)]
    public static double Power(double temperature, double around)
    {
        double t = temperature * temperature;
        double a = around * around;
        return 5.670374419e-8 * ((t * t) - (a * a));
    }
}
