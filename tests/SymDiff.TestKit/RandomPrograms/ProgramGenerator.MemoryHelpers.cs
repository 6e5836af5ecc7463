namespace SymDiff.TestKit;

/// <content>Methods that are given memory, or have some of their own.</content>
public sealed partial class ProgramGenerator
{
    private readonly List<Func<Variable, Node>> _memoryUpdates = [];
    private readonly List<Func<string, string, Node>> _memoryPairs = [];

    private void MemoryHelper()
    {
        switch (_random.Next(6))
        {
            case 0:
                Reduce();
                break;
            case 1 or 2:
                Change();
                break;
            case 3:
                Two();
                break;
            case 4:
                MarkedWithMemory();
                break;
            default:
                Returned();
                break;
        }
    }

    private void EnterMemory(string type, string name, bool canAssign) =>
        _scope.Add(new Variable(name, type, canAssign, IsByReference: type != "Real[]") { Least = 1, Most = 4 });

    private Variable? ForParameter(string type) => type switch
    {
        "Real[]" => Any(v => IsMemory(v) && v.Type == "Real[]" && v.CanAssign),
        "Span<Real>" => Writable(),
        _ => Any(IsMemory),
    };

    /// <summary>It reads a memory, or writes into it too, and gives a number.</summary>
    private void Reduce()
    {
        string name = HelperName("Reduce");
        string type = Pick("ReadOnlySpan<Real>", "Real[]", "Span<Real>");
        EnterMemory(type, "u", canAssign: type != "ReadOnlySpan<Real>");
        Enter(("Real", "a"));
        _members.Add(Body("", $"private static Real {name}({type} u, Real a)", "helper that is given memory", "Real", first: Pick("for (int i = 0; i < u.Length; i++)\n{\na += u[i] * u[u.Length - 1 - i];\n}\n\n", "foreach (Real e in u)\n{\na = Math.Sin(a * e) + 0.5 * e;\n}\n\n", "")));
        _callees.Add(new("call: helper that is given memory", d => ForParameter(type) is { } memory
            ? Call($"{name}({memory.Name}, $0)", "call: helper that is given memory", Bounded(d))
            : Bounded(d)));
    }

    /// <summary>It changes what it is given.</summary>
    private void Change()
    {
        string name = HelperName("Change");
        string type = Pick("Real[]", "Span<Real>");
        EnterMemory(type, "u", canAssign: true);
        Enter(("Real", "a"));
        string first = Pick(
            "for (int i = 0; i < u.Length; i++)\n{\nu[i] = Math.Sin(u[i]) * a + 0.25;\n}\n\n",
            "u[0] *= a;\nu[^1] += Math.Cos(u[0]);\n",
            "for (int i = 1; i < u.Length; i++)\n{\nif (u[i] > a)\n{\nreturn;\n}\n\nu[i] = u[i - 1] + a;\n}\n\n");
        _members.Add(Body("", $"private static void {name}({type} u, Real a)", "helper that changes memory", "void", first: first));
        _memoryUpdates.Add(memory => type == "Real[]" && IsSpan(memory)
            ? Do($"{memory.Name}[0] = $0;", "store", Bounded(2))
            : Do($"{name}({memory.Name}, $0);", "call: helper that changes memory", Bounded(2)));
    }

    /// <summary>Its parameters may overlap.</summary>
    private void Two()
    {
        string name = HelperName("Mix");
        EnterMemory("Span<Real>", "u", canAssign: true);
        EnterMemory("Span<Real>", "v", canAssign: true);
        Enter(("Real", "a"));
        string first = Pick(
            "for (int i = 0; i < u.Length && i < v.Length; i++)\n{\nu[i] = v[i] * a + 0.5;\n}\n\n",
            "u[0] = v[^1] * a;\nv[0] = u[0] + v[0];\n",
            "for (int i = Math.Min(u.Length, v.Length) - 1; i >= 0; i--)\n{\nu[i] += Math.Sin(v[i]);\nv[i] *= a;\n}\n\n");
        _members.Add(Body("", $"private static void {name}(Span<Real> u, Span<Real> v, Real a)", "helper that is given two spans", "void", first: first));
        _memoryPairs.Add((one, two) => Do($"{name}({one}, {two}, $0);", "slices of one memory for a helper", Bounded(2)));
        _memoryUpdates.Add(memory =>
        {
            Variable other = Chance(2) ? memory : Writable()!;
            (string one, string two) = (IsSpan(memory) ? memory.Name : $"{memory.Name}.AsSpan()", IsSpan(other) ? other.Name : $"{other.Name}.AsSpan()");
            return Do($"{name}({one}, {Pick(two, $"{two}[{Text(other.Least - 1)}..]")}, $0);", "call: helper that is given two spans", Bounded(2));
        });
    }

    /// <summary>A method of its own with memory in it: it may be called by name.</summary>
    private void MarkedWithMemory()
    {
        string name = HelperName("Filling");
        Enter(("Real", "a"), ("Real", "b"));
        string first = Pick(
            "Real[] u = { a, b, a * b };\nfor (int i = 1; i < 3; i++)\n{\nu[i] = Math.Sin(u[i - 1]) + u[i];\n}\n\n",
            "Span<Real> u = stackalloc Real[3];\nu.Fill(b);\nu[1] = a;\nfor (int i = 0; i < 2; i++)\n{\nu[i + 1] *= u[i] + 0.5;\n}\n\n",
            "Real[] u = new Real[3];\nfor (int i = 0; i < 6; i++)\n{\nu[i % 3] = u[(i + 2) % 3] * a + b;\n}\n\n");
        string type = first.StartsWith("Span", StringComparison.Ordinal) ? "Span<Real>" : "Real[]";
        _scope.Add(new Variable("u", type, CanAssign: true, IsByReference: type != "Real[]") { Least = 3, Most = 3 });
        bool marked = !Chance(4);
        Node body = Body(marked ? "[Differentiable]" : "", $"{(marked ? "public" : "private")} static Real {name}(Real a, Real b)", "method with memory of its own", "Real", first: first);
        _members.Add(body with { Parts = [Make(NodeKind.Real, "$0 + u[0] * u[2]", null, [.. body.Parts])] });
        _callees.Add(new("call: method with memory of its own", d => Call($"{name}($0, $1)", "call: method with memory of its own", Bounded(d), Bounded(d))));
    }

    /// <summary>It gives back an array that it has made.</summary>
    private void Returned()
    {
        string name = HelperName("Fill");
        Enter(("Real", "a"), ("int", "k"));
        Node value = Real(2);
        _members.Add(new Node(NodeKind.Member, $"private static Real[] {name}(Real a, int k)\n{{\nReal[] u = new Real[3];\nu[0] = $0;\nu[Math.Abs(k % 3)] += a;\nreturn u;\n}}", "helper that gives an array") { Parts = [value] });
        _callees.Add(new("call: helper that gives an array", d => Call($"{name}($0, $1)[{Pick("0", "1", "^1")}]", "call: helper that gives an array", Bounded(d), Int(0))));
        _memoryUpdates.Add(memory =>
        {
            string made = Fresh("m");
            Node from = Bounded(2);
            Node number = Int(1);
            _scope.Add(new Variable(made, "Real[]", CanAssign: true) { Least = 3, Most = 3 });
            return Do($"Real[] {made} = {name}($0, $1);", "call: helper that gives an array", from, number);
        });
    }

    private Node? UpdateMemory(Variable memory) => _memoryUpdates.Count == 0 ? null : Pick([.. _memoryUpdates])(memory);
}
