using System.Collections.Immutable;

namespace SymDiff.TestKit;

/// <content>Loops of the shapes that decide how an emitted loop is recorded, numbered and left.</content>
public sealed partial class ProgramGenerator
{
    /// <summary>Two loops inside a loop, each with as many iterations as the outer one says: what they keep is numbered through, each on its own.</summary>
    private Node TwoInner()
    {
        string i = Fresh("i");
        string j = Fresh("j");
        string k = Fresh("k");
        string p = Fresh("p");
        Node outer = Bound();
        Node first = Bounded(1);
        Node second = Bounded(1);
        string few = Pick($"int {j} = 0; {j} < {i}; {j}++", $"int {j} = {i}; {j} > 0; {j}--", $"int {j} = 0; {j} <= {i}; {j} += 2");
        string many = Pick($"int {k} = 0; {k} < 2 * {i} + 1; {k}++", $"int {k} = 0; {k} <= {i} + 1; {k}++", $"int {k} = 3; {k} >= {i}; {k}--");
        _loops++;
        ImmutableArray<Node> one = Chance(2) ? LoopBody(1, null, Reads(i), Reads(j)) : [];
        ImmutableArray<Node> two = Chance(2) ? LoopBody(1, null, Reads(i), Reads(k)) : [];
        _loops--;
        _scope.Add(new Variable(p, "Real", CanAssign: true));
        return Do($"Real {p} = $1;\nfor (int {i} = 0; {i} < $0; {i}++)\n{{\nfor ({few})\n{{\n@0\n{p} = Math.Sin({p} + $2);\n}}\n\nfor ({many})\n{{\n@1\n{p} = 1.5 * Math.Cos({p} * {p});\n}}\n}}", "two inner loops of different length", outer, first, second) with
        {
            Blocks = [one, two],
        };
    }

    /// <summary>
    /// The next iteration from inside an arm, while the rest of the iteration follows on both arms: the rest cannot move into an arm, so that what
    /// is emitted jumps too.
    /// </summary>
    private Node ContinueDeep()
    {
        string i = Fresh("i");
        string p = Fresh("p");
        Node bound = Bound();
        Node start = Bounded(1);
        _scope.Add(new Variable(p, "Real", CanAssign: true));
        Node outer = Pick(Make(NodeKind.Bool, $"({i} % 2 == $0)", null, new Node(NodeKind.Int, Pick("0", "1"))), Bool(1));
        Node inner = Pick(new Node(NodeKind.Bool, $"{i} < 2"), new Node(NodeKind.Bool, $"{p} < 1.0"), Bool(1));
        Node skipped = Bounded(2);
        Node other = Bounded(2);
        string word = Chance(4) ? "break" : "continue";
        ImmutableArray<Node> rest = LoopBody(2, null, Reads(i));
        ImmutableArray<Node> arm = Chance(2) ? LoopBody(1, null, Reads(i)) : [];
        return Do($"Real {p} = $1;\nfor (int {i} = 0; {i} < $0; {i}++)\n{{\nif ($2)\n{{\nif ($3)\n{{\n{p} += $4;\n{word};\n}}\n\n@1\n{p} = 0.5 * {p} + $5;\n}}\nelse\n{{\n{p} -= 0.25;\n}}\n\n@0\n{p} = Math.Sin({p}) + 0.5 * {p};\n}}", $"{word} inside an arm that goes on", bound, start, outer, inner, skipped, other) with
        {
            Blocks = [rest, arm],
        };
    }

    /// <summary>What counts is wider than an int, or two variables count.</summary>
    private Node Wide()
    {
        string i = Fresh("i");
        string j = Fresh("j");
        string p = Fresh("p");
        Node bound = Bound();
        Node factor = Bounded(1);
        ImmutableArray<Node> body = LoopBody(2);
        _scope.Add(new Variable(p, "Real", CanAssign: true));
        string header = Pick($"int {i} = 0, {j} = $0; {i} < {j}; {i}++, {j}--", $"int {i} = 0, {j} = 1; {i} < $0; {i}++, {j} *= 2");
        return Chance(2)
            ? Do($"Real {p} = 0.25;\nfor ({header})\n{{\n@0\n{p} += $1 * {j};\n}}", "for: two variables", bound, factor) with { Blocks = [body] }
            : Do($"Real {p} = 0.25;\nfor (long {i} = 0; {i} < $0; {i}++)\n{{\n@0\n{p} = Math.Cos({p} + {i}) * $1;\n}}", "for: long", bound, factor) with { Blocks = [body] };
    }
}
