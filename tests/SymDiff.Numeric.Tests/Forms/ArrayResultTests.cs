using SymDiff.TestKit;

namespace SymDiff.Numeric.Tests.Forms;

/// <summary>Methods that return an array: every form against central differences of the method, and what they refuse.</summary>
public sealed class ArrayResultTests
{
    private static readonly Lazy<LoadedProject> Project = new(() => new LoadedProject().With("ArrayResults", ArrayResultPrograms.Source, "Default"));

    private delegate double[] VjpForm(double[] x, double s, ReadOnlySpan<double> cotangent, Span<double> dX, ref double dS);

    private delegate (double[] Value, double[] Tangent) JvpForm(double[] x, double s, ReadOnlySpan<double> tX, double tS);

    private delegate double[] JacobianForm(double[] x, double s, Span<double> jacobian);

    private delegate double[] BlocksForm(double[] x, double s, Span<double> dX, Span<double> dS);

    public static TheoryData<string, int> Cases()
    {
        TheoryData<string, int> cases = [];
        foreach (string name in ArrayResultPrograms.Names)
        {
            for (int point = 0; point < Points.Length; point++)
            {
                cases.Add(name, point);
            }
        }

        return cases;
    }

    private static readonly (double[] X, double S)[] Points =
    [
        ([0.7, -0.4, 1.3], 0.8), ([0.7, 0.4, 1.3], 1.5), ([1.1, 2.2, -0.3, 0.9, 0.2], 2.5), ([-0.6, 0.5, 0.9, 1.7], -0.5),
        ([.. Enumerable.Range(0, 150).Select(i => Math.Sin(i) + 0.1)], 0.9),
    ];

    [Theory]
    [MemberData(nameof(Cases))]
    public void EveryForm_AgreesWithCentralDifferences(string name, int point)
    {
        var (x, s) = Points[point];
        var method = Get<Func<double[], double, double[]>>(name);
        double[] value = method(x, s);
        double[][] expected = [.. Enumerable.Range(0, value.Length).Select(row => CentralDifferences.Gradient(p => method(p[..^1], p[^1])[row], [.. x, s], [.. Enumerable.Range(0, x.Length + 1)]))];
        CheckVjp(name, x, s, value, expected);
        CheckJvp(name, x, s, value, expected);
        if (value.Length * x.Length < 2000)
        {
            CheckJacobians(name, x, s, value, expected);
        }
    }

    private static void CheckVjp(string name, double[] x, double s, double[] value, double[][] expected)
    {
        var vjp = Get<VjpForm>(name + "Vjp");
        double[] before = (double[])x.Clone();
        double[] cotangent = [.. Enumerable.Range(0, value.Length + 2).Select(i => Math.Cos(3 * i) + 0.2)];
        double[] dX = [.. x.Select(e => e * 0.25), 9];
        double dS = 0.5;
        Poison.Memory();
        double[] returned = vjp(x, s, cotangent, dX, ref dS);
        Same(value, returned);
        Same(before, x);
        Assert.Equal(9, dX[^1]);
        double[] pulled = [.. dX[..^1].Select((d, i) => d - (0.25 * x[i])), dS - 0.5];
        double[] wanted = [.. Enumerable.Range(0, x.Length + 1).Select(j => expected.Select((row, i) => row[j] * cotangent[i]).Sum())];
        Near(wanted, pulled, $"{name}Vjp");

        // It is the caller's: the next call leaves it alone, and is not disturbed by what is done to it.
        Array.Fill(returned, double.NaN);
        Same(value, vjp(x, s, cotangent, dX, ref dS));
        Same(before, x);
    }

    private static void CheckJvp(string name, double[] x, double s, double[] value, double[][] expected)
    {
        double[] tX = [.. x.Select((_, i) => Math.Sin(2 * i) + 0.3)];
        var (returned, tangent) = Get<JvpForm>(name + "Jvp")(x, s, tX, 0.7);
        Same(value, returned);
        Near([.. expected.Select(row => row.Zip([.. tX, 0.7], (a, b) => a * b).Sum())], tangent, $"{name}Jvp");

        // ⟨cotangent, Jvp⟩ = ⟨Vjp, tangent⟩.
        double[] cotangent = [.. value.Select((_, i) => Math.Cos(i) - 0.3)], dX = new double[x.Length];
        double dS = 0;
        Get<VjpForm>(name + "Vjp")(x, s, cotangent, dX, ref dS);
        double forward = cotangent.Zip(tangent, (a, b) => a * b).Sum(), back = dX.Zip(tX, (a, b) => a * b).Sum() + (dS * 0.7);
        double size = 1 + cotangent.Zip(tangent, (a, b) => Math.Abs(a * b)).Sum();
        Assert.True(Math.Abs(forward - back) <= 1e-11 * size, $"{name}: {forward:R} and {back:R}");
    }

    private static void CheckJacobians(string name, double[] x, double s, double[] value, double[][] expected)
    {
        int m = value.Length, n = x.Length + 1;
        double[] jacobian = Enumerable.Repeat(double.NaN, m * n).ToArray();
        Poison.Memory();
        Same(value, Get<JacobianForm>(name + "Jacobian")(x, s, jacobian));
        Near([.. expected.SelectMany(r => r)], jacobian, $"{name}Jacobian");
        double[,] fresh = Get<Func<double[], double, double[,]>>(name + "Jacobian")(x, s);
        Assert.Equal((m, n), (fresh.GetLength(0), fresh.GetLength(1)));
        Same(jacobian, [.. fresh.Cast<double>()]);
        var (withValue, matrix) = Get<Func<double[], double, (double[], double[,])>>(name + "ValueAndJacobian")(x, s);
        Same(value, withValue);
        Same(jacobian, [.. matrix.Cast<double>()]);
        double[] dX = new double[m * x.Length], dS = new double[m];
        Same(value, Get<BlocksForm>(name + "JacobianBlocks")(x, s, dX, dS));
        Same(jacobian, [.. Enumerable.Range(0, m).SelectMany(i => (double[])[.. dX[(i * x.Length)..((i + 1) * x.Length)], dS[i]])]);
        if (m > 0)
        {
            Assert.Equal("jacobian", Assert.Throws<ArgumentException>(() => Get<JacobianForm>(name + "Jacobian")(x, s, new double[(m * n) - 1])).ParamName);
            Assert.Equal(name == "Hostile" ? "dCotangent" : "dS", Assert.Throws<ArgumentException>(() => Get<BlocksForm>(name + "JacobianBlocks")(x, s, dX, new double[m - 1])).ParamName);
        }
    }

    [Theory]
    [InlineData("Squares", "cotangent")]
    [InlineData("OneOfSeveral", "cotangent")]
    [InlineData("Hostile", "cotangent_")]
    public void ShortCotangent_IsRefused(string name, string parameter)
    {
        double dS = 0;
        double[] x = [1, 2, 3], dX = [0, 0, 0];
        int length = Get<Func<double[], double, double[]>>(name)(x, 1.5).Length;
        var refused = Assert.Throws<ArgumentException>(() => Get<VjpForm>(name + "Vjp")(x, 1.5, new double[length - 1], dX, ref dS));
        Assert.Equal(parameter, refused.ParamName);
        Assert.Equal(0, dS);
    }

    [Fact]
    public void CotangentInWrittenMemory_IsRefused()
    {
        double dS = 0;
        double[] x = [1, 2, 3], dX = [0, 0, 0];
        Assert.Equal("dX", Assert.Throws<ArgumentException>(() => Get<VjpForm>("SquaresVjp")(x, 1.5, dX, dX, ref dS)).ParamName);
    }

    /// <summary>Whatever the method makes on its way.</summary>
    [Theory]
    [InlineData("Squares")]
    [InlineData("Given")]
    [InlineData("PingPong")]
    [InlineData("Grown")]
    [InlineData("OneOfSeveral")]
    [InlineData("Row")]
    public void OnlyTheResult_IsAllocated(string name)
    {
        var vjp = Get<VjpForm>(name + "Vjp");
        double[] x = [0.7, 0.4, 1.3], cotangent = new double[30], dX = new double[3];
        double dS = 0;
        long own = long.MaxValue, pulled = long.MaxValue;
        int length = vjp(x, 1.5, cotangent, dX, ref dS).Length;
        for (int i = 0; i < 30; i++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            GC.KeepAlive(new double[length]);
            long between = GC.GetAllocatedBytesForCurrentThread();
            GC.KeepAlive(vjp(x, 1.5, cotangent, dX, ref dS));
            (own, pulled) = (Math.Min(own, between - before), Math.Min(pulled, GC.GetAllocatedBytesForCurrentThread() - between));
        }

        Assert.Equal(own, pulled);
    }

    private static void Same(double[] expected, double[] actual) =>
        Assert.True(expected.Length == actual.Length && expected.Zip(actual, Closeness.IsSame).All(same => same), $"[{string.Join(", ", actual)}], not [{string.Join(", ", expected)}]");

    private static void Near(double[] expected, double[] actual, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        double scale = expected.Select(Math.Abs).DefaultIfEmpty(0).Max();
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(Math.Abs(expected[i] - actual[i]) <= 1e-7 * (1e-2 + scale), $"{what}: {i} is {actual[i]:R}, by central differences {expected[i]:R}");
        }
    }

    private static T Get<T>(string name)
        where T : Delegate => Project.Value.Delegate<T>("R", name);
}
