using SymDiff;

namespace GradBench.Modules;

/// <summary>The square of a number.</summary>
internal static partial class Hello
{
    [Differentiable(Derivatives.Gradient)]
    public static double Square(double x) => x * x;
}
