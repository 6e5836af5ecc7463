using SymDiff.Numeric.Tests.Shapes;

namespace SymDiff.Numeric.Tests.Sets;

/// <summary>Methods with several results whose inputs are sets and other parameters.</summary>
internal static partial class SetBlocks
{
    /// <summary>A struct, with more rows than columns or fewer.</summary>
    [Differentiable(Derivatives.All)]
    public static void Sweep(Affine m, double k, [Output] Span<double> y)
    {
        for (int i = 0; i < y.Length; i++)
        {
            y[i] = Math.Sin((m.Weights[i % m.Weights.Length] * m.Gain) + (i * m.Bias * k));
        }
    }

    /// <summary>Numbers alone, of two sets of one type: one function.</summary>
    [Differentiable(Derivatives.JacobianBlocks)]
    public static (double Sum, double Product) Compare(Curve a, double x, Curve b) => ((a.Height * Math.Sin(x * a.Width)) + Math.Exp(b.Height * x), a.Height * b.Width * x);

    /// <summary>Everything with its base and its inner sets, and a second set.</summary>
    [Differentiable(Derivatives.All)]
    public static double[] Levels(Deep m, [NoGradient] double[] x, Affine other)
    {
        double[] y = new double[x.Length];
        double s = m.First.At(x) * m.Head.Mix[0, 1];
        for (int i = 0; i < y.Length; i++)
        {
            s = (s * m.Second.Gain) + (m.Biases[i % 2] * other.Weights[i]);
            y[i] = s + (m.Last * m.Head.Scale);
        }

        return y;
    }

    /// <summary>Single precision beside double precision, in a generic set.</summary>
    [Differentiable(Derivatives.JacobianBlocks)]
    public static (float A, double B) Mixed(Taylor<float> m, double x) => (m.Coefficients[0] * m.Offset, m.Coefficients[1] * x * x);

    /// <summary>An array of sets as a parameter.</summary>
    [Differentiable(Derivatives.All)]
    public static void Bent(Bend[] bends, double[] x, [Output] double[] y)
    {
        for (int i = 0; i < y.Length; i++)
        {
            Bend bend = bends[i % bends.Length];
            y[i] = bend.At(x[i]) * bend.Rate * (i + 1);
        }
    }

    /// <summary>Beside an array of structs, with structs in the output.</summary>
    [Differentiable(Derivatives.All)]
    public static double Driven(Affine m, ReadOnlySpan<Bead> beads, [Output] Span<Bead> moved, double h)
    {
        double energy = 0;
        for (int i = 0; i < beads.Length; i++)
        {
            moved[i] = new Bead(beads[i].At + (h * m.Gain * beads[i].Speed), i, beads[i].Speed * m.Weights[i % m.Weights.Length]);
            energy += moved[i].At * m.Bias;
        }

        return energy;
    }

    /// <summary>An array of structs is returned.</summary>
    [Differentiable(Derivatives.All)]
    public static Bead[] Made(Perceptron m, Bead[] beads, double h)
    {
        Bead[] made = new Bead[beads.Length + 1];
        for (int i = 0; i < made.Length; i++)
        {
            Bead bead = beads[i % beads.Length];
            made[i] = new Bead((bead.At * m.Weights[i % 3]) + (h * m.Mix[1, 0]), i, Math.Sin(bead.Speed * m.Scale));
        }

        return made;
    }
}
