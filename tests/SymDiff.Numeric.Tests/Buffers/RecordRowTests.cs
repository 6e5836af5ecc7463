using SymDiff.TestKit;

namespace SymDiff.Numeric.Tests.Buffers;

/// <summary>
/// Loops without a count, whose iterations keep several numbers together, a row each: what is kept in arms only, behind exits, in loops inside loops, in loops that run again, and beside
/// integers; every form against central differences.
/// </summary>
public sealed class RecordRowTests
{
    private const string Source = """
        public static partial class Rows
        {
            // An exit between what is kept, and something that only it keeps.
            [Differentiable]
            public static double Fall(ReadOnlySpan<double> x)
            {
                double height = 3 + x[0];
                double speed = x[1];
                while (true)
                {
                    double drag = Math.Sqrt(1 + (speed * speed)) * x[2];
                    if (height <= 0) { return drag * speed * height; }
                    speed += 0.05 * (1 - (drag * speed));
                    height -= 0.05 * Math.Exp(0.1 * speed) * speed;
                }
            }

            // What an arm keeps, and the other does not; hundreds of iterations.
            [Differentiable]
            public static double Arms(ReadOnlySpan<double> x)
            {
                double a = x[0];
                double b = x[1];
                int n = 0;
                while (n * n < 90_000 && a < 1e6)
                {
                    n++;
                    if (n % 3 == 0)
                    {
                        double bent = Math.Sin(a * b);
                        a += 0.01 * bent * bent * a;
                    }
                    else if (n % 3 == 1)
                    {
                        b = (0.99 * b) + (0.01 * Math.Exp(-a * a) * b * x[2]);
                        continue;
                    }

                    a = (0.995 * a) + (0.003 * Math.Cos(b) * a * b);
                }

                return a * b;
            }

            // A loop inside a loop, both without a count; the inner one runs again and again.
            [Differentiable]
            public static double Nested(ReadOnlySpan<double> x)
            {
                double s = x[0];
                double t = 1;
                for (int i = 0; ; i++)
                {
                    if (t > 40) { break; }
                    double r = 1 + (0.1 * s);
                    for (int j = 0; ; j++)
                    {
                        double next = 0.5 * (r + ((2 + (s * s)) / r));
                        double change = Math.Abs(next - r);
                        r = next;
                        if (change < 1e-3 || j > 30) { break; }
                    }

                    s = (0.9 * s) + (0.05 * r * x[1]);
                    t += 1 + (r * r * 0.3);
                }

                return (s * t) + x[2];
            }

            // Which element, and what with it.
            [Differentiable]
            public static double Picked(ReadOnlySpan<double> x)
            {
                double s = 1;
                double rest = 30;
                int at = 0;
                while (rest > 0)
                {
                    at = ((5 * at) + 3) % x.Length;
                    int other = (at + 1) % x.Length;
                    double grown = s * (1 + (0.01 * x[at] * x[other]));
                    rest -= 1 + (0.1 * Math.Abs(grown));
                    s = grown * Math.Cos(0.01 * grown);
                }

                return s * s;
            }

            // The record of one loop is read by that of another, which grows its own.
            [Differentiable]
            public static double Twice(ReadOnlySpan<double> x)
            {
                double s = x[0];
                for (int round = 0; round < 4; round++)
                {
                    double u = s;
                    do { double v = u * u; u = (0.7 * u) + (0.1 * Math.Sin(v) * x[1]); s += 0.01 * u * v; } while (Math.Abs(u) > 0.05);
                    double w = 1 + (0.1 * s * s);
                    while (w < 5) { double v = Math.Sqrt(w + (x[2] * x[2])); w += 0.4 * v; s += 0.02 * Math.Sin(w * v) * x[2]; }
                }

                return s * s;
            }

            [Differentiable]
            public static double Work(ReadOnlySpan<double> x)
            {
                Span<double> y = stackalloc double[3];
                double s = 1;
                double left = 20;
                while (left > 0)
                {
                    for (int j = 0; j < 3; j++) { y[j] = (y[j] * 0.5) + (Math.Sin(x[j] * s) * x[j]); }
                    double size = Math.Sqrt(1 + (y[0] * y[0]) + (y[1] * y[2]  * 0.1));
                    s = (0.9 * s) + (0.1 / size);
                    left -= size * (1 + (s * s));
                }

                return s * y[1];
            }
        }
        """;

    private static readonly Lazy<BufferProject> Compiled = new(() => new BufferProject("Rows", Source));

    [Theory]
    [InlineData("Fall", 0.2, 0.3, 0.8)]
    [InlineData("Fall", -4, 0.3, 0.8)]
    [InlineData("Arms", 0.7, 0.4, 0.9)]
    [InlineData("Nested", 0.6, 0.8, -0.3)]
    [InlineData("Picked", 0.6, -0.8, 1.3)]
    [InlineData("Twice", 0.6, 0.8, 1.1)]
    [InlineData("Work", 0.6, 0.8, 1.1)]
    public void EveryForm_IsThatOfTheMethod(string method, double x, double y, double z) => BufferChecks.Check(Compiled.Value[method], 1e-5, [new[] { x, y, z }]);

    [Theory]
    [InlineData("Fall")]
    [InlineData("Arms")]
    [InlineData("Nested")]
    [InlineData("Picked")]
    [InlineData("Twice")]
    [InlineData("Work")]
    public void IterationsKeepRows(string method) => Assert.Matches(@"ecord\d*\.Row\(", Text(method));

    /// <summary>What one arm keeps, or what is kept behind an exit only, is zero where it was not: as any number that a record does not have.</summary>
    [Fact]
    public void WhatIsNotKeptInEveryIteration_IsZero()
    {
        const string Once = """
            public static partial class Rows
            {
                [Differentiable]
                public static double F(double x)
                {
                    double s = x;
                    while (s < 10)
                    {
                        double u = s * s;
                        s += Math.Exp(-u) + x;
                        if (u > 4) { double v = Math.Sin(s); s += v * v; }
                    }

                    return s;
                }
            }
            """;
        string[] lines = [.. Driver.Run(new DriverInput("using System; using SymDiff;\n" + Once)).Sources.Single(s => s.HintName.Contains(".F.", StringComparison.Ordinal)).Text.Split('\n').Select(l => l.Trim())];
        int begun = Array.FindIndex(lines, l => l.Contains("ecord.Row(", StringComparison.Ordinal));
        Assert.Contains(lines.Skip(begun).Take(4), l => l.StartsWith("saved[", StringComparison.Ordinal) && l.EndsWith("] = 0.0;", StringComparison.Ordinal));
        Assert.Single(lines.TakeWhile(l => l != "finally"), l => l.Contains("new global::SymDiff.Record<double>", StringComparison.Ordinal));
    }

    private static string Text(string method) =>
        Driver.Run(new DriverInput("using System; using SymDiff;\n" + Source)).Sources.Single(s => s.HintName.Contains("." + method + ".", StringComparison.Ordinal)).Text;
}
