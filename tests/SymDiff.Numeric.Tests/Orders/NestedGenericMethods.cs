using System.Numerics;

namespace SymDiff.Numeric.Tests.Orders;

/// <summary>Nested derivatives of generic methods, called at a type parameter and at numbers.</summary>
public static partial class NestedGenericMethods
{
    [Differentiable(Derivatives.All)]
    public static T Wave<T>(T x, T y)
        where T : IFloatingPointIeee754<T> => T.Sin(x * y) + (x * x * y);

    [Differentiable(Derivatives.All)]
    public static T OfNumber<T>(T x, T y)
        where T : IFloatingPointIeee754<T>
    {
        var (dX, dY) = WaveGradient(x, y);
        return dX * dY;
    }

    [Differentiable(Derivatives.All)]
    public static double OfDouble(double x, double y)
    {
        var (dX, dY) = WaveGradient(x, y);
        return dX * dY;
    }

    [Differentiable(Derivatives.All)]
    public static T Sum<T>(T[] v, T k)
        where T : IFloatingPointIeee754<T>
    {
        T sum = T.Zero;
        for (int i = 0; i < v.Length; i++)
        {
            sum += v[i] * v[i] * v[i] * k;
        }

        return sum;
    }

    [Differentiable(Derivatives.All)]
    public static double OfArray(double[] v, double k)
    {
        var g = SumGradient(v, k);
        double sum = g.k * k;
        for (int i = 0; i < v.Length; i++)
        {
            sum += g.v[i] * g.v[i];
        }

        return sum;
    }
}

/// <summary>The same in a generic type.</summary>
internal static partial class NestedGenericType<T>
    where T : IFloatingPointIeee754<T>
{
    [Differentiable(Derivatives.All)]
    public static T Wave(T x, T y) => T.Sin(x * y) + (x * x * y);

    [Differentiable(Derivatives.All)]
    public static T OfNumber(T x, T y)
    {
        var (dX, dY) = WaveGradient(x, y);
        return dX * dY;
    }
}
