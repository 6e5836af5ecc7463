namespace SymDiff.Numeric.Tests.Programs;

/// <summary>Assignments as expressions, copies, and values that come to nothing.</summary>
internal static class AssignmentPrograms
{
    public const string Source = """
        public static partial class Assignments
        {
            [Differentiable]
            public static Real InExpression(Real x, Real y)
            {
                Real res = x;
                res += (y *= 5);
                return res;
            }

            [Differentiable]
            public static Real InLoop(Real x, Real y)
            {
                Real res = x;
                for (int i = 0; i < 3; i++) { res += (y *= 5); }
                return res * y;
            }

            [Differentiable]
            public static Real OfItself(Real x)
            {
                Real t;
                return (t = x * x) * (t += x) + (x = t) * x;
            }

            [Differentiable]
            public static Real Cosine(Real x)
            {
                x = Math.Cos(x) * x;
                return x;
            }

            [Differentiable]
            public static Real Copy(Real i)
            {
                Real j = 3;
                j = i;
                return j;
            }

            [Differentiable]
            public static Real CopyOfCounter(Real x, int n)
            {
                Real j = x;
                for (int i = 0; i < n; i++)
                {
                    if (i * x > 2) { j = i; return j; }
                    j = j * x;
                }
                return j;
            }

            [Differentiable]
            public static Real CopyReturned(Real x, int n)
            {
                Real i = x * x;
                Real j = 0;
                for (int k = 0; k < n; k++)
                {
                    if (i > 10) { j = i; return j; }
                    i = i * x;
                }
                return j + x;
            }

            [Differentiable]
            public static Real UnusedAcos(Real x)
            {
                Real unused = Math.Acos(x);
                return x * x;
            }

            [Differentiable]
            public static Real OverwrittenAcos(Real x, int n)
            {
                Real t = Math.Acos(x);
                Real u = t * t;
                for (int i = 0; i < n; i++)
                {
                    u = Math.Acos(x + i);
                    t = x;
                    if (i > 100) { t += u; }
                }
                return n > 0 ? t * x : x;
            }

            [Differentiable]
            public static Real AcosNotTaken(Real x)
            {
                Real t = Math.Acos(x);
                return x > 1 ? x * x * x : t;
            }
        }
        """;

    public static IReadOnlyList<NumberedProgram> Programs { get; } =
    [
        new("InExpression", [2, 3], [1, 5]),

        // (x + 155y)·125y.
        new("InLoop", [2, 3], [375, 116500]), new("InLoop", [0, 0], [0, 0]),

        // t = x² + x: x²·t + t².
        new("OfItself", [2], [104]),

        // cos x − x·sin x.
        new("Cosine", [0], [1]), new("Cosine", [0.7], [0.31388980621810475]),
        new("Copy", [2], [1]), new("CopyOfCounter", [1.5, 4], [0]), new("CopyOfCounter", [0.25, 3], [0.0625]),
        new("CopyReturned", [2, 9], [32]), new("CopyReturned", [2, 1], [1]),
        new("UnusedAcos", [2], [4]), new("OverwrittenAcos", [2, 3], [4]), new("OverwrittenAcos", [2, 0], [1]), new("AcosNotTaken", [2], [12]),
    ];
}
