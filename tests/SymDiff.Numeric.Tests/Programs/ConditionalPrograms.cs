namespace SymDiff.Numeric.Tests.Programs;

/// <summary>Conditionals in conditionals, which assign, return and overwrite what they test.</summary>
internal static class ConditionalPrograms
{
    public const string Source = """
        public static partial class Conditionals
        {
            [Differentiable]
            public static Real Nest(Real x, Real y)
            {
                Real r = x;
                if (x > 0)
                {
                    if (y > 0)
                    {
                        r = x * y;
                        if (r > 1) { r *= r; }
                        else if (r > 0.5) { r += x; }
                        else { x = -x; r -= x * x; }
                    }
                    else
                    {
                        if (x > 1 && y < -1) { r = x / y; }
                        else if (x > 1 || y < -1) { return r * y * y; }
                        else { r = y; }
                        y = x;
                    }
                    r += y;
                }
                else
                {
                    r = y > 0 ? (y > 1 ? (x < -2 ? x * x : x * y * y) : x * x * x * y) : (x < y ? y * y : (x > y ? x * x * y : x));
                    if (r < 0)
                    {
                        r = -r;
                        if (r > 3) { r = Math.Sqrt(r); }
                    }
                }
                return r * x;
            }

            [Differentiable]
            public static Real NestInLoop(Real x, Real y, int n)
            {
                Real s = 0;
                for (int i = 0; i < n; i++)
                {
                    if (i % 3 == 0) { if (x > y) { s += x * y; continue; } else { s *= y; } }
                    else if (i % 3 == 1) { switch (i % 2) { case 0: s += x * x; break; default: if (s > 8) { return s * x; } s += y; break; } }
                    else { Real t = x; x = y; y = t * y; }
                    s += x;
                }
                return s;
            }
        }
        """;

    // Python's mpmath in 60 digits, by differences.
    public static IReadOnlyList<NumberedProgram> Programs { get; } =
    [
        new("Nest", [2, 1.5], [28.5, 26]), new("Nest", [1, 0.75], [4.25, 2]), new("Nest", [0.5, 0.5], [-0.25, -0.75]),
        new("Nest", [2, -1.5], [1.3333333333333333, -1.7777777777777777]), new("Nest", [2, -0.5], [0.25, -2]), new("Nest", [0.5, -1.5], [2.25, -1.5]),
        new("Nest", [0.5, -0.5], [0.5, 0.5]), new("Nest", [-3, 2], [27, 0]), new("Nest", [-1.5, 2], [3.6742346141747673, -1.8371173070873836]),
        new("Nest", [-1.5, 0.5], [6.75, -5.0625]), new("Nest", [-2, -0.5], [0.25, 2]), new("Nest", [-0.5, -2], [1.5, 0.125]), new("Nest", [-0.5, 2], [4, -1]),
        new("NestInLoop", [1.5, 1.25, 12], [160.3271484375, 278.360595703125]), new("NestInLoop", [1.25, 1.5, 12], [223.9453125, 277.587890625]),
        new("NestInLoop", [2.5, 2, 12], [4840, 8300]),
    ];
}
