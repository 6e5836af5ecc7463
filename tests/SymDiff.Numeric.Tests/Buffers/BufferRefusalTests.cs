namespace SymDiff.Numeric.Tests.Buffers;

/// <summary>What forms refuse, and what they leave to the method.</summary>
public sealed class BufferRefusalTests
{
    private const string Source = """
        public static partial class Refusing
        {
            [Differentiable]
            public static double Guarded(double[] x, double k)
            {
                ArgumentNullException.ThrowIfNull(x);
                double s = 0;
                for (int i = 0; i < x.Length; i++) { s += x[i] * k; }
                return s;
            }

            [Differentiable]
            public static double Unguarded(double[] x)
            {
                double s = 0;
                for (int i = 0; i < x.Length; i++) { s += x[i] * x[i]; }
                return s;
            }

            [Differentiable]
            public static double Optional(double[]? x, double k)
            {
                if (x is null) { return k * k; }
                double s = k;
                for (int i = 0; i < x.Length; i++) { s *= x[i]; }
                return s;
            }

            [Differentiable]
            public static double OptionalToo(double k, double[]? x)
            {
                double s = k;
                if (x is not null && x.Length > 1) { s *= x[1]; }
                if (x != null) { s += x.Length * k * x[0]; }
                return null == x ? s * s : s;
            }

            [Differentiable(Derivatives.Vjp | Derivatives.Jvp)]
            public static double Everything(ReadOnlySpan<double> a, double k, [InOut] Span<double> b, [Output] Span<double> c, [Scratch] Span<double> w, double[] e)
            {
                double s = 0;
                for (int i = 0; i < a.Length; i++)
                {
                    w[i] = a[i] * k + e[i];
                    c[i] = w[i] * b[i];
                    b[i] += c[i] * e[i];
                    s += b[i] * w[i];
                }

                return s;
            }

            public static string? Slices(int from, int to)
            {
                double[] memory = { 1, 2, 3, 4, 5, 6, 7, 8 };
                try
                {
                    LocalGradient(memory.AsSpan(from, 3), memory.AsSpan(to, 3));
                    return null;
                }
                catch (ArgumentException e)
                {
                    return e.ParamName;
                }
            }

            [Differentiable]
            public static double Local(ReadOnlySpan<double> a)
            {
                double s = 0;
                for (int i = 0; i < a.Length; i++) { s += a[i] * a[i]; }
                return s;
            }
        }
        """;

    private static readonly Lazy<BufferProject> Compiled = new(() => new BufferProject("Refusing", Source));

    internal static BufferProject Project => Compiled.Value;

    [Fact]
    public void TooShort_OrOverlapping()
    {
        BufferProject memories = BufferMemoryTests.Project;
        double[] a = [0.5, -1, 2];
        BufferRefusals.Check(memories["PrefixProducts"], [a.Clone()]);
        BufferRefusals.Check(memories["ClearedAfterUse"], a.Clone(), 0.5);
        BufferRefusals.Check(memories["Chosen"], 0.5, true, new double[3]);
        BufferRefusals.Check(memories["Dot"], a.Clone(), a.Clone());
        BufferRefusals.Check(memories["Mixed"], a.Clone(), a.Clone());
        BufferRefusals.Check(memories["EnergyInPlace"], a.Clone(), a.Clone(), 0.5, 0.1, 2);
        BufferRefusals.Check(memories["Workspace"], a.Clone(), new double[4], 0.5);
        BufferRefusals.Check(BufferSignalTests.Project["Dft"], a.Clone(), new double[3], new double[3]);
        BufferRefusals.Check(BufferSignalTests.Project["Misra1a"], a.Clone(), a.Clone(), 2.0, 0.5);
        BufferRefusals.Check(BufferSignalTests.Project["Eckerle4"], a.Clone(), a.Clone(), a.Clone());
        BufferRefusals.Check(Project["Everything"], a.Clone(), 0.5, a.Clone(), new double[3], new double[3], a.Clone());
        BufferChecks.Check(Project["Everything"], 1e-7, a.Clone(), 0.5, a.Clone(), new double[3], new double[3], a.Clone());
        BufferChecks.Check(Project["Everything"], 1e-7, a, 0.5, a.Clone(), new double[3], new double[3], a);
    }

    [Theory]
    [InlineData(0, 3, false)]
    [InlineData(3, 0, false)]
    [InlineData(0, 2, true)]
    [InlineData(4, 2, true)]
    public void Slices_OverlapOrTouch(int from, int to, bool refused) =>
        Assert.Equal(refused ? "dA" : null, Project.Delegate<Func<int, int, string?>>("Refusing", "Slices")(from, to));

    [Theory]
    [InlineData("Guarded")]
    [InlineData("Unguarded")]
    public void NullArray_IsLeftToTheMethod(string name)
    {
        BufferMethod method = Project[name];
        object?[] arguments = name == "Guarded" ? [null, 0.5] : [null];
        Exception own = Assert.ThrowsAny<Exception>(() => method.Value(arguments));
        double[][] d = [[1, 2], [3]];
        foreach (Action form in new Action[]
        {
            () => method.Gradient!(arguments, d),
            () => method.ValueAndGradient!(arguments, d),
            () => method.Vjp(arguments, 1, [], d),
            () => method.Jvp(arguments, d),
            () => method.Hvp!(arguments, d, [new double[2], new double[1]]),
            () => method.FreshGradient!(arguments),
            () => method.FreshValueAndGradient!(arguments),
            () => method.FreshHvp!(arguments, d),
        })
        {
            Exception thrown = Assert.ThrowsAny<Exception>(form);
            Assert.Equal(own.GetType(), thrown.GetType());
            Assert.Equal((own as ArgumentException)?.ParamName, (thrown as ArgumentException)?.ParamName);
        }

        Assert.Equal([1, 2], d[0]);
    }

    [Fact]
    public void NullArray_ThatTheMethodUnderstands()
    {
        double[][] d = [[1, 2], [3]];
        Assert.Equal(6.25, Project["Optional"].ValueAndGradient!([null, 2.5], d));
        Assert.Equal(5, d[1][0]);
        Assert.Equal(6.25, Project["Optional"].Vjp([null, 2.5], 2, [], d));
        Assert.Equal(15, d[1][0]);
        BufferChecks.Check(Project["Optional"], 1e-7, new[] { 0.5, -2 }, 1.5);
        Assert.Equal(6.25, Project["OptionalToo"].Vjp([2.5, null], 2, [], [d[1], d[0]]));
        Assert.Equal(25, d[1][0]);
        BufferChecks.Check(Project["OptionalToo"], 1e-7, 1.5, new[] { 0.5, -2 });
        BufferChecks.Check(Project["OptionalToo"], 1e-7, 1.5, new[] { 0.5 });
    }
}
