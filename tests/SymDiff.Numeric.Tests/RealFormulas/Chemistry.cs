namespace SymDiff.Numeric.Tests.RealFormulas;

/// <summary>Kinetics, thermodynamics, electrochemistry and hydraulics.</summary>
internal static class Chemistry
{
    /// <summary>The points of each method.</summary>
    public static IReadOnlyDictionary<string, double[][]> Points { get; } = new Dictionary<string, double[][]>
    {
        ["MichaelisMenten"] = [[2, 0.5, 1.3], [2, 0.5, 0]],
        ["CompetitiveInhibition"] = [[2, 0.5, 1.3, 0.2, 0.7], [2, 0.5, 0, 0, 1]],
        ["Hill"] = [[2, 0.5, 2.7, 1.3], [2, 1, 2, 1], [2, 0.5, 2, 0]],
        ["Arrhenius"] = [[1e5, 50000, 300], [1e5, 0, 300]],
        ["VanDerWaals"] = [[1, 0.025, 300, 0.1355, 3.2e-5], [1, 0.025, 300, 0, 0]],
        ["RedlichKwong"] = [[300, 0.025, 1.5, 3e-5], [300, 0.025, 0, 0]],
        ["Antoine"] = [[8.07131, 1730.63, 233.426, 100]],
        ["Nernst"] = [[298, 2, 0.1, 1.5], [298, 1, 1, 1]],
        ["Goldman"] = [[4, 140, 145, 12, 0.04]],
        ["DebyeHueckel"] = [[1, 0.01, 3], [2, 0, 3]],
        ["EntropyChange"] = [[1, 20.8, 300, 350, 1, 2], [1, 20.8, 300, 300, 1, 1]],
        ["LogisticGrowth"] = [[10, 100, 0.3, 5], [10, 100, 0.3, 0]],
        ["Gompertz"] = [[100, 2, 0.4, 3], [100, 2, 0.4, 0]],
        ["Monod"] = [[0.5, 2, 0.3], [0.5, 0, 0.3]],
        ["Langmuir"] = [[3, 0.7, 1.2], [3, 0.7, 0]],
        ["Freundlich"] = [[3, 1.2, 2.5], [3, 1, 2]],
        ["HendersonHasselbalch"] = [[4.76, 0.1, 0.2], [4.76, 0.1, 0.1]],
        ["Manning"] = [[0.03, 2, 4, 0.001], [0.03, 2, 4, 0]],
        ["Haaland"] = [[1e5, 0.0002], [4000, 0]],
        ["TwoCompartments"] = [[100, 0.8, 0.2, 3], [100, 0.8, 0.2, 0]],
        ["Clausius"] = [[101325, 373, 350, 40650], [101325, 373, 373, 40650]],
        ["Eyring"] = [[300, 80, 0.1]],
    };

    /// <summary>The methods.</summary>
    public const string Text = """
        public static partial class Chemistry
        {
            private const double Gas = 8.31446261815324;

            [Differentiable] public static Real MichaelisMenten(Real vmax, Real km, Real s) => vmax * s / (km + s);
            [Differentiable] public static Real CompetitiveInhibition(Real vmax, Real km, Real s, Real i, Real ki) => vmax * s / (km * (1 + i / ki) + s);
            [Differentiable] public static Real Hill(Real most, Real half, Real n, Real dose) => most * Math.Pow(dose, n) / (Math.Pow(half, n) + Math.Pow(dose, n));
            [Differentiable] public static Real Arrhenius(Real a, Real energy, Real temperature) => a * Math.Exp(-energy / (Gas * temperature));
            [Differentiable] public static Real VanDerWaals(Real n, Real volume, Real temperature, Real a, Real b) => n * Gas * temperature / (volume - n * b) - a * n * n / (volume * volume);
            [Differentiable] public static Real RedlichKwong(Real t, Real v, Real a, Real b) => Gas * t / (v - b) - a / (Math.Sqrt(t) * v * (v + b));
            [Differentiable] public static Real Antoine(Real a, Real b, Real c, Real t) => Math.Pow(10, a - b / (c + t));
            [Differentiable] public static Real Nernst(Real t, Real charge, Real inside, Real outside) => Gas * t / (charge * 96485.33212) * Math.Log(outside / inside);

            [Differentiable]
            public static Real Goldman(Real ko, Real ki, Real nao, Real nai, Real permeability) =>
                25.7 * Math.Log((ko + permeability * nao) / (ki + permeability * nai));

            [Differentiable] public static Real DebyeHueckel(Real charge, Real strength, Real size) => Math.Pow(10, -0.509 * charge * charge * Math.Sqrt(strength) / (1 + 0.328 * size * Math.Sqrt(strength)));

            [Differentiable]
            public static Real EntropyChange(Real n, Real cv, Real t1, Real t2, Real v1, Real v2) => n * cv * Math.Log(t2 / t1) + n * Gas * Math.Log(v2 / v1);

            [Differentiable] public static Real LogisticGrowth(Real start, Real capacity, Real rate, Real time) => capacity / (1 + (capacity - start) / start * Math.Exp(-rate * time));
            [Differentiable] public static Real Gompertz(Real a, Real b, Real c, Real t) => a * Math.Exp(-b * Math.Exp(-c * t));
            [Differentiable] public static Real Monod(Real rate, Real s, Real half) => rate * s / (half + s);
            [Differentiable] public static Real Langmuir(Real most, Real k, Real p) => most * k * p / (1 + k * p);
            [Differentiable] public static Real Freundlich(Real k, Real c, Real n) => k * Math.Pow(c, 1 / n);
            [Differentiable] public static Real HendersonHasselbalch(Real pk, Real acid, Real salt) => pk + Math.Log10(salt / acid);
            [Differentiable] public static Real Manning(Real n, Real area, Real perimeter, Real slope) => 1 / n * area * Math.Pow(area / perimeter, 2.0 / 3) * Math.Sqrt(slope);

            [Differentiable]
            public static Real Haaland(Real reynolds, Real roughness)
            {
                Real root = -1.8 * Math.Log10(Math.Pow(roughness / 3.7, 1.11) + 6.9 / reynolds);
                return 1 / (root * root);
            }

            [Differentiable]
            public static Real TwoCompartments(Real dose, Real ka, Real ke, Real t) => dose * ka / (ka - ke) * (Math.Exp(-ke * t) - Math.Exp(-ka * t));

            [Differentiable] public static Real Clausius(Real p, Real t1, Real t2, Real heat) => p * Math.Exp(-heat / Gas * (1 / t2 - 1 / t1));
            [Differentiable] public static Real Eyring(Real t, Real enthalpy, Real entropy) => 2.083661912e10 * t * Math.Exp(entropy / Gas) * Math.Exp(-1000 * enthalpy / (Gas * t));
        }
        """;
}
