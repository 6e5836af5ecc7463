using SymDiff.TestKit;

namespace SymDiff.Numeric.Tests.Buffers;

/// <summary>Code that is not looked into, and writes to a buffer of the caller's which it knows by another name.</summary>
public sealed class OpaqueWriteTests
{
    private const string Source = """
        public interface IFeed { void Next(int batch); double Draw(int batch); }

        public sealed class Feed : IFeed
        {
            private readonly double[] buffer;
            public Feed(double[] given) { buffer = given; }
            public void Next(int batch) { for (int i = 0; i < buffer.Length; i++) { buffer[i] = Math.Sin(3 * batch + i); } }
            public double Draw(int batch) { Next(batch); return 1 + batch; }
        }

        public static partial class Streams
        {
            // Called through an interface.
            [Differentiable]
            public static double Refilled(double w, [NoGradient] double[] data, [NoGradient] IFeed feed, int batches)
            {
                double s = 0;
                for (int b = 0; b < batches; b++)
                {
                    feed.Next(b);
                    for (int i = 0; i < data.Length; i++) { double r = data[i] * w - 0.5; s += r * r * Math.Exp(w * data[i]); }
                }

                return s;
            }

            // A value besides, in the middle of an iteration.
            [Differentiable]
            public static double Drawn(double w, [NoGradient] double[] data, [NoGradient] IFeed feed, int batches)
            {
                double p = 1;
                for (int b = 0; b < batches; b++)
                {
                    p *= data[0] * w + 0.1;
                    p += feed.Draw(b) * w * data[1];
                    p = p * w * data[2];
                }

                return p;
            }

            // A linear map of every sample, and another one for each: its adjoint is not the adjoint of one map.
            [Differentiable]
            public static double Mapped(double[] a, [NoGradient] double[] map, [NoGradient] double[] samples, [NoGradient] IFeed feed)
            {
                double[] x = new double[a.Length];
                double s = 0;
                for (int i = 0; i < samples.Length; i++)
                {
                    feed.Next(i);
                    for (int r = 0; r < a.Length; r++) { x[r] = samples[i] - a[r]; }
                    double q = 0;
                    for (int r = 0; r < a.Length; r++)
                    {
                        double y = 0;
                        for (int c = 0; c < a.Length; c++) { y += map[c] * x[c]; }
                        q += y * y;
                    }

                    s += Math.Log(1 + q);
                }

                return s;
            }

            public static double MappedAt(double w) { double[] d = { 0.3, 0.7, -0.2 }; return Mapped(new[] { w, 0.4, 0.9 }, d, new[] { 0.5, 1.5, -0.75 }, new Feed(d)); }
            public static double MappedSlope(double w) { double[] d = { 0.3, 0.7, -0.2 }; double[] slope = new double[3]; MappedGradient(new[] { w, 0.4, 0.9 }, d, new[] { 0.5, 1.5, -0.75 }, new Feed(d), slope); return slope[0]; }
            public static double RefilledAt(double w) { double[] d = { 0.3, 0.7, -0.2 }; return Refilled(w, d, new Feed(d), 4); }
            public static double RefilledSlope(double w) { double[] d = { 0.3, 0.7, -0.2 }; return RefilledGradient(w, d, new Feed(d), 4); }
            public static double DrawnAt(double w) { double[] d = { 0.3, 0.7, -0.2 }; return Drawn(w, d, new Feed(d), 4); }
            public static double DrawnSlope(double w) { double[] d = { 0.3, 0.7, -0.2 }; return DrawnGradient(w, d, new Feed(d), 4); }
        }
        """;

    private static readonly LoadedProject Project = new LoadedProject().With("OpaqueWrites", "using System;\nusing SymDiff;\n\n" + Source, "Gradient, Vjp, Jvp");

    [Theory]
    [InlineData("Refilled")]
    [InlineData("Drawn")]
    [InlineData("Mapped")]
    public void WhatChangesBehindTheBack_IsSeen(string method)
    {
        var at = Project.Delegate<Func<double, double>>("Streams", method + "At");
        double slope = Project.Delegate<Func<double, double>>("Streams", method + "Slope")(0.8);
        double expected = (at(0.8 + 1e-6) - at(0.8 - 1e-6)) / 2e-6;
        Assert.Equal(1, slope / expected, 1e-6);
    }
}
