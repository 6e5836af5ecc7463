namespace SymDiff.Numeric.Tests.Sets;

/// <summary>A library with sets, and a project whose methods are given them.</summary>
internal static class ForeignSetSource
{
    /// <summary>Members of every kind, in an order that metadata does not keep; some of them are not to be seen from elsewhere.</summary>
    public const string Library = """
        using System;
        using SymDiff;
        #nullable enable
        namespace Lib
        {
            [ParameterSet]
            public sealed partial class Line
            {
                public double Gain { get; set; } = 0.9;
                public double[] Knots = { 0.3, -0.4, 0.8 };
                private double _hidden = 0.5;
                public double Slope = 1.2;
                private readonly double[] _secret = { 0.25, 0.75 };
                public int Power { get; set; } = 2;
                public double[,] Mix { get; } = { { 0.5, -0.2 }, { 0.1, 0.8 }, { -0.6, 0.3 } };
                internal double Inside { get; set; } = 0.4;
                public double[][] Rows { get; set; } = { new[] { 0.2 }, new double[0], new[] { 0.6, -0.4 } };
                public Bend Bend = new Bend { Rate = 0.7, Knots = new[] { 0.2, -0.1 } };
                [NoGradient] public double[] Data { get; set; } = { 1.5, -0.5, 2 };
                public double Offset { get; init; } = 0.15;
                public Bend Other { get; set; } = new Bend { Rate = -0.3, Knots = new[] { 1.2 } };
                public double Hidden() => _hidden * _secret[0] * Inside;
                public double Shifted => Slope + _hidden;
            }

            [ParameterSet]
            public partial struct Bend
            {
                public double Rate;
                public double[] Knots;
                public double At(double x) => 1 + Rate * Knots[0] * x;
            }

            [ParameterSet]
            public abstract partial class Block
            {
                public double[] Biases = { 0.1, -0.2 };
                private double _unseen = 3;
                protected double Factor { get; set; } = 0.7;
                public string Name { get; set; } = "";
            }

            [ParameterSet]
            public sealed partial class Tier
            {
                public double Gain { get; set; } = 0.9;
                public double[] Knots = { 0.3, -0.4, 0.8 };
                private double _hidden = 0.5;
                public double Slope = 1.2;
                public int Power { get; set; } = 2;
                private readonly double[] _secret = { 0.25, 0.75 };
                public double[,] Mix { get; } = { { 0.5, -0.2 }, { 0.1, 0.8 }, { -0.6, 0.3 } };
                public Bend Bend = new Bend { Rate = 0.7, Knots = new[] { 0.2, -0.1 } };
                public double Offset { get; init; } = 0.15;
                public double Hidden() => _hidden * _secret[0];
            }

            [ParameterSet]
            public sealed partial class Tower
            {
                public double Scale = 1.5;
                public Tier[] Tiers { get; set; } = { new Tier(), new Tier { Slope = -0.7, Power = 3 } };
                public Tier? Skip { get; set; } = new Tier { Gain = 0.35 };
                public Tier? None;
                public double Last { get; set; } = 0.6;
            }

            [ParameterSet]
            public sealed partial class Sealed
            {
                private readonly double[,] _mix = { { 1, 2 } };
                public double Rate = _half;
                private const double _half = 0.5;
                public double Sum() => _mix[0, 0] + _mix[0, 1];
            }
        }
        """;

    /// <summary>A library of a later C#, in which numbers can be a type parameter.</summary>
    public const string Generic = """
        using SymDiff;
        namespace Lib
        {
            [ParameterSet]
            public sealed partial class Taylor<T>
                where T : System.Numerics.IFloatingPoint<T>
            {
                public T[] Coefficients = new T[3];
                public T Offset { get; set; } = T.Zero;
            }
        }
        """;

    /// <summary>Methods with a set of the first library, and the block of a Jacobian beside the whole.</summary>
    public const string BlocksAlone = """
        using System;
        using Lib;
        using SymDiff;
        #nullable enable

        public static partial class Uses
        {
            [Differentiable(Derivatives.All)]
            public static double OfLine(Line m, [NoGradient] double x)
            {
                double s = m.Offset;
                for (int i = 0; i < m.Knots.Length; i++)
                {
                    s += m.Knots[i] * m.Knots[i] * m.Mix[i, i % 2] * x * m.Data[i];
                }

                foreach (double[] row in m.Rows)
                {
                    foreach (double r in row)
                    {
                        s += Math.Sin(r) * m.Gain;
                    }
                }

                for (int k = 0; k < m.Power; k++)
                {
                    s = Math.Tanh(s * m.Slope + m.Bend.Rate * m.Bend.Knots[1] + m.Other.Knots[0] * m.Other.Rate);
                }

                return s * s;
            }

            [Differentiable(Derivatives.All)]
            public static double[] Results(Line m, [NoGradient] double x) => new[] { m.Gain * m.Knots[1] * x, m.Slope * m.Slope * m.Other.Rate };

            public static double[] ResultsOf(double[] p)
            {
                var m = new Line();
                m.CopyFrom(p);
                return Results(m, 0.8);
            }

            public static double[] Blocks(double[] p)
            {
                var m = new Line();
                m.CopyFrom(p);
                double[] blocks = new double[2 * p.Length];
                ResultsJacobianBlocks(m, 0.8, blocks);
                double[,] whole = ResultsJacobian(m, 0.8);
                for (int i = 0; i < blocks.Length; i++)
                {
                    if (whole[i / p.Length, i % p.Length] != blocks[i])
                    {
                        throw new InvalidOperationException("The block is no part of the whole.");
                    }
                }

                return blocks;
            }
        }
        """;

    /// <summary>Methods with the other sets.</summary>
    public const string Uses = BlocksAlone + """

        [ParameterSet]
        public sealed partial class Deep : Block
        {
            public double Own { get; set; } = 0.4;
            public Line Head { get; } = new Line();

            [Differentiable(Derivatives.All)]
            public double Loss([NoGradient] double x) => Math.Sin(Factor * x + Biases[1] * Own) * Head.Knots[2] * Head.Bend.Rate * Name.Length;
        }

        public static partial class Uses
        {
            [Differentiable(Derivatives.All)]
            public static double OfBend(Bend m, [NoGradient] double x) => Math.Exp(m.Rate * m.Knots[0] * x) * m.Knots[1] + m.Rate * m.Rate;

            [Differentiable(Derivatives.All)]
            public static double OfTower(Tower m, [NoGradient] double x)
            {
                double s = m.Last;
                foreach (Tier tier in m.Tiers)
                {
                    s += tier.Mix[1, 1] * tier.Gain * tier.Knots[0] * tier.Slope * tier.Power * x;
                }

                for (int i = 0; i < m.Tiers.Length; i++)
                {
                    s *= 1 + m.Tiers[i].Bend.Knots[1] * m.Tiers[i].Offset;
                }

                if (m.Skip is not null)
                {
                    s += Math.Sin(m.Skip.Gain * m.Skip.Knots[1]);
                }

                return m.None == null ? s * m.Scale : 0;
            }

            [Differentiable(Derivatives.All)]
            public static double OfTaylor(Taylor<double> m, [NoGradient] double x)
            {
                double s = 0;
                for (int i = m.Coefficients.Length - 1; i >= 0; i--)
                {
                    s = s * (x - m.Offset) + m.Coefficients[i];
                }

                return s * s;
            }
        }
        """;

    /// <summary>All forms of a method of one set, over its parameters as one array.</summary>
    /// <param name="name">What the class is called.</param>
    /// <param name="type">The type of the set.</param>
    /// <param name="made">C# that makes one.</param>
    /// <param name="call">The method with a form after its name as <c>{0}</c>, and what comes after the first arguments as <c>{1}</c>.</param>
    /// <param name="reference">What a set is handed over with that is written.</param>
    public static string Forms(string name, string type, string made, string call, string reference = "")
    {
        return $$"""

            public static class {{name}}
            {
                public static double[] Initial() => Get({{made}});
                public static double[] Value(double[] p) { var m = Of(p); return new[] { {{Call("", "")}} }; }
                public static double[] Gradient(double[] p) { var m = Of(p); var d = Filled(p, 7); {{Call("Gradient", ", " + reference + " d")}}; return Get(d); }
                public static double[] Allocating(double[] p) { var m = Of(p); return Get({{Call("Gradient", "")}}); }
                public static double[] ValueAndGradient(double[] p) { var m = Of(p); var d = Filled(p, -3); return And({{Call("ValueAndGradient", ", " + reference + " d")}}, d); }
                public static double[] Vjp(double[] p) { var m = Of(p); var d = Filled(p, 1); {{Call("Vjp", ", 0.5, " + reference + " d")}}; return And({{Call("Vjp", ", 0.5, " + reference + " d")}}, d); }
                public static double[] Jvp(double[] p, double[] v) { var m = Of(p); var r = {{Call("Jvp", ", Of(v)")}}; return new[] { r.Value, r.Tangent }; }
                public static double[] Hvp(double[] p, double[] v) { var m = Of(p); var d = Filled(p, 5); {{Call("Hvp", ", Of(v), " + reference + " d")}}; return Get(d); }
                public static double[,] Hessian(double[] p) { var m = Of(p); return {{Call("Hessian", "")}}; }
                private static {{type}} Of(double[] p) { var m = {{made}}; m.CopyFrom(p); return m; }
                private static {{type}} Filled(double[] p, double value) { double[] all = new double[p.Length]; System.Array.Fill(all, value); return Of(all); }
                private static double[] Get({{type}} m) { double[] p = new double[m.ParameterCount]; m.CopyTo(p); return p; }
                private static double[] And(double value, {{type}} d) { double[] p = new double[d.ParameterCount + 1]; p[0] = value; d.CopyTo(System.MemoryExtensions.AsSpan(p, 1)); return p; }
            }
            """;

        string Call(string form, string more) => string.Format(System.Globalization.CultureInfo.InvariantCulture, call, form, more);
    }
}
