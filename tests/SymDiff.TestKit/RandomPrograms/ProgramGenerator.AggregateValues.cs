namespace SymDiff.TestKit;

/// <content>Expressions that give structs and tuples, and numbers of them.</content>
public sealed partial class ProgramGenerator
{
    /// <summary>An expression of a type with parts.</summary>
    private Node Value(Shape shape, int depth)
    {
        if (depth > 0)
        {
            switch (_random.Next(16))
            {
                case 0 or 1:
                    return Whole("($0 ? $1 : $2)", "?: of aggregates", Bool(1), Value(shape, depth - 1), Value(shape, depth - 1));
                case 2:
                    return Whole("($0 switch { 0 => $1, > 1 when $2 => $3, _ => $4 })", "switch expression of aggregates", Int(1), Value(shape, depth - 1), Bool(0), Value(shape, depth - 1), Value(shape, 0));
                case 3 or 4 when shape.Others.Count > 0 && Receiver(shape, depth - 1) is { } receiver:
                    return Pick([.. shape.Others])(receiver, depth - 1);
                case 5 or 6 when With(shape, depth - 1) is { } with:
                    return with;
                case 7 or 8 when _makers.Where(m => m.Type == shape.Name).ToArray() is { Length: > 0 } makers:
                    return Pick(makers).Call(depth - 1);
                case 9 when Assignable(shape.Name) is { } target:
                    return Whole($"({target.Name} = $0)", "assignment of an aggregate as expression", Value(shape, depth - 1));
                case 10 when Chance(2):
                    return Whole($"default({shape.Name})", "default of an aggregate");
                case 11 when shape.Makers.Count > 0:
                    return Pick([.. shape.Makers])(depth - 1);
                case 12 or 13:
                    return Made(shape, part => PartValue(part, depth));
            }
        }

        return !Chance(4) && Any(shape.Name) is { } variable ? Name(variable, NodeKind.Aggregate) : Made(shape, part => PartValue(part, depth));
    }

    private static Node Whole(string text, string construct, params Node[] parts) => Make(NodeKind.Aggregate, text, construct, parts);

    /// <summary>One made of its parts.</summary>
    private static Node Made(Shape shape, Func<Part, Node> value) => Whole(shape.Full, shape.IsTuple ? "tuple literal" : "constructor", [.. shape.Given.Select(value)]);

    private Node PartValue(Part part, int depth) => part.Type switch
    {
        "Real" => Chance(3) ? Bounded(depth) : Real(depth - 1),
        "int" => Int(1),
        "Real32" => Single(),
        _ => Value(ShapeOf(part.Type)!, depth - 1),
    };

    /// <summary>An expression that has its type by itself, so that members of it can be asked for; null if there is none.</summary>
    private Node? Receiver(Shape shape, int depth)
    {
        switch (_random.Next(5))
        {
            case 0 when !shape.IsTuple:
                return Made(shape, part => PartValue(part, depth));
            case 1 when !shape.IsTuple:
                return Whole("($0 ? $1 : $2)", "?: of aggregates", Bool(1), Receiver(shape, 0)!, Receiver(shape, depth - 1)!);
            case 2 when _makers.Where(m => m.Type == shape.Name).ToArray() is { Length: > 0 } makers:
                return Pick(makers).Call(depth);
            case 3 when depth > 0 && Assignable(shape.Name) is { } target:
                return Whole($"({target.Name} = $0)", "assignment of an aggregate as expression", Value(shape, depth - 1));
            default:
                return Any(shape.Name) is { } variable ? Name(variable, NodeKind.Aggregate) : shape.IsTuple ? null : Made(shape, part => PartValue(part, depth));
        }
    }

    private Node? With(Shape shape, int depth)
    {
        Part[] parts = [.. shape.Parts.Where(p => (p.CanSet || p.CanInit) && !p.IsConstant && !shape.IsHidden)];
        if (parts.Length == 0 || Receiver(shape, depth) is not { } receiver)
        {
            return null;
        }

        (Part one, Part other) = (Pick(parts), Pick(parts));
        return one == other
            ? Whole($"($0 with {{ {one.Name} = $1 }})", "with", receiver, PartValue(one, depth))
            : Whole($"($0 with {{ {one.Name} = $1, {other.Name} = $2 }})", "with", receiver, PartValue(one, depth), PartValue(other, depth));
    }

    /// <summary>A number that a struct or a tuple has or gives.</summary>
    private Node? AggregateReal(int depth)
    {
        Shape shape = AnyShape();
        switch (_random.Next(8))
        {
            case 0 when Receiver(shape, depth) is { } receiver && Path(shape) is { } path:
                return Make(NodeKind.Real, $"$0{path}", "part of a value", receiver);
            case 1 or 2 or 3 when shape.Numbers.Count > 0 && Receiver(shape, depth) is { } receiver:
                return Pick([.. shape.Numbers])(receiver, depth);
            case 4 or 5 when shape.Results.Count > 0 && Changeable(s => s == shape) is { } changed:
                return Pick([.. shape.Results])(changed.Name);
            case 6 when Receiver(shape, depth) is { } receiver:
                return Matched(shape, receiver, depth);
            default:
                return null;
        }
    }

    /// <summary>The way to a number in a value; null if it is not seen.</summary>
    private string? Path(Shape shape)
    {
        Part[] parts = shape.IsHidden && _inside != shape.Name ? [] : [.. shape.Parts.Where(p => p.Type == "Real" || ShapeOf(p.Type) is not null)];
        if (parts.Length == 0)
        {
            return null;
        }

        Part part = Pick(parts);
        return part.Type == "Real" ? $".{part.Name}" : Path(ShapeOf(part.Type)!) is { } rest ? $".{part.Name}{rest}" : null;
    }

    /// <summary>A number that patterns find in a value.</summary>
    private Node? Matched(Shape shape, Node receiver, int depth)
    {
        Part[] reals = shape.IsHidden && _inside != shape.Name ? [] : [.. shape.Parts.Where(p => p.Type == "Real")];
        if (reals.Length == 0)
        {
            return null;
        }

        string found = Fresh("q");
        string part = Pick(reals).Name;
        string? count = shape.Parts.FirstOrDefault(p => p.Type == "int")?.Name;
        string positions = string.Join(", ", shape.Parts.Select(p => p.Name == part ? $"var {found}" : "_"));
        return _random.Next(5) switch
        {
            0 when count is not null => Make(NodeKind.Real, $"($0 switch {{ {{ {count}: > 1 }} => $1, {{ {part}: var {found} }} when {found} > 0.25 => $2 * {found}, _ => $3 }})", "switch expression: property pattern", receiver, Real(depth), Bounded(depth), Leaf()),
            1 when shape.IsPositional => Make(NodeKind.Real, $"($0 switch {{ ({positions}) when {found} > 0.5 => {found} + $1, _ => $2 }})", "switch expression: positional pattern", receiver, Real(depth), Leaf()),
            2 when shape.IsPositional => Make(NodeKind.Real, $"($0 is ({positions}) && {found} < 0.75 ? {found} * $1 : $2)", "is: positional pattern", receiver, Bounded(depth), Leaf()),
            3 => Make(NodeKind.Real, $"($0 is {{ {part}: var {found} }} && {found} > $1 ? {found} : $2)", "is: property pattern", receiver, Threshold(), Real(depth)),
            _ => Make(NodeKind.Real, $"($0 is var {found} ? {found}.{part} * $1 : $2)", "is: var pattern", receiver, Bounded(depth), Leaf()),
        };
    }
}
