namespace SymDiff.Numeric.Tests.RealFormulas;

/// <summary>Losses and activations.</summary>
internal static class Learning
{
    /// <summary>The points of each method.</summary>
    public static IReadOnlyDictionary<string, double[][]> Points { get; } = new Dictionary<string, double[][]>
    {
        ["LogisticLoss"] = [[0.7, 0.2, 1.3, 1], [0, 0, 0, -1], [-30, 2, 1, 1]],
        ["SoftplusLoss"] = [[0.7], [-0.7], [0], [-0.0], [40], [-40]],
        ["CrossEntropyWithLogits"] = [[0.7, 1], [-2, 0.3], [0, 0.5]],
        ["CrossEntropyOfThree"] = [[0.7, 1.3, -0.4], [1, 1, 1], [1, 1, 0], [-700, 0, 700]],
        ["LogSumExp"] = [[0.7, 1.3, -0.4], [2, 2, 2], [800, 800, -800]],
        ["SmoothMax"] = [[0.7, 1.3, 2], [1, 1, 5], [0, 0, 0]],
        ["Huber"] = [[0.3, 1], [2, 1], [-2, 1], [1, 1], [-1, 1], [0, 1]],
        ["PseudoHuber"] = [[0.3, 1.5], [0, 1.5], [100, 0.1]],
        ["CauchyLoss"] = [[0.3, 1.5], [0, 1], [-4, 0.5]],
        ["WelschLoss"] = [[0.3, 1.5], [0, 1], [-4, 0.5]],
        ["TukeyBiweight"] = [[0.3, 1.5], [2, 1], [1, 1]],
        ["Gelu"] = [[0.7], [0], [-3], [6]],
        ["Silu"] = [[0.7], [0], [-20], [20]],
        ["Mish"] = [[0.7], [0], [-3]],
        ["Elu"] = [[0.7, 1.5], [-0.7, 1.5], [0, 1.5]],
        ["LeakyRelu"] = [[0.7], [-0.7], [0]],
        ["ReluByMax"] = [[0.7], [-0.7], [0]],
        ["HardSigmoid"] = [[0.3], [3], [-3], [2.5], [-2.5]],
        ["Softsign"] = [[0.7], [-0.7], [0]],
        ["Hinge"] = [[0.7, 1], [1, 1], [2, 1]],
        ["SquaredHinge"] = [[0.7, 1], [1, 1], [2, 1]],
        ["FocalLoss"] = [[0.7, 2], [-1.2, 0]],
        ["Neuron"] = [[0.3, -0.7, 0.1, 1.2, 0.4], [0, 0, 0, 0, 0]],
        ["ElasticNet"] = [[0.7, -1.2, 0.3], [0, 1, 0.5], [0, 0, 0]],
        ["LassoSquared"] = [[0.7], [0], [-1.5]],
    };

    /// <summary>The methods.</summary>
    public const string Text = """
        public static partial class Learning
        {
            [Differentiable] public static Real LogisticLoss(Real w, Real b, Real x, Real label) => Math.Log(1 + Math.Exp(-label * (w * x + b)));
            [Differentiable] public static Real SoftplusLoss(Real x) => Math.Max(x, 0) + Math.Log(1 + Math.Exp(-Math.Abs(x)));
            [Differentiable] public static Real CrossEntropyWithLogits(Real z, Real target) => Math.Max(z, 0) - z * target + Real.LogP1(Math.Exp(-Math.Abs(z)));

            [Differentiable]
            public static Real CrossEntropyOfThree(Real a, Real b, Real c)
            {
                Real most = Math.Max(a, Math.Max(b, c));
                Real sum = Math.Exp(a - most) + Math.Exp(b - most) + Math.Exp(c - most);
                return Math.Log(sum) - (b - most);
            }

            [Differentiable]
            public static Real LogSumExp(Real a, Real b, Real c)
            {
                Real most = Math.Max(Math.Max(a, b), c);
                return most + Math.Log(Math.Exp(a - most) + Math.Exp(b - most) + Math.Exp(c - most));
            }

            [Differentiable]
            public static Real SmoothMax(Real a, Real b, Real sharpness)
            {
                Real ea = Math.Exp(sharpness * a);
                Real eb = Math.Exp(sharpness * b);
                return (a * ea + b * eb) / (ea + eb);
            }

            [Differentiable]
            public static Real Huber(Real r, Real delta)
            {
                Real size = Math.Abs(r);
                return size <= delta ? 0.5 * r * r : delta * (size - 0.5 * delta);
            }

            [Differentiable] public static Real PseudoHuber(Real r, Real delta) => delta * delta * (Math.Sqrt(1 + Math.Pow(r / delta, 2)) - 1);
            [Differentiable] public static Real CauchyLoss(Real r, Real c) => c * c / 2 * Math.Log(1 + Math.Pow(r / c, 2));
            [Differentiable] public static Real WelschLoss(Real r, Real c) => c * c / 2 * (1 - Math.Exp(-Math.Pow(r / c, 2)));

            [Differentiable]
            public static Real TukeyBiweight(Real r, Real c)
            {
                Real u = 1 - Math.Pow(r / c, 2);
                return Math.Abs(r) > c ? c * c / 6 : c * c / 6 * (1 - u * u * u);
            }

            [Differentiable] public static Real Gelu(Real x) => 0.5 * x * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)));
            [Differentiable] public static Real Silu(Real x) => x / (1 + Math.Exp(-x));
            [Differentiable] public static Real Mish(Real x) => x * Math.Tanh(Math.Log(1 + Math.Exp(x)));
            [Differentiable] public static Real Elu(Real x, Real a) => x > 0 ? x : a * (Math.Exp(x) - 1);
            [Differentiable] public static Real LeakyRelu(Real x) => Math.Max(x, 0.01 * x);
            [Differentiable] public static Real ReluByMax(Real x) => Math.Max(0, x);
            [Differentiable] public static Real HardSigmoid(Real x) => Math.Clamp(0.2 * x + 0.5, 0, 1);
            [Differentiable] public static Real Softsign(Real x) => x / (1 + Math.Abs(x));
            [Differentiable] public static Real Hinge(Real score, Real label) => Math.Max(0, 1 - label * score);
            [Differentiable] public static Real SquaredHinge(Real score, Real label) => Math.Pow(Math.Max(0, 1 - label * score), 2);

            [Differentiable]
            public static Real FocalLoss(Real z, Real gamma)
            {
                Real p = 1 / (1 + Math.Exp(-z));
                return -Math.Pow(1 - p, gamma) * Math.Log(p);
            }

            [Differentiable] public static Real Neuron(Real w0, Real w1, Real b, Real x0, Real x1) => 1 / (1 + Math.Exp(-(w0 * x0 + w1 * x1 + b)));
            [Differentiable] public static Real ElasticNet(Real a, Real b, Real mix) => mix * (Math.Abs(a) + Math.Abs(b)) + (1 - mix) * (a * a + b * b) / 2;
            [Differentiable] public static Real LassoSquared(Real x) => Math.Abs(x) * Math.Abs(x) + Math.Pow(Math.Abs(x), 2);
        }
        """;
}
