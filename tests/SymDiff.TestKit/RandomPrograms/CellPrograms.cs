using System.Collections.Immutable;
using System.Globalization;

namespace SymDiff.TestKit;

/// <summary>
/// Random programs that do little but rewrite a few elements, again and again, at indices that are constants, parameters and numbers of loops, in branches and loops inside each other,
/// by helpers and by other names: what passes over memory must not confuse.
/// </summary>
/// <remarks>Programs over the whole language seldom touch the same element five times: of a fault that one in 150 of these shows, tens of thousands of those showed nothing.</remarks>
public sealed class CellPrograms
{
    private const int Elements = 3;

    private readonly Random _random;
    private readonly List<string> _numbers = [];
    private readonly List<string> _memories = [];
    private readonly List<string> _counters = [];
    private readonly List<string> _locals = [];
    private readonly List<Func<Node>> _calls = [];
    private int _names;

    private CellPrograms(int seed) => _random = new Random(seed);

    /// <summary>The program of a seed.</summary>
    public static RandomProgram Make(int seed) => new CellPrograms(seed).Program(seed);

    private RandomProgram Program(int seed)
    {
        List<Node> members = [];
        for (int i = Pick(0, 0, 1, 1, 2); i > 0; i--)
        {
            members.Add(Helper(members.Count));
        }

        _numbers.AddRange(["x", "y", "z"]);
        _memories.AddRange(["t", "t"]);
        string made = "int k = Math.Abs(n % 2);\nReal[] t = new Real[3];\n";
        if (Chance(3))
        {
            made += "Real[] u = { x, y, 0.5 };\n";
            _memories.Add("u");
        }

        if (Chance(3))
        {
            made += Pick("Span<Real> w = stackalloc Real[3];\nw.Fill(x);\n", "Real[] longer = new Real[4];\nlonger[k + 1] = x * y;\nSpan<Real> w = longer.AsSpan(1);\n", "Span<Real> w = t;\n");
            _memories.Add("w");
        }

        List<Node> body = [];
        for (int i = Pick(3, 4, 5, 6, 7, 8); i > 0; i--)
        {
            body.Add(Statement(2));
        }

        Node result = Real("$0 * 1.5 + $1 * x + $2", null, new(NodeKind.Real, "t[0]"), new(NodeKind.Real, "t[1]"), new(NodeKind.Real, "t[2]"));
        foreach (string read in _memories.Skip(2).Select(m => $"{m}[0] * y + {m}[k]").Concat(_locals.TakeLast(2)))
        {
            result = Real("$0 + $1", null, result, new(NodeKind.Real, read));
        }

        Node main = new(NodeKind.Member, $"[Differentiable]\npublic static Real {RandomProgram.MethodName}(Real x, Real y, Real z, int n)\n{{\n{made}@0\nreturn $0;\n}}", "marked method over elements") { Parts = [result], Blocks = [[.. body]] };
        return ProgramGenerator.WithHvp(new RandomProgram(seed, ["Real", "Real", "Real", "int"], [main, .. members]));
    }

    /// <summary>A method that reads or rewrites what it is given, which may be one memory by two names.</summary>
    private Node Helper(int number)
    {
        string name = $"Rework{Text(number)}";
        bool isMarked = Chance(3);
        bool gives = Chance(2);
        bool hasTwo = Chance(3);
        _numbers.Add("a");
        _memories.AddRange(hasTwo ? ["t", "u"] : ["t"]);
        List<Node> body = [];
        for (int i = Pick(1, 2, 3); i > 0; i--)
        {
            body.Add(Statement(1));
        }

        Node[] parts = gives ? [Value(2)] : [];
        _numbers.Clear();
        _memories.Clear();
        _locals.Clear();
        string second = hasTwo ? "Span<Real> u, " : "";
        if (gives)
        {
            _calls.Add(() => Do($"{Element()} {Pick("=", "+=")} {name}({Memory()}, {(hasTwo ? Memory() + ", " : "")}$0, k);", "call that rewrites elements", Value(1)));
        }
        else
        {
            _calls.Add(() => Do($"{name}({Memory()}, {(hasTwo ? Memory() + ", " : "")}$0, k);", "call that rewrites elements", Value(1)));
        }

        return new Node(NodeKind.Member, $"{(isMarked ? "[Differentiable]\npublic" : "private")} static {(gives ? "Real" : "void")} {name}(Span<Real> t, {second}Real a, int k)\n{{\n@0\n{(gives ? "return $0;\n" : "")}}}", "helper that rewrites elements")
        {
            Parts = [.. parts],
            Blocks = [[.. body]],
        };
    }

    private Node Statement(int depth)
    {
        if (_calls.Count > 0 && Chance(7))
        {
            return Pick([.. _calls])();
        }

        int kind = _random.Next(100);
        switch (kind)
        {
            case < 14 when depth > 0:
                Node test = Test();
                return Chance(2)
                    ? Do("if ($0)\n{\n@0\n}", "if", test) with { Blocks = [Block(depth - 1)] }
                    : Do("if ($0)\n{\n@0\n}\nelse\n{\n@1\n}", "if, else", test) with { Blocks = [Block(depth - 1), Block(depth - 1)] };
            case < 28 when depth > 0:
                return Loop(depth);
            case < 62:
                return Do($"{Element()} {(kind < 50 ? "=" : Pick("+=", "-=", "*=", "+="))} $0;", "store", Value(2));
            case < 70:
                return Do($"{Element()} = $0 ? $1 : $2;", "store of a choice", Test(), Value(1), Value(1));
            case < 75:
                (string one, string other) = (Element(), Element());
                return Do($"({one}, {other}) = ({other}, {one});", "swap of elements");
            case < 80:
                return Do($"{Element()} = {Pick("0", "0.0", "1")};", "store of a constant");
            case < 90 when _locals.Count > 0:
                return Do($"{Pick([.. _locals])} {Pick("=", "+=", "*=")} $0;", "compound assignment", Value(2));
            default:
                string local = $"v{Text(++_names)}";
                Node declared = Do($"Real {local} = $0;", null, Value(2));
                _locals.Add(local);
                return declared;
        }
    }

    private Node Loop(int depth)
    {
        string i = $"i{Text(++_names)}";
        string header = Pick($"int {i} = 0; {i} < {Elements}; {i}++", $"int {i} = {Elements - 1}; {i} >= 0; {i}--", $"int {i} = 0; {i} <= k; {i}++", $"int {i} = k; {i} < {Elements}; {i}++");
        _counters.Add(i);
        ImmutableArray<Node> body = Block(depth - 1);
        if (Chance(6))
        {
            body = [.. body, Do($"if ($0)\n{{\n{Pick("break", "continue")};\n}}", "break", Test()), Do($"{Element()} += $0;", "store", Value(1))];
        }

        _counters.RemoveAt(_counters.Count - 1);
        return Do($"for ({header})\n{{\n@0\n}}", "for over elements") with { Blocks = [body] };
    }

    private ImmutableArray<Node> Block(int depth)
    {
        int locals = _locals.Count;
        ImmutableArray<Node> statements = [.. Enumerable.Range(0, Pick(1, 1, 2, 2, 3)).Select(_ => Statement(depth))];
        _locals.RemoveRange(locals, _locals.Count - locals);
        return statements;
    }

    private Node Value(int depth)
    {
        int kind = _random.Next(100);
        if (depth <= 0 || kind < 30)
        {
            return _random.Next(100) switch
            {
                < 50 => new(NodeKind.Real, Element()),
                < 80 => new(NodeKind.Real, Pick([.. _numbers])),
                < 92 when _locals.Count > 0 => new(NodeKind.Real, Pick([.. _locals])),
                _ => new(NodeKind.Real, Pick("(Real)0.5", "(Real)1.25", "(Real)(-0.75)")),
            };
        }

        return kind switch
        {
            < 50 => Real("($0 * $1)", null, Value(depth - 1), Value(depth - 1)),
            < 68 => Real("($0 + $1)", null, Value(depth - 1), Value(depth - 1)),
            < 74 => Real("($0 - $1)", null, Value(depth - 1), Value(depth - 1)),
            < 86 => Real("Math.Sin($0)", null, Value(depth - 1)),
            < 93 => Real("Math.Tanh($0)", null, Value(depth - 1)),
            _ => Real("($0 ? $1 : $2)", "?:", Test(), Value(depth - 1), Value(depth - 1)),
        };
    }

    private Node Test()
    {
        string number = Pick([.. _numbers]);
        return new(NodeKind.Bool, _random.Next(_counters.Count > 0 ? 7 : 5) switch
        {
            0 => $"{number} > 0.3",
            1 => $"{number} < 0.1",
            2 => "k > 0",
            3 => $"{Element()} > 0.2",
            4 => $"{Element()} < {number}",
            5 => $"{_counters[^1]} % 2 == 0",
            _ => $"{_counters[^1]} > k",
        });
    }

    private string Memory() => Pick([.. _memories]);

    private string Element() => $"{Memory()}[{Index()}]";

    private string Index() => _counters.Count > 0 && Chance(2)
        ? Pick(_counters[^1], _counters[^1], $"({_counters[^1]} + 1) % {Elements}", $"{Elements - 1} - {_counters[^1]}")
        : Pick("0", "1", "2", "k", "k", "1 - k");

    private static Node Do(string text, string? construct, params Node[] parts) => new(NodeKind.Statement, text, construct) { Parts = [.. parts] };

    private static Node Real(string text, string? construct, params Node[] parts) => new(NodeKind.Real, text, construct) { Parts = [.. parts] };

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private bool Chance(int oneIn) => _random.Next(oneIn) == 0;

    private T Pick<T>(params T[] items) => items[_random.Next(items.Length)];
}
