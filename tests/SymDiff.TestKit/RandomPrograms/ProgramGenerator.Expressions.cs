using System.Globalization;

namespace SymDiff.TestKit;

/// <content>Expressions.</content>
public sealed partial class ProgramGenerator
{
    /// <summary>An expression of any size.</summary>
    private Node Real(int depth)
    {
        if (depth <= 0)
        {
            return Leaf();
        }

        if (_memory && Chance(8) && Any(IsMemory) is { } memory)
        {
            return MemoryExpression(memory, depth);
        }

        if (_aggregates && Chance(6) && AggregateReal(depth - 1) is { } part)
        {
            return part;
        }

        switch (_random.Next(38))
        {
            case 0 or 1 or 2:
                return Make(NodeKind.Real, "($0 + $1)", null, Real(depth - 1), Real(depth - 1));
            case 3 or 4:
                return Make(NodeKind.Real, "($0 - $1)", null, Real(depth - 1), Real(depth - 1));
            case 5 or 6 or 7:
                return Make(NodeKind.Real, "($0 * $1)", null, Real(depth - 1), Bounded(depth - 1));
            case 8:
                return Make(NodeKind.Real, "($0 / $1)", null, Real(depth - 1), Positive(depth - 1));
            case 9:
                return Make(NodeKind.Real, "(-$0)", null, Leaf());
            case 10:
                return Make(NodeKind.Real, "($0 ? $1 : $2)", "?:", Bool(depth - 1), Real(depth - 1), Real(depth - 1));
            case 11 or 12 or 13 or 14 when _callees.Count > 0:
                return AnyCall(depth - 1);
            case 15:
                return Make(NodeKind.Real, $"Math.{Pick("Max", "Min")}($0, $1)", "Max, Min", Real(depth - 1), Real(depth - 1));
            case 16:
                return Make(NodeKind.Real, "Math.Abs($0)", "Abs", Real(depth - 1));
            case 17 when Chance(2):
                return Make(NodeKind.Real, "Differential.StopGradient($0)", "StopGradient", Real(depth - 1));
            case 17:
                return Make(NodeKind.Real, "Math.Log($0)", null, Positive(depth - 1));
            case 18 when Chance(2):
                return Make(NodeKind.Real, $"Math.Pow($0, {Pick("2", "3", "0.5", "-1", "1.5")})", "Pow", Positive(depth - 1));
            case 18:
                return Make(NodeKind.Real, "Math.Pow($0, $1)", "Pow", Positive(depth - 1), Bounded(depth - 1));
            case 19 when Chance(2):
                return StepFunction(depth - 1);
            case 20 or 21 when !_formulas:
                return SwitchExpression(depth - 1);
            case 22 or 23:
                return AssignmentExpression(depth);
            case 24 when !_formulas && !_isPure && !_smooth && Chance(2):
                return ForeignCall(depth - 1);
            case 25 when !_isPure && Chance(3):
                return ImpureCall(depth - 1);
            case 26 when !_smooth && Chance(3):
                return Make(NodeKind.Real, "(Real)(MathF.Sin((Real32)$0) * 0.5f)", "single precision", Bounded(depth - 1));
            case 27 when Any(v => v.Type is "double[]" or "int[]") is { } data:
                return Make(NodeKind.Real, $"({data.Name}.Length > 0 ? $0 * {data.Name}[Math.Abs($1 % {data.Name}.Length)] : $2)", "inactive element", Bounded(depth - 1), Int(1), Leaf());
            case 28:
                return MoreFunctions(depth - 1);
            case 29 when !_formulas && Chance(2):
                return MorePatterns(depth - 1);
            case 30 when !_formulas && Chance(4):
                return ThrowExpression(depth - 1);
            case 31 when Any("Real32") is { } single:
                return Mixed(single, depth - 1);
            default:
                return Bounded(depth);
        }
    }

    /// <summary>An expression of moderate size.</summary>
    private Node Bounded(int depth) => depth <= 0 ? Leaf() : _random.Next(7) switch
    {
        0 => Make(NodeKind.Real, "Math.Sin($0)", null, Real(depth - 1)),
        1 => Make(NodeKind.Real, "Math.Cos($0)", null, Real(depth - 1)),
        2 => Make(NodeKind.Real, "Math.Tanh($0)", null, Real(depth - 1)),
        3 => Make(NodeKind.Real, "Math.Tan(Math.Sin($0))", null, Leaf()),
        4 when Any("Real32") is not null => Make(NodeKind.Real, "(Real)$0", "single precision", Single()),
        _ => Leaf(),
    };

    /// <summary>An expression that is at least one half.</summary>
    private Node Positive(int depth) => _random.Next(4) switch
    {
        0 => Make(NodeKind.Real, "Math.Exp(Math.Sin($0))", null, Bounded(depth)),
        1 => Make(NodeKind.Real, "(0.5 + Math.Abs($0))", "Abs", Real(depth - 1)),
        2 => Square("Math.Sqrt(1.0 + $0 * $0)"),
        _ => Square("(1.0 + $0 * $0)"),
    };

    private Node Square(string text) => Make(NodeKind.Real, text, null, Leaf());

    private Node Single()
    {
        Node single = Any("Real32") is { } variable ? Name(variable, NodeKind.Single) : Make(NodeKind.Single, "(Real32)$0", null, Bounded(1));
        return _random.Next(3) switch
        {
            0 => Make(NodeKind.Single, "MathF.Sin($0)", null, single),
            1 => Make(NodeKind.Single, "($0 * 0.5f + $0)", null, single),
            _ => single,
        };
    }

    private Node StepFunction(int depth) => _random.Next(4) switch
    {
        0 => Make(NodeKind.Real, "Math.Floor($0)", "step function", Bounded(depth)),
        1 => Make(NodeKind.Real, "Math.Round(3.0 * $0)", "step function", Bounded(depth)),
        2 => Make(NodeKind.Real, "(Real)(int)(2.0 * $0)", "step function", Bounded(depth)) with { OracleText = "(Real)(int)((Real)(2.0 * $0)).Value" },
        _ => Make(NodeKind.Real, "($0 - Math.Truncate($1))", "step function", Real(depth), Bounded(depth)),
    };

    /// <summary>An assignment inside an expression: the order of evaluation decides the value.</summary>
    private Node AssignmentExpression(int depth)
    {
        if (Assignable("Real") is not { } real)
        {
            return Bounded(depth);
        }

        return _random.Next(6) switch
        {
            0 => new Node(NodeKind.Real, $"{real.Name}++", "++ or -- inside an expression"),
            1 => new Node(NodeKind.Real, $"(--{real.Name})", "++ or -- inside an expression"),
            2 => Make(NodeKind.Real, $"({real.Name} *= $0)", "compound assignment as expression", Bounded(depth - 1)),
            3 => Make(NodeKind.Real, $"({real.Name} {Pick("+=", "-=")} $0)", "compound assignment as expression", Bounded(depth - 1)),
            4 when Assignable("int") is { } count => new Node(NodeKind.Real, $"(0.5 * {count.Name}{Pick("++", "--")})", "++ or -- inside an expression"),
            _ => Make(NodeKind.Real, $"({real.Name} = $0)", "assignment as expression", Bounded(depth - 1)),
        };
    }

    private Node ForeignCall(int depth) => _random.Next(3) switch
    {
        0 => Make(NodeKind.Real, "Foreign.Bell($0)", "registered derivative", Bounded(depth)),
        1 => Make(NodeKind.Real, "Foreign.Blend($0, $1)", "registered derivative", Bounded(depth), Bounded(depth)),
        _ => Make(NodeKind.Real, "Foreign.Scaled($0, $1)", "registered derivative", Bound(), Bounded(depth)),
    };

    /// <summary>Both are inactive: nothing is lost, but they must be called once and in order.</summary>
    private Node ImpureCall(int depth) => Chance(2)
        ? Make(NodeKind.Real, "(Probe.Draw() * $0)", "impure call", Bounded(depth))
        : Make(NodeKind.Real, "Probe.Draw($0)", "impure call", Int(1));

    private Node SwitchExpression(int depth)
    {
        switch (_random.Next(7))
        {
            case 0:
                return Make(NodeKind.Real, "($0 switch { 0 => $1, 1 => $2, _ => $3 })", "switch expression: constants", Int(1), Real(depth), Real(depth), Real(depth));
            case 1:
                return Make(NodeKind.Real, "($0 switch { < 0 => $1, >= 2 => $2, _ => $3 })", "switch expression: relational on int", Int(1), Real(depth), Real(depth), Real(depth));
            case 2:
                return Make(NodeKind.Real, "($0 switch { < -0.5 => $1, < 0.75 => $2, _ => $3 })", "switch expression: relational on active", Leaf(), Real(depth), Real(depth), Real(depth)) with
                {
                    OracleText = "(((Real)$0).Value switch { < -0.5 => $1, < 0.75 => $2, _ => $3 })",
                };
            case 3:
                return Make(NodeKind.Real, "(($0, $1) switch { (0, _) => $2, (> 1, true) => $3, _ => $4 })", "switch expression: tuple", Int(1), Bool(1), Real(depth), Real(depth), Real(depth));
            case 4:
                string bound = Fresh("k");
                return Make(NodeKind.Real, $"($0 switch {{ int {bound} when {bound} > 1 => 0.5 * {bound} + $1, _ => $2 }})", "switch expression: type, when", Int(1), Real(depth), Real(depth));
            case 5:
                return Make(NodeKind.Real, "($0 switch { 0 when $1 => $2, 0 or 1 => $3, _ => $4 })", "switch expression: when", Int(1), Bool(1), Real(depth), Real(depth), Real(depth));
            default:
                return Make(NodeKind.Real, "($0 switch { > 0.25 when $1 => $2, _ => $3 })", "switch expression: relational on active", Leaf(), Bool(1), Real(depth), Real(depth)) with
                {
                    OracleText = "(((Real)$0).Value switch { > 0.25 when $1 => $2, _ => $3 })",
                };
        }
    }

    private Node Bool(int depth)
    {
        switch (_random.Next(18))
        {
            case 14 when depth > 0 && _callees.Count > 0:
                return Make(NodeKind.Bool, $"($0 {Pick("<", ">")} $1)", "call in a condition", AnyCall(1), Threshold());
            case 15 when depth > 0 && _predicates.Count > 0:
                return Pick([.. _predicates])();
            case 16 when depth > 0 && Chance(2):
                return Make(NodeKind.Bool, $"($0 {Pick("&", "|", "^")} $1)", "both sides evaluated: &, |, ^", Bool(depth - 1), Bool(depth - 1));
            case 0 or 1 when depth > 0:
                return Make(NodeKind.Bool, "($0 && $1)", "&&, ||", Bool(depth - 1), Bool(depth - 1));
            case 2 when depth > 0:
                return Make(NodeKind.Bool, "($0 || $1)", "&&, ||", Bool(depth - 1), Bool(depth - 1));
            case 3 when depth > 0:
                return Make(NodeKind.Bool, "!$0", null, Bool(depth - 1));
            case 4 when depth > 0 && Assignable("Real") is { } real:
                return Make(NodeKind.Bool, $"(({real.Name} = $0) {Pick(">", "<=")} $1)", "effect in a condition", Bounded(1), Leaf());
            case 5 when depth > 0 && Assignable("int") is { } count:
                return Make(NodeKind.Bool, $"({count.Name}{Pick("++", "--")} {Pick(">", "<", "!=")} $0)", "effect in a condition", Int(0));
            case 6 or 7 when Any("int") is { } number:
                return Make(NodeKind.Bool, $"($0 {Pick(">", "==", "!=", "<=", "<")} $1)", null, Name(number, NodeKind.Int), Int(1));
            case 8 when Any("bool") is { } flag:
                return Name(flag, NodeKind.Bool);
            case 9 when !_formulas && Chance(3):
                return Make(NodeKind.Bool, "($0 is > -0.5 and < 1.5)", "is pattern on active", Leaf()) with { OracleText = "(((Real)$0).Value is > -0.5 and < 1.5)" };
            case 10 when Chance(4):
                return Make(NodeKind.Bool, $"($0 {Pick("==", "!=")} $1)", "== between active", Leaf(), Leaf()) is var equality
                    ? equality with { OracleText = equality.Text.Replace("$0", "((Real)$0).Value", StringComparison.Ordinal).Replace("$1", "((Real)$1).Value", StringComparison.Ordinal) }
                    : throw new InvalidOperationException();
            case 11 when !_isPure && Chance(8):
                return new Node(NodeKind.Bool, "Probe.Flip()", "impure call");
            case 12:
                return Make(NodeKind.Bool, $"($0 {Pick("<", ">")} $1)", null, Bounded(1), Threshold());
            default:
                return Make(NodeKind.Bool, $"($0 {Pick("<", ">", "<=", ">=")} $1)", null, Leaf(), Threshold());
        }
    }

    /// <summary>Any small or large integer.</summary>
    private Node Int(int depth)
    {
        if (_memory && Chance(8) && Any(IsIndices) is { } indices)
        {
            return Entry(indices, depth - 1);
        }

        switch (depth <= 0 ? 9 : _random.Next(14))
        {
            case 0:
                return Make(NodeKind.Int, "($0 + $1)", null, Int(depth - 1), Int(depth - 1));
            case 1:
                return Make(NodeKind.Int, $"($0 {Pick("% 3", "/ 2", "- 1", "* 2")})", null, Int(depth - 1));
            case 2:
                return Make(NodeKind.Int, "(int)(3.0 * $0)", "integer of an active value", Bounded(1)) with { OracleText = "(int)((Real)(3.0 * $0)).Value" };
            case 3:
                return Make(NodeKind.Int, "($0 ? $1 : $2)", "?:", Bool(0), Int(depth - 1), Int(depth - 1));
            case 4 when Assignable("int") is { } count:
                return new Node(NodeKind.Int, Pick($"{count.Name}++", $"(--{count.Name})"), "++ or -- inside an expression");
            case 5 when Assignable("int") is { } target:
                return Make(NodeKind.Int, $"({target.Name} = $0)", "assignment as expression", Int(depth - 1));
            case 6 when Chance(3):
                return Make(NodeKind.Int, "checked($0 + $1)", "checked", Int(depth - 1), Int(0));
            case 7 when !_isPure && Chance(5):
                return new Node(NodeKind.Int, "Probe.Next()", "impure call");
            case 12 when _classifiers.Count > 0:
                return Pick([.. _classifiers])();
            case 13:
                return Make(NodeKind.Int, Pick("($0 & $1)", "($0 ^ $1)", "($0 | $1)", "($0 << ($1 & 1))", "(int)(byte)($0 + $1)", "(int)((long)$0 - $1)", "(-$0 + $1)"), "bits and widths of integers", Int(depth - 1), Int(0));
            default:
                return Any("int") is { } variable && !Chance(3) ? Name(variable, NodeKind.Int) : new Node(NodeKind.Int, Pick("0", "1", "2", "3"));
        }
    }

    /// <summary>A number of iterations: small whatever the data are, and not seldom zero.</summary>
    private Node Bound()
    {
        switch (_random.Next(12))
        {
            case 0 or 1:
                return new Node(NodeKind.Int, Pick("2", "3", "4"), "trip count: constant");
            case 2:
                return new Node(NodeKind.Int, Pick("0", "1", "-2"), "trip count: at most one");
            case 3 or 4:
                return Make(NodeKind.Int, "(int)Math.Abs(3.0 * Math.Sin($0))", "trip count: active", Leaf()) with { OracleText = "(int)Math.Abs(3.0 * Math.Sin($0)).Value" };
            case 5:
                return Make(NodeKind.Int, "Math.Min(4, (int)Math.Abs(2.0 * $0))", "trip count: active", Leaf()) with { OracleText = "Math.Min(4, (int)Math.Abs((Real)(2.0 * $0)).Value)" };
            case 6 when Any(v => v.Type is "double[]" or "int[]") is { } data:
                return new Node(NodeKind.Int, $"{data.Name}.Length", "trip count: data");
            default:
                return Any("int") is { } number
                    ? Make(NodeKind.Int, Pick("Math.Abs($0 % 4)", "($0 % 5)", "($0 % 5 - 2)", "Math.Min($0, 4)"), "trip count: data", Name(number, NodeKind.Int))
                    : new Node(NodeKind.Int, Pick("2", "3", "4"), "trip count: constant");
        }
    }

    private Node Threshold() => Chance(2) ? Leaf() : new Node(NodeKind.Real, Pick("0.0", "0.5", "1.0", "-0.25", "1.5"));

    private Node Leaf()
    {
        if (_memory && Chance(4) && Any(IsMemory) is { } memory)
        {
            return Element(memory, 0);
        }

        switch (_random.Next(8))
        {
            case 0:
                return new Node(NodeKind.Real, Pick("0.5", "1.25", "2.0", "0.1", "3.0", "1e-3"));
            case 1 when Any("int") is { } number:
                return new Node(NodeKind.Real, Pick($"(Real){number.Name}", $"(0.5 * {number.Name})"));
            case 2 when Any("double") is { } element:
                return new Node(NodeKind.Real, $"(Real){element.Name}");
            default:
                return (Chance(2) ? Visible().LastOrDefault(v => v.Type == "Real") : Any("Real")) is { } variable
                    ? Name(variable, NodeKind.Real)
                    : new Node(NodeKind.Real, string.Create(CultureInfo.InvariantCulture, $"{_random.Next(1, 200) / 100.0:0.0#}"));
        }
    }
}
