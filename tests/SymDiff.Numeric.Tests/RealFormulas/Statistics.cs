namespace SymDiff.Numeric.Tests.RealFormulas;

/// <summary>Densities and divergences.</summary>
internal static class Statistics
{
    /// <summary>The points of each method.</summary>
    public static IReadOnlyDictionary<string, double[][]> Points { get; } = new Dictionary<string, double[][]>
    {
        ["GaussianLogDensity"] = [[0.7, 0.2, 1.3], [0.2, 0.2, 1]],
        ["GaussianByLogScale"] = [[0.7, 0.2, 0.3], [0, 0, 0]],
        ["WeibullLogDensity"] = [[1.2, 1.5, 2], [2, 1, 2]],
        ["StudentLogDensity"] = [[0.7, 0.2, 1.3], [0, 0, 1]],
        ["MixtureLogDensity"] = [[0.7, 0.3, -1, 2, 0.5, 1.1], [0, 0.5, 0, 0, 1, 1]],
        ["LaplaceLogDensity"] = [[0.7, 0.2, 1.3], [0.2, 0.2, 1.3]],
        ["CauchyDensity"] = [[0.7, 0.2, 1.3], [0, 0, 1]],
        ["LogNormalDensity"] = [[0.7, 0.2, 1.3], [1, 0, 1]],
        ["GumbelLogDensity"] = [[0.7, 0.2, 1.3], [0, 0, 1]],
        ["ParetoLogDensity"] = [[2, 1, 3], [1, 1, 3]],
        ["RayleighDensity"] = [[1.2, 0.8], [0, 0.8]],
        ["ExponentialLogDensity"] = [[1.2, 0.8], [0, 0.8]],
        ["BernoulliEntropy"] = [[0.3], [0.5], [1], [0]],
        ["KullbackLeibler"] = [[0.3, 0.6], [0.4, 0.4]],
        ["GaussianDivergence"] = [[0.1, 1.2, -0.3, 0.8], [0, 1, 0, 1]],
        ["BivariateGaussian"] = [[0.3, -0.2, 1.1, 0.9, 0.4], [0, 0, 1, 1, 0]],
        ["PoissonDeviance"] = [[3, 2.5], [3, 3]],
        ["ZeroResidual"] = [[2], [1]],
        ["FisherZ"] = [[0.5], [0], [-0.9]],
        ["AsinhTransform"] = [[2, 5], [0, 5]],
        ["SechDensity"] = [[0.7, 0.3, 2], [0.3, 0.3, 2]],
    };

    /// <summary>The methods.</summary>
    public const string Text = """
        public static partial class Statistics
        {
            [Differentiable]
            public static Real GaussianLogDensity(Real x, Real mean, Real deviation)
            {
                Real t = (x - mean) / deviation;
                return -0.5 * t * t - Math.Log(deviation) - 0.5 * Math.Log(2 * Math.PI);
            }

            [Differentiable] public static Real GaussianByLogScale(Real x, Real mean, Real logScale) => -0.5 * Math.Pow((x - mean) * Math.Exp(-logScale), 2) - logScale;
            [Differentiable] public static Real WeibullLogDensity(Real x, Real shape, Real scale) => Math.Log(shape / scale) + (shape - 1) * Math.Log(x / scale) - Math.Pow(x / scale, shape);

            [Differentiable]
            public static Real StudentLogDensity(Real x, Real mean, Real scale)
            {
                const double nu = 4;
                Real t = (x - mean) / scale;
                return -Math.Log(scale) - (nu + 1) / 2 * Math.Log(1 + t * t / nu);
            }

            [Differentiable]
            public static Real MixtureLogDensity(Real x, Real weight, Real m1, Real m2, Real s1, Real s2)
            {
                Real t1 = (x - m1) / s1;
                Real t2 = (x - m2) / s2;
                Real l1 = Math.Log(weight) - 0.5 * t1 * t1 - Math.Log(s1);
                Real l2 = Math.Log(1 - weight) - 0.5 * t2 * t2 - Math.Log(s2);
                Real most = Math.Max(l1, l2);
                return most + Math.Log(Math.Exp(l1 - most) + Math.Exp(l2 - most));
            }

            [Differentiable] public static Real LaplaceLogDensity(Real x, Real mean, Real scale) => -Math.Abs(x - mean) / scale - Math.Log(2 * scale);
            [Differentiable] public static Real CauchyDensity(Real x, Real x0, Real gamma) => 1 / (Math.PI * gamma * (1 + Math.Pow((x - x0) / gamma, 2)));
            [Differentiable] public static Real LogNormalDensity(Real x, Real mean, Real deviation) => Math.Exp(-Math.Pow(Math.Log(x) - mean, 2) / (2 * deviation * deviation)) / (x * deviation * Math.Sqrt(2 * Math.PI));

            [Differentiable]
            public static Real GumbelLogDensity(Real x, Real mode, Real scale)
            {
                Real z = (x - mode) / scale;
                return -(z + Math.Exp(-z)) - Math.Log(scale);
            }

            [Differentiable] public static Real ParetoLogDensity(Real x, Real least, Real shape) => x >= least ? Math.Log(shape) + shape * Math.Log(least) - (shape + 1) * Math.Log(x) : -50;
            [Differentiable] public static Real RayleighDensity(Real x, Real sigma) => x / (sigma * sigma) * Math.Exp(-x * x / (2 * sigma * sigma));
            [Differentiable] public static Real ExponentialLogDensity(Real x, Real rate) => Math.Log(rate) - rate * x;
            [Differentiable] public static Real BernoulliEntropy(Real p) => p <= 0 || p >= 1 ? 0 : -p * Math.Log(p) - (1 - p) * Math.Log(1 - p);
            [Differentiable] public static Real KullbackLeibler(Real p, Real q) => p * Math.Log(p / q) + (1 - p) * Math.Log((1 - p) / (1 - q));
            [Differentiable] public static Real GaussianDivergence(Real m1, Real s1, Real m2, Real s2) => Math.Log(s2 / s1) + (s1 * s1 + (m1 - m2) * (m1 - m2)) / (2 * s2 * s2) - 0.5;

            [Differentiable]
            public static Real BivariateGaussian(Real x, Real y, Real sx, Real sy, Real rho)
            {
                Real a = x / sx;
                Real b = y / sy;
                Real c = 1 - rho * rho;
                return Math.Exp(-(a * a - 2 * rho * a * b + b * b) / (2 * c)) / (2 * Math.PI * sx * sy * Math.Sqrt(c));
            }

            [Differentiable] public static Real PoissonDeviance(Real y, Real mean) => 2 * (y * Math.Log(y / mean) - (y - mean));
            [Differentiable] public static Real ZeroResidual(Real x) { Real l = Math.Log(x); return l * l; }
            [Differentiable] public static Real FisherZ(Real r) => Math.Atanh(r);
            [Differentiable] public static Real AsinhTransform(Real x, Real cofactor) => Math.Asinh(x / cofactor);
            [Differentiable] public static Real SechDensity(Real x, Real mean, Real scale) => 1 / (2 * scale * Math.Cosh(Math.PI / 2 * (x - mean) / scale));
        }
        """;
}
