using System.Collections.Immutable;

namespace SymDiff.TestKit;

/// <content>Loops over memory, and loops that hand memory on.</content>
public sealed partial class ProgramGenerator
{
    private Node MemoryLoop(Variable memory) => _random.Next(8) switch
    {
        0 or 1 => OverElements(memory),
        2 => ForEachOf(memory),
        3 => Shifting(memory),
        4 => PingPong(),
        5 => AllocatedInLoop(),
        6 => Sorted(memory),
        _ => Filled(),
    };

    private Node OverElements(Variable memory)
    {
        string i = Fresh("i");
        string header = Pick($"int {i} = 0; {i} < {memory.Name}.Length; {i}++", $"int {i} = {memory.Name}.Length - 1; {i} >= 0; {i}--");
        string element = $"{memory.Name}[{i}]";
        return Do($"for ({header})\n{{\n@0\n}}", "loop over elements") with
        {
            Blocks =
            [
                LoopBody(
                    2,
                    () => _random.Next(5) switch
                    {
                        0 => Do($"{element} = Math.Sin({element}) + $0;", "self-reading update", Bounded(1)),
                        1 => Do($"{element} *= $0;", "compound assignment of an element", Bounded(1)),
                        2 => Do($"{element} = $0;", "store", Real(2)),
                        3 when Assignable("Real") is { } sum => Do($"{sum.Name} += {element} * $0;", "sum over elements", Bounded(1)),
                        _ => Do($"{element} = {memory.Name}[{memory.Name}.Length - 1 - {i}] * $0;", "self-reading update", Bounded(1)),
                    },
                    Reads(i)),
            ],
        };
    }

    private Node ForEachOf(Variable memory)
    {
        string element = Fresh("e");
        return Do($"foreach (Real {element} in {memory.Name})\n{{\n@0\n}}", "foreach: memory") with
        {
            Blocks = [LoopBody(2, () => Assignable("Real") is { } sum ? Do($"{sum.Name} += {element} * $0;", "sum over elements", Bounded(1)) : null, new Variable(element, "Real", CanAssign: false))],
        };
    }

    /// <summary>Each element from the one before it, which the same loop has written.</summary>
    private Node Shifting(Variable memory)
    {
        string i = Fresh("i");
        string before = $"{memory.Name}[{i} - 1]";
        string element = $"{memory.Name}[{i}]";
        return Do($"for (int {i} = 1; {i} < {memory.Name}.Length; {i}++)\n{{\n@0\n{Pick($"{element} = {before} * {element} + $0;", $"{element} += Math.Sin({before}) * $0;", $"{before} = {element} - $0;", $"{element} = $0 + 0.5 * {before};")}\n}}", "prefix in place", Bounded(1)) with
        {
            Blocks = [Chance(2) ? [] : LoopBody(1, null, Reads(i))],
        };
    }

    /// <summary>Two arrays that change places in every iteration.</summary>
    private Node PingPong()
    {
        string i = Fresh("i");
        string j = Fresh("j");
        string one = Fresh("m");
        string other = Fresh("m");
        int length = Pick(2, 3);
        Node bound = Bound();
        Node start = Bounded(1);
        Node step = Bounded(1);
        bool spans = Chance(3);
        string type = spans ? "Span<Real>" : "Real[]";
        Variable[] own =
        [
            new Variable(one, type, CanAssign: true, IsByReference: spans) { Least = length, Most = length },
            new Variable(other, type, CanAssign: true, IsByReference: spans) { Least = length, Most = length },
        ];
        ImmutableArray<Node> body = Chance(3) ? LoopBody(2, Chance(3) ? Jump : null, [Reads(i), .. own]) : [];
        _scope.AddRange(own);
        string swap = spans || Chance(2) ? $"{type} t{one} = {one};\n{one} = {other};\n{other} = t{one};" : $"({one}, {other}) = ({other}, {one});";
        string update = Pick(
            $"{other}[{j}] = {one}[{j}] * $2 + {one}[0];",
            $"{other}[{j}] = Math.Sin({one}[({j} + 1) % {length}]) + $2;",
            $"{other}[{j}] += {one}[{j}] * {one}[{length} - 1 - {j}];");
        string arms = Pick("@0\n", "", "@0\n");
        string swapped = Chance(4) ? $"if ($3)\n{{\n{swap}\n}}" : swap;
        return Do($"{type} {one} = new Real[{length}];\n{type} {other} = new Real[{length}];\n{one}[{Text(length - 1)}] = $1;\nfor (int {i} = 0; {i} < $0; {i}++)\n{{\n{arms}for (int {j} = 0; {j} < {length}; {j}++)\n{{\n{update}\n}}\n\n{swapped}\n}}", "arrays that change places in a loop", bound, start, step, Bool(1)) with
        {
            Blocks = [body],
        };
    }

    /// <summary>Every iteration makes the memory that the next one reads.</summary>
    private Node AllocatedInLoop()
    {
        string i = Fresh("i");
        string j = Fresh("j");
        string carried = Fresh("m");
        string made = Fresh("m");
        Node bound = Bound();
        Node start = Bounded(1);
        int length = Pick(1, 2, 3);
        Variable own = new(carried, "Real[]", CanAssign: true) { Least = length, Most = length };
        Variable inner = new(made, "Real[]", CanAssign: true) { Least = length, Most = length };
        ImmutableArray<Node> body = Chance(2) ? LoopBody(2, Chance(3) ? Jump : null, Reads(i), own, inner) : [];
        _scope.Add(own);
        string update = Pick($"{made}[{j}] = {carried}[{j}] * $2 + 0.25 * {j};", $"{made}[{j}] = Math.Cos({carried}[{length} - 1 - {j}] + $2);");
        string handed = Pick($"{carried} = {made};", $"{carried} = {made};", $"if ($3)\n{{\n{carried} = {made};\n}}");
        return Do($"Real[] {carried} = new Real[{length}];\n{carried}[0] = $1;\nfor (int {i} = 0; {i} < $0; {i}++)\n{{\nReal[] {made} = new Real[{length}];\nfor (int {j} = 0; {j} < {length}; {j}++)\n{{\n{update}\n}}\n\n@0\n{handed}\n}}", "array made in a loop and handed on", bound, start, Bounded(1), Bool(1)) with
        {
            Blocks = [body],
        };
    }

    /// <summary>Insertion sort: what is moved where depends on active values.</summary>
    private Node Sorted(Variable memory)
    {
        string i = Fresh("i");
        string j = Fresh("j");
        return Do($"for (int {i} = 1; {i} < {memory.Name}.Length; {i}++)\n{{\nfor (int {j} = {i}; {j} > 0 && {memory.Name}[{j} - 1] > {memory.Name}[{j}]; {j}--)\n{{\n({memory.Name}[{j} - 1], {memory.Name}[{j}]) = ({memory.Name}[{j}], {memory.Name}[{j} - 1]);\n}}\n}}", "insertion sort");
    }

    private Node Filled()
    {
        string i = Fresh("i");
        string name = Fresh("m");
        Node value = Real(2);
        Node count = Int(1);
        _scope.Add(new Variable(name, "Real[]", CanAssign: true) { Least = 1, Most = 4 });
        return Do($"Real[] {name} = new Real[Math.Abs($1 % 3) + 1];\nfor (int {i} = 0; {i} < {name}.Length; {i}++)\n{{\n{name}[{i}] = $0 + 0.5 * {i};\n}}", "array filled by a loop", value, count);
    }
}
