namespace SymDiff.TestKit;

/// <content>Methods that call themselves with structs and arrays of them.</content>
public sealed partial class ProgramGenerator
{
    /// <summary>How deep it goes is bounded by its first line, whatever its arguments are.</summary>
    private void AggregateRecursion()
    {
        Shape shape = Crossing() ?? AnyShape();
        bool gives = Chance(2);
        bool isMany = _isPure && Chance(2) && Crossing() is not null;
        bool isMarked = shape.CanCross && Chance(3);
        string name = HelperName("Deepen");
        _scope.Clear();
        Enter(shape, "v", canAssign: true);
        if (isMany)
        {
            _scope.Add(new Variable("u", $"ReadOnlySpan<{shape.Name}>", CanAssign: false, IsByReference: true) { Least = 2, Most = 3 });
        }

        Enter(("Real", "a"), ("int", "depth"));
        _scope[^1] = _scope[^1] with { CanAssign = false };
        _budget = Pick(0, 1, 2);
        string type = gives ? shape.Name : "Real";
        Node own = Body("", "own", null, type);
        (Node next, Node other, Node argument) = (Value(shape, 1), Bounded(shape), Bounded(1));
        string less = isMany ? Pick("u[1..], ", "u[..^1], ", "u, ") : "";
        string all = isMany ? "u, " : "";
        string construct = isMany ? "recursion with spans of aggregates" : "recursion with aggregates";
        string step;
        if (gives)
        {
            string kept = Fresh("w");
            string change = SettablePart(shape) is { } part ? $"{kept}.{part.Name} += 0.5 * v.{part.Name};\n" : "";
            step = Pick(
                $"return {name}($1, {less}$3 * 0.5, depth - 1);",
                $"{type} {kept} = {name}(v, {less}$3, depth - 1);\n{change}return depth % 2 == 0 ? {kept} : {name}($1, {all}a, depth - 2);",
                $"{type} {kept} = {name}($1, {less}a, depth - 1);\n{change}return a > 0.25 ? {kept} : $0;");
        }
        else
        {
            step = Pick(
                $"return $0 * 0.5 + {name}($1, {less}a * 0.5, depth - 1);",
                $"return Math.Sin({name}(v, {less}$3, depth - 1)) * {name}($2, {all}a, depth - 2);",
                $"Real rest = {name}($2, {less}$3, depth - 1);\nv = $1;\nreturn rest * a + $0;");
        }

        string guard = isMany ? " || u.Length < 2" : "";
        string span = isMany ? $"ReadOnlySpan<{shape.Name}> u, " : "";
        string end = gives ? "v" : !shape.IsHidden && shape.Parts.FirstOrDefault(p => p.Type == "Real") is { } number ? $"a * v.{number.Name}" : "a";
        string head = $"{(isMarked ? "[Differentiable]\npublic" : "private")} static {type} {name}({shape.Name} v, {span}Real a, int depth)";
        _members.Add(new Node(NodeKind.Member, $"{head}\n{{\nif (depth <= 0 || depth > 4{guard})\n{{\nreturn {end};\n}}\n\n@0\n{step}\n}}", isMarked ? $"{construct}, marked" : construct) { Parts = [own.Parts[0], next, other, argument], Blocks = own.Blocks });
        if (gives)
        {
            _makers.Add(new(type, d => Called(Value(shape, d), d, NodeKind.Aggregate) ?? Value(shape, 0)));
        }
        else
        {
            _callees.Add(new($"call: {construct}", d => Called(Value(shape, d), d, NodeKind.Real) ?? Bounded(d)));
        }

        Node? Called(Node value, int d, NodeKind kind)
        {
            Variable? given = isMany ? Any(v => v.Least > 0 && ElementType(v.Type) == shape.Name) : null;
            return isMany && given is null ? null : Make(kind, $"{name}($0, {(given is null ? "" : given.Name + ", ")}$1, {Depth()})", $"call: {construct}", value, Bounded(d));
        }
    }
}
