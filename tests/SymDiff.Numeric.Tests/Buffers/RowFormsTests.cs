using SymDiff.TestKit;

namespace SymDiff.Numeric.Tests.Buffers;

/// <summary>Arrays of arrays as parameters: what is refused or left to the method. Null, shared rows, shapes.</summary>
public sealed class RowFormsTests
{
    private const string Source = """
        using System;
        using SymDiff;

        public static partial class F
        {
            [Differentiable]
            public static float Singles(float[][] a)
            {
                float s = 0;
                foreach (var row in a) { foreach (float e in row) { s += e * e * e; } }
                return s;
            }

            [Differentiable]
            public static double First(double[][] a, double k) => k > 0 ? a[0][0] * a[0][0] * k : k;

            [Differentiable]
            public static double Guarded(double[][] a)
            {
                ArgumentNullException.ThrowIfNull(a);
                double s = 0;
                for (int i = 0; i < a.Length; i++) { s += a[i].Length; s *= a[i][0]; }
                return s;
            }

            [Differentiable]
            public static double Squares(double[][] a)
            {
                double s = 0;
                for (int i = 0; i < a.Length; i++) { foreach (double e in a[i]) { s += e * e * (i + 1); } }
                return s;
            }

            [Differentiable(Derivatives.Vjp)]
            public static void Scale([InOut] double[][] a, [NoGradient] double[][] by, Span<double> t, ref double k)
            {
                for (int i = 0; i < a.Length; i++) { for (int j = 0; j < a[i].Length; j++) { a[i][j] *= by[i][j] * k; t[i] += a[i][j]; } }
                k *= 2;
            }

            // Names that what stands for the rows would have.
            [Differentiable]
            public static double Names(double[][] a, int aRows, double[,] m, double aStarts, int mColumns) => a[aRows][0] * m[0, mColumns] * aStarts;

            public static string? ScaleVjp(int which)
            {
                double[][] a = { new double[2], new double[3] };
                double[][] d = { new double[2], new double[3] };
                double[][] by = { new double[] { 1, 2 }, new double[] { 3, 4, 5 } };
                double[] t = new double[3];
                double[] dT = new double[3];
                double k = 2, dK = 0;
                if (which == 1) { a[0] = a[1] = t; d[0] = new double[3]; by[0] = new double[3]; }
                if (which == 2) { by[1] = a[1]; }
                if (which == 3) { t = a[1]; }
                if (which == 4) { dT = a[1]; }
                if (which == 5) { d[1] = a[1]; }
                if (which == 6) { d[0] = null!; }
                if (which == 7) { d[1] = t; }
                if (which == 8) { a[1] = dT; }
                try
                {
                    if (which == 9) { ScaleVjp(a, by, t, ref a[1][1], d, dT, ref dK); }
                    else { ScaleVjp(a, by, t, ref k, d, dT, ref dK); }
                    return null;
                }
                catch (ArgumentException e)
                {
                    return e.ParamName;
                }
            }
        }
        """;

    private delegate (double[][] A, double K) FirstGradient(double[][] a, double k);

    private static readonly Lazy<LoadedProject> Loaded = new(() => new LoadedProject().With("RowForms", Source, "Gradient, ValueAndGradient, Vjp, Jvp, Jacobian"));

    [Fact]
    public void SharedRows_HaveEachTheirOwnPartials()
    {
        double[] row = [1, 2];
        double[][] gradient = Get<Func<double[][], double[][]>>("SquaresGradient")([row, row, [], []]);
        Assert.Equal([[2, 4], [4, 8], [], []], gradient);

        // What is added to may be shared.
        double[] sum = [100, 200];
        Get<Func<double[][], double, double[][], double>>("SquaresVjp")([[1, 2], [3, 4]], 1.0, [sum, sum]);
        Assert.Equal([100 + 2 + 12, 200 + 4 + 16], sum);
        Assert.Equal("dA", Assert.Throws<ArgumentException>(() => Get<Action<double[][], double[][]>>("SquaresGradient")([[1, 2], [3, 4]], [sum, sum])).ParamName);
        Assert.Equal("dA", Assert.Throws<ArgumentException>(() => Get<Action<double[][], double[][]>>("SquaresGradient")([[1, 2], sum], [sum, [1, 2]])).ParamName);
        Assert.Equal("dA", Assert.Throws<ArgumentException>(() => Get<Func<double[][], double, double[][], double>>("SquaresVjp")([[1, 2], sum], 1.0, [sum, [0, 0]])).ParamName);
        Assert.Equal([100 + 2 + 12, 200 + 4 + 16], sum);
    }

    [Fact]
    public void ManySharedRows_AreFound()
    {
        double[][] a = [.. Enumerable.Range(0, 1000).Select(i => new double[] { i })];
        double[][] d = [.. a.Select(_ => new double[1])];
        Get<Action<double[][], double[][]>>("SquaresGradient")(a, d);
        Assert.Equal(a.Select((r, i) => 2 * r[0] * (i + 1)), d.Select(r => r[0]));
        d[998] = d[3];
        Assert.Equal("dA", Assert.Throws<ArgumentException>(() => Get<Action<double[][], double[][]>>("SquaresGradient")(a, d)).ParamName);
        d[998] = a[500];
        Assert.Equal("dA", Assert.Throws<ArgumentException>(() => Get<Action<double[][], double[][]>>("SquaresGradient")(a, d)).ParamName);
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(1, "a")]
    [InlineData(2, "a")]
    [InlineData(3, "a")]
    [InlineData(4, "a")]
    [InlineData(5, "a")]
    [InlineData(6, "dA")]
    [InlineData(7, "t")]
    [InlineData(8, "a")]
    [InlineData(9, "k")]
    public void WrittenRows_AreApartFromAllElse(int which, string? name) => Assert.Equal(name, Get<Func<int, string?>>("ScaleVjp")(which));

    [Theory]
    [InlineData(3, 2, 3)]
    [InlineData(2, 2, 4)]
    [InlineData(2, 1, 3)]
    public void OtherShapes_AreRefused(int rows, int first, int second)
    {
        double[][] d = new double[rows][];
        d[0] = new double[first];
        d[1] = new double[second];
        Assert.Equal("dA", Assert.Throws<ArgumentException>(() => Get<Action<double[][], double[][]>>("SquaresGradient")([[1, 2], [3, 4, 5]], d)).ParamName);
        Assert.Equal("dA", Assert.Throws<ArgumentException>(() => Get<Action<double[][], double[][]>>("SquaresGradient")([[1, 2], [3, 4, 5]], null!)).ParamName);
    }

    [Fact]
    public void Null_IsTheMethodsOwnAffair()
    {
        FirstGradient first = Get<FirstGradient>("FirstGradient");
        (double[][] dA, double dK) = first(null!, -1);
        Assert.Empty(dA);
        Assert.Equal(1, dK);
        Assert.Throws<NullReferenceException>(() => first(null!, 1));
        Assert.Throws<NullReferenceException>(() => first([null!], 1));
        Assert.Throws<IndexOutOfRangeException>(() => first([], 1));
        Assert.Throws<IndexOutOfRangeException>(() => first([[], [1]], 1));
        (dA, dK) = first([[3], null!], 2);
        Assert.Equal([12], dA[0]);
        Assert.Null(dA[1]);
        Assert.Equal(9, dK);
        Func<double[][], double[][]> guarded = Get<Func<double[][], double[][]>>("GuardedGradient");
        Assert.Equal("a", Assert.Throws<ArgumentNullException>(() => guarded(null!)).ParamName);
        Assert.Throws<NullReferenceException>(() => guarded([[1], null!]));
    }

    [Fact]
    public void Singles_AndNames()
    {
        Assert.Equal([[3f, 12f], [0.75f]], Get<Func<float[][], float[][]>>("SinglesGradient")([[1, 2], [0.5f]]));
        var (dA, dM, dS) = Get<Func<double[][], int, double[,], double, int, (double[][], double[,], double)>>("NamesGradient")([[1], [2]], 1, new double[,] { { 3, 5 } }, 7, 1);
        Assert.Equal([[0], [35]], dA);
        Assert.Equal([0, 14], dM.Cast<double>());
        Assert.Equal(10, dS);
    }

    private static T Get<T>(string name)
        where T : Delegate => Loaded.Value.Delegate<T>("F", name);
}
