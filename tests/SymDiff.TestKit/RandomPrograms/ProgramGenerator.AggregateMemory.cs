using System.Collections.Immutable;

namespace SymDiff.TestKit;

/// <content>Arrays and spans of structs and tuples.</content>
public sealed partial class ProgramGenerator
{
    private bool IsAggregateMemory(Variable variable) => variable.Least > 0 && ShapeOf(ElementType(variable.Type)) is not null;

    private static string ElementType(string type) => type.EndsWith("[]", StringComparison.Ordinal) ? type[..^2]
        : type.StartsWith("Span<", StringComparison.Ordinal) ? type["Span<".Length..^1]
        : type.StartsWith("ReadOnlySpan<", StringComparison.Ordinal) ? type["ReadOnlySpan<".Length..^1]
        : "";

    private static bool CanWrite(Variable memory) => memory.CanAssign && !memory.Type.StartsWith("ReadOnlySpan<", StringComparison.Ordinal);

    private Node AggregateMemoryStatement()
    {
        if (Any(IsAggregateMemory) is not { } memory || Chance(5))
        {
            return DeclareAggregateMemory();
        }

        Shape shape = ShapeOf(ElementType(memory.Type))!;
        bool writes = CanWrite(memory);
        switch (_random.Next(10))
        {
            case 0 or 1 when writes:
                return Do($"{Place(memory, 0)} = $1;", "store of an aggregate", Int(1), Value(shape, 2));
            case 2 when writes:
                return Do($"({Place(memory, 0)}, {Place(memory, 1)}) = ({Place(memory, 1)}, {Place(memory, 0)});", "swap of elements that are aggregates", Int(0), Int(0));
            case 3 when writes && SettablePart(shape) is { } part:
                return Do($"{Place(memory, 0)}.{part.Name} {Pick("=", "+=", "-=")} $1;", "store into a part of an element", Int(1), Real(2));
            case 4 when writes && shape.Changes.Count > 0:
                return Pick([.. shape.Changes])($"{memory.Name}[{Text(_random.Next(memory.Least))}]");
            case 5:
                return AggregateView(memory);
            case 6 or 7 when _nesting < MostNesting:
                return ForEachAggregate(memory, shape);
            case 8 when _nesting < MostNesting:
                return ForAggregates(memory, shape, writes);
            default:
                string copy = Fresh("v");
                Node index = Int(1);
                Node made = Do($"{shape.Name} {copy} = {Place(memory, 0)};", "copy of an element", index);
                _scope.Add(new Variable(copy, shape.Name, CanAssign: true));
                return made;
        }
    }

    private Part? SettablePart(Shape shape) => shape.IsHidden && _inside != shape.Name ? null
        : shape.Parts.Where(p => p is { Type: "Real", CanSet: true }).ToArray() is { Length: > 0 } parts ? Pick(parts) : null;

    private Node DeclareAggregateMemory()
    {
        Shape shape = Chance(20) ? AnyShape() : Crossing() ?? AnyShape();
        int length = Pick(1, 2, 2, 3);
        string name = Fresh("m");
        Node[] values = [.. Enumerable.Range(0, length).Select(_ => Value(shape, 1))];
        switch (_random.Next(6))
        {
            case 0:
                return New($"{shape.Name}[]", $"{shape.Name}[] {name} = new {shape.Name}[{Text(length)}];", "new array of aggregates");
            case 1:
                return New($"Span<{shape.Name}>", $"Span<{shape.Name}> {name} = stackalloc {shape.Name}[{Text(length)}];\n{name}.Clear();", "stackalloc of aggregates");
            case 2:
                return New($"Span<{shape.Name}>", $"Span<{shape.Name}> {name} = new {shape.Name}[{Text(length)}];\n{name}[{Text(length - 1)}] = $0;", "new array of aggregates", values[0]);
            case 3:
                return New($"{shape.Name}[]", $"{shape.Name}[] {name} = new {shape.Name}[{Text(length)}];\n{name}[0] = $0;", "new array of aggregates", values[0]);
            default:
                return New($"{shape.Name}[]", $"{shape.Name}[] {name} = {{ {Places(length)} }};", "array of aggregates with an initialiser", values);
        }

        Node New(string type, string text, string construct, params Node[] parts)
        {
            _scope.Add(new Variable(name, type, CanAssign: true, IsByReference: !type.EndsWith(']')) { Least = length, Most = length });
            return Do(text, construct, parts);
        }
    }

    private Node AggregateView(Variable memory)
    {
        string name = Fresh("s");
        string element = ElementType(memory.Type);
        bool isReadOnly = !CanWrite(memory);
        int start = _random.Next(memory.Least);
        string type = isReadOnly ? $"ReadOnlySpan<{element}>" : $"Span<{element}>";
        Node made = memory.Type.EndsWith(']')
            ? Do($"{type} {name} = {memory.Name}.AsSpan({Text(start)});", "slice of aggregates")
            : Do($"{type} {name} = {memory.Name}[{Text(start)}..];", "slice of aggregates");
        _scope.Add(new Variable(name, type, CanAssign: !isReadOnly, IsByReference: true) { Least = memory.Least - start, Most = memory.Most - start });
        return made;
    }

    private Node ForEachAggregate(Variable memory, Shape shape)
    {
        string e = Fresh("e");
        if (_isWide && CanWrite(memory) && Chance(2))
        {
            ImmutableArray<Node> changing = LoopBody(own: new Variable(e, shape.Name, CanAssign: true, IsByReference: true));
            string span = memory.Type.EndsWith(']') ? $"{memory.Name}.AsSpan()" : memory.Name;
            return Do($"foreach (ref {Pick(shape.Name, "var")} {e} in {span})\n{{\n@0\n}}", "foreach by reference over aggregates") with { Blocks = [changing] };
        }

        ImmutableArray<Node> body = LoopBody(
            last: () => Assignable("Real") is { } sum ? Do($"{sum.Name} += $0;", "sum over aggregates", Bounded(2)) : null,
            own: new Variable(e, shape.Name, CanAssign: false));
        return Do($"foreach ({Pick(shape.Name, "var")} {e} in {memory.Name})\n{{\n@0\n}}", "foreach over aggregates") with { Blocks = [body] };
    }

    /// <summary>Elements one after the other, by their numbers; some loops read the one before too.</summary>
    private Node ForAggregates(Variable memory, Shape shape, bool writes)
    {
        string i = Fresh("i");
        bool isNeighbour = Chance(3);
        Variable[] own =
        [
            new($"{memory.Name}[{i}]", shape.Name, writes, memory.IsByReference) { IsFrozen = !writes },
            .. isNeighbour ? [new Variable($"{memory.Name}[{i} - 1]", shape.Name, writes, memory.IsByReference) { IsFrozen = !writes }] : (Variable[])[],
            Reads(i),
        ];
        Node? last = null;
        ImmutableArray<Node> body = LoopBody(
            last: () => last = !writes ? null : isNeighbour ? Do($"{memory.Name}[{i}] = $0;", "store of an aggregate", Bounded(shape)) : null,
            own: own);
        string header = isNeighbour ? $"int {i} = 1; {i} < {memory.Name}.Length; {i}++" : Pick($"int {i} = 0; {i} < {memory.Name}.Length; {i}++", $"int {i} = {memory.Name}.Length - 1; {i} >= 0; {i}--");
        return Do($"for ({header})\n{{\n@0\n}}", "for over aggregates") with { Blocks = [body] };
    }
}
