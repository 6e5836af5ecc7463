namespace Circuits;

/// <summary>A layer as frameworks have it: forward remembers what backward needs. What backward computes is what SymDiff emits for the product.</summary>
internal sealed class ProductGate
{
    private double _x;
    private double _y;

    /// <summary>The product.</summary>
    public double Forward(double x, double y)
    {
        (_x, _y) = (x, y);
        return Formulas.Product(x, y);
    }

    /// <summary>What a derivative from above comes to at both inputs: upstream × local = downstream.</summary>
    public (double X, double Y) Backward(double upstream)
    {
        (double dX, double dY) = (0, 0);
        _ = Formulas.ProductVjp(_x, _y, upstream, ref dX, ref dY);
        return (dX, dY);
    }
}
