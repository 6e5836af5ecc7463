using System.Globalization;

namespace SymDiff.TestKit;

/// <summary>Makes random straight-line programs. Arguments of functions are kept inside their domains, so that most programs have finite derivatives.</summary>
public sealed class ProgramGenerator
{
    private readonly Random _random;
    private readonly int _seed;
    private readonly List<string> _reals = [];
    private readonly List<string> _singles = [];
    private readonly List<string> _ints = [];
    private readonly List<string> _assignable = [];
    private readonly List<string> _helpers = [];
    private int _names;
    private bool _usesSingle;

    private ProgramGenerator(int seed)
    {
        _seed = seed;
        _random = new Random(seed);
    }

    /// <summary>The program of a seed; the same on every machine.</summary>
    public static RandomProgram Make(int seed) => new ProgramGenerator(seed).Program();

    private RandomProgram Program()
    {
        for (int i = _random.Next(3); i > 0; i--)
        {
            _helpers.Add(Helper($"Helper{_seed}_{_helpers.Count}"));
        }

        List<string> parameters = [];
        List<string> types = [];
        for (int i = _random.Next(1, 4); i > 0; i--)
        {
            Parameter("Real", "", _reals);
        }

        if (Chance(4))
        {
            Parameter("Real", "[NoGradient] ", _reals);
        }

        if (Chance(4))
        {
            Parameter("int", "", _ints);
        }

        if (Chance(6))
        {
            _usesSingle = true;
            Parameter("Real32", "", _singles);
        }

        RandomStatement[] statements = [.. Enumerable.Range(0, _random.Next(3, 12)).Select(_ => Statement())];
        string result = string.Join(" + ", _reals.Select(name => Chance(3) ? $"Math.Sin({name})" : name));
        return new RandomProgram(_seed, string.Join(", ", parameters), types, _helpers, statements, result, _usesSingle);

        void Parameter(string type, string attribute, List<string> scope)
        {
            string name = $"p{parameters.Count}";
            parameters.Add($"{attribute}{type} {name}");
            types.Add(type);
            scope.Add(name);
            if (type == "Real")
            {
                _assignable.Add(name);
            }
        }
    }

    /// <summary>A helper of two numbers with one local, written before the names of the program exist.</summary>
    private string Helper(string name)
    {
        _reals.AddRange(["a", "b"]);
        string first = Real(2);
        _reals.Add("t");
        string result = Real(2);
        _reals.Clear();
        return $"    private static Real {name}(Real a, Real b)\n    {{\n        Real t = {first};\n        return {result};\n    }}\n";
    }

    private RandomStatement Statement()
    {
        switch (_random.Next(10))
        {
            case 0 when _assignable.Count > 0:
                return new($"{Pick(_assignable)} = {Real(3)};", "");
            case 1 when _assignable.Count > 0:
                return new($"{Pick(_assignable)} {Pick(["+=", "-="])} {Real(2)};", "");
            case 2 when _assignable.Count > 0:
                return new($"{Pick(_assignable)} *= {Bounded(2)};", "");
            case 3 when _assignable.Count > 0:
                return new($"{Pick(_assignable)} /= {Positive(2)};", "");
            case 4 when _assignable.Count > 0:
                return new(Pick([$"{Pick(_assignable)}++;", $"--{Pick(_assignable)};"]), "");
            case 5:
                return Declare("int", _ints, $"(int)(3.0 * {Bounded(1)})", "1");
            case 6 when Chance(2):
                _usesSingle = true;
                return Declare("Real32", _singles, $"(Real32){Bounded(2)}", "0.5f");
            case 7 when _ints.Count > 0 && Chance(2):
                string count = Pick(_ints);
                return new(Pick([$"{count}++;", $"{count} += {_random.Next(1, 4)};", $"{count} = {count} * 2 - 1;"]), "");
            case 8:
                string flag = $"b{_names++}";
                string condition = Condition(2);
                RandomStatement choice = Declare("Real", _reals, $"{flag} ? {Real(2)} : {Real(2)}", "0.5");
                return choice with { Text = $"bool {flag} = {condition}; {choice.Text}" };
            default:
                return Declare("Real", _reals, Real(3), "0.5");
        }
    }

    private RandomStatement Declare(string type, List<string> scope, string value, string fallback)
    {
        string name = $"v{_names++}";
        scope.Add(name);
        if (type == "Real")
        {
            _assignable.Add(name);
        }

        return new($"{type} {name} = {value};", $"{type} {name} = {fallback};");
    }

    /// <summary>An expression of any size.</summary>
    private string Real(int depth) => depth == 0 ? Leaf() : _random.Next(15) switch
    {
        0 or 1 => $"({Real(depth - 1)} + {Real(depth - 1)})",
        2 => $"({Real(depth - 1)} - {Real(depth - 1)})",
        3 or 4 => $"({Real(depth - 1)} * {Bounded(depth - 1)})",
        5 => $"({Real(depth - 1)} / {Positive(depth - 1)})",
        6 => $"-{Leaf()}",
        7 => $"({Condition(depth - 1)} ? {Real(depth - 1)} : {Real(depth - 1)})",
        8 when _helpers.Count > 0 => $"Helper{_seed}_{_random.Next(_helpers.Count)}({Bounded(depth - 1)}, {Bounded(depth - 1)})",
        9 => $"Math.Max({Real(depth - 1)}, {Real(depth - 1)})",
        10 => $"Math.Min({Real(depth - 1)}, {Real(depth - 1)})",
        11 => $"Math.Abs({Real(depth - 1)})",
        12 => Chance(2) ? $"Differential.StopGradient({Real(depth - 1)})" : $"Math.Log({Positive(depth - 1)})",
        13 => Chance(2) ? $"Math.Pow({Positive(depth - 1)}, {Pick(["2", "3", "0.5", "-1", "1.5"])})" : $"Math.Pow({Positive(depth - 1)}, {Bounded(depth - 1)})",
        _ => Chance(4) && _assignable.Count > 0 ? SideEffect(depth) : Bounded(depth),
    };

    /// <summary>An assignment inside an expression: the order of evaluation decides the value.</summary>
    private string SideEffect(int depth) => _random.Next(3) switch
    {
        0 => $"{Pick(_assignable)}++",
        1 => $"(--{Pick(_assignable)})",
        _ => $"({Pick(_assignable)} = {Bounded(depth - 1)})",
    };

    /// <summary>An expression of moderate size.</summary>
    private string Bounded(int depth) => _random.Next(6) switch
    {
        0 => $"Math.Sin({Real(Math.Max(0, depth - 1))})",
        1 => $"Math.Cos({Real(Math.Max(0, depth - 1))})",
        2 => $"Math.Tanh({Real(Math.Max(0, depth - 1))})",
        3 => $"Math.Tan(Math.Sin({Leaf()}))",
        4 when _singles.Count > 0 => Single(),
        _ => Leaf(),
    };

    /// <summary>An expression that is at least one half.</summary>
    private string Positive(int depth) => _random.Next(4) switch
    {
        0 => $"Math.Exp({Bounded(depth)})",
        1 => $"(0.5 + Math.Abs({Real(Math.Max(0, depth - 1))}))",
        2 => $"Math.Sqrt(1 + {Square()})",
        _ => $"(1.0 + {Square()})",
    };

    private string Square()
    {
        string name = Leaf();
        return $"{name} * {name}";
    }

    /// <summary>Widened by hand: the oracle's type has no operator for a <c>double</c> literal and a single.</summary>
    private string Single() => _random.Next(3) switch
    {
        0 => $"(Real)MathF.Sin({Pick(_singles)})",
        1 => $"(Real)({Pick(_singles)} * 0.5f + {Pick(_singles)})",
        _ => $"(Real){Pick(_singles)}",
    };

    private string Condition(int depth) => _random.Next(6) switch
    {
        0 when depth > 0 => $"({Condition(depth - 1)} && {Condition(depth - 1)})",
        1 when depth > 0 => $"({Condition(depth - 1)} || {Condition(depth - 1)})",
        2 when depth > 0 => $"!{Condition(depth - 1)}",
        3 when _ints.Count > 0 => $"({Pick(_ints)} {Pick([">", "==", "!=", "<="])} {_random.Next(-1, 3)})",
        _ => $"({Leaf()} {Pick(["<", ">", "<=", ">="])} {Leaf()})",
    };

    private string Leaf() => _random.Next(6) switch
    {
        0 => Pick(["0.5", "1.25", "2", "0.1", "3", "1e-3"]),
        1 when _ints.Count > 0 => $"(Real){Pick(_ints)}",
        _ when _reals.Count > 0 => Pick(_reals),
        _ => ((_random.Next(200) - 100) / 100.0).ToString("0.0#", CultureInfo.InvariantCulture) is var text && text[0] == '-' ? $"({text})" : text,
    };

    private bool Chance(int oneIn) => _random.Next(oneIn) == 0;

    private string Pick(List<string> items) => items[_random.Next(items.Count)];
}
