using System.Collections.Immutable;

namespace SymDiff.TestKit;

/// <content>Methods that the program calls, each with the ways to call it.</content>
public sealed partial class ProgramGenerator
{
    private void MakeHelper()
    {
        _scope.Clear();
        _budget = Pick(1, 2, 3, 5, 7);
        if (_memory && Chance(3))
        {
            MemoryHelper();
            return;
        }

        if (_aggregates && Chance(2))
        {
            AggregateHelper();
            return;
        }

        switch (_formulas ? Pick(0, 2, 6) : _random.Next(21))
        {
            case 0 or 1:
                Plain();
                break;
            case 2:
                WithDefaults();
                break;
            case 3:
                WithParams();
                break;
            case 4 or 5:
                ByReference();
                break;
            case 6 when !_aggregates:
                Extension();
                break;
            case 7 or 8:
                HigherOrder();
                break;
            case 9 or 10:
                Marked();
                break;
            case 11:
                Recursive();
                break;
            case 12:
                Mutual();
                break;
            case 13 or 14 when !_isPure:
                MarkedWithEffects();
                break;
            case 15:
                Aliasing();
                break;
            case 16 when !_smooth:
                SinglePrecision();
                break;
            case 17 when !_isPure:
                Guarded();
                break;
            case 18:
                Predicate();
                break;
            case 19:
                Classifier();
                break;
            default:
                MovesCount();
                break;
        }
    }

    private string HelperName(string kind)
    {
        _names += 100;
        return $"{kind}{_members.Count}";
    }

    private void Enter(params (string Type, string Name)[] parameters) =>
        _scope.AddRange(parameters.Select(p => new Variable(p.Name, p.Type, CanAssign: p.Type is "Real" or "int")));

    private static Node Call(string text, string construct, params Node[] parts) => Make(NodeKind.Real, text, construct, parts);

    private void Plain()
    {
        string name = HelperName("Helper");
        Enter(("Real", "a"), ("Real", "b"));
        _members.Add(Body("", $"private static Real {name}(Real a, Real b)", "private helper", "Real"));
        _callees.Add(new("call: helper", d => Call($"{name}($0, $1)", "call: helper", Bounded(d), Bounded(d))));
    }

    /// <summary>The oracle's type has no constants: its version has no defaults, and is given them at the call.</summary>
    private void WithDefaults()
    {
        string name = HelperName("Default");
        Enter(("Real", "a"), ("Real", "b"), ("int", "k"));
        _members.Add(Body("", $"private static Real {name}(Real a, Real b = 0.75, int k = 2)", "helper with defaults", "Real", oracleHeader: $"private static Real {name}(Real a, Real b, int k)"));
        _callees.Add(new("call: default or named arguments", d => _random.Next(4) switch
        {
            0 => Call($"{name}($0)", "call: default arguments", Bounded(d)) with { OracleText = $"{name}($0, 0.75, 2)" },
            1 => Call($"{name}($0, k: $1)", "call: default arguments", Bounded(d), Int(1)) with { OracleText = $"{name}($0, k: $1, b: 0.75)" },
            2 => Call($"{name}(b: $0, a: $1)", "call: named arguments", Bounded(d), Bounded(d)) with { OracleText = $"{name}(b: $0, a: $1, k: 2)" },
            _ => Call($"{name}(k: $0, b: $1, a: $2)", "call: named arguments", Int(1), Bounded(d), Bounded(d)),
        }));
    }

    private void WithParams()
    {
        string name = HelperName("Params");
        if (Chance(3))
        {
            Enter(("Real", "a"));
            _members.Add(Body("", $"private static Real {name}(Real a, params Real[] rest)", "helper with params of active values", "Real", first: "foreach (Real r in rest)\n{\na += r * r;\n}\n\n"));
            _callees.Add(new("call: params", d => Chance(2)
                ? Call($"{name}($0, $1, $2)", "call: params of active values", Bounded(d), Bounded(d), Bounded(d))
                : Call($"{name}($0)", "call: params of active values", Bounded(d))));
            return;
        }

        Enter(("Real", "a"));
        _scope.Add(new Variable("data", "int[]", CanAssign: false));
        _members.Add(Body("", $"private static Real {name}(Real a, params int[] data)", "helper with params", "Real", first: "foreach (int k in data)\n{\na = Math.Sin(a + k);\n}\n\n"));
        _callees.Add(new("call: params", d => _random.Next(3) switch
        {
            0 => Call($"{name}($0)", "call: params", Bounded(d)),
            1 => Call($"{name}($0, $1)", "call: params", Bounded(d), Int(1)),
            _ => Call($"{name}($0, $1, $2, 1)", "call: params", Bounded(d), Int(1), Int(0)),
        }));
    }

    private void ByReference()
    {
        string name = HelperName("Update");
        bool returns = Chance(2);
        _scope.Add(new Variable("a", "Real", CanAssign: false, IsByReference: true));
        _scope.Add(new Variable("b", "Real", CanAssign: true, IsByReference: true));
        _scope.Add(new Variable("c", "Real", CanAssign: true, IsByReference: true));
        string type = returns ? "Real" : "void";
        _members.Add(Body("", $"private static {type} {name}(in Real a, ref Real b, out Real c)", "helper with in, ref, out", type, first: "c = a * b;\n"));
        if (!returns)
        {
            _updates.Add(name);
            return;
        }

        _callees.Add(new("call: in, ref, out", d =>
        {
            if (Referable("Real") is not { } changed)
            {
                return Bounded(d);
            }

            Node argument = Chance(2) ? Bounded(d) : Name(changed, NodeKind.Real);
            return Referable("Real") is { } set && set != changed
                ? Call($"{name}($0, ref {changed.Name}, out {set.Name})", "call: in, ref, out", argument)
                : Call($"{name}($0, ref {changed.Name}, out _)", "call: in, ref, out", argument);
        }));
    }

    private void Extension()
    {
        string name = HelperName("Squash");
        Enter(("Real", "a"), ("Real", "b"));
        _members.Add(Body("", $"private static Real {name}(this Real a, Real b)", "extension method", "Real"));
        _callees.Add(new("call: extension", d => Any("Real") is { } receiver
            ? Call($"{receiver.Name}.{name}($0)", "call: extension", Bounded(d))
            : Call($"((Real)$0).{name}($1)", "call: extension", Bounded(d), Bounded(d))));
    }

    private void HigherOrder()
    {
        string name = HelperName("Apply");
        Enter(("Real", "a"));
        (string body, string construct) = Pick(
            ("return f(f(a)) + a;\n", "helper with a function"),
            ("Real sum = 0.0;\nfor (int i = 0; i < 3; i++)\n{\nsum += f(a + 0.25 * i);\n}\n\nreturn sum;\n", "helper with a function in a loop"),
            ("if (a > 0.5)\n{\nreturn f(a);\n}\n\nreturn a * f(0.5 * a);\n", "helper with a function"));
        _members.Add(new Node(NodeKind.Member, $"private static Real {name}(Func<Real, Real> f, Real a)\n{{\n{body}}}", construct));
        string method = HelperName("Method");
        Enter(("Real", "q"));
        _scope.RemoveAll(v => v.Name == "a");
        _budget = 1;
        _members.Add(Body("", $"private static Real {method}(Real q)", "private helper", "Real"));
        _callees.Add(new("call: lambda or method group", d =>
        {
            if (Chance(3))
            {
                return Call($"{name}({method}, $0)", "call: method group", Bounded(d));
            }

            string q = Fresh("q");

            // It only reads what is outside, and that when it is called.
            Variable[] before = [.. _scope];
            _scope.Clear();
            _scope.AddRange(before.Where(v => !v.IsByReference).Select(v => v with { CanAssign = false }));
            _scope.Add(new Variable(q, "Real", CanAssign: false));
            Callee[] callees = [.. _callees];
            _callees.Clear();
            Node body = Real(2);
            _callees.AddRange(callees);
            _scope.Clear();
            _scope.AddRange(before);
            return Call($"{name}({q} => $0 * {q}, $1)", "call: lambda", body, Bounded(d));
        }));
    }

    private void Marked()
    {
        string name = HelperName("Marked");
        bool counts = Chance(3);
        Enter(("Real", "a"), ("Real", "b"));
        if (counts)
        {
            Enter(("int", "k"));
        }

        _members.Add(Body("[Differentiable]", $"public static Real {name}(Real a, Real b{(counts ? ", int k" : "")})", "marked callee", "Real"));
        _callees.Add(new("call: marked method", d => counts
            ? Call($"{name}($0, $1, $2)", "call: marked method", Bounded(d), Bounded(d), Int(1))
            : Call($"{name}($0, $1)", "call: marked method", Bounded(d), Bounded(d))));
    }

    /// <summary>How deep it goes is bounded by its first line, whatever its arguments are.</summary>
    private void Recursive()
    {
        string name = HelperName("Recurse");
        Enter(("Real", "a"), ("int", "depth"));
        _scope[^1] = _scope[^1] with { CanAssign = false };
        _budget = Pick(0, 1, 2);
        string step = Pick($"{name}($0 * 0.5 + a, depth - 1)", $"{name}({name}(a * 0.5, depth - 1) + $0, depth - 2)", $"$0 * {name}(a, depth - 1)", $"{name}(a - 0.5, depth - 1) + {name}($0, depth - 2)", $"Math.Sin({name}(a, depth - 1)) * {name}(a, depth - 2) + $0");
        bool marked = Chance(2);
        Node own = Body("", "own", null, "Real");
        string text = $"{(marked ? "[Differentiable]\npublic" : "private")} static Real {name}(Real a, int depth)\n{{\nif (depth <= 0 || depth > 6)\n{{\nreturn a;\n}}\n\n@0\nreturn {step};\n}}";
        _members.Add(new Node(NodeKind.Member, text, marked ? "recursion, marked" : "recursion, private") { Parts = own.Parts, Blocks = own.Blocks });
        _callees.Add(new("call: recursion", d => Call($"{name}($0, $1)", "call: recursion", Bounded(d), new Node(NodeKind.Int, Pick("2", "3", "4", "5")))));
    }

    private void Mutual()
    {
        string even = HelperName("Even");
        string odd = $"Odd{_members.Count}";
        bool marked = Chance(2);
        string modifiers = marked ? "[Differentiable]\npublic" : "private";
        foreach ((string name, string other) in new[] { (even, odd), (odd, even) })
        {
            _scope.Clear();
            Enter(("Real", "a"), ("int", "depth"));
            _scope[^1] = _scope[^1] with { CanAssign = false };
            _budget = Pick(0, 1);
            Node own = Body("", "own", null, "Real");
            string step = Pick($"{other}($0, depth - 1)", $"a * {other}(a + 0.25, depth - 1) + $0");
            string text = $"{modifiers} static Real {name}(Real a, int depth)\n{{\nif (depth <= 0 || depth > 6)\n{{\nreturn Math.Sin(a);\n}}\n\n@0\nreturn {step};\n}}";
            _members.Add(new Node(NodeKind.Member, text, marked ? "mutual recursion, marked" : "mutual recursion, private") { Parts = own.Parts, Blocks = own.Blocks });
        }

        _callees.Add(new("call: mutual recursion", d => Call($"{even}($0, $1)", "call: mutual recursion", Bounded(d), new Node(NodeKind.Int, Pick("2", "3", "4")))));
    }

    private Node LocalFunction()
    {
        string name = Fresh("Local");
        string q = Fresh("q");
        (bool canBreak, bool canContinue, bool returnsNothing, int loops, int budget, string resultType) = (_canBreak, _canContinue, _returnsNothing, _loops, _budget, _resultType);
        Variable[] before = [.. _scope];
        bool writes = Chance(2);
        bool isStatic = Chance(5);
        (_canBreak, _canContinue, _returnsNothing, _loops, _budget, _resultType) = (false, false, false, 0, Pick(0, 1, 2), "Real");
        if (isStatic)
        {
            _scope.Clear();
        }

        _scope.RemoveAll(v => v.IsByReference);
        if (!writes)
        {
            for (int i = 0; i < _scope.Count; i++)
            {
                _scope[i] = _scope[i] with { CanAssign = false };
            }
        }

        Callee[] callees = [.. _callees];
        if (isStatic)
        {
            // It may not call what captures.
            _callees.RemoveAll(c => c.Construct.Contains("local", StringComparison.Ordinal));
        }

        _scope.Add(new Variable(q, "Real", CanAssign: true));
        ImmutableArray<Node> body = Block(2);
        Node result = Real(2);
        Node? write = writes && Assignable("Real") is { } target && target.Name != q ? Do($"{target.Name} = $0;", "local function writes a captured local", Bounded(2)) : null;
        if (write is not null)
        {
            body = body.Add(write);
        }

        _callees.Clear();
        _callees.AddRange(callees);
        _scope.Clear();
        _scope.AddRange(before);
        (_canBreak, _canContinue, _returnsNothing, _loops, _budget, _resultType) = (canBreak, canContinue, returnsNothing, loops, budget, resultType);
        _callees.Add(new("call: local function", d => Call($"{name}($0)", "call: local function", Bounded(d))));
        return Do($"{(isStatic ? "static " : "")}Real {name}(Real {q})\n{{\n@0\nreturn $0;\n}}", isStatic ? "local function, static" : writes ? "local function that writes" : "local function", result) with { Blocks = [body] };
    }

    /// <summary>A call that stands alone: what it does is in what it is given by reference.</summary>
    private Node? UpdateStatement()
    {
        if (_updates.Count == 0 || Referable("Real") is not { } changed)
        {
            return null;
        }

        string name = Pick([.. _updates]);
        if (Chance(2))
        {
            string c = Fresh("v");
            Node argument = Bounded(1);
            _scope.Add(new Variable(c, "Real", CanAssign: true));
            return Do($"{name}($0, ref {changed.Name}, out Real {c});", "call: in, ref, out", argument);
        }

        return Referable("Real") is { } set && set != changed ? Do($"{name}({Any("Real")!.Name}, ref {changed.Name}, out {set.Name});", "call: in, ref, out") : null;
    }
}
