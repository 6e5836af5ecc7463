using SymDiff.TestKit;

namespace SymDiff.Numeric.Tests.Forms;

/// <summary>Variables of the caller as outputs and in-outs: every form against central differences of the method.</summary>
public sealed class ByReferenceTests
{
    private const string Source = """
        using System;
        using SymDiff;

        public static partial class C
        {
            [Differentiable(Derivatives.All)]
            public static double Upd(double x, ref double s, ReadOnlySpan<double> w, Span<double> y, out double last, out int n)
            {
                n = 0;
                if (x > 5) { last = s; s = x; return x * w[0]; }
                for (int i = 0; i < w.Length; i++) { s = s * x + Math.Sin(s) * w[i]; y[i] *= s; n++; }
                last = s * x;
                return s + x;
            }

            [Differentiable]
            public static void Swap(ref float a, ref float b, in float c) { float t = a; a = b * c; b = t; }

            [Differentiable]
            public static void NoRoom(ReadOnlySpan<double> x, out double sum)
            {
                if (x.Length > 3) { throw new ArgumentException("long", nameof(x)); }
                sum = 0;
                foreach (double e in x) { sum += e * e; }
            }

            // Results of helpers that take variables by reference.
            [Differentiable(Derivatives.All)]
            public static void Both(double dA, ref double a, out double dB) { Twice(ref a); dB = a * dA; Twice(ref a); }

            private static void Twice(ref double v) => v = 2 * v * v;

            private static double[] J(params object[] parts)
            {
                var all = new System.Collections.Generic.List<double>();
                foreach (object part in parts) { if (part is double[] many) { all.AddRange(many); } else { all.Add((double)part); } }
                return all.ToArray();
            }

            public static double[] Run(double[] p, int n) { double s = p[1]; var y = p[(2 + n)..]; double v = Upd(p[0], ref s, p.AsSpan(2, n), y, out double last, out _); return J(v, s, y, last); }
            public static double[] Jacobian(double[] p, int n)
            {
                double s = p[1];
                var y = p[(2 + n)..];
                double[] j = new double[(3 + n) * p.Length];
                double v = UpdJacobian(p[0], ref s, p.AsSpan(2, n), y, out double last, out int k, j);
                return J(j, v, s, y, last);
            }
            public static double[] Vjp(double[] p, int n, double[] c)
            {
                double s = p[1], dX = 0.5, dS = c[1];
                var y = p[(2 + n)..];
                double[] dW = new double[n], dY = c[2..(2 + n)];
                double v = UpdVjp(p[0], ref s, p.AsSpan(2, n), y, out double last, out int k, c[0], c[2 + n], ref dX, ref dS, dW, dY);
                return J(dX - 0.5, dS, dW, dY, v, s, y, last);
            }
            public static double[] Jvp(double[] p, int n, double[] t)
            {
                double s = p[1], tS = t[1];
                var y = p[(2 + n)..];
                double[] tY = t[(2 + n)..];
                var r = UpdJvp(p[0], ref s, p.AsSpan(2, n), y, out double last, out int k, t[0], ref tS, t.AsSpan(2, n), tY, out double tLast);
                return J(r.Tangent, tS, tY, tLast, r.Value, s, y, last);
            }

            public static float[] SwapJ(float a, float b, float c) { float[] j = new float[6]; SwapJacobian(ref a, ref b, c, j); return new[] { j[0], j[1], j[2], j[3], j[4], j[5], a, b }; }
            public static void Same(int which)
            {
                float a = 1, b = 2, d = 0, e = 0, g = 0;
                float[] m = new float[8];
                switch (which)
                {
                    case 0: SwapVjp(ref a, ref a, b, ref d, ref e, ref g); break;
                    case 1: SwapVjp(ref a, ref b, in a, ref d, ref e, ref g); break;
                    case 2: SwapVjp(ref a, ref b, 1f, ref d, ref d, ref g); break;
                    case 3: SwapVjp(ref a, ref b, 1f, ref d, ref e, ref a); break;
                    case 4: SwapJacobian(ref m[3], ref b, 1f, m); break;
                }
            }
            public static double NoRoomJ(double[] x, double[] j) { NoRoomJacobian(x, out double s, j); return s; }
            public static double[] BothJ(double d, double a) { double[] dA = new double[2], dB = new double[2]; BothJacobianBlocks(d, ref a, out double b, dA, dB); return J(dA, dB, a, b); }
        }
        """;

    private static readonly Lazy<LoadedProject> Project = new(() => new LoadedProject().With("ByReference", Source, "Default"));

    [Theory]
    [InlineData(0.7, 0)]
    [InlineData(0.7, 3)]
    [InlineData(6, 3)]
    public void EveryForm_AgreesWithCentralDifferences(double x, int n)
    {
        double[] p = [x, 0.4, .. Enumerable.Range(0, n).Select(i => 0.3 + (0.2 * i)), .. Enumerable.Range(0, n).Select(i => 1.1 - (0.3 * i))];
        var run = Get<Func<double[], int, double[]>>("Run");
        double[] value = run(p, n);
        double[,] expected = NumericalDerivative.Jacobian(q => run(q, n), p);
        int m = value.Length;
        Near([.. expected.Cast<double>(), .. value], Get<Func<double[], int, double[]>>("Jacobian")(p, n));

        double[] c = [.. Enumerable.Range(0, m).Select(i => 0.9 - (0.4 * i))], t = [.. Enumerable.Range(0, p.Length).Select(i => 0.2 + (0.3 * i))];
        double[] pulled = [.. Enumerable.Range(0, p.Length).Select(j => Enumerable.Range(0, m).Sum(i => c[i] * expected[i, j]))];
        double[] pushed = [.. Enumerable.Range(0, m).Select(i => Enumerable.Range(0, p.Length).Sum(j => t[j] * expected[i, j]))];
        Near([.. pulled, .. value], Get<Func<double[], int, double[], double[]>>("Vjp")(p, n, c));
        Near([.. pushed, .. value], Get<Func<double[], int, double[], double[]>>("Jvp")(p, n, t));
    }

    [Fact]
    public void Variables_ChangePlaces() => Assert.Equal([0, 4, 3, 1, 0, 0, 12, 2], Get<Func<float, float, float, float[]>>("SwapJ")(2, 3, 4));

    [Theory]
    [InlineData(0, "a")]
    [InlineData(1, "a")]
    [InlineData(2, "dA")]
    [InlineData(3, "a")]
    [InlineData(4, "a")]
    public void OneVariablePassedTwice_IsRefused(int which, string name) => Assert.Throws<ArgumentException>(name, () => Get<Action<int>>("Same")(which));

    [Fact]
    public void Guards_AndNoColumns()
    {
        double[] j = new double[3];
        Assert.Equal(14, Get<Func<double[], double[], double>>("NoRoomJ")([1, 2, 3], j));
        Assert.Equal([2, 4, 6], j);
        Assert.Equal(0, Get<Func<double[], double[], double>>("NoRoomJ")([], j));
        Assert.Throws<ArgumentException>("x", () => Get<Func<double[], double[], double>>("NoRoomJ")([1, 2, 3, 4], new double[4]));
    }

    // a becomes 8a⁴, the output 2a²·d.
    [Fact]
    public void NamesThatFormsWouldAppend() => Assert.Equal([0, 18, 864, 36, 648, 54], Get<Func<double, double, double[]>>("BothJ")(3, 3));

    private static void Near(double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(Math.Abs(expected[i] - actual[i]) <= 1e-7 * Math.Max(1, Math.Abs(expected[i])), $"{i}: {expected[i]} and {actual[i]}");
        }
    }

    private static T Get<T>(string name)
        where T : Delegate => Project.Value.Delegate<T>("C", name);
}
