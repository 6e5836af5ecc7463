namespace SymDiff.Numeric.Tests.Programs;

/// <summary>Numerical methods: Newton's, maps, initial value problems.</summary>
internal static class IterationPrograms
{
    public const string Source = """
        public static partial class Iterations
        {
            [Differentiable]
            public static Real NewtonRoot(Real a)
            {
                Real x = a;
                while (Math.Abs(x * x - a) > 1e-12) { x = 0.5 * (x + a / x); }
                return x;
            }

            [Differentiable]
            public static Real NewtonRootWithBreak(Real a)
            {
                Real x = 1;
                while (true)
                {
                    Real next = 0.5 * (x + a / x);
                    if (Math.Abs(next - x) < 1e-12) { break; }
                    x = next;
                }
                return x;
            }

            [Differentiable]
            public static Real Kepler(Real m, Real e)
            {
                Real E = m;
                Real delta;
                do
                {
                    delta = (E - e * Math.Sin(E) - m) / (1 - e * Math.Cos(E));
                    E -= delta;
                }
                while (Math.Abs(delta) > 1e-14);
                return E;
            }

            [Differentiable]
            public static Real KeplerInTwenty(Real m, Real e)
            {
                Real E = m;
                for (int i = 0; i < 20; i++)
                {
                    Real f = E - e * Math.Sin(E) - m;
                    E -= f / (1 - e * Math.Cos(E));
                    if (Math.Abs(f) < 1e-14) { return E; }
                }
                return E;
            }

            [Differentiable]
            public static Real Logistic(Real r, Real x)
            {
                for (int i = 0; i < 10; i++) { x = r * x * (1 - x); }
                return x;
            }

            [Differentiable]
            public static Real RungeKutta(Real k, Real y, int n)
            {
                Real h = 0.125;
                for (int i = 0; i < n; i++)
                {
                    Real k1 = Slope(k, y);
                    Real k2 = Slope(k, y + h / 2 * k1);
                    Real k3 = Slope(k, y + h / 2 * k2);
                    Real k4 = Slope(k, y + h * k3);
                    y += h / 6 * (k1 + 2 * k2 + 2 * k3 + k4);
                }
                return y;
            }

            [Differentiable]
            public static Real Lorenz(Real sigma, Real rho, Real beta, int steps)
            {
                Real h = 0.01, x = 1, y = 1, z = 1;
                for (int i = 0; i < steps; i++)
                {
                    Real dx = sigma * (y - x);
                    Real dy = x * (rho - z) - y;
                    Real dz = x * y - beta * z;
                    x += h * dx;
                    y += h * dy;
                    z += h * dz;
                }
                return x;
            }

            private static Real Slope(Real k, Real y) => -k * y;
        }
        """;

    public static IReadOnlyList<NumberedProgram> Programs { get; } =
    [
        new("NewtonRoot", [2], [0.3535533905932738], 1e-8), new("NewtonRootWithBreak", [2], [0.3535533905932738], 1e-8),
        new("Kepler", [1.2, 0.4], [0.9885209004997306, 0.9881042505431507]), new("KeplerInTwenty", [1.2, 0.4], [0.9885209004997306, 0.9881042505431507]),

        // The method's own derivative by the starting value is exactly 0 at the top of the parabola.
        new("Logistic", [3.7, 0.5], [-9.36685636512133, 0]),

        // y·P(−kh)^n, P the Taylor polynomial of degree 4 of the exponential function; Python's mpmath in 60 digits.
        new("RungeKutta", [0.75, 2, 10], [-0.9790112447762005, 0.3916058822357601]),
        new("Lorenz", [10, 28, 8.0 / 3, 50], [-3.023415327022, -1.708504078691, 1.421439678581], 1e-12),
    ];
}
