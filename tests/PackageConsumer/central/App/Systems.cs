using Shapes;
using SymDiff;

namespace Consumer;

/// <summary>Methods that call those of the other project.</summary>
internal static partial class Systems
{
    /// <summary>Twice the chain, and one spring more.</summary>
    [Differentiable]
    public static double Total(double[] lengths, double stiffness) => 2 * Springs.Chain(lengths, stiffness) + Springs.Energy(lengths[0], stiffness);
}
