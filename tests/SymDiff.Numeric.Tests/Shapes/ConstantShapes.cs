namespace SymDiff.Numeric.Tests.Shapes;

/// <summary>An affine map of the plane. What it does is said by a private method, which derivatives in other types cannot call.</summary>
internal readonly record struct Affine(double A, double B, double C, double D, double E, double F)
{
    public (double X, double Y) Of((double X, double Y) p)
    {
        (double x, double y) = Turned(p);
        return (x + E, y + F);
    }

    public Affine After(Affine first)
    {
        (double a, double c) = Turned((first.A, first.C));
        (double b, double d) = Turned((first.B, first.D));
        (double e, double f) = Of((first.E, first.F));
        return new(a, b, c, d, e, f);
    }

    // Long enough to stay a call where it is given constants alone.
    private (double X, double Y) Turned((double X, double Y) p)
    {
        double scale = 1 + (0.5 * A * A) + (0.25 * B * B) + (0.125 * C * C) + (0.0625 * D * D);
        double shift = (A * D) - (B * C) + (0.1 * A * B * C * D);
        return ((((A * p.X) + (B * p.Y)) / scale) + (shift * p.X), (((C * p.X) + (D * p.Y)) / scale) - (shift * p.Y));
    }
}

/// <summary>Methods of structs that are called on constants, with constants, beside active calls of the same.</summary>
internal static partial class ConstantShapes
{
    [Differentiable(Derivatives.Jacobian | Derivatives.Vjp)]
    public static void Chain(ReadOnlySpan<double> angles, [NoGradient] Affine[] rests, int terms, [Output] Span<double> places)
    {
        Affine whole = new(1, 0, 0, 1, 0, 0);
        for (int i = 0; i < angles.Length; i++)
        {
            Affine joint = rests[i].After(rests[0]).After(new(Math.Cos(angles[i]), -Math.Sin(angles[i]), Math.Sin(angles[i]), Math.Cos(angles[i]), 0, 0));
            whole = whole.After(joint);
            (double x, double y) = whole.Of(rests[i].Of((0.3, -0.2)));
            places[2 * i] = x * Harmonic(terms);
            places[(2 * i) + 1] = y;
        }
    }

    private static double Harmonic(int terms)
    {
        double sum = 0;
        for (int i = 1; i <= terms; i++)
        {
            sum += 1.0 / i;
        }

        return sum;
    }
}
