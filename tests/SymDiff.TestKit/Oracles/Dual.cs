using System.Globalization;

namespace SymDiff.TestKit;

/// <summary>
/// A number with its derivative in one direction: what a <c>double</c> is replaced by to have an answer that shares no code with the compiler.
/// Values are computed by the very operations of the primal, so that branches go the same way.
/// </summary>
/// <param name="Value">The value.</param>
/// <param name="Tangent">The derivative.</param>
/// <param name="Magnitude">The sum of the sizes of all contributions to the derivative: the scale that rounding errors are relative to.</param>
public readonly partial record struct Dual(double Value, double Tangent, double Magnitude)
{
    /// <summary>A variable whose derivative is <paramref name="tangent"/>.</summary>
    public Dual(double value, double tangent)
        : this(value, tangent, System.Math.Abs(tangent)) => IsVaried = true;

    /// <summary>Whether it depends on a variable at all: what does not has no derivative, where a derivative that is 0 here is one of 0.</summary>
    public bool IsVaried { get; private init; }

    /// <summary>A constant.</summary>
    public static implicit operator Dual(double value) => new(value, 0, 0);

    /// <summary>Widening.</summary>
    public static implicit operator Dual(DualSingle x) => new(x.Value, x.Tangent, x.Magnitude) { IsVaried = true };

    /// <summary>Narrowing: the derivative is rounded with the value.</summary>
    public static explicit operator DualSingle(Dual x) => new((float)x.Value, (float)x.Tangent, x.Magnitude);

    /// <summary>A step function: the derivative is zero almost everywhere.</summary>
    public static explicit operator int(Dual x) => (int)x.Value;

    /// <summary>The same number.</summary>
    public static Dual operator +(Dual x) => x;

    /// <summary>The opposite number.</summary>
    public static Dual operator -(Dual x) => x with { Value = -x.Value, Tangent = -x.Tangent };

    /// <summary>Adds one.</summary>
    public static Dual operator ++(Dual x) => x with { Value = x.Value + 1 };

    /// <summary>Subtracts one.</summary>
    public static Dual operator --(Dual x) => x with { Value = x.Value - 1 };

    /// <summary>The sum.</summary>
    public static Dual operator +(Dual x, Dual y) => new(x.Value + y.Value, x.Tangent + y.Tangent, x.Magnitude + y.Magnitude) { IsVaried = x.IsVaried || y.IsVaried };

    /// <summary>The difference.</summary>
    public static Dual operator -(Dual x, Dual y) => new(x.Value - y.Value, x.Tangent - y.Tangent, x.Magnitude + y.Magnitude) { IsVaried = x.IsVaried || y.IsVaried };

    /// <summary>The product.</summary>
    public static Dual operator *(Dual x, Dual y) => Chain(x.Value * y.Value, x, y.Value, y, x.Value);

    /// <summary>The quotient.</summary>
    public static Dual operator /(Dual x, Dual y) => Chain(x.Value / y.Value, x, 1 / y.Value, y, -(x.Value / y.Value / y.Value));

    /// <summary>Compares values.</summary>
    public static bool operator <(Dual x, Dual y) => x.Value < y.Value;

    /// <summary>Compares values.</summary>
    public static bool operator >(Dual x, Dual y) => x.Value > y.Value;

    /// <summary>Compares values.</summary>
    public static bool operator <=(Dual x, Dual y) => x.Value <= y.Value;

    /// <summary>Compares values.</summary>
    public static bool operator >=(Dual x, Dual y) => x.Value >= y.Value;

    /// <summary>A function of one number.</summary>
    /// <param name="value">The value.</param>
    /// <param name="x">The argument.</param>
    /// <param name="partial">The derivative there.</param>
    /// <param name="scale">The size that the rounding error of <paramref name="partial"/> is relative to, where it is not its own.</param>
    public static Dual Chain(double value, Dual x, double partial, double? scale = null) =>
        new(value, Strong(x.Tangent, Extremes.Seen(partial)), Strong(x.Magnitude, System.Math.Abs(scale ?? partial))) { IsVaried = x.IsVaried };

    /// <summary>A function of two numbers.</summary>
    public static Dual Chain(double value, Dual x, double partialX, Dual y, double partialY) => new(
        value,
        Strong(x.Tangent, Extremes.Seen(partialX)) + Strong(y.Tangent, Extremes.Seen(partialY)),
        Strong(x.Magnitude, System.Math.Abs(partialX)) + Strong(y.Magnitude, System.Math.Abs(partialY)))
    {
        IsVaried = x.IsVaried || y.IsVaried,
    };

    /// <inheritdoc/>
    public override string ToString() => string.Format(CultureInfo.InvariantCulture, "{0:R} + {1:R}ε", Value, Tangent);

    /// <summary>A derivative that is exactly zero contributes nothing, even at a pole (NUMERICS, P4).</summary>
    private static double Strong(double tangent, double partial) => tangent == 0 ? 0 : tangent * partial;
}
