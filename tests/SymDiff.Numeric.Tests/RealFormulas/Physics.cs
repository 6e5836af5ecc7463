namespace SymDiff.Numeric.Tests.RealFormulas;

/// <summary>Mechanics, waves, optics and radiation.</summary>
internal static class Physics
{
    /// <summary>The points of each method.</summary>
    public static IReadOnlyDictionary<string, double[][]> Points { get; } = new Dictionary<string, double[][]>
    {
        ["LennardJones"] = [[1.2, 0.9, 1.3], [1.122462048309373, 1, 1], [0, 1, 1]],
        ["Morse"] = [[1.2, 4.5, 1.9, 0.74], [0.74, 4.5, 1.9, 0.74]],
        ["Coulomb"] = [[1, -2, 0.3, 0.4, 0.5], [1, -2, 0, 0, 0]],
        ["DampedOscillator"] = [[1.5, 0.2, 3, 0.4, 0.9], [1.5, 0, 3, 0, 0]],
        ["DrivenAmplitude"] = [[1, 2, 0.1, 1.9], [1, 2, 0.1, 2], [1, 2, 0, 1]],
        ["Planck"] = [[5e14, 5800], [1e12, 300]],
        ["PlanckScaled"] = [[0.5, 1.2], [3, 0.4]],
        ["KineticEnergy"] = [[2, 0.6, 1], [2, 0, 1]],
        ["LensMaker"] = [[1.5, 0.2, -0.3, 0.01], [1.5, 0.2, 0.2, 0]],
        ["Snell"] = [[1, 1.5, 0.6], [1, 1.5, 0], [1.5, 1, 0.7297276562269663]],
        ["ProjectileRange"] = [[20, 0.7, 9.81], [20, 0, 9.81], [0, 0.7, 9.81]],
        ["ProjectileWithDrag"] = [[20, 0.7, 0.05], [20, 0.7, 0.001]],
        ["PendulumPeriod"] = [[1.2, 0.4, 9.81], [1.2, 0, 9.81]],
        ["Kepler"] = [[0.6, 0.5, 0.3], [0, 0, 0], [0, 0, 0.9]],
        ["OrbitSpeed"] = [[3.986, 7, 8], [1, 1, 1]],
        ["Catenary"] = [[1.5, 0.7], [1.5, 0]],
        ["Doppler"] = [[440, 0.3], [440, 0]],
        ["Gravity"] = [[1, 2, 0.3, 0.4, 0.5], [1, 2, 1, 0, 0]],
        ["SpringPotential"] = [[3, 1, 0.9, 0.8], [3, 1, 0.6, 0.8], [3, 1, 0.5, 0]],
        ["SpringAtRest"] = [[3, 0.2, 0.9, 0.8], [3, 0, 0, 0]],
        ["StefanBoltzmann"] = [[0.9, 2, 300, 290], [0.9, 2, 300, 300]],
        ["WavePacket"] = [[0.3, 0.1, 2, 0.7], [0, 0, 0, 1]],
        ["RelativisticSum"] = [[0.5, 0.6], [0, 0], [1, 0.3]],
        ["Blackbody"] = [[1, 1], [0.01, 3]],
        ["Barometric"] = [[101325, 1000, 288], [101325, 0, 288]],
    };

    /// <summary>The methods.</summary>
    public const string Text = """
        public static partial class Physics
        {
            [Differentiable]
            public static Real LennardJones(Real r, Real depth, Real radius)
            {
                Real s = Math.Pow(radius / r, 6);
                return 4 * depth * (s * s - s);
            }

            [Differentiable]
            public static Real Morse(Real r, Real depth, Real width, Real rest)
            {
                Real e = 1 - Math.Exp(-width * (r - rest));
                return depth * e * e;
            }

            [Differentiable] public static Real Coulomb(Real q, Real p, Real x, Real y, Real z) => q * p / Math.Sqrt(x * x + y * y + z * z);

            [Differentiable]
            public static Real DampedOscillator(Real amplitude, Real damping, Real frequency, Real phase, Real time) =>
                amplitude * Math.Exp(-damping * time) * Math.Cos(Math.Sqrt(frequency * frequency - damping * damping) * time + phase);

            [Differentiable]
            public static Real DrivenAmplitude(Real force, Real natural, Real damping, Real frequency)
            {
                Real detuning = natural * natural - frequency * frequency;
                Real loss = 2 * damping * frequency;
                return force / Math.Sqrt(detuning * detuning + loss * loss);
            }

            [Differentiable]
            public static Real Planck(Real frequency, Real temperature)
            {
                const double h = 6.62607015e-34, c = 299792458, k = 1.380649e-23;
                return 2 * h * Math.Pow(frequency, 3) / (c * c) / (Math.Exp(h * frequency / (k * temperature)) - 1);
            }

            [Differentiable] public static Real PlanckScaled(Real x, Real t) => x * x * x / Real.ExpM1(x / t);
            [Differentiable] public static Real KineticEnergy(Real mass, Real speed, [NoGradient] Real c) => mass * c * c * (1 / Math.Sqrt(1 - speed * speed / (c * c)) - 1);

            [Differentiable]
            public static Real LensMaker(Real index, Real r1, Real r2, Real thickness) =>
                (index - 1) * (1 / r1 - 1 / r2 + (index - 1) * thickness / (index * r1 * r2));

            [Differentiable] public static Real Snell(Real n1, Real n2, Real angle) => Math.Asin(n1 / n2 * Math.Sin(angle));
            [Differentiable] public static Real ProjectileRange(Real speed, Real angle, Real gravity) => speed * speed * Math.Sin(2 * angle) / gravity;

            [Differentiable]
            public static Real ProjectileWithDrag(Real speed, Real angle, Real drag)
            {
                Real vx = speed * Math.Cos(angle);
                Real vy = speed * Math.Sin(angle);
                Real t = 2 * vy / 9.81 * (1 - drag * vy / (3 * 9.81));
                return vx / drag * (1 - Math.Exp(-drag * t));
            }

            [Differentiable]
            public static Real PendulumPeriod(Real length, Real swing, Real gravity)
            {
                Real s = Math.Pow(Math.Sin(swing / 2), 2);
                return 2 * Math.PI * Math.Sqrt(length / gravity) * (1 + s / 4 + 9 * s * s / 64 + 25 * Math.Pow(s, 3) / 256);
            }

            [Differentiable]
            public static Real Kepler(Real eccentric, Real mean, Real eccentricity) =>
                eccentric - (eccentric - eccentricity * Math.Sin(eccentric) - mean) / (1 - eccentricity * Math.Cos(eccentric));

            [Differentiable] public static Real OrbitSpeed(Real mu, Real r, Real a) => Math.Sqrt(mu * (2 / r - 1 / a));
            [Differentiable] public static Real Catenary(Real a, Real x) => a * Math.Cosh(x / a);
            [Differentiable] public static Real Doppler(Real frequency, Real beta) => frequency * Math.Sqrt((1 + beta) / (1 - beta));

            [Differentiable]
            public static Real Gravity(Real m1, Real m2, Real x, Real y, Real z)
            {
                Real squared = x * x + y * y + z * z;
                return m1 * m2 / (squared * Math.Sqrt(squared)) * x;
            }

            [Differentiable]
            public static Real SpringPotential(Real stiffness, Real rest, Real x, Real y)
            {
                Real stretch = Math.Sqrt(x * x + y * y) - rest;
                return 0.5 * stiffness * stretch * stretch;
            }

            [Differentiable]
            public static Real SpringAtRest(Real stiffness, Real rest, Real x, Real y)
            {
                Real stretch = Real.Hypot(x, y) - rest;
                return 0.5 * stiffness * stretch * stretch;
            }

            [Differentiable] public static Real StefanBoltzmann(Real emissivity, Real area, Real t, Real t0) => emissivity * 5.670374419e-8 * area * (Math.Pow(t, 4) - Math.Pow(t0, 4));
            [Differentiable] public static Real WavePacket(Real x, Real centre, Real wave, Real width) => Math.Exp(-Math.Pow((x - centre) / width, 2) / 2) * Math.Cos(wave * x);
            [Differentiable] public static Real RelativisticSum(Real u, Real v) => (u + v) / (1 + u * v);
            [Differentiable] public static Real Blackbody(Real x, Real t) => Math.Pow(x, 3) / (Math.Exp(x / t) - 1);
            [Differentiable] public static Real Barometric(Real p0, Real height, Real temperature) => p0 * Math.Exp(-0.0289644 * 9.80665 * height / (8.31446 * temperature));
        }
        """;
}
