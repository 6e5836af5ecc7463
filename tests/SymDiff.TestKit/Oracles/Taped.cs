namespace SymDiff.TestKit;

/// <summary>
/// The oracle of second order: a number that remembers what it was computed from, with partials that are <see cref="Dual"/> numbers, so that a
/// sweep backward gives the gradient and, at once, its derivative along a direction. It shares no code with the compiler.
/// </summary>
/// <remarks>
/// Where there is no derivative it follows NUMERICS: at kinks the partial is the mean of the one-sided slopes and a constant (P1, P7), a branch not
/// taken leaves no trace (P2), step functions have the partial 0 (P3), partials at poles are infinite and every product with a cotangent is strong
/// (P4), and an argument that depends on no variable has no partial at all (P5). Gradients come from cotangents here and from tangents in
/// <see cref="Dual"/>; where P4 lets the two differ, each form is held to the mode that it is.
/// </remarks>
public sealed partial class Taped
{
    [ThreadStatic]
    private static long _made;

    private readonly long _number = _made++;
    private readonly (Taped Argument, Dual Partial, double Scale)[] _terms;

    // P7: the product of absolute values is the square of what is inside.
    private readonly Taped? _insideAbs;

    private Taped(Dual value, bool isActive, Taped? insideAbs, params (Taped Argument, Dual Partial, double Scale)[] terms)
    {
        Number = value;
        _terms = [.. terms.Where(term => term.Argument.IsActive)];
        _insideAbs = insideAbs;
        IsActive = isActive || _terms.Length > 0;
    }

    /// <summary>The value, and its derivative along the direction.</summary>
    public Dual Number { get; }

    /// <summary>The value.</summary>
    public double Value => Number.Value;

    /// <summary>Whether it depends on a variable.</summary>
    public bool IsActive { get; }

    /// <summary>A variable.</summary>
    /// <param name="value">Its value.</param>
    /// <param name="direction">The component of the direction.</param>
    public static Taped Variable(double value, double direction) => new(new Dual(value, direction), isActive: true, null);

    /// <summary>A constant.</summary>
    public static implicit operator Taped(double value) => new(value, isActive: false, null);

    /// <summary>A step function: the derivative is zero almost everywhere.</summary>
    public static explicit operator int(Taped x) => (int)x.Value;

    /// <summary>The same number.</summary>
    public static Taped operator +(Taped x) => x;

    /// <summary>The opposite number.</summary>
    public static Taped operator -(Taped x) => Of(-x.Value, (x, -1));

    /// <summary>Adds one.</summary>
    public static Taped operator ++(Taped x) => Of(x.Value + 1, (x, 1));

    /// <summary>Subtracts one.</summary>
    public static Taped operator --(Taped x) => Of(x.Value - 1, (x, 1));

    /// <summary>The sum.</summary>
    public static Taped operator +(Taped x, Taped y) => Of(x.Value + y.Value, (x, 1), (y, 1));

    /// <summary>The difference.</summary>
    public static Taped operator -(Taped x, Taped y) => Of(x.Value - y.Value, (x, 1), (y, -1));

    /// <summary>The product.</summary>
    public static Taped operator *(Taped x, Taped y) => x._insideAbs is { } inside && inside == y._insideAbs
        ? Of(x.Value * y.Value, (inside, 2 * inside.Number))
        : Of(x.Value * y.Value, (x, y.Number), (y, x.Number));

    /// <summary>The quotient.</summary>
    public static Taped operator /(Taped x, Taped y) => Of(x.Value / y.Value, (x, 1 / y.Number), (y, -(x.Number / y.Number / y.Number)));

    /// <summary>The truncated remainder.</summary>
    public static Taped operator %(Taped x, Taped y) => Of(x.Value % y.Value, (x, 1), (y, -Math.Round((x.Value - (x.Value % y.Value)) / y.Value)));

    /// <summary>Compares values.</summary>
    public static bool operator <(Taped x, Taped y) => x.Value < y.Value;

    /// <summary>Compares values.</summary>
    public static bool operator >(Taped x, Taped y) => x.Value > y.Value;

    /// <summary>Compares values.</summary>
    public static bool operator <=(Taped x, Taped y) => x.Value <= y.Value;

    /// <summary>Compares values.</summary>
    public static bool operator >=(Taped x, Taped y) => x.Value >= y.Value;

    /// <summary>The distance from the origin, with slope 0 there.</summary>
    public static Taped Hypot(Taped x, Taped y)
    {
        Dual r = Dual.Hypot(x.Number, y.Number);
        return Of(r.Value, (x, r.Value == 0 ? 0 : x.Number / r), (y, r.Value == 0 ? 0 : y.Number / r));
    }

    /// <summary>The logarithm of one more.</summary>
    public static Taped LogP1(Taped x) => Of(double.LogP1(x.Value), (x, 1 / (1 + x.Number)));

    /// <summary>One less than the exponential function.</summary>
    public static Taped ExpM1(Taped x) => Of(double.ExpM1(x.Value), (x, DualMath.Exp(x.Number)));

    /// <summary>The number between two others.</summary>
    public static Taped Lerp(Taped x, Taped y, Taped t) => Of(double.Lerp(x.Value, y.Value, t.Value), (x, 1 - t.Number), (y, t.Number), (t, y.Number - x.Number));

    /// <summary>A function with the given partials, which are right to rounding relative to themselves.</summary>
    internal static Taped Of(double value, params (Taped Argument, Dual Partial)[] terms) =>
        Scaled(value, null, [.. terms.Select(term => (term.Argument, term.Partial, Math.Abs(term.Partial.Value)))]);

    /// <summary>A function of one argument whose partial is right relative to <paramref name="scale"/> only.</summary>
    internal static Taped Of(double value, Taped x, Dual partial, double scale) => Scaled(value, null, (x, partial, scale));

    /// <summary>The absolute value, which remembers what is inside.</summary>
    internal static Taped OfAbs(Taped x)
    {
        double slope = double.IsNaN(x.Value) ? double.NaN : x.Value > 0 ? 1 : x.Value < 0 ? -1 : 0;
        return Scaled(Math.Abs(x.Value), x, (x, slope, 1));
    }

    /// <summary>What is inside, if this is an absolute value.</summary>
    internal Taped? InsideAbs => _insideAbs;

    /// <summary>Sweeps backward from this number.</summary>
    /// <param name="variables">Where to stop.</param>
    /// <returns>The gradient, and its derivative along the direction, one element a variable.</returns>
    public Cotangent[] Sweep(IReadOnlyList<Taped> variables)
    {
        Dictionary<Taped, Cotangent> cotangents = new() { [this] = new Cotangent(1, 1, 0, 0) };
        PriorityQueue<Taped, long> pending = new();
        pending.Enqueue(this, -_number);
        while (pending.TryDequeue(out Taped? number, out _))
        {
            foreach ((Taped argument, Dual partial, double scale) in number._terms)
            {
                Cotangent contribution = cotangents[number].Through(partial, scale);
                if (!cotangents.TryGetValue(argument, out Cotangent sum))
                {
                    pending.Enqueue(argument, -argument._number);
                }

                cotangents[argument] = sum + contribution;
            }
        }

        return [.. variables.Select(variable => cotangents.GetValueOrDefault(variable))];
    }

    private static Taped Scaled(double value, Taped? insideAbs, params (Taped Argument, Dual Partial, double Scale)[] terms)
    {
        Dual along = value;
        foreach ((Taped argument, Dual partial, double scale) in terms)
        {
            if (argument.IsActive)
            {
                along += Dual.Chain(0, argument.Number, partial.Value, scale);
            }
        }

        return new Taped(along with { Value = value }, isActive: false, insideAbs, terms);
    }
}
