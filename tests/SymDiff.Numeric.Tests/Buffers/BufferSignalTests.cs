namespace SymDiff.Numeric.Tests.Buffers;

/// <summary>Convolution, Fourier transform, heat equation, and least squares of NIST.</summary>
public sealed class BufferSignalTests
{
    private const string Source = """
        public static partial class Signals
        {
            [Differentiable(Derivatives.Vjp | Derivatives.Jvp)]
            public static void Convolution(ReadOnlySpan<double> x, ReadOnlySpan<double> k, [Output] Span<double> y)
            {
                for (int i = 0; i < y.Length; i++) { y[i] = 0; }
                for (int i = 0; i < x.Length; i++)
                {
                    for (int j = 0; j < k.Length; j++) { y[i + j] += x[i] * k[j]; }
                }
            }

            [Differentiable(Derivatives.Vjp | Derivatives.Jvp)]
            public static void Dft(ReadOnlySpan<double> x, [Output] Span<double> re, [Output] Span<double> im)
            {
                int n = x.Length;
                for (int k = 0; k < n; k++)
                {
                    double c = 0, s = 0;
                    for (int t = 0; t < n; t++)
                    {
                        double a = 2 * Math.PI * k * t / n;
                        c += x[t] * Math.Cos(a);
                        s -= x[t] * Math.Sin(a);
                    }

                    re[k] = c;
                    im[k] = s;
                }
            }

            [Differentiable]
            public static double Power(double[] x)
            {
                var re = new double[x.Length];
                var im = new double[x.Length];
                Dft(x, re, im);
                double s = 0;
                for (int k = 0; k < x.Length; k++) { s += re[k] * re[k] + im[k] * im[k]; }
                return s;
            }

            [Differentiable]
            public static double Heat(ReadOnlySpan<double> u0, double kappa, int steps)
            {
                double[] u = u0.ToArray();
                double[] v = new double[u.Length];
                for (int t = 0; t < steps; t++)
                {
                    v[0] = u[0];
                    v[^1] = u[^1];
                    for (int i = 1; i < u.Length - 1; i++) { v[i] = u[i] + kappa * (u[i - 1] - 2 * u[i] + u[i + 1]); }
                    (u, v) = (v, u);
                }

                double s = 0;
                foreach (double x in u) { s += x * x; }
                return s;
            }

            // The diffusivity depends on the temperature, so that nothing is linear.
            [Differentiable]
            public static double HeatOnSpans(ReadOnlySpan<double> u0, double kappa, int steps)
            {
                Span<double> u = stackalloc double[u0.Length];
                Span<double> v = stackalloc double[u0.Length];
                u0.CopyTo(u);
                u0.CopyTo(v);
                for (int t = 0; t < steps; t++)
                {
                    for (int i = 1; i < u.Length - 1; i++) { v[i] = u[i] + kappa * u[i] * (u[i - 1] - 2 * u[i] + u[i + 1]); }
                    Span<double> w = u;
                    u = v;
                    v = w;
                }

                double s = 0;
                for (int i = 0; i < u.Length; i++) { s += (i + 1) * u[i] * v[i]; }
                return s;
            }

            [Differentiable]
            public static double Misra1a([NoGradient] ReadOnlySpan<double> x, [NoGradient] ReadOnlySpan<double> y, double b1, double b2)
            {
                double s = 0;
                for (int i = 0; i < x.Length; i++)
                {
                    double r = y[i] - b1 * (1 - Math.Exp(-b2 * x[i]));
                    s += r * r;
                }

                return s;
            }

            [Differentiable]
            public static double Eckerle4([NoGradient] double[] x, [NoGradient] double[] y, ReadOnlySpan<double> b)
            {
                double s = 0;
                for (int i = 0; i < x.Length; i++)
                {
                    double z = (x[i] - b[2]) / b[1];
                    double r = y[i] - b[0] / b[1] * Math.Exp(-0.5 * z * z);
                    s += r * r;
                }

                return s;
            }
        }
        """;

    private static readonly Lazy<BufferProject> Compiled = new(() => new BufferProject("Signals", Source));

    private static readonly double[] MisraX = [77.6, 114.9, 141.1, 190.8, 239.9, 289.0, 332.8, 378.4, 434.8, 477.3, 536.8, 593.1, 689.1, 760.0];
    private static readonly double[] MisraY = [10.07, 14.73, 17.94, 23.93, 29.61, 35.18, 40.02, 44.82, 50.76, 55.05, 61.01, 66.40, 75.47, 81.78];

    private static readonly double[] EckerleX =
    [
        400.0, 405.0, 410.0, 415.0, 420.0, 425.0, 430.0, 435.0, 436.5, 438.0, 439.5, 441.0, 442.5, 444.0, 445.5, 447.0, 448.5, 450.0,
        451.5, 453.0, 454.5, 456.0, 457.5, 459.0, 460.5, 462.0, 463.5, 465.0, 470.0, 475.0, 480.0, 485.0, 490.0, 495.0, 500.0,
    ];

    private static readonly double[] EckerleY =
    [
        0.0001575, 0.0001699, 0.0002350, 0.0003102, 0.0004917, 0.0008710, 0.0017418, 0.0046400, 0.0065895, 0.0097302, 0.0149002, 0.0237310,
        0.0401683, 0.0712559, 0.1264458, 0.2073413, 0.2902366, 0.3445623, 0.3698049, 0.3668534, 0.3106727, 0.2078154, 0.1164354, 0.0616764,
        0.0337200, 0.0194023, 0.0117831, 0.0074357, 0.0022732, 0.0008800, 0.0004579, 0.0002345, 0.0001586, 0.0001143, 0.0000710,
    ];

    internal static BufferProject Project => Compiled.Value;

    [Fact]
    public void Convolution_HasCorrelationsAsPullback()
    {
        double[] x = [1, 2, -1, 0.5];
        double[] k = [0.5, -1, 2];
        double[] g = [1, 2, 3, 4, 5, 6];
        double[][] d = [new double[4], new double[3]];
        Project["Convolution"].Vjp([x, k, new double[6]], 0, [g], d);
        Assert.Equal([.. x.Select((_, i) => k.Select((v, j) => v * g[i + j]).Sum())], d[0]);
        Assert.Equal([.. k.Select((_, j) => x.Select((v, i) => v * g[i + j]).Sum())], d[1]);
        BufferChecks.Check(Project["Convolution"], 1e-8, x, k, new double[6]);
    }

    [Fact]
    public void Dft_KeepsPower()
    {
        double[] x = [1, -0.5, 2, 0.25, -1.5];
        double[] gradient = Project["Power"].GradientAt(x)[0];
        for (int i = 0; i < x.Length; i++)
        {
            Assert.Equal(2 * x.Length * x[i], gradient[i], 1e-12);
        }

        BufferChecks.Check(Project["Power"], 1e-7, x);
        BufferChecks.Check(Project["Dft"], 1e-8, x, new double[5], new double[5]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(6)]
    [InlineData(7)]
    public void Heat_ByPingPong(int steps)
    {
        double[] u = [1, 0.5, -0.25, 2, 0, 1.5];
        BufferChecks.Check(Project["Heat"], 1e-7, u, 0.2, steps);
        BufferChecks.Check(Project["HeatOnSpans"], 1e-7, u, 0.1, steps);
    }

    [Fact]
    public void Misra1a_GradientVanishesAtTheCertifiedParameters()
    {
        double[][] gradient = Project["Misra1a"].GradientAt(MisraX, MisraY, 238.94212918, 5.5015643181E-04);
        Assert.Equal(1.2455138894E-01, Project["Misra1a"].Value([MisraX, MisraY, 238.94212918, 5.5015643181E-04]), 1e-11);

        // Relative to the curvature times the last digit that is given.
        Assert.Equal(0, gradient[0][0], 1e-7);
        Assert.Equal(0, gradient[1][0], 1e-2);

        // In other units, for which the step of central differences is right.
        double[] thousands = [.. MisraX.Select(x => x / 1000)];
        BufferChecks.Check(Project["Misra1a"], 1e-6, thousands, MisraY, 250.0, 0.5);
    }

    [Fact]
    public void Eckerle4_GradientVanishesAtTheCertifiedParameters()
    {
        double[] certified = [1.5543827178, 4.0888321754, 451.54121844];
        Assert.Equal(1.4635887487E-03, Project["Eckerle4"].Value([EckerleX, EckerleY, certified]), 1e-12);
        Assert.All(Project["Eckerle4"].GradientAt(EckerleX, EckerleY, certified)[0], d => Assert.Equal(0, d, 1e-9));
        Assert.All(Project["Eckerle4"].GradientAt(EckerleX, EckerleY, new[] { 1.5, 5, 450 })[0], d => Assert.True(Math.Abs(d) > 1e-3));
        BufferChecks.Check(Project["Eckerle4"], 1e-6, EckerleX, EckerleY, new[] { 1.5, 5, 450 });
    }
}
