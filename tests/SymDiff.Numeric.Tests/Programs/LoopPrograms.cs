namespace SymDiff.Numeric.Tests.Programs;

/// <summary>Loops: values overwritten, inner loops, exits.</summary>
internal static class LoopPrograms
{
    public const string Source = """
        public static partial class Loops
        {
            [Differentiable]
            public static Real Product(Real x, int n)
            {
                Real p = 1;
                for (int i = 0; i < n; i++) { p *= x; }
                return p;
            }

            [Differentiable]
            public static Real ProductOfFactors(Real x)
            {
                Real p = 1;
                for (int i = 1; i <= 4; i++) { p *= x + i; }
                return p;
            }

            [Differentiable]
            public static Real SquaredThrice(Real t)
            {
                for (int i = 0; i < 3; i++) { t = t * t; }
                return t;
            }

            [Differentiable]
            public static Real SquaredWritten(Real t)
            {
                t = t * t;
                t = t * t;
                t = t * t;
                return t;
            }

            [Differentiable]
            public static Real Ninth(Real x)
            {
                Real p = 1;
                for (int i = 0; i < 3; i++) { for (int j = 0; j < 3; j++) { p *= x; } }
                return p;
            }

            [Differentiable]
            public static Real NinthOfCube(Real x)
            {
                Real p = x;
                for (int i = 0; i < 2; i++)
                {
                    Real q = 1;
                    for (int j = 0; j < 3; j++) { q *= p; }
                    p = q;
                }
                return p;
            }

            [Differentiable]
            public static Real ContinueAndBreak(Real x)
            {
                Real s = 0;
                for (int i = 0; i < 4; i++)
                {
                    for (int j = 0; j < 6; j++)
                    {
                        if (j == i) { continue; }
                        if (j > i + 2) { break; }
                        s += x * x * j;
                    }
                    s *= x;
                }
                return s;
            }

            [Differentiable]
            public static Real ExitsThatDependOnData(Real x, Real y)
            {
                Real s = 0;
                for (int i = 0; i < 6; i++)
                {
                    Real t = x;
                    for (int j = 0; j < 6; j++)
                    {
                        t = t * y;
                        if (t > 4) { break; }
                        if (j % 2 == i % 2) { continue; }
                        s += t * t;
                        if (s > 40) { break; }
                    }
                    if (s > 60) { break; }
                    s += t;
                }
                return s;
            }

            [Differentiable]
            public static Real Divisor(Real a)
            {
                Real s = 0;
                for (int i = 0; i < 2; i++) { s += 1 / (i + 1 + a * a); }
                return s;
            }

            [Differentiable]
            public static Real AccumulatedDivisor(Real a)
            {
                Real d = a * a;
                Real s = 0;
                for (int i = 0; i < 2; i++) { d += 1; s += 1 / d; }
                return s;
            }

            [Differentiable]
            public static Real Collatz(Real x, int n)
            {
                Real t = x;
                while (n != 1)
                {
                    if (n % 2 == 0) { n /= 2; t = Math.Sin(t) + x; }
                    else { n = 3 * n + 1; t = t * x; }
                }
                return t;
            }
        }
        """;

    public static IReadOnlyList<NumberedProgram> Programs { get; } =
    [
        new("Product", [1.5, 5], [25.3125]), new("Product", [0, 1], [1]), new("Product", [0, 2], [0]), new("Product", [3, 0], [0]), new("Product", [-2, 7], [448]),
        new("ProductOfFactors", [0], [50]), new("ProductOfFactors", [0.5], [93]), new("ProductOfFactors", [-2], [-2]),
        new("SquaredThrice", [1], [8]), new("SquaredThrice", [2], [1024]), new("SquaredWritten", [1], [8]), new("SquaredWritten", [-2], [-1024]),
        new("Ninth", [3], [59049]), new("Ninth", [0], [0]), new("NinthOfCube", [3], [59049]),
        new("ContinueAndBreak", [1.5], [452.25]),

        // Python's mpmath in 60 digits, by differences.
        new("ExitsThatDependOnData", [1.2, 1.3], [90.99729620800001, 268.12325836800005]),
        new("ExitsThatDependOnData", [0.5, 1.1], [47.59362794046303, 96.93443563749005]),
        new("ExitsThatDependOnData", [3, 1.5], [9, 18]),
        new("Divisor", [1], [-13.0 / 18]), new("AccumulatedDivisor", [1], [-13.0 / 18]),
        new("Collatz", [0.75, 7], [0.8569526528342808]), new("Collatz", [0.75, 1], [1]),
    ];
}
