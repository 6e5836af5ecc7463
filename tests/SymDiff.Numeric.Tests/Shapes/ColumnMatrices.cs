namespace SymDiff.Numeric.Tests.Shapes;

/// <summary>What moves on a line.</summary>
/// <param name="At">Where it is.</param>
/// <param name="Id">Its number.</param>
/// <param name="Speed">How fast it is.</param>
internal record struct Bead(double At, int Id, double Speed);

/// <summary>One number.</summary>
/// <param name="Value">The number.</param>
internal readonly record struct Single1(double Value);

/// <summary>Methods with arrays and spans of structs, of which whole matrices are asked for.</summary>
internal static partial class ColumnMatrices
{
    /// <summary>Several of everything: more columns than rows, or the other way round.</summary>
    [Differentiable(Derivatives.Jacobian | Derivatives.JacobianBlocks)]
    public static (double Energy, double Momentum) Both(double g, ReadOnlySpan<Bead> beads, ReadOnlySpan<double> w, [Output] Span<Bead> moved, Bead one, [Output] Span<double> kept)
    {
        double energy = one.At * g;
        double momentum = 0;
        for (int i = 0; i < beads.Length; i++)
        {
            energy += g * beads[i].At * beads[i].At * w[0];
            momentum += beads[i].Speed * Math.Sin(beads[i].At);
        }

        for (int i = 0; i < moved.Length; i++)
        {
            Bead bead = beads[i % beads.Length];
            moved[i] = new Bead(bead.At + (g * bead.Speed * (i + 1)), i, bead.Speed * one.Speed * w[^1]);
        }

        for (int i = 0; i < kept.Length; i++)
        {
            kept[i] = momentum * w[i % w.Length] * i;
        }

        return (energy, momentum);
    }

    /// <summary>In place.</summary>
    [Differentiable(Derivatives.Jacobian | Derivatives.JacobianBlocks)]
    public static void Step(Span<Bead> beads, double h)
    {
        for (int i = 0; i < beads.Length; i++)
        {
            beads[i].Speed -= h * Math.Sin(beads[i].At);
            beads[i].At += h * beads[i].Speed * beads[i].Speed;
            beads[i].Id++;
        }
    }

    /// <summary>Arrays, in place, with a value.</summary>
    [Differentiable(Derivatives.All)]
    public static double Total([InOut] Bead[] beads, Single1[] factors)
    {
        double total = 0;
        for (int i = 0; i < beads.Length; i++)
        {
            beads[i].At *= factors[i % factors.Length].Value;
            total += beads[i].At * beads[i].Speed;
        }

        return total;
    }

    /// <summary>One result.</summary>
    [Differentiable(Derivatives.Default | Derivatives.Hessian)]
    public static double Energy(Bead[] beads, double g, ReadOnlySpan<Single1> factors)
    {
        double energy = 0;
        for (int i = 0; i < beads.Length; i++)
        {
            energy += (g * beads[i].At * beads[i].At * factors[i % factors.Length].Value) + Math.Cos(beads[i].Speed * beads[i].At);
        }

        return energy * g;
    }
}
