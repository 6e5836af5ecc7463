namespace SymDiff.TestKit;

/// <summary>A cotangent and its derivative in one direction, each with the sum of the sizes of the terms it was made of.</summary>
/// <param name="Value">The cotangent: a partial of the gradient once it has reached a variable.</param>
/// <param name="Size">What its rounding errors are relative to.</param>
/// <param name="Tangent">Its derivative: an element of the Hessian-vector product once it has reached a variable.</param>
/// <param name="TangentSize">What the derivative's rounding errors are relative to.</param>
public readonly record struct Cotangent(double Value, double Size, double Tangent, double TangentSize)
{
    /// <summary>Adds two.</summary>
    public static Cotangent operator +(Cotangent a, Cotangent b) =>
        new(a.Value + b.Value, a.Size + b.Size, a.Tangent + b.Tangent, a.TangentSize + b.TangentSize);

    /// <summary>
    /// What an argument gets of the result's cotangent: the product g ⊙ p of NUMERICS, P4, which is exactly 0 where g is, and whose derivative is
    /// dg ⊙ p + g ⊙ dp. It looks at the cotangent alone, as the reverse mode does; of a partial that depends on no variable there is no dp (P5).
    /// </summary>
    /// <param name="partial">The partial derivative p.</param>
    /// <param name="scale">What the rounding error of p is relative to.</param>
    public Cotangent Through(Dual partial, double scale) => new(
        Strong(Value, partial.Value),
        Strong(Size, scale),
        Strong(Tangent, partial.Value) + (partial.IsVaried ? Strong(Value, partial.Tangent) : 0),
        Strong(TangentSize, scale) + (partial.IsVaried ? Strong(Size, partial.Magnitude) : 0));

    private static double Strong(double zero, double factor) => zero == 0 ? 0 : zero * factor;
}
