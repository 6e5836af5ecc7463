using SymDiff.TestKit;

namespace SymDiff.Numeric.Tests.Buffers;

/// <summary>Buffers of single precision, beside ones of double precision.</summary>
public sealed class SingleBufferTests
{
    private const string Source = """
        using System;
        using SymDiff;

        public static partial class Singles
        {
            [Differentiable]
            public static float Narrow(float[] w, ReadOnlySpan<double> x, [Scratch] Span<float> t)
            {
                double s = 0;
                for (int i = 0; i < w.Length; i++) { t[i] = w[i] * (float)x[i]; s += t[i] * x[i]; t[i] *= w[i]; }
                float f = (float)s;
                for (int i = 0; i < w.Length; i++) { f += t[i] * t[i]; }
                return f;
            }

            public static double[] Slopes(double[] w, double[] x)
            {
                float[] dW = new float[w.Length];
                double[] dX = new double[x.Length];
                NarrowGradient(Array.ConvertAll(w, v => (float)v), x, new float[w.Length], dW, dX);
                double[] slopes = new double[w.Length + x.Length];
                Array.ConvertAll(dW, v => (double)v).CopyTo(slopes, 0);
                dX.CopyTo(slopes, w.Length);
                return slopes;
            }
        }
        """;

    // Exact in single precision, so that only rounding of the derivatives remains: f = sum of w x^2 + w^4 x^2.
    [Fact]
    public void Gradient_IsTheClosedForm()
    {
        double[] w = [0.5, -0.25, 1.5];
        double[] x = [0.5, 1.25, -0.75];
        double[] slopes = new LoadedProject().With("Singles", Source).Delegate<Func<double[], double[], double[]>>("Singles", "Slopes")(w, x);
        for (int i = 0; i < w.Length; i++)
        {
            Assert.Equal((1 + (4 * w[i] * w[i] * w[i])) * x[i] * x[i], slopes[i], 1e-6);
            Assert.Equal(2 * (w[i] + (w[i] * w[i] * w[i] * w[i])) * x[i], slopes[w.Length + i], 1e-6);
        }
    }
}
