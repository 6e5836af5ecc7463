using System.Globalization;
using System.Text;

namespace SymDiff.Generator.Tests.Frontend;

/// <summary>Random programs of all statements, read and compared in the interpreter. What a seed gives is the same for ever.</summary>
public sealed class RandomStatementTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Programs_AreReadAsTheyRun(int seed)
    {
        Writer writer = new(new Random(seed));
        string members = string.Join("\n", Enumerable.Range(0, 15).Select(i => writer.Method(string.Create(CultureInfo.InvariantCulture, $"F{i}"))));
        Programs.Check(members + Writer.Helpers, points: 12);
    }

    private sealed class Writer(Random random)
    {
        public const string Helpers = """

            static double Pick(double v, int n) { for (int i = 0; i < n; i++) { if (v > i) return v * 0.5; if (v < -i) break; v += 0.25; } return v * v; }
            static void Bump(ref double v, double by) { if (by < 0) return; v = v * 0.5 + by; }
            static bool Half(double v, out double half) { half = v / 2; if (v > 0) return true; half = v * 0.3; return false; }
            static double Twice(Func<double, double> f, double v) { double s = 0; for (int i = 0; i < 2; i++) s += f(v + i); return s; }
            """;

        private int _names;
        private int _size;

        public string Method(string name)
        {
            _size = 0;
            StringBuilder text = new();
            text.Append(CultureInfo.InvariantCulture, $"[Differentiable] public static double {name}(double x, double y, int n) {{ double a = 1, b = y; int k = n; ");
            text.Append("void Add(double v) { if (v > 1) { b += v * 0.1; return; } a = a * 0.5 + v * x; } double Read(double v) => a * v + b; ");
            return text.Append(Statements(4, loop: false)).Append(CultureInfo.InvariantCulture, $"return {Real(2)}; }}").ToString();
        }

        private string Statements(int depth, bool loop) => string.Concat(Enumerable.Range(0, random.Next(1, 4)).Select(_ => Statement(depth, loop)));

        private string Statement(int depth, bool loop)
        {
            string fresh = string.Create(CultureInfo.InvariantCulture, $"v{_names++}");
            int kind = depth == 0 || ++_size > 25 ? random.Next(5) : random.Next(19);
            return kind switch
            {
                0 => $"{Variable()} = {Real(2)}; ",
                1 => $"{Variable()} {"+-*"[random.Next(3)]}= {Real(1)}; ",
                2 => random.Next(2) == 0 ? $"Add({Real(1)}); " : $"Bump(ref {Variable()}, {Real(1)}); ",
                3 => random.Next(2) == 0 ? "k++; " : "(a, b) = (b, a); ",
                4 => loop && random.Next(2) == 0 ? $"if ({Condition(1)}) {Jump()} " : $"if ({Condition(1)}) return {Real(1)}; ",
                5 or 6 => $"if ({Condition(2)}) {{ {Statements(depth - 1, loop)}}} ",
                7 or 8 => $"if ({Condition(2)}) {{ {Statements(depth - 1, loop)}}} else {{ {Statements(depth - 1, loop)}}} ",
                9 => $"for (int {fresh} = 0; {fresh} < {random.Next(4)}; {fresh}++) {{ {Statements(depth - 1, true)} a += {fresh} * x; }} ",
                10 => $"for (int {fresh} = n; {fresh} > 1; {fresh} -= {random.Next(1, 3)}) {{ {Statements(depth - 1, true)}}} ",
                11 => $"for (int {fresh} = 0; {fresh} < 4; {fresh}++) {{ {Statements(depth - 1, true)} if (a > 2) {fresh}++; }} ",
                12 => $"int {fresh} = 0; while ({fresh}++ < 3 && {Condition(1)}) {{ {Statements(depth - 1, true)}}} ",
                13 => $"int {fresh} = 0; do {{ {Statements(depth - 1, true)}}} while (++{fresh} < 3 && {Condition(1)}); ",
                14 => $"int {fresh} = 0; for (;;) {{ if ({fresh}++ > 3) break; {Statements(depth - 1, true)}}} ",
                15 => $"foreach (int {fresh} in Enumerable.Range(0, 3)) {{ {Statements(depth - 1, true)} b = b * 0.9 + {fresh} * y; }} ",
                16 => $"switch (k % 3) {{ case 0: {Statements(depth - 1, loop: false)} break; case 1 when {Condition(1)}: if ({Condition(1)}) break; {Statements(depth - 1, loop: false)} break; default: {Statements(depth - 1, loop: false)} break; }} ",
                17 => $"if (Half({Real(1)}, out double {fresh})) {{ a += {fresh}; }} else {{ {Statements(depth - 1, loop)} b = {fresh}; }} ",
                _ => $"double {fresh}; if ({Condition(1)}) {fresh} = {Real(1)}; else {{ {Statements(depth - 1, loop)} {fresh} = {Real(1)}; }} a = {fresh} * 0.5; ",
            };
        }

        private string Jump() => random.Next(2) == 0 ? "break;" : "continue;";

        private string Variable() => new[] { "a", "b", "x", "y" }[random.Next(4)];

        private string Real(int depth) => random.Next(depth == 0 ? 3 : 13) switch
        {
            0 or 1 => Variable(),
            2 => random.Next(2) == 0 ? "0.7" : "k",
            3 => $"({Real(depth - 1)} + {Real(depth - 1)})",
            4 => $"({Real(depth - 1)} - 0.5 * {Real(depth - 1)})",
            5 => $"(0.3 * {Real(depth - 1)} * {Real(depth - 1)})",
            6 => $"Math.Sin({Real(depth - 1)})",
            7 => $"Math.Tanh({Real(depth - 1)})",
            8 => $"({Condition(depth - 1)} ? {Real(depth - 1)} : {Real(depth - 1)})",
            9 => $"Pick({Real(depth - 1)}, 3)",
            10 => random.Next(2) == 0 ? $"({Variable()} = {Real(depth - 1)})" : $"({Variable()} *= 0.9)",
            11 => random.Next(2) == 0 ? $"Twice(t => t * x + Read(t) * 0.1, {Real(depth - 1)})" : $"Twice(Math.Cos, {Real(depth - 1)})",
            _ => $"({Real(depth - 1)} switch {{ < 0 => {Real(depth - 1)}, > 1 => y, var t => t * x }})",
        };

        private string Condition(int depth) => random.Next(depth == 0 ? 3 : 6) switch
        {
            0 => $"{Variable()} > 0.5",
            1 => "k > 1",
            2 => $"x < {Variable()}",
            3 => $"({Condition(depth - 1)} && {Real(1)} > 0)",
            4 => $"(({Variable()} = {Real(1)}) < 0.3 || {Condition(depth - 1)})",
            _ => $"{Real(1)} is > 0 and < 2",
        };
    }
}
