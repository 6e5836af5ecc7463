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
public readonly partial record struct Taped
{
    // What was computed since Begin, in order.
    [ThreadStatic]
    private static List<Computed>? _tape;

    // The place on the tape, from 1; 0 for what depends on no variable. Memory that nobody wrote holds the constant 0, as that of a double does.
    private readonly int _place;

    private Taped(Dual value, int place) => (Number, _place) = (value, place);

    private readonly record struct Term(int Argument, Dual Partial, double Scale);

    // P7: the product of absolute values is the square of what is inside.
    private readonly record struct Computed(Term[] Terms, Taped? InsideAbs);

    /// <summary>The value, and its derivative along the direction.</summary>
    public Dual Number { get; }

    /// <summary>The value.</summary>
    public double Value => Number.Value;

    /// <summary>Whether it depends on a variable.</summary>
    public bool IsActive => _place > 0;

    /// <summary>Forgets all that was computed on this thread: numbers from before cannot be used any more.</summary>
    public static void Begin() => _tape = [];

    /// <summary>A variable.</summary>
    /// <param name="value">Its value.</param>
    /// <param name="direction">The component of the direction.</param>
    public static Taped Variable(double value, double direction) => Noted(new Dual(value, direction), new Computed([], null));

    /// <summary>A constant.</summary>
    public static implicit operator Taped(double value) => new(value, 0);

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
    public static Taped operator *(Taped x, Taped y) => x.InsideAbs is { } inside && inside._place == y.InsideAbs?._place
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
    internal Taped? InsideAbs => IsActive ? _tape![_place - 1].InsideAbs : null;

    /// <summary>Sweeps backward from this number.</summary>
    /// <param name="variables">Where to stop.</param>
    /// <returns>The gradient, and its derivative along the direction, one element a variable.</returns>
    public Cotangent[] Sweep(IReadOnlyList<Taped> variables)
    {
        var cotangents = new Cotangent?[_place + 1];
        cotangents[_place] = new Cotangent(1, 1, 0, 0);
        for (int place = _place; place > 0; place--)
        {
            if (cotangents[place] is not { } cotangent)
            {
                continue;
            }

            foreach (Term term in _tape![place - 1].Terms)
            {
                cotangents[term.Argument] = cotangents[term.Argument].GetValueOrDefault() + cotangent.Through(term.Partial, term.Scale);
            }
        }

        return [.. variables.Select(v => cotangents.ElementAtOrDefault(v._place).GetValueOrDefault())];
    }

    private static Taped Scaled(double value, Taped? insideAbs, params (Taped Argument, Dual Partial, double Scale)[] terms)
    {
        Dual along = value;
        Term[] active = [.. terms.Where(t => t.Argument.IsActive).Select(t => new Term(t.Argument._place, t.Partial, t.Scale))];
        foreach ((Taped argument, Dual partial, double scale) in terms)
        {
            if (argument.IsActive)
            {
                along += Dual.Chain(0, argument.Number, partial.Value, scale);
            }
        }

        along = along with { Value = value };
        return active.Length == 0 ? new Taped(along, 0) : Noted(along, new Computed(active, insideAbs));
    }

    private static Taped Noted(Dual value, Computed computed)
    {
        (_tape ??= []).Add(computed);
        return new Taped(value, _tape.Count);
    }
}
