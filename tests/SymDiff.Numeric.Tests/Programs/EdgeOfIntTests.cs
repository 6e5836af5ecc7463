using SymDiff.TestKit;

namespace SymDiff.Numeric.Tests.Programs;

/// <summary>Loops whose bounds are at the edges of their variable's type, against the method itself and central differences of it.</summary>
public sealed class EdgeOfIntTests(EdgeOfIntTests.Methods methods) : IClassFixture<EdgeOfIntTests.Methods>
{
    private const int Min = int.MinValue;
    private const int Max = int.MaxValue;

    private static readonly Dictionary<string, string> Loops = new()
    {
        ["Up"] = "for (int i = 0; i < n; i++) { STEP }",
        ["UpFrom1"] = "for (int i = 1; i < n; i++) { STEP }",
        ["UpFrom1Sum"] = "for (int i = 1; i < n; i++) { t += x * x * i; }",
        ["UpFrom7By3"] = "for (int i = 7; i < n; i += 3) { STEP }",
        ["UpFrom7By3Inclusive"] = "for (int i = 7; i <= n; i += 3) { STEP }",
        ["UpFromA"] = "for (int i = a; i < n; i++) { STEP }",
        ["UpFromAInclusive"] = "for (int i = a; i <= n; i++) { STEP }",
        ["UpFromASum"] = "for (int i = a; i <= n; i++) { t += x * x * (i % 7); }",
        ["DownTo0"] = "for (int i = n; i > 0; i--) { STEP }",
        ["DownTo3"] = "for (int i = n; i >= 3; i -= 2) { STEP }",
        ["DownToA"] = "for (int i = n; i > a; i--) { STEP }",
        ["DownToAInclusive"] = "for (int i = n; i >= a; i -= 2) { STEP }",
        ["OneMore"] = "for (int i = 0; i < n; i++) { for (int j = i; j < n - 1; j++) { STEP } }",
        ["BreakUp"] = "for (int i = 0; i < n; i++) { STEP if (i > 4) { break; } }",
        ["BreakUpInclusive"] = "for (int i = 0; i <= n; i++) { STEP if (i > 4) { break; } }",
        ["BreakUpFrom1"] = "for (int i = 1; i <= n; i++) { STEP if (i > 4) { break; } }",
        ["BreakUpBy4"] = "for (int i = 0; i < n; i += 4) { STEP if (i > 20) { break; } }",
        ["BreakUpFromA"] = "int k = 0; for (int i = a; i < n; i++) { STEP if (++k > 4) { break; } }",
        ["BreakAround"] = "for (int i = a; i <= n; i++) { STEP if (i < 0 && i > int.MinValue + 3) { break; } }",
        ["BreakDown"] = "int k = 0; for (int i = n; i >= 0; i--) { STEP k++; if (k > 4) { break; } }",
        ["BreakDownToA"] = "int k = 0; for (int i = n; i > a; i--) { STEP k++; if (k > 4) { return t * x; } }",
        ["BreakInner"] = "for (int i = 0; i < 3; i++) { for (int j = 0; j < n; j++) { STEP if (j > i) { break; } } }",
        ["BreakConstant"] = "for (int i = 2147483645; i <= 2147483647; i++) { STEP if (i < 0) { break; } }",
        ["Outer"] = "int i; for (i = a; i < n; i++) { STEP if (t > 100) { break; } } t *= 1 + i % 3;",
        ["UInt"] = "for (uint i = uint.MaxValue - 2; i != 3; i++) { STEP }",
        ["UIntUp"] = "for (uint i = 0; i < (uint)n; i++) { STEP if (i > 4) { break; } }",
        ["Byte"] = "for (byte i = 250; i != 4; i++) { STEP }",
        ["SByteDown"] = "for (sbyte i = -126; i != 125; i--) { STEP }",
        ["Long"] = "for (long i = long.MaxValue - 1; i != long.MinValue + 2; i++) { STEP }",
        ["ULong"] = "for (ulong i = 1; i != ulong.MaxValue - 1; i--) { STEP }",
        ["While"] = "int i = a; int d = n % 5; while (t < 3 && i != a + 6) { STEP t += 0.01 * (d % 4); i++; d += n; }",
        ["Continue"] = "short i = short.MaxValue; while (true) { i++; if (i > -32760) { break; } if (i % 2 == 0) { continue; } STEP }",
    };

    public static TheoryData<string, int, int> Cases
    {
        get
        {
            TheoryData<string, int, int> cases = [];
            foreach (string name in new[] { "Up", "UpFrom1", "UpFrom1Sum", "UpFrom7By3", "UpFrom7By3Inclusive", "DownTo0", "DownTo3", "BreakUp", "BreakUpInclusive", "BreakUpFrom1", "BreakUpBy4", "BreakDown", "BreakInner" })
            {
                foreach (int n in new[] { Min, Min + 1, Min + 6, -1, 0, 1, 2, 9, 14 })
                {
                    cases.Add(name, 0, n);
                }
            }

            foreach (string name in new[] { "BreakUp", "BreakUpInclusive", "BreakUpFrom1", "BreakUpBy4", "BreakDown", "BreakInner", "UIntUp" })
            {
                cases.Add(name, 0, Max);
                cases.Add(name, 0, Max - 1);
            }

            foreach (string name in new[] { "UpFromA", "UpFromAInclusive", "UpFromASum", "DownToA", "DownToAInclusive", "BreakUpFromA", "BreakDownToA", "Outer" })
            {
                cases.Add(name, 5, Min);
                cases.Add(name, Max - 4, Max - 1);
                cases.Add(name, Max, Min + 1);
                cases.Add(name, Min + 2, Min + 7);
                cases.Add(name, -2, 3);
            }

            cases.Add("UpFromA", Min, Min + 5);
            cases.Add("UpFromAInclusive", Min, Min + 5);
            cases.Add("UpFromASum", Min, Min + 5);
            cases.Add("DownToA", Min, Min + 5);
            cases.Add("BreakUpFromA", -2_000_000_000, 2_000_000_000);
            cases.Add("BreakDownToA", -2_000_000_000, 2_000_000_000);
            cases.Add("BreakAround", Max - 2, Max);
            foreach (string name in new[] { "OneMore", "BreakConstant", "UInt", "Byte", "SByteDown", "Long", "ULong", "While", "Continue" })
            {
                cases.Add(name, 3, 6);
                cases.Add(name, Max - 2, name == "OneMore" ? 4 : Max);
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void EveryForm_IsRight(string name, int a, int n)
    {
        const double X = 0.7;
        const double H = 1e-5;
        var primal = methods.Get<Func<double, int, int, double>>(name);
        double wanted = (primal(X + H, a, n) - primal(X - H, a, n)) / (2 * H);
        double tolerance = 1e-7 * (1 + Math.Abs(wanted));
        var (value, gradient) = methods.Get<Func<double, int, int, (double, double)>>(name + "ValueAndGradient")(X, a, n);
        Assert.Equal(primal(X, a, n), value);
        Assert.Equal(wanted, gradient, tolerance);
        Assert.Equal(wanted, methods.Get<Func<double, int, int, double>>(name + "Gradient")(X, a, n), tolerance);
        Assert.Equal(wanted, methods.Get<Func<double, int, int, double, (double, double)>>(name + "Jvp")(X, a, n, 1).Item2, tolerance);
    }

    public sealed class Methods : IDisposable
    {
        private readonly LoadedProject _project = new LoadedProject().With("Edges", Source, "Gradient, ValueAndGradient, Jvp");

        private static string Source => "using System; using SymDiff; public static partial class Edges {" + string.Concat(Loops.Select(loop => $$"""

            [Differentiable]
            public static double {{loop.Key}}(double x, int a, int n)
            {
                double t = x;
                {{loop.Value.Replace("STEP", "t = Math.Sin(t + 0.001 * (i % 100)) + 0.1 * x;", StringComparison.Ordinal)}}
                return t;
            }
            """)) + "}";

        internal T Get<T>(string name)
            where T : Delegate => _project.Delegate<T>("Edges", name);

        public void Dispose() => _project.Dispose();
    }
}
