using System.Collections.Immutable;

namespace SymDiff.TestKit;

/// <content>Loops. Each ends by its own text, so that it still does when it is made smaller.</content>
public sealed partial class ProgramGenerator
{
    private Node Loop() => _random.Next(21) switch
    {
        0 or 1 or 2 => Counted(),
        3 => Descending(),
        4 => Stepped(),
        5 => Changed(),
        6 => ActiveBound(),
        7 or 8 => While(),
        9 => DoWhile(),
        10 => Endless(),
        11 => ForEachRange(),
        12 => ForEachElement(),
        13 => Newton(),
        14 => Nested(),
        15 => CountDown(),
        16 => TwoInner(),
        17 or 18 => ContinueDeep(),
        19 => Wide(),
        _ => Product(),
    };

    /// <summary>The body of a loop, in which the variables that it counts with can be read.</summary>
    private ImmutableArray<Node> LoopBody(int most = 3, Func<Node?>? last = null, params Variable[] own)
    {
        (bool canBreak, bool canContinue) = (_canBreak, _canContinue);
        (_canBreak, _canContinue) = (true, true);
        _loops++;
        _scope.AddRange(own);
        ImmutableArray<Node> block = Block(most, last);
        _scope.RemoveRange(_scope.Count - own.Length, own.Length);
        _loops--;
        (_canBreak, _canContinue) = (canBreak, canContinue);
        return block;
    }

    private static Variable Reads(string name) => new(name, "int", CanAssign: false);

    private Node Counted()
    {
        string i = Fresh("i");
        (string from, string test) = Pick(("0", "<"), ("0", "<"), ("0", "<"), ("1", "<="), ("-1", "<"));
        Node bound = Bound();
        return Do($"for (int {i} = {from}; {i} {test} $0; {i}++)\n{{\n@0\n}}", "for: ascending", bound) with { Blocks = [LoopBody(own: Reads(i))] };
    }

    private Node Descending()
    {
        string i = Fresh("i");
        Node bound = Bound();
        string header = Pick($"int {i} = $0; {i} > 0; {i}--", $"int {i} = $0 - 1; {i} >= 0; --{i}");
        return Do($"for ({header})\n{{\n@0\n}}", "for: descending", bound) with { Blocks = [LoopBody(own: Reads(i))] };
    }

    private Node Stepped()
    {
        string i = Fresh("i");
        Node bound = Bound();
        string step = Pick("2", "3");
        string header = Pick($"int {i} = 0; {i} < 2 * $0; {i} += {step}", $"int {i} = 7; {i} > $0; {i} -= {step}");
        return Do($"for ({header})\n{{\n@0\n}}", "for: step", bound) with { Blocks = [LoopBody(own: Reads(i))] };
    }

    /// <summary>The body moves what the loop counts with, or its bound: never so that it runs longer.</summary>
    private Node Changed()
    {
        string i = Fresh("i");
        string bound = Fresh("n");
        Node count = Bound();
        return Do($"int {bound} = $0;\nfor (int {i} = 0; {i} < {bound}; {i}++)\n{{\n@0\n}}", "for: variable or bound changed in the body", count) with
        {
            Blocks = [LoopBody(last: () => Do(Pick($"if ($0)\n{{\n{i}++;\n}}", $"if ($0)\n{{\n{bound}--;\n}}", $"{i} += $0 ? 2 : 0;"), null, Bool(1)), own: [Reads(i), Reads(bound)])],
        };
    }

    private Node ActiveBound()
    {
        string i = Fresh("i");
        Node bound = Leaf();
        return Do($"for (int {i} = 0; {i} < 4.0 * Math.Abs(Math.Tanh($0)); {i}++)\n{{\n@0\n}}", "for: condition carries the active variable", bound) with { Blocks = [LoopBody(own: Reads(i))] };
    }

    private Node While()
    {
        string fuel = Fresh("fuel");
        Node test = Bool(2);
        return Do($"int {fuel} = {Pick("3", "5", "6")};\nwhile ($0 && {fuel}-- > 0)\n{{\n@0\n}}", "while", test) with { Blocks = [LoopBody(own: Reads(fuel))] };
    }

    private Node CountDown()
    {
        string left = Fresh("left");
        Node bound = Bound();
        return Do($"int {left} = $0;\nwhile ({Pick($"{left}-- > 0", $"--{left} >= 0")})\n{{\n@0\n}}", "while: ++ or -- in the condition", bound) with { Blocks = [LoopBody(own: Reads(left))] };
    }

    private Node DoWhile()
    {
        string fuel = Fresh("fuel");
        ImmutableArray<Node> body = LoopBody(own: Reads(fuel));
        return Do($"int {fuel} = {Pick("2", "4")};\ndo\n{{\n@0\n}}\nwhile (--{fuel} > 0 && $0);", "do", Bool(2)) with { Blocks = [body] };
    }

    private Node Endless()
    {
        string count = Fresh("count");
        Node test = Bool(2);
        return Do($"int {count} = 0;\n{Pick("while (true)", "for (;;)")}\n{{\nif ($0 || ++{count} > {Pick("3", "5")})\n{{\nbreak;\n}}\n\n@0\n}}", "endless loop with break", test) with { Blocks = [LoopBody(own: Reads(count))] };
    }

    private Node ForEachRange()
    {
        string i = Fresh("i");
        Node count = Make(NodeKind.Int, "Math.Abs($0) % 5", null, Any("int") is { } number ? Name(number, NodeKind.Int) : new Node(NodeKind.Int, "3"));
        return Do($"foreach (int {i} in Enumerable.Range({Pick("0", "1", "-2")}, $0))\n{{\n@0\n}}", "foreach: range", count) with { Blocks = [LoopBody(own: Reads(i))] };
    }

    private Node ForEachElement()
    {
        if (Any(v => v.Type is "double[]" or "int[]") is { } data && Chance(2))
        {
            string element = Fresh("w");
            string type = data.Type == "int[]" ? "int" : "double";
            Variable own = type == "int" ? Reads(element) : new Variable(element, "double", CanAssign: false);
            return Do($"foreach ({type} {element} in {data.Name})\n{{\n@0\n}}", "foreach: inactive array") with { Blocks = [LoopBody(own: own)] };
        }

        string weights = Fresh("weights");
        string weight = Fresh("w");
        bool ofDoubles = Chance(2);
        string values = ofDoubles ? Pick("{ 0.5, -1.0, 2.0 }", "{ 1.5 }", "{ 0.25, 0.5, 0.75, 1.0 }") : Pick("{ 1, 0, 2 }", "{ 3, -1 }");
        string elementType = ofDoubles ? "double" : "int";
        ImmutableArray<Node> body = LoopBody(
            last: () => Assignable("Real") is { } sum ? Do($"{sum.Name} += {weight} * $0;", "compound assignment", Bounded(2)) : null,
            own: new Variable(weight, elementType, CanAssign: false));
        return Do($"{elementType}[] {weights} = {values};\nforeach ({elementType} {weight} in {weights})\n{{\n@0\n}}", "foreach: inactive array") with { Blocks = [body] };
    }

    /// <summary>The square root of something positive, until it is found: how often that goes round depends on the active value.</summary>
    private Node Newton()
    {
        string a = Fresh("a");
        string r = Fresh("r");
        Node target = Positive(2);
        ImmutableArray<Node> extra = Chance(3) ? LoopBody(1) : [];
        _scope.Add(new Variable(r, "Real", CanAssign: true));
        return Pick(
            Do($"Real {a} = $0;\nReal {r} = 1.0 + {a};\nwhile (Math.Abs({r} * {r} - {a}) > 1e-6 * {a})\n{{\n@0\n{r} = 0.5 * ({r} + {a} / {r});\n}}", "unbounded loop: Newton", target) with { Blocks = [[.. extra.Where(s => s.All().All(n => n.Construct is not "continue"))]] },
            Do($"Real {a} = $0;\nReal {r} = {a};\nfor (Real step{r} = 1.0; Math.Abs(step{r}) > 1e-6;)\n{{\nstep{r} = ({r} - Math.Tanh({r}) - 0.1 * {a}) * 0.5;\n{r} -= step{r};\n}}", "unbounded loop: fixed point", Make(NodeKind.Real, "Math.Tanh($0)", null, target)));
    }

    /// <summary>Two loops written as people write them, left from the inner one.</summary>
    private Node Nested()
    {
        string i = Fresh("i");
        string j = Fresh("j");
        Node outer = Bound();
        Node inner = Pick(new Node(NodeKind.Int, i), Bound());
        _loops++;
        ImmutableArray<Node> body = LoopBody(2, Jump, Reads(i), Reads(j));
        _loops--;
        if (_returnsNothing || Chance(2))
        {
            return Do($"for (int {i} = 0; {i} < $0; {i}++)\n{{\nfor (int {j} = 0; {j} < $1; {j}++)\n{{\n@0\n}}\n}}", "nested for", outer, inner) with { Blocks = [body] };
        }

        string found = Fresh("found");
        return Do($"bool {found} = false;\nfor (int {i} = 0; {i} < $0 && !{found}; {i}++)\n{{\nfor (int {j} = 0; {j} < $1; {j}++)\n{{\n@0\n{found} = $2;\nif ({found})\n{{\nbreak;\n}}\n}}\n}}", "nested for left by a flag", outer, inner, Bool(1)) with { Blocks = [body] };
    }

    /// <summary>A product, a sum or a shifted pair: the loops of textbooks.</summary>
    private Node Product()
    {
        string i = Fresh("i");
        string p = Fresh("p");
        string q = Fresh("q");
        Node bound = Bound();
        Node factor = Bounded(1);
        _scope.Add(new Variable(p, "Real", CanAssign: true));
        return Pick(
            Do($"Real {p} = 1.0;\nfor (int {i} = 0; {i} < $0; {i}++)\n{{\n{p} *= $1;\n}}", "product over a loop", bound, factor),
            Do($"Real {p} = $1;\nfor (int {i} = 0; {i} < $0; {i}++)\n{{\n{p} = Math.Sin({p} * {p});\n}}", "square over a loop", bound, factor),
            Do($"Real {p} = 0.0;\nReal {q} = 1.0;\nfor (int {i} = 0; {i} < $0; {i}++)\n{{\n{q} += 1.0 / ({i} + 1.0 + $1 * $1);\n{p} += 1.0 / {q};\n}}", "divisor accumulated in a loop", bound, Leaf()),
            Do($"Real {p} = 0.5;\nReal {q} = $1;\nfor (int {i} = 0; {i} < $0; {i}++)\n{{\nReal t{p} = {p} + 0.5 * {q};\n{p} = {q};\n{q} = t{p};\n}}", "shifted pair over a loop", bound, factor));
    }
}
