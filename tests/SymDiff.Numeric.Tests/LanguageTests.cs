using SymDiff.TestKit;

namespace SymDiff.Numeric.Tests;

/// <summary>Constructs that are lowered in the front end alone: emitted, compiled, and compared with central differences and with what is known of them.</summary>
public sealed class LanguageTests
{
    private const string Source = """
        using System;
        using System.Collections;
        using System.Collections.Generic;
        using SymDiff;

        public sealed record Point(int X, int Y) { public int Count { get; set; } }

        public sealed class Watched : IEnumerable<int>
        {
            public static int Open;

            public IEnumerator<int> GetEnumerator()
            {
                Open++;
                try { for (int i = 1; i < 9; i++) { yield return i; } }
                finally { Open--; }
            }

            IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
        }

        public interface IFunc { double Invoke(double x); }
        public readonly struct Waves : IFunc { public readonly int N; public Waves(int n) { N = n; } public double Invoke(double x) { double s = 0; for (int i = 0; i < N; i++) { s = s * 0.5 + Math.Sin(x + i) * x; } return s; } }
        public struct Decay : IFunc { double IFunc.Invoke(double x) => Math.Exp(-x); }

        public static partial class Language
        {
            private static int Calls;

            public static int TakeCalls() { int calls = Calls; Calls = 0; return calls; }

            public static int Open() => Watched.Open;

            private static object Make(int n) { Calls++; return n > 2 ? new Point(n, 2) : n > 1 ? "abc" : n; }

            [Differentiable(Derivatives.Default | Derivatives.Hvp)]
            public static double Jumps(double x, int n)
            {
                double s = x;
                for (int i = 0; i < n; i++)
                {
                    switch (i % 4)
                    {
                        case 0: s *= x; if (s > 2) goto case 3; goto default;
                        case 1: s = Math.Sin(s); break;
                        case 3: s -= x * x; break;
                        default: s += 0.25 * x; goto case 1;
                    }
                }

                return s * x;
            }

            [Differentiable(Derivatives.Default | Derivatives.Hvp)]
            public static double Patterns(double x, int n)
            {
                double s = 1;
                for (int i = 0; i < n; i++)
                {
                    s = Make(i) switch { Point(var a, 2) { Count: 0 } p when p.X > 3 => s * x + a, Point { X: 3 } => s * s, string { Length: var l } => s + l * x, int and > 0 => s * Math.Cos(x), _ => s + x };
                }

                return s;
            }

            [Differentiable(Derivatives.Default | Derivatives.Hvp)]
            public static double Objects(double x, int n)
            {
                var p = new Point(n, 2) { Count = n + 1 };
                var l = new List<int> { 1, p.X, n };
                string? text = n > 3 ? $"{n:D3}" : null;
                var (a, b) = p;
                int[] own = { 1, 2, n };
                own[^1] += 1;
                return x * x * p.Count * own[^1] + x * l[^2] * (text?.Length ?? 7) + a * b * Math.Sin(x);
            }

            [Differentiable(Derivatives.Default | Derivatives.Hvp)]
            public static double Functors(double x, int n) => Sum(new Waves(n), x, 4) * Sum(default(Decay), x, 3);

            private static double Sum<TFunc>(TFunc f, double x, int n) where TFunc : struct, IFunc
            {
                double s = 0;
                for (int i = 0; i < n; i++) { s += f.Invoke(x * (i + 1) / n); }
                return s;
            }

            [Differentiable]
            public static double Leaves(double x, int n)
            {
                double s = x;
                foreach (int k in new Watched())
                {
                    foreach (int j in new Watched())
                    {
                        if (j == n) { throw new InvalidOperationException($"{j}"); }
                        if (j == 5) { break; }
                        s = s * x + k;
                    }

                    if (k == 2) { return s; }
                }

                return s;
            }

            [Differentiable]
            public static double Both(double x, int n)
            {
                double s = x;
                for (int i = 0; i < n; i++) { s = Math.Sin(s * x) + Deep(s, 2); }
                return s;
            }

            private static double Never(double q) { throw new InvalidOperationException($"{q}"); }

            // Calls of a helper that always throws, in places where the reader thinks that something follows.
            [Differentiable(Derivatives.Default | Derivatives.Hvp)]
            public static double Thrown(double x, int n)
            {
                double s = x, y;
                if (n == 1) { s = Math.Tanh(Never(1.0)); }
                if (n == 2) { y = Never(x); } else { y = x * x; }
                for (int i = 0; i < 9; i++) { if (i == n) { s = y * Never(s) + s; } s += Math.Sin(x * i); }
                while (n > 20) { s = Never(x); }
                switch (n) { case 10: s = Never(y); break; case 11: s *= y; break; }
                if (n == 12) { y = Never(s); } else if (n == 13) { y = 2 * Never(x); }
                double[] m = { x, s };
                if (n == 14) { m = new double[] { Never(x), 2 }; }
                return s + y + m[1] + (n == 15 ? Never(2) : x);
            }

            private static double Deep(double x, int n) => n == 0 ? x : Math.Sin(Deep(x * 0.5, n - 1)) * x;
        }
        """;

    private static readonly Lazy<LoadedProject> Compiled = new(() => new LoadedProject().With("Language", Source));

    private static LoadedProject Project => Compiled.Value;

    [Theory]
    [InlineData("Jumps", 1.2, 9)]
    [InlineData("Jumps", 0.4, 6)]
    [InlineData("Jumps", 2.5, 3)]
    [InlineData("Patterns", 0.7, 7)]
    [InlineData("Patterns", 1.1, 2)]
    [InlineData("Objects", 0.8, 5)]
    [InlineData("Objects", 1.3, 2)]
    [InlineData("Functors", 0.6, 3)]
    [InlineData("Leaves", 0.9, 9)]
    [InlineData("Both", 0.6, 4)]
    [InlineData("Thrown", 0.6, 11)]
    [InlineData("Thrown", 0.6, 16)]
    public void Gradients_AgreeWithCentralDifferences(string name, double x, double n)
    {
        DifferentiatedMethod method = Project[name];
        double expected = CentralDifferences.Gradient(method.Value, [x, n], method.Active)[0];
        Assert.Equal(expected, method.Gradient([x, n])[0], 1e-8 * Math.Max(1, Math.Abs(expected)));
        Assert.Equal(method.Value([x, n]), method.ValueAndGradient([x, n]).Value);
        Assert.Equal(2 * method.Gradient([x, n])[0], method.Vjp([x, n], 2, [0]).Accumulators[0], 1e-10 * Math.Max(1, Math.Abs(expected)));
    }

    [Theory]
    [InlineData("Jumps", 1.2, 9)]
    [InlineData("Patterns", 0.7, 7)]
    [InlineData("Objects", 0.8, 5)]
    [InlineData("Functors", 0.6, 3)]
    [InlineData("Thrown", 0.6, 11)]
    public void SecondOrder_AgreesWithCentralDifferencesOfTheGradient(string name, double x, double n)
    {
        DifferentiatedMethod method = Project[name];
        double expected = CentralDifferences.Gradient(at => method.Gradient(at)[0], [x, n], method.Active)[0];
        Assert.Equal(expected, method.Hvp([x, n], [1])[0], 1e-7 * Math.Max(1, Math.Abs(expected)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(8)]
    [InlineData(10)]
    [InlineData(12)]
    [InlineData(13)]
    [InlineData(14)]
    [InlineData(15)]
    [InlineData(21)]
    public void WhatAlwaysThrows_ThrowsInEveryForm(int n)
    {
        DifferentiatedMethod method = Project["Thrown"];
        var thrown = Assert.Throws<InvalidOperationException>(() => method.Value([0.6, n]));
        Assert.Equal(thrown.Message, Assert.Throws<InvalidOperationException>(() => method.ValueAndGradient([0.6, n])).Message);
        Assert.Equal(thrown.Message, Assert.Throws<InvalidOperationException>(() => method.Gradient([0.6, n])).Message);
        Assert.Equal(thrown.Message, Assert.Throws<InvalidOperationException>(() => method.Vjp([0.6, n], 1, [0])).Message);
        Assert.Equal(thrown.Message, Assert.Throws<InvalidOperationException>(() => method.Hvp([0.6, n], [1])).Message);
    }

    [Fact]
    public void WhatMayDoSomething_IsDoneOnce()
    {
        var calls = Project.Delegate<Func<int>>("Language", "TakeCalls");
        calls();
        Project["Patterns"].Gradient([0.7, 7]);
        Assert.Equal(7, calls());
        Project["Patterns"].Hvp([0.7, 5], [1]);
        Assert.Equal(5, calls());
    }

    [Theory]
    [InlineData(9)]
    [InlineData(3)]
    public void Enumerators_AreDisposedOf_HoweverTheLoopIsLeft(int n)
    {
        var open = Project.Delegate<Func<int>>("Language", "Open");
        Action differentiate = () => Project["Leaves"].Gradient([0.9, n]);
        if (n == 3)
        {
            Assert.ThrowsAny<Exception>(differentiate);
        }
        else
        {
            differentiate();
        }

        Assert.Equal(0, open());
    }

    [Fact]
    public void RecordsOfBothKinds_AreReturnedByOneFinally()
    {
        string text = Assert.Single(Driver.Run(new DriverInput(Source)).Sources, s => s.HintName.Contains("Both", StringComparison.Ordinal)).Text;
        string gradient = text[text.IndexOf(" BothGradient(", StringComparison.Ordinal)..text.IndexOf(" BothValueAndGradient(", StringComparison.Ordinal)];
        Assert.True(gradient.Split("finally").Length == 2, gradient);
        Assert.Contains("record.Dispose();", gradient, StringComparison.Ordinal);
        Assert.True(gradient.Split(".Dispose();").Length > 2);
    }
}
