namespace SymDiff.Numeric.Tests.RealFormulas;

/// <summary>Test functions of optimisation, and models of the regression archives.</summary>
internal static class Optimisation
{
    /// <summary>The points of each method.</summary>
    public static IReadOnlyDictionary<string, double[][]> Points { get; } = new Dictionary<string, double[][]>
    {
        ["Rosenbrock"] = [[0.7, 1.3], [1, 1], [0, 0]],
        ["RosenbrockByPow"] = [[0.7, 1.3], [1, 1], [-1, 1]],
        ["Himmelblau"] = [[0.7, 1.3], [3, 2], [0, 0]],
        ["Beale"] = [[0.7, 1.3], [3, 0.5], [0, 0]],
        ["Booth"] = [[0.7, 1.3], [1, 3]],
        ["GoldsteinPrice"] = [[0.7, 0.3], [0, -1], [0, 0]],
        ["Matyas"] = [[0.7, 1.3], [0, 0]],
        ["Ackley"] = [[0.7, 1.3], [0, 0]],
        ["Rastrigin"] = [[0.7, 1.3], [0, 0]],
        ["Branin"] = [[0.7, 1.3], [Math.PI, 2.275]],
        ["SixHumpCamel"] = [[0.7, 1.3], [0, 0]],
        ["Easom"] = [[2.7, 3.3], [Math.PI, Math.PI]],
        ["Powell"] = [[0.7, 1.3, -0.4, 0.2], [0, 0, 0, 0]],
        ["CrossInTray"] = [[0.7, 1.3]],
        ["Misra1a"] = [[240, 5.5e-4, 77.6], [240, 5.5e-4, 0]],
        ["Thurber"] = [[1288, 1491, 583, 0.97, 0.4, -0.5]],
        ["Rat43"] = [[700, 5.3, 0.76, 1.3, 9]],
        ["BoxBod"] = [[213, 0.55, 2], [213, 0.55, 0]],
        ["Eckerle"] = [[1.55, 4.1, 451, 450], [1.55, 4.1, 451, 451]],
    };

    /// <summary>The methods.</summary>
    public const string Text = """
        public static partial class Optimisation
        {
            [Differentiable] public static Real Rosenbrock(Real x, Real y) => (1 - x) * (1 - x) + 100 * (y - x * x) * (y - x * x);
            [Differentiable] public static Real RosenbrockByPow(Real x, Real y) => Math.Pow(1 - x, 2) + 100 * Math.Pow(y - Math.Pow(x, 2), 2);
            [Differentiable] public static Real Himmelblau(Real x, Real y) => Math.Pow(x * x + y - 11, 2) + Math.Pow(x + y * y - 7, 2);

            [Differentiable]
            public static Real Beale(Real x, Real y)
            {
                Real a = 1.5 - x + x * y;
                Real b = 2.25 - x + x * y * y;
                Real c = 2.625 - x + x * y * y * y;
                return a * a + b * b + c * c;
            }

            [Differentiable] public static Real Booth(Real x, Real y) => Math.Pow(x + 2 * y - 7, 2) + Math.Pow(2 * x + y - 5, 2);

            [Differentiable]
            public static Real GoldsteinPrice(Real x, Real y)
            {
                Real a = 1 + Math.Pow(x + y + 1, 2) * (19 - 14 * x + 3 * x * x - 14 * y + 6 * x * y + 3 * y * y);
                Real b = 30 + Math.Pow(2 * x - 3 * y, 2) * (18 - 32 * x + 12 * x * x + 48 * y - 36 * x * y + 27 * y * y);
                return a * b;
            }

            [Differentiable] public static Real Matyas(Real x, Real y) => 0.26 * (x * x + y * y) - 0.48 * x * y;

            [Differentiable]
            public static Real Ackley(Real x, Real y) =>
                -20 * Math.Exp(-0.2 * Math.Sqrt(0.5 * (x * x + y * y))) - Math.Exp(0.5 * (Math.Cos(2 * Math.PI * x) + Math.Cos(2 * Math.PI * y))) + Math.E + 20;

            [Differentiable] public static Real Rastrigin(Real x, Real y) => 20 + x * x - 10 * Math.Cos(2 * Math.PI * x) + y * y - 10 * Math.Cos(2 * Math.PI * y);

            [Differentiable]
            public static Real Branin(Real x, Real y)
            {
                Real u = y - 5.1 / (4 * Math.PI * Math.PI) * x * x + 5 / Math.PI * x - 6;
                return u * u + 10 * (1 - 1 / (8 * Math.PI)) * Math.Cos(x) + 10;
            }

            [Differentiable] public static Real SixHumpCamel(Real x, Real y) => (4 - 2.1 * x * x + Math.Pow(x, 4) / 3) * x * x + x * y + (-4 + 4 * y * y) * y * y;
            [Differentiable] public static Real Easom(Real x, Real y) => -Math.Cos(x) * Math.Cos(y) * Math.Exp(-((x - Math.PI) * (x - Math.PI) + (y - Math.PI) * (y - Math.PI)));

            [Differentiable]
            public static Real Powell(Real a, Real b, Real c, Real d) =>
                Math.Pow(a + 10 * b, 2) + 5 * Math.Pow(c - d, 2) + Math.Pow(b - 2 * c, 4) + 10 * Math.Pow(a - d, 4);

            [Differentiable]
            public static Real CrossInTray(Real x, Real y) =>
                -0.0001 * Math.Pow(Math.Abs(Math.Sin(x) * Math.Sin(y) * Math.Exp(Math.Abs(100 - Math.Sqrt(x * x + y * y) / Math.PI))) + 1, 0.1);

            [Differentiable] public static Real Misra1a(Real b1, Real b2, [NoGradient] Real x) => b1 * (1 - Math.Exp(-b2 * x));

            [Differentiable]
            public static Real Thurber(Real b1, Real b2, Real b3, Real b5, Real b6, [NoGradient] Real x) =>
                (b1 + b2 * x + b3 * x * x) / (1 + b5 * x + b6 * x * x);

            [Differentiable] public static Real Rat43(Real b1, Real b2, Real b3, Real b4, [NoGradient] Real x) => b1 / Math.Pow(1 + Math.Exp(b2 - b3 * x), 1 / b4);
            [Differentiable] public static Real BoxBod(Real b1, Real b2, [NoGradient] Real x) => b1 * (1 - Math.Exp(-b2 * x));
            [Differentiable] public static Real Eckerle(Real b1, Real b2, Real b3, [NoGradient] Real x) => b1 / b2 * Math.Exp(-0.5 * Math.Pow((x - b3) / b2, 2));
        }
        """;
}
