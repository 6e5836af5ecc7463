namespace SymDiff.Numeric.Tests.Orders;

/// <summary>A bead on a wire: a number that is no derivative, and one that is a constant, between two that are.</summary>
internal record struct Mass(double At, int Id, double Speed, [property: NoGradient] double Weight);

/// <summary>Two numbers of a result.</summary>
internal record struct Pull(double Force, double Power);

/// <summary>Methods with arrays and spans of structs, of which sparse matrices are asked for.</summary>
internal static partial class SparseColumnMethods
{
    /// <summary>Beads on springs, each with its neighbours; results are structs and numbers.</summary>
    [Differentiable(Derivatives.SparseJacobian | Derivatives.Jacobian)]
    public static void Springs(ReadOnlySpan<Mass> beads, double stiffness, [Output] Span<Pull> pulls, [Output] Span<double> energies)
    {
        for (int i = 0; i < beads.Length; i++)
        {
            double left = i > 0 ? beads[i - 1].At : 0;
            double right = i + 1 < beads.Length ? beads[i + 1].At : 1;
            double force = stiffness * (left - (2 * beads[i].At) + Math.Sin(right));
            pulls[i] = new Pull(force * beads[i].Id, force * beads[i].Speed);
            energies[i] = beads[i].Weight * beads[i].Speed * beads[i].Speed;
        }
    }

    /// <summary>Changes what it is given, and returns a number that depends on all.</summary>
    [Differentiable(Derivatives.SparseJacobian | Derivatives.Jacobian)]
    public static double Advance([InOut] Mass[] beads, double[] drag, double dt)
    {
        double sum = 0;
        for (int i = 0; i < beads.Length; i++)
        {
            beads[i].Speed -= dt * drag[i] * beads[i].Speed * beads[i].Speed;
            beads[i].At += dt * beads[i].Speed;
            sum += beads[i].Speed;
        }

        return sum;
    }

    /// <summary>Two arrays, and a struct by itself.</summary>
    [Differentiable(Derivatives.SparseJacobian | Derivatives.Jacobian)]
    public static void Meet(Mass[] one, Pull[] other, Pull alone, [Output] double[] r)
    {
        for (int i = 0; i < r.Length; i++)
        {
            r[i] = (one[i].At * other[i].Power) + (alone.Force * one[i].Speed) + (i == 2 ? other[0].Force * other[0].Force : 0);
        }
    }

    /// <summary>A chain with an energy.</summary>
    [Differentiable(Derivatives.SparseHessian | Derivatives.Hessian)]
    public static double Energy(ReadOnlySpan<Mass> beads, double stiffness, double[] rest)
    {
        double sum = 0;
        for (int i = 0; i + 1 < beads.Length; i++)
        {
            double d = beads[i + 1].At - beads[i].At - rest[i];
            sum += (stiffness * d * d * d) + (beads[i].Weight * beads[i].Speed * beads[i].Speed * beads[i].At);
        }

        return sum;
    }
}
