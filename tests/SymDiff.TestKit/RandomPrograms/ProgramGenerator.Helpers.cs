namespace SymDiff.TestKit;

/// <content>More methods that the program calls.</content>
public sealed partial class ProgramGenerator
{
    /// <summary>Too large to be read in place, and whoever runs one of its halves twice is noticed.</summary>
    private void MarkedWithEffects()
    {
        string name = HelperName("Drawing");
        Enter(("Real", "a"), ("Real", "b"));
        _budget = Pick(0, 1, 2);
        string first = Pick(
            "for (int i = 0; i < 2; i++)\n{\na = Math.Sin(a * b) + Probe.Draw(i);\n}\n\n",
            "Real drawn = Probe.Draw();\nfor (int i = 0; i < 3 && a < 2.0; i++)\n{\na += drawn * Math.Cos(b);\nb *= 0.5;\n}\n\n",
            "for (int i = Probe.Next(); i > 0; i--)\n{\nb = Math.Tanh(a + b);\na *= b;\nProbe.Note(i);\n}\n\n");
        _members.Add(Body("[Differentiable]", $"public static Real {name}(Real a, Real b)", "marked callee with effects", "Real", first: first));
        _callees.Add(new("call: marked method with effects", d => Call($"{name}($0, $1)", "call: marked method with effects", Bounded(d), Bounded(d))));
    }

    /// <summary>Its parameters may be one variable.</summary>
    private void Aliasing()
    {
        string name = HelperName("Alias");
        _scope.Add(new Variable("a", "Real", CanAssign: true, IsByReference: true));
        _scope.Add(new Variable("b", "Real", CanAssign: true, IsByReference: true));
        _budget = Pick(0, 1);
        string first = Pick("a += 0.5 * b;\nb = Math.Sin(a * b);\n", "Real t = a;\na = b;\nb = Math.Cos(t) + 0.5 * a;\n", "b -= a;\na = b * 0.75;\n");
        _members.Add(Body("", $"private static Real {name}(ref Real a, ref Real b)", "helper with two ref", "Real", first: first));
        _callees.Add(new("call: aliased ref", d =>
        {
            if (Referable("Real") is not { } one || Referable("Real") is not { } other)
            {
                return Bounded(d);
            }

            other = Chance(2) ? one : other;
            return Call($"{name}(ref {one.Name}, ref {other.Name})", one == other ? "call: aliased ref" : "call: two ref");
        }));
    }

    private void SinglePrecision()
    {
        string name = HelperName("Single");
        Enter(("Real", "a"));
        _scope.Add(new Variable("s", "Real32", CanAssign: true));
        _members.Add(Body("", $"private static Real {name}(Real32 s, Real a)", "helper in single precision", "Real", first: Pick("s = MathF.Sin(s) * 0.5f + (Real32)a;\n", "s *= MathF.Tanh(s);\na += s;\n")));
        _callees.Add(new("call: single precision", d => Call($"{name}($0, $1)", "call: single precision", Single(), Bounded(d))));
    }

    /// <summary>It throws where its caller goes too far.</summary>
    private void Guarded()
    {
        string name = HelperName("Guarded");
        Enter(("Real", "a"), ("int", "k"));
        string first = Pick(
            "if (!(a < 30.0))\n{\nthrow new ArgumentException(\"beyond\");\n}\n\n",
            "if (k > 3)\n{\nthrow new ArgumentOutOfRangeException(\"k\", \"too many\");\n}\n\n",
            "if (k == 2)\n{\nProbe.Note(k);\nif (a > 2.5)\n{\nthrow new InvalidOperationException();\n}\n\na *= 0.5;\n}\n\n");
        _members.Add(Body("", $"private static Real {name}(Real a, int k)", "helper with a guard", "Real", first: first));
        _callees.Add(new("call: guarded helper", d => Call($"{name}($0, $1)", "call: guarded helper", Bounded(d), Int(1))));
    }

    /// <summary>What it answers depends on active values, and it leaves one behind.</summary>
    private void Predicate()
    {
        string name = HelperName("Try");
        Enter(("Real", "a"));
        Node left = Real(2);
        Node limit = Threshold();
        _members.Add(new Node(NodeKind.Member, $"private static bool {name}(Real a, out Real found)\n{{\nfound = $0;\nreturn found > $1;\n}}", "predicate with out") { Parts = [left, limit] });
        _predicates.Add(() => Referable("Real") is { } set
            ? Make(NodeKind.Bool, $"{name}($0, out {set.Name})", "call: predicate with out", Bounded(1))
            : Make(NodeKind.Bool, $"{name}($0, out _)", "call: predicate with out", Bounded(1)));
        _callees.Add(new("call: predicate with out", d => Call($"({name}($0, out Real {Fresh("f")}) ? $1 : $2)", "call: predicate with out", Bounded(d), Leaf(), Bounded(d))));
    }

    /// <summary>An integer of active values, which others count, choose and index with.</summary>
    private void Classifier()
    {
        string name = HelperName("Class");
        Enter(("Real", "a"), ("int", "k"));
        string text = Pick(
            "if (a > 1.0)\n{\nreturn 3;\n}\n\nreturn a < $0 ? k : 0;",
            "int n = 0;\nwhile (a > $0 && n < 3)\n{\na -= 0.75;\nn++;\n}\n\nreturn n;",
            "return k > 1 ? 1 : (a * a > $0 ? 2 : -1);");
        Node limit = Threshold();
        _members.Add(new Node(NodeKind.Member, $"private static int {name}(Real a, int k)\n{{\n{text}\n}}", "helper that gives an integer") { Parts = [limit] });
        _classifiers.Add(() => Make(NodeKind.Int, $"{name}($0, $1)", "call: helper that gives an integer", Leaf(), Int(0)));
    }

    private void MovesCount()
    {
        string name = HelperName("Count");
        Enter(("Real", "a"));
        _scope.Add(new Variable("k", "int", CanAssign: true, IsByReference: true));
        _members.Add(Body("", $"private static Real {name}(ref int k, Real a)", "helper with ref int", "Real", first: Pick("k++;\na *= 0.5 + k % 3;\n", "k = a > 0.5 ? 1 : k - 1;\n")));
        _callees.Add(new("call: ref int", d => Referable("int") is { } count
            ? Call($"{name}(ref {count.Name}, $0)", "call: ref int", Bounded(d))
            : Bounded(d)));
    }

    /// <summary>A call, perhaps with an assignment for its last argument.</summary>
    private Node AnyCall(int depth)
    {
        Node call = Pick([.. _callees]).Call(depth);
        return call.Parts.Length > 0 && call.Parts[^1].Kind == NodeKind.Real && !call.Text.Contains('?', StringComparison.Ordinal) && Chance(6)
            ? call with { Parts = call.Parts.SetItem(call.Parts.Length - 1, AssignmentExpression(1)) }
            : call;
    }

    /// <summary>A function in a local, which reads what is outside when it is called; some write it.</summary>
    private Node LocalLambda()
    {
        string name = Fresh("g");
        string q = Fresh("q");
        Variable[] before = [.. _scope];
        Callee[] callees = [.. _callees];
        bool writes = Chance(2);
        _scope.RemoveAll(v => v.IsByReference);
        Variable? target = writes ? Assignable("Real") : null;
        for (int i = 0; i < _scope.Count; i++)
        {
            _scope[i] = _scope[i] with { CanAssign = false };
        }

        _scope.Add(new Variable(q, "Real", CanAssign: true));
        Node body = Real(2);
        Node written = Bounded(1);
        _scope.Clear();
        _scope.AddRange(before);
        _callees.Clear();
        _callees.AddRange(callees);
        _callees.Add(new("call: local lambda", d => Call($"{name}($0)", "call: local lambda", Bounded(d))));
        return target is null
            ? Do($"Func<Real, Real> {name} = {q} => $0 + {q};", "local lambda", body)
            : Do($"Func<Real, Real> {name} = {q} =>\n{{\n{target.Name} = $1 + 0.5 * {target.Name};\nreturn $0 * {q};\n}};", "local lambda that writes", body, written);
    }

    /// <summary>A local function that changes what it is given.</summary>
    private Node LocalByReference()
    {
        if (Referable("Real") is not { } one || Referable("Real") is not { } other)
        {
            return _isPure ? Declare("int", "n", "$0", null, Int(1)) : Do("Probe.Note($0);", "impure call", Int(1));
        }

        string name = Fresh("Shift");
        string r = Fresh("r");
        Variable[] before = [.. _scope];
        _scope.Clear();
        _scope.Add(new Variable(r, "Real", CanAssign: false, IsByReference: true));
        Node step = Bounded(2);
        _scope.Clear();
        _scope.AddRange(before);
        return Do($"void {name}(ref Real {r})\n{{\n{r} = $0 + 0.5 * {r};\n}}\n\n{name}(ref {one.Name});\n{name}(ref {other.Name});", "local function with ref", step);
    }
}
