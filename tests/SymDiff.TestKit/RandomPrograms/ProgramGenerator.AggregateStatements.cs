using System.Collections.Immutable;

namespace SymDiff.TestKit;

/// <content>Statements over structs and tuples.</content>
public sealed partial class ProgramGenerator
{
    private Node? AggregateStatement()
    {
        if (!_scope.Exists(v => ShapeOf(v.Type) is not null) && Chance(2))
        {
            return DeclareAggregate();
        }

        if (_isWide && Chance(4))
        {
            return _holder is not null && Chance(2) ? HolderStatement() : AggregateMatrixStatement();
        }

        switch (_random.Next(40))
        {
            case 0 or 1 when Assignable(v => ShapeOf(v.Type) is not null) is { } whole:
                return Do($"{whole.Name} = $0;", "assignment of an aggregate", Value(ShapeOf(whole.Type)!, 2));
            case 2 or 3 when Assignable(v => ShapeOf(v.Type) is not null) is { } one && Assignable(one.Type) is { } other && one != other:
                return SwapWhole(one, other);
            case 4 or 5 when Assignable(v => v.Type == "Real" && IsPart(v)) is { } one && Assignable(v => v.Type == "Real" && IsPart(v)) is { } other && one != other:
                return Pick(
                    Do($"({one.Name}, {other.Name}) = ({other.Name}, {one.Name});", "swap of parts"),
                    Do($"{one.Name} = {other.Name};\n{other.Name} = 0.5 * {one.Name} + $0;", "part assigned from a part", Bounded(1)),
                    Do($"({one.Name}, {other.Name}) = ($0, {one.Name} * $1);", "swap of parts", Real(1), Bounded(1)));
            case 6 or 7 or 8 when Changeable(s => s.Changes.Count > 0) is { } changed:
                return Pick([.. ShapeOf(changed.Type)!.Changes])(changed.Name);
            case 9 when Changeable(s => s.Results.Count > 0) is { } changed:
                Node result = Pick([.. ShapeOf(changed.Type)!.Results])(changed.Name);
                return Declare("Real", "v", "$0", null, result);
            case 10 or 11:
                return Deconstruct();
            case 12 when Assignable(v => ShapeOf(v.Type) is { HasSum: true }) is { } sum:
                return Do($"{sum.Name} += $0;", "compound assignment of an aggregate", Receiver(ShapeOf(sum.Type)!, 1)!);
            case 13 or 14:
                return CopyThenChange();
            case 15 when _nesting < MostNesting:
                return PatternBranch();
            case 16 or 17 when _nesting < MostNesting:
                return CarriedLoop();
            case 18:
                return ReferTo();
            case 19 when _canCapture:
                return AggregateFunction();
            case 20 when _canCapture:
                return AggregateLambda();
            case 21 or 22 when _shapeUpdates.Count > 0:
                return Pick([.. _shapeUpdates])();
            case >= 23 and <= 27:
                return AggregateMemoryStatement();
            case 28 or 29 or 30:
                return DeclareAggregate();
            case 31 or 32 when Changeable(s => s.Changes.Count > 0) is { } changed:
                return Pick([.. ShapeOf(changed.Type)!.Changes])(changed.Name);
            case 33 or 34 when _makers.Count > 0:
                Maker maker = Pick([.. _makers]);
                Node call = maker.Call(2);
                string name = Fresh("v");
                _scope.Add(new Variable(name, maker.Type, CanAssign: true));
                return Do($"{Pick(maker.Type, "var")} {name} = $0;", "declaration of an aggregate", call);
            case 35 or 36 when _callees.Where(c => c.Construct.Contains("aggregate", StringComparison.Ordinal) || c.Construct.Contains("structs", StringComparison.Ordinal)).ToArray() is { Length: > 0 } callees:
                Node number = Pick(callees).Call(2);
                return Assignable("Real") is { } real && Chance(2) ? Do($"{real.Name} += $0;", "compound assignment", number) : Declare("Real", "v", "$0", null, number);
            case 37 or 38 when Any(IsAggregateMemory) is not null:
                return AggregateMemoryStatement();
            default:
                return null;
        }
    }

    private Variable? Assignable(Func<Variable, bool> fits) => Any(v => v.CanAssign && fits(v));

    private static bool IsPart(Variable variable) => variable.Name.Contains('.', StringComparison.Ordinal) || variable.IsByReference;

    private Node SwapWhole(Variable one, Variable other)
    {
        string kept = Fresh("t");
        return Pick(
            Do($"({one.Name}, {other.Name}) = ({other.Name}, {one.Name});", "swap of aggregates"),
            Do($"{one.Type} {kept} = {one.Name};\n{one.Name} = {other.Name};\n{other.Name} = {kept};", "swap of aggregates"),
            Do($"{one.Name} = {other.Name} = $0;", "chained assignment of aggregates", Value(ShapeOf(one.Type)!, 1)));
    }

    private Node DeclareAggregate()
    {
        Shape shape = AnyShape();
        string name = Fresh("v");
        Part[] fields = [.. shape.Parts.Where(p => p is { CanSet: true, IsField: true })];
        bool isSeen = !shape.IsHidden || _inside == shape.Name;
        Node made;
        switch (_random.Next(8))
        {
            case 0 when isSeen && fields.Length == shape.Parts.Length && !shape.Name.StartsWith("Pair", StringComparison.Ordinal):
                made = Do($"{shape.Name} {name};\n{string.Concat(fields.Select((f, i) => $"{name}.{f.Name} = ${Text(i)};\n")).TrimEnd('\n')}", "declared first, assigned part by part", [.. fields.Select(f => PartValue(f, 2))]);
                break;
            case 1 when isSeen && fields.Length > 0:
                Part field = Pick(fields);
                made = Do($"{shape.Name} {name} = {Pick("default", $"new {shape.Name}()", $"default({shape.Name})").Replace($"new {shape.Name}()", shape.IsTuple ? "default" : $"new {shape.Name}()", StringComparison.Ordinal)};\n{name}.{field.Name} = $0;", "default of an aggregate", PartValue(field, 2));
                break;
            case 2:
                Node test = Bool(2);
                (ImmutableArray<Node> first, Node then) = (Block(2), Value(shape, 2));
                (ImmutableArray<Node> second, Node otherwise) = (Block(2), Value(shape, 2));
                made = Do($"{shape.Name} {name};\nif ($0)\n{{\n@0\n{name} = $1;\n}}\nelse\n{{\n@1\n{name} = $2;\n}}", "aggregate assigned in both arms", test, then, otherwise) with { Blocks = [first, second] };
                break;
            case 3 when Receiver(shape, 1) is { } receiver:
                made = Do($"var {name} = $0;", "declaration of an aggregate", receiver);
                break;
            default:
                made = Do($"{shape.Name} {name} = $0;", "declaration of an aggregate", Value(shape, 2));
                break;
        }

        _scope.Add(new Variable(name, shape.Name, CanAssign: true));
        return made;
    }

    /// <summary>Copies are copies: both go on, and one is changed, or each in another part.</summary>
    private Node CopyThenChange()
    {
        if (Any(v => ShapeOf(v.Type) is not null) is not { } source)
        {
            return DeclareAggregate();
        }

        // Into a variable that is there, or a new one.
        Variable? there = Chance(2) ? Assignable(v => v.Type == source.Type && v.Name != source.Name) : null;
        bool isNew = there is null;
        string name = there?.Name ?? Fresh("v");
        Variable copy = there ?? new(name, source.Type, CanAssign: true);
        Variable[] parts = [.. WithParts(copy).Concat(WithParts(source)).Where(v => v is { Type: "Real", CanAssign: true })];
        string declared = $"{(isNew ? $"{Pick(source.Type, "var")} " : "")}{name} = {source.Name};";
        Node made = parts.Length == 0 ? Do(declared, "copy of an aggregate")
            : Do($"{declared}\n{Pick(parts).Name} = $0;\n{Pick(parts).Name} {Pick("+=", "-=", "=")} $1;", "copy of an aggregate, and a change", Real(2), Bounded(2));
        if (isNew)
        {
            _scope.Add(copy);
        }

        return made;
    }

    /// <summary>Parts into variables that are there, or new ones.</summary>
    private Node? Deconstruct()
    {
        Shape[] shapes = [.. _shapes.Values.Where(s => !s.Deconstructed.IsEmpty)];
        if (shapes.Length == 0)
        {
            return null;
        }

        Shape shape = Pick(shapes);
        if (Receiver(shape, 2) is not { } receiver)
        {
            return null;
        }

        if (Chance(2))
        {
            string[] names = [.. shape.Deconstructed.Select(_ => Fresh("v"))];
            bool isInferred = Chance(2);
            Node made = isInferred ? Do($"var ({string.Join(", ", names)}) = $0;", "deconstruction of an aggregate", receiver)
                : Do($"({string.Join(", ", names.Zip(shape.Deconstructed, (n, t) => $"{t} {n}"))}) = $0;", "deconstruction of an aggregate", receiver);
            _scope.AddRange(names.Zip(shape.Deconstructed, (n, t) => new Variable(n, t, CanAssign: true)));
            return made;
        }

        string[] targets = [.. shape.Deconstructed.Select(t => !Chance(5) && Assignable(t) is { } target ? target.Name : "_")];
        return targets.All(t => t == "_") ? null : Do($"({string.Join(", ", targets)}) = $0;", "deconstruction into variables and parts", receiver);
    }

    private Node? PatternBranch()
    {
        if (Any(v => ShapeOf(v.Type) is { } s && (!s.IsHidden || _inside == s.Name) && s.Parts.Any(p => p.Type == "Real")) is not { } tested)
        {
            return null;
        }

        Shape shape = ShapeOf(tested.Type)!;
        string found = Fresh("q");
        string part = Pick([.. shape.Parts.Where(p => p.Type == "Real")]).Name;
        string? count = shape.Parts.FirstOrDefault(p => p.Type == "int")?.Name;
        Node limit = Threshold();
        _scope.Add(new Variable(found, "Real", CanAssign: true));
        ImmutableArray<Node> matched = Block(2);
        _scope.RemoveAt(_scope.Count - 1);
        if (Chance(2))
        {
            return Do($"if ({tested.Name} is {{ {part}: var {found} }} && {found} > $0)\n{{\n@0\n}}\nelse\n{{\n@1\n}}", "if: property pattern", limit) with { Blocks = [matched, Block(1)] };
        }

        bool canBreak = _canBreak;
        _canBreak = false;
        string first = count is not null ? $"case {{ {count}: > 1 }}:\n    @1\n    break;\n" : "";
        Node made = Do($"switch ({tested.Name})\n{{\n{first}case {{ {part}: var {found} }} when {found} < $0:\n    @0\n    break;\ndefault:\n    @2\n    break;\n}}", "switch: property pattern", limit);
        ImmutableArray<Node> again = [.. matched.Where(s => s.All().All(n => n.Construct != "break"))];
        made = made with { Blocks = [again, Block(1), Block(1)] };
        _canBreak = canBreak;
        return made;
    }

    /// <summary>What a loop carries from one iteration to the next is an aggregate: a state that is integrated, or two that change places.</summary>
    private Node CarriedLoop()
    {
        Shape shape = AnyShape();
        string name = Fresh("v");
        string before = Fresh("v");
        string i = Fresh("i");
        Node start = Value(shape, 1);
        Node bound = Bound();
        Variable carried = new(name, shape.Name, CanAssign: true);
        Variable kept = new(before, shape.Name, CanAssign: false);
        _scope.Add(carried);
        (bool canBreak, bool canContinue) = (_canBreak, _canContinue);
        (_canBreak, _canContinue) = (true, true);
        _loops++;
        _scope.AddRange([kept, Reads(i)]);
        int depth = _scope.Count;
        ImmutableArray<Node> body = Block(2);
        Node next = Bounded(shape);
        _scope.RemoveRange(depth - 2, _scope.Count - depth + 2);
        _loops--;
        (_canBreak, _canContinue) = (canBreak, canContinue);
        string last = Pick($"{name} = $2;", $"{name} = $2;\nif ({i} > 2)\n{{\nbreak;\n}}", $"{name} = {i} % 2 == 0 ? $2 : {before};");
        string header = Pick($"for (int {i} = 0; {i} < $1; {i}++)", $"foreach (int {i} in Enumerable.Range(0, Math.Abs($1 % 5)))");
        return Do($"{shape.Name} {name} = $0;\n{header}\n{{\n{shape.Name} {before} = {name};\n@0\n{last}\n}}", "aggregate carried over a loop", start, bound, next) with { Blocks = [body] };
    }

    /// <summary>One whose numbers do not grow.</summary>
    private Node Bounded(Shape shape) => Chance(3) && Any(shape.Name) is { } variable ? Name(variable, NodeKind.Aggregate)
        : Made(shape, p => p.Type switch
        {
            "Real" => Chance(2) ? Bounded(2) : Make(NodeKind.Real, "(0.5 * $0)", null, Leaf()),
            "int" => Int(1),
            "Real32" => Single(),
            _ => Bounded(ShapeOf(p.Type)!),
        });

    /// <summary>Another name for a variable, or for a part of one.</summary>
    private Node? ReferTo()
    {
        string name = Fresh("r");
        if (Chance(2) && Any(v => ShapeOf(v.Type) is not null && v is { CanAssign: true, IsProperty: false } && v.Name.Contains('[', StringComparison.Ordinal)) is { } whole)
        {
            Node made = Do($"ref {whole.Type} {name} = ref {whole.Name};", "ref to an aggregate");
            _scope.Add(new Variable(name, whole.Type, CanAssign: true, IsByReference: true));
            return made;
        }

        return null;
    }

    /// <summary>A local function that is given a struct, gives one, and perhaps changes one outside.</summary>
    private Node AggregateFunction()
    {
        Shape shape = AnyShape();
        Shape result = AnyShape();
        string name = Fresh("Local");
        string p = Fresh("p");
        (bool canBreak, bool canContinue, bool returnsNothing, int loops, int budget, string resultType) = (_canBreak, _canContinue, _returnsNothing, _loops, _budget, _resultType);
        (_canBreak, _canContinue, _returnsNothing, _loops, _budget, _resultType) = (false, false, false, 0, Pick(0, 1, 2), result.Name);
        Variable[] before = [.. _scope];
        (Callee[] callees, Maker[] makers) = ([.. _callees], [.. _makers]);
        _scope.RemoveAll(v => v.IsByReference);
        bool writes = Chance(2);
        for (int i = 0; i < _scope.Count && !writes; i++)
        {
            _scope[i] = _scope[i] with { CanAssign = false };
        }

        _scope.Add(new Variable(p, shape.Name, CanAssign: true));
        ImmutableArray<Node> body = Block(2);
        Node given = Value(result, 2);
        _scope.Clear();
        _scope.AddRange(before);
        (_canBreak, _canContinue, _returnsNothing, _loops, _budget, _resultType) = (canBreak, canContinue, returnsNothing, loops, budget, resultType);
        _callees.Clear();
        _callees.AddRange(callees);
        _makers.Clear();
        _makers.AddRange(makers);
        _makers.Add(new(result.Name, d => Whole($"{name}($0)", "call: local function with aggregates", Value(shape, d))));
        return Do($"{result.Name} {name}({shape.Name} {p})\n{{\n@0\nreturn $0;\n}}", writes ? "local function with aggregates that writes" : "local function with aggregates", given) with { Blocks = [body] };
    }

    /// <summary>A function in a local, which reads the structs outside when it is called.</summary>
    private Node AggregateLambda()
    {
        Shape shape = AnyShape();
        string name = Fresh("g");
        string q = Fresh("q");
        Variable[] before = [.. _scope];
        (Callee[] callees, Maker[] makers) = ([.. _callees], [.. _makers]);
        _scope.RemoveAll(v => v.IsByReference);
        Variable? target = Chance(2) ? Assignable(v => v.Type == "Real" && IsPart(v)) : null;
        for (int i = 0; i < _scope.Count; i++)
        {
            _scope[i] = _scope[i] with { CanAssign = false };
        }

        _scope.Add(new Variable(q, shape.Name, CanAssign: true));
        Node body = Value(shape, 2);
        Node written = Bounded(1);
        _scope.Clear();
        _scope.AddRange(before);
        _callees.Clear();
        _callees.AddRange(callees);
        _makers.Clear();
        _makers.AddRange(makers);
        _makers.Add(new(shape.Name, d => Whole($"{name}($0)", "call: lambda over aggregates", Value(shape, d))));
        return target is null
            ? Do($"Func<{shape.Name}, {shape.Name}> {name} = {q} => $0;", "lambda over aggregates", body)
            : Do($"Func<{shape.Name}, {shape.Name}> {name} = {q} =>\n{{\n{target.Name} = $1 + 0.5 * {target.Name};\nreturn $0;\n}};", "lambda over aggregates that writes", body, written);
    }
}
