namespace SymDiff.TestKit;

/// <content>Methods that call themselves with memory.</content>
public sealed partial class ProgramGenerator
{
    // One program in so many has one; all others are what they would be without.
    private const int MemoryRecursions = 4;

    /// <summary>How deep it goes is bounded by its first line, whatever its arguments are.</summary>
    private void MemoryRecursion(int seed)
    {
        if (!_memory || seed % MemoryRecursions != 1)
        {
            return;
        }

        _scope.Clear();
        _budget = Pick(0, 1, 2);
        switch (_random.Next(4))
        {
            case 0:
                Descend();
                break;
            case 1:
                DescendInto();
                break;
            case 2:
                DescendTogether();
                break;
            default:
                DescendByTurns();
                break;
        }
    }

    private void EnterRecursion(params (string Type, string Name, bool CanAssign)[] memories)
    {
        foreach ((string type, string name, bool canAssign) in memories)
        {
            _scope.Add(new Variable(name, type, canAssign, IsByReference: type != "Real[]") { Least = 2, Most = 4 });
        }

        Enter(("Real", "a"), ("int", "depth"));
        _scope[^1] = _scope[^1] with { CanAssign = false };
    }

    private string Depth() => Pick("1", "2", "3", "4");

    /// <summary>It reads what it is given, and perhaps changes it, and gives a number.</summary>
    private void Descend()
    {
        string name = HelperName("Descend");
        string type = Pick("ReadOnlySpan<Real>", "ReadOnlySpan<Real>", "Real[]", "Span<Real>");
        bool marked = Chance(2);
        bool writes = type == "Span<Real>" || (type == "Real[]" && !marked);
        EnterRecursion((type, "u", writes));
        Node own = Body("", "own", null, "Real");
        string less = type == "Real[]" ? "u" : Pick("u[1..]", "u.Slice(1)", "u[..^1]", "u[..(u.Length / 2)]");
        string step = Pick(
            $"{name}({less}, $0 * 0.5, depth - 1) + u[0]",
            $"{name}({less}, a, depth - 1) * {name}(u, $0, depth - 2)",
            $"Math.Sin({name}({less}, $0, depth - 1)) * u[1]",
            $"u[depth % 2] * {name}(u, {name}({less}, $0, depth - 2), depth - 1)");
        string text = $"{(marked ? "[Differentiable]\npublic" : "private")} static Real {name}({type} u, Real a, int depth)\n{{\nif (depth <= 0 || depth > 4 || u.Length < 2)\n{{\nreturn u.Length == 0 ? a : u[0] * a;\n}}\n\n@0\nreturn {step};\n}}";
        _members.Add(new Node(NodeKind.Member, text, marked ? "recursion with memory, marked" : "recursion with memory, private") { Parts = own.Parts, Blocks = own.Blocks });
        _callees.Add(new("call: recursion with memory", d => ForParameter(writes || type != "Real[]" ? type : "an array") is { } memory && !(type == "Real[]" && IsSpan(memory))
            ? Call($"{name}({memory.Name}, $0, {Depth()})", "call: recursion with memory", Bounded(d))
            : Bounded(d)));
    }

    /// <summary>It changes what it is given, before and behind its calls.</summary>
    private void DescendInto()
    {
        string name = HelperName("Rework");
        EnterRecursion(("Span<Real>", "u", true));
        Node argument = Bounded(1);
        Node own = Body("", "own", null, "void");
        string calls = Pick(
            $"{name}(u[1..], $0, depth - 1);\nu[0] = u[0] * u[^1] + 0.25;\n",
            $"{name}(u[..(u.Length / 2)], a, depth - 1);\n{name}(u[(u.Length / 2)..], $0, depth - 1);\nu[^1] += Math.Sin(u[0]) * a;\n",
            $"u[1] = Math.Cos(u[0] * a);\n{name}(u, $0, depth - 2);\nu[0] -= u[1] * 0.5;\n",
            $"Real kept = u[0];\n{name}(u, $0, depth - 1);\nu[0] = kept * u[1];\n");
        string text = $"private static void {name}(Span<Real> u, Real a, int depth)\n{{\nif (depth <= 0 || depth > 4 || u.Length < 2)\n{{\nreturn;\n}}\n\n@0\n{calls}}}";
        _members.Add(new Node(NodeKind.Member, text, "recursion that changes memory") { Parts = [argument], Blocks = own.Blocks });
        _memoryUpdates.Add(memory => Do($"{name}({memory.Name}, $0, {Depth()});", "call: recursion that changes memory", Bounded(2)));
    }

    /// <summary>Its parameters may overlap.</summary>
    private void DescendTogether()
    {
        string name = HelperName("Both");
        EnterRecursion(("Span<Real>", "u", true), (Pick("Span<Real>", "ReadOnlySpan<Real>"), "v", false));
        string type = _scope[1].Type;
        Node own = Body("", "own", null, "Real");
        string step = Pick(
            $"u[0] = v[^1] * a + 0.5;\nReal rest = {name}(u[1..], v[..^1], $0, depth - 1);\nu[1] = Math.Sin(v[0]) * rest;\nreturn rest + u[0];",
            $"for (int i = 0; i < u.Length && i < v.Length; i++)\n{{\nu[i] = Math.Sin(v[i]) + 0.5 * u[i];\n}}\n\nreturn v[0] * {name}(u, v[1..], $0, depth - 1) + u[^1];",
            $"Real own = v[0];\nu[^1] *= Math.Cos(v[1]) + a;\nreturn {name}(u, v, $0, depth - 1) * own - v[0];");
        string text = $"private static Real {name}(Span<Real> u, {type} v, Real a, int depth)\n{{\nif (depth <= 0 || depth > 4 || u.Length < 2 || v.Length < 2)\n{{\nreturn a;\n}}\n\n@0\n{step}\n}}";
        _members.Add(new Node(NodeKind.Member, text, "recursion over two spans") { Parts = own.Parts, Blocks = own.Blocks });
        _memoryPairs.Add((one, two) => Do($"{name}({one}, {two}, $0, {Depth()});", "slices of one memory for a recursion", Bounded(2)));
        _memoryUpdates.Add(memory =>
        {
            Variable other = Chance(2) ? memory : Writable()!;
            (string one, string two) = (IsSpan(memory) ? memory.Name : $"{memory.Name}.AsSpan()", IsSpan(other) ? other.Name : $"{other.Name}.AsSpan()");
            return Do($"{name}({one}, {two}, $0, {Depth()});", "call: recursion over two spans", Bounded(2));
        });
    }

    /// <summary>One reads and one writes, with an array of a frame's own and indices that are handed along.</summary>
    private void DescendByTurns()
    {
        string read = HelperName("Ask");
        string write = $"Tell{_members.Count}";
        EnterRecursion(("ReadOnlySpan<Real>", "u", false));
        Node own = Body("", "own", null, "Real");
        string made = Pick("Real[] t = { u[0], a, u[1] };\n", "Span<Real> t = stackalloc Real[3];\nt.Fill(a);\nt[1] = u[^1];\n", "Real[] t = new Real[u.Length + 1];\nu.CopyTo(t);\n");
        _members.Add(new Node(NodeKind.Member, $"private static Real {read}(ReadOnlySpan<Real> u, int[] at, Real a, int depth)\n{{\nif (depth <= 0 || depth > 4 || u.Length < 2)\n{{\nreturn a;\n}}\n\n@0\n{made}{write}(t, at, $0, depth - 1);\nreturn t[0] * t[^1] + {read}(u[1..], at, t[at[0]], depth - 1);\n}}", "mutual recursion with memory")
        {
            Parts = own.Parts,
            Blocks = own.Blocks,
        });
        _scope.Clear();
        EnterRecursion(("Span<Real>", "u", true));
        Node other = Body("", "own", null, "void");
        string change = Pick("u[0] = Math.Tanh(got);\n", "u[^1] *= got;\nu[0] += 0.5;\n", "for (int i = 0; i < u.Length; i++)\n{\nu[i] = Math.Sin(u[i]) * got + 0.25;\n}\n\n");
        string table = Pick("at[0] = 1 - at[0];\n", "at[0] = depth % 2;\n", "");
        _members.Add(new Node(NodeKind.Member, $"private static void {write}(Span<Real> u, int[] at, Real a, int depth)\n{{\nif (depth <= 0 || depth > 4)\n{{\nu[0] = a;\nreturn;\n}}\n\n@0\n{table}Real got = {read}(u, at, a * 0.5, depth - 1);\n{change}{write}(u[at[0]..], at, got, depth - 2);\n}}", "mutual recursion with memory")
        {
            Parts = other.Parts,
            Blocks = other.Blocks,
        });
        _callees.Add(new("call: mutual recursion with memory", d => Any(IsMemory) is { } memory
            ? Call($"{read}({memory.Name}, new int[1], $0, {Depth()})", "call: mutual recursion with memory", Bounded(d))
            : Bounded(d)));
    }
}
