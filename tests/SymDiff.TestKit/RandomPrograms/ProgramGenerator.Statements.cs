using System.Collections.Immutable;

namespace SymDiff.TestKit;

/// <content>Statements other than loops.</content>
public sealed partial class ProgramGenerator
{
    private Node Statement()
    {
        _budget--;
        if (_buffers && Chance(3))
        {
            return BufferStatement();
        }

        if (_aggregates && Chance(2) && AggregateStatement() is { } aggregate)
        {
            return aggregate;
        }

        if (_memory && Chance(3))
        {
            return MemoryStatement();
        }

        bool deep = _formulas || _nesting >= MostNesting;
        switch (_random.Next(deep ? 14 : 46))
        {
            case 0 when Assignable("Real") is { } real:
                return Do($"{real.Name} = $0;", null, Real(3));
            case 1 when Assignable("Real") is { } real:
                return Do($"{real.Name} {Pick("+=", "-=")} $0;", "compound assignment", Real(2));
            case 2 when Assignable("Real") is { } real:
                return Do($"{real.Name} *= $0;", "compound assignment", Bounded(2));
            case 3 when Assignable("Real") is { } real:
                return Pick(
                    Do($"{real.Name} /= $0;", "compound assignment", Positive(2)),
                    Do($"{real.Name} = Math.Cos($0) * {real.Name};", "overwrite with itself", Leaf()));
            case 4 when Assignable("Real") is { } real:
                return Pick(Do($"{real.Name}++;", "++, --"), Do($"--{real.Name};", "++, --"));
            case 5:
                return IntStatement();
            case 6 when Chance(3):
                return BoolStatement();
            case 7 when !_smooth && Chance(4):
                return Declare("Real32", "s", "$0", "single precision", Make(NodeKind.Single, "(Real32)$0", null, Bounded(2)));
            case 8 when _loops > 0:
                return Jump();
            case 9 when !_isPure && Chance(2):
                return Impure();
            case 10 when Assignable("Real") is { } one && Assignable("Real") is { } other && one != other:
                return Swap(one, other);
            case 11 when !_formulas && UpdateStatement() is { } update:
                return update;
            case >= 14 and <= 20:
                return Branch();
            case >= 21 and <= 29:
                return Loop();
            case 30:
                return Guard();
            case 31 or 32:
                return EarlyReturn();
            case 33 or 34:
                return Switch();
            case 35 when _canCapture:
                return LocalFunction();
            case 36 when Chance(2):
                return Checked();
            case 37 when Chance(2):
                return Braces();
            case 40 when _canCapture:
                return LocalLambda();
            case 41 when Chance(2):
                return LocalByReference();
            case 42 when Assignable("Real32") is { } single:
                return SingleStatement(single);
            case 43 when Assignable("Real") is { } one && Assignable("Real") is { } other && one != other:
                return Do($"({one.Name}, {other.Name}) = ($0, $1);", "deconstruction", Pick(Name(other, NodeKind.Real), Bounded(2)), Pick(Name(one, NodeKind.Real), Bounded(2)));
            case 44 when Any("Real") is { } switched:
                return ThrowingSwitch(switched);
            default:
                // What is declared inside is gone after it: mostly something outside is to change.
                return _nesting > 0 && !Chance(3) && Assignable("Real") is { } outside
                    ? Do($"{outside.Name} {Pick("=", "+=")} $0;", null, Real(3))
                    : Declare("Real", "v", "$0", null, Real(3));
        }
    }

    private static Node Do(string text, string? construct, params Node[] parts) => Make(NodeKind.Statement, text, construct, parts);

    private Node Declare(string type, string prefix, string value, string? construct, params Node[] parts)
    {
        string name = Fresh(prefix);
        _scope.Add(new Variable(name, type, CanAssign: true));
        return Do($"{type} {name} = {value};", construct, parts);
    }

    private Node IntStatement()
    {
        if (Assignable("int") is not { } count || Chance(3))
        {
            return Declare("int", "n", "$0", null, Int(2));
        }

        return Pick(
            Do($"{count.Name}++;", "++, --"),
            Do($"{count.Name} += $0;", "compound assignment", Int(1)),
            Do($"{count.Name} = $0;", null, Int(2)));
    }

    private Node BoolStatement()
    {
        // Both sides may change something, and the second may never be looked at.
        if (Assignable("int") is { } count && Assignable("Real") is { } real && Chance(2))
        {
            string effects = Pick(
                $"$0 {Pick("&&", "||")} ({real.Name} = $1) > $2",
                $"{count.Name}-- > 0 {Pick("&&", "||")} ({real.Name} *= $1) < $2 {Pick("&&", "||")} $0");
            return Declare("bool", "b", effects, "short circuit with effects", Bool(1), Bounded(2), Leaf());
        }

        return Assignable("bool") is { } flag && Chance(2) ? Do($"{flag.Name} = $0;", null, Bool(2)) : Declare("bool", "b", "$0", null, Bool(2));
    }

    private Node Impure() => _random.Next(5) switch
    {
        0 => Do("Probe.Note($0);", "impure call", Int(1)),
        1 => Do("Probe.Note(Differential.StopGradient($0));", "impure call of StopGradient", Any("Real") is { } real ? Name(real, NodeKind.Real) : new Node(NodeKind.Real, "(Real)0.5")),
        2 => Declare("Real", "v", "Probe.Draw()", "impure call"),
        3 => Declare("int", "n", "Probe.Next()", "impure call"),
        _ => Declare("Real", "v", "Probe.Draw($0) * $1", "impure call", Int(1), Bounded(1)),
    };

    private Node Swap(Variable one, Variable other)
    {
        string kept = Fresh("t");
        return Do($"Real {kept} = {one.Name};\n{one.Name} = {other.Name};\n{other.Name} = $0;", "swap or shift", Make(NodeKind.Real, Pick($"{kept}", $"{kept} + $0"), null, Bounded(1)));
    }

    private Node Branch()
    {
        switch (_random.Next(7))
        {
            case 0 or 1:
                return Do("if ($0)\n{\n@0\n}", "if", Bool(2)) with { Blocks = [Block(3)] };
            case 2 or 3:
                return Do("if ($0)\n{\n@0\n}\nelse\n{\n@1\n}", "if, else", Bool(2)) with { Blocks = [Block(3), Block(3)] };
            case 4:
                Node chain = Do("if ($0)\n{\n@0\n}\nelse if ($1)\n{\n@1\n}\nelse\n{\n@2\n}", "if, else if", Bool(1), Bool(2));
                return chain with { Blocks = [Block(2), Block(2), Block(2)] };
            case 5:
                Node test = Bool(2);
                string name = Fresh("v");
                (ImmutableArray<Node> first, Node then) = (Block(2), Real(2));
                (ImmutableArray<Node> second, Node otherwise) = (Block(2), Real(2));
                _scope.Add(new Variable(name, "Real", CanAssign: true));
                return Do($"Real {name};\nif ($0)\n{{\n@0\n{name} = $1;\n}}\nelse\n{{\n@1\n{name} = $2;\n}}", "declared first, assigned in both arms", test, then, otherwise) with { Blocks = [first, second] };
            default:
                // Where an arm ends in a jump, the other is the rest of the block.
                return Do("if ($0)\n{\n@0\n}\nelse\n{\n@1\n}", "if, else", Bool(1)) with { Blocks = [Block(2, () => _loops > 0 && !_returnsNothing ? Leave() : null), Block(2)] };
        }
    }

    /// <summary>A jump that always happens where it stands.</summary>
    private Node Leave() => _random.Next(3) switch
    {
        0 when _canBreak => Do("break;", "break"),
        1 when _canContinue => Do("continue;", "continue"),
        _ => Return(),
    };

    private Node Return() => _returnsNothing ? Do("return;", "return early")
        : Do("return $0;", _loops switch { 0 => "return early", 1 => "return in a loop", _ => "return in nested loops" }, Returned(_resultType, isMain: false, isLast: false));

    private Node Jump()
    {
        if (_canContinue && Chance(2))
        {
            return Do("if ($0)\n{\n@0\ncontinue;\n}", "continue", Bool(1)) with { Blocks = [Chance(2) ? Block(1) : []] };
        }

        if (_canBreak && !Chance(3))
        {
            return Do("if ($0)\n{\n@0\nbreak;\n}", "break", Bool(1)) with { Blocks = [Chance(2) ? Block(1) : []] };
        }

        return Do("if ($0)\n{\n@0\n}", "if", Bool(1)) with { Blocks = [[Return()]] };
    }

    private Node EarlyReturn() => Do("if ($0)\n{\n@0\n}", "if", Bool(2)) with { Blocks = [Block(2, Return)] };

    /// <summary>Mostly not taken; where it is, every form must throw the same.</summary>
    private Node Guard()
    {
        Node test = _random.Next(4) switch
        {
            0 => Make(NodeKind.Bool, $"$0 {Pick("> 40.0", "< -40.0")}", null, Leaf()),
            1 => Make(NodeKind.Bool, $"$0 {Pick("> 3", "< -2", "== 3")}", null, Int(1)),
            2 => Make(NodeKind.Bool, "double.IsNaN($0)", null, Any("Real") is { } real ? Name(real, NodeKind.Real) : new Node(NodeKind.Real, "0.5")),
            _ => Make(NodeKind.Bool, "!($0 < 1e6)", null, Leaf()),
        };
        if (test.Text.StartsWith("double", StringComparison.Ordinal))
        {
            test = test with { OracleText = "double.IsNaN(((Real)$0).Value)" };
        }

        return _random.Next(4) switch
        {
            0 when Any("int") is { } number => Do($"ArgumentOutOfRangeException.{Pick($"ThrowIfGreaterThan({number.Name}, 7)", $"ThrowIfLessThan({number.Name}, -90)")};", "guard: ThrowIf"),
            1 => Do("if ($0)\n{\nthrow new InvalidOperationException();\n}", "guard: throw", test),
            2 => Do("if ($0)\n{\n@0\nthrow new ArgumentException(\"too far\");\n}", "guard: throw", test) with { Blocks = [!_isPure && Chance(3) ? [Do("Probe.Note($0);", "impure call", Int(1))] : []] },
            _ => Do("if ($0)\n{\nthrow new ArgumentOutOfRangeException(\"x\", \"outside\");\n}", "guard: throw", test),
        };
    }

    private Node Switch()
    {
        bool canBreak = _canBreak;

        // Inside, break is the end of the section.
        _canBreak = false;
        Node made;
        switch (_random.Next(6))
        {
            case 0:
                made = Do("switch ($0)\n{\ncase 0:\n    @0\n    break;\ncase 1:\ncase 2:\n    @1\n    break;\ndefault:\n    @2\n    break;\n}", "switch: constants", Int(1)) with { Blocks = [Block(2), Block(2), Block(1)] };
                break;
            case 1:
                made = Do("switch ($0)\n{\ncase < 0:\n    @0\n    break;\ncase > 1 when $1:\n    @1\n    break;\n}", "switch: relational, when", Int(1), Bool(1)) with { Blocks = [Block(2), Block(2)] };
                break;
            case 2:
                made = Do("switch ($0)\n{\ncase < 0.0:\n    @0\n    break;\ncase >= 1.0:\n    @1\n    break;\ndefault:\n    @2\n    break;\n}", "switch: relational on active", Leaf()) with { Blocks = [Block(2), Block(2), Block(1)] };
                made = made with { OracleText = made.Text.Replace("$0", "((Real)$0).Value", StringComparison.Ordinal) };
                break;
            case 3:
                made = Do("switch ($0, $1)\n{\ncase (0, false):\n    @0\n    break;\ncase (> 0, _):\n    @1\n    break;\n}", "switch: tuple", Int(1), Bool(1)) with { Blocks = [Block(2), Block(2)] };
                break;
            case 4:
                string bound = Fresh("k");
                Node test = Int(1);
                _scope.Add(new Variable(bound, "int", CanAssign: false));
                ImmutableArray<Node> typed = Block(2);
                _scope.RemoveAt(_scope.Count - 1);
                made = Do($"switch ($0)\n{{\ncase int {bound} when {bound} > 0:\n    @0\n    break;\ndefault:\n    @1\n    break;\n}}", "switch: type, when", test) with { Blocks = [typed, Block(1)] };
                break;
            default:
                // A section that always leaves: its return is what ends it.
                Node returned = Return();
                made = Do("switch ($0)\n{\ncase 3:\n    @0\n    break;\ncase 0 or 1:\n    @1\n    break;\n}", "switch: constants", Int(1)) with { Blocks = [[returned], Block(2)] };
                break;
        }

        _canBreak = canBreak;
        return made;
    }

    private Node Checked()
    {
        if (Chance(2))
        {
            return Declare("int", "n", "checked($0 * 3 - $1)", "checked", Int(1), Int(1));
        }

        return Do("checked\n{\n@0\n}", "checked") with { Blocks = [Block(2)] };
    }

    private Node Braces() => Do("{\n@0\n}", "block") with { Blocks = [Block(3)] };
}
