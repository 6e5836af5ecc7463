namespace SymDiff.Numeric.Tests.Programs;

/// <summary>Recursion, mutual recursion.</summary>
internal static class RecursivePrograms
{
    public const string Source = """
        public static partial class Recursions
        {
            [Differentiable]
            public static Real RecursiveProduct(Real x, int n) => n == 0 ? 1 : (x + n) * RecursiveProduct(x, n - 1);

            [Differentiable]
            public static Real FibonacciSum(Real x, Real y, int n) => n == 0 ? x : n == 1 ? y : FibonacciSum(x, y, n - 1) + FibonacciSum(x, y, n - 2);

            [Differentiable]
            public static Real FibonacciPower(Real x, int n) => n <= 1 ? x : FibonacciPower(x, n - 1) * FibonacciPower(x, n - 2);

            [Differentiable]
            public static Real EvenStep(Real x, int n) => n == 0 ? 1 : x * OddStep(x, n - 1);

            [Differentiable]
            public static Real OddStep(Real x, int n)
            {
                if (n == 0) { return x; }
                return x + Math.Sin(EvenStep(x, n - 1));
            }

            [Differentiable]
            public static Real Looping(Real x, int n)
            {
                if (n == 0) { return x; }
                Real s = 0;
                for (int i = 0; i < n; i++) { s += x * Looping(x, i); }
                return s;
            }
        }
        """;

    public static IReadOnlyList<NumberedProgram> Programs { get; } =
    [
        new("RecursiveProduct", [0, 4], [50]), new("RecursiveProduct", [0.5, 4], [93]), new("RecursiveProduct", [1, 0], [0]),
        new("FibonacciSum", [0.5, 2, 20], [4181, 6765]), new("FibonacciSum", [0.5, 2, 1], [0, 1]),

        // x to the power of the Fibonacci number 89.
        new("FibonacciPower", [1, 10], [89]), new("FibonacciPower", [-1, 10], [89]),

        // Python's mpmath in 60 digits, by differences.
        new("EvenStep", [0.75, 7], [3.4574253121154963]), new("OddStep", [0.75, 8], [2.072570447811497]),

        // L(0) = x, L(n) = x·ΣL(i): L(n) = x²·(1 + x)^(n−1).
        new("Looping", [0.5, 4], [0.5 * 2 * 3.375 + 0.25 * 3 * 2.25]),
    ];
}
