using System.Collections.Immutable;

namespace SymDiff.TestKit;

/// <content>Structs that hold an array: copies of one have numbers of their own and share the array.</content>
public sealed partial class ProgramGenerator
{
    private const int HeldElements = 2;

    private string? _holder;
    private string _held = "";

    private void DeclareHolder()
    {
        if (!_isWide || !Chance(2))
        {
            return;
        }

        _holder = $"Box{Text(++_types)}";
        _scope.Clear();
        Enter(("Real", "t"));
        (Node factor, Node pushed) = (Bounded(1), Bounded(1));
        (string items, string weight) = ("Items", "Weight");
        _members.Add(new Node(NodeKind.Member, $"public struct {_holder}\n{{\npublic Real[] {items};\npublic Real {weight};\n\n"
            + $"public {_holder}(Real[] items, Real weight)\n{{\n{items} = items;\n{weight} = weight;\n}}\n\n"
            + $"public Real Total(Real t)\n{{\nReal sum = {weight} * t;\nfor (int i = 0; i < {items}.Length; i++)\n{{\nsum += {items}[i] * $0;\n}}\n\nreturn sum;\n}}\n\n"
            + $"public void Push(Real t)\n{{\n{Pick($"{items}[0] = t * {weight};\n{weight} += $1;\n", $"{weight} *= t;\n{items}[1] += $1 * {weight};\n", $"Real kept = {items}[0];\n{items}[0] = {items}[1] * t;\n{items}[1] = kept + $1;\n")}}}\n}}", "struct that holds an array")
        {
            Parts = [factor, pushed],
        });
        _held = Chance(2) ? HelperName("Weighs") : "";
        if (_held.Length > 0)
        {
            string change = Pick("", "b.Weight += a;\n", "b.Items[0] *= a;\n");
            _members.Add(new Node(NodeKind.Member, $"private static Real {_held}({_holder} b, Real a)\n{{\n{change}return b.Total(a) * b.Items[^1];\n}}", "helper that is given a struct with an array"));
        }
    }

    private bool IsHolder(Variable variable) => _holder is { } holder && variable.Type == holder;

    private Node HolderStatement()
    {
        if (Any(IsHolder) is not { } box)
        {
            return MakeHolder();
        }

        switch (_random.Next(8))
        {
            case 0 or 1:
                // One array, two numbers.
                string copy = Fresh("b");
                Node copied = Do($"{Pick(_holder!, "var")} {copy} = {box.Name};\n{copy}.Weight = $0;\n{Pick(copy, box.Name)}.Items[{Text(_random.Next(HeldElements))}] {Pick("=", "+=", "-=")} $1;", "copy of a struct that holds an array", Bounded(2), Bounded(2));
                EnterHolder(copy);
                return copied;
            case 2 or 3:
                return Do($"{box.Name}.Push($0);", "method that changes an array its struct holds", Bounded(2));
            case 4 when _held.Length > 0:
                return Declare("Real", "v", $"{_held}({box.Name}, $0)", "call: helper that is given a struct with an array", Bounded(2));
            case 5 when _nesting < MostNesting && Assignable("Real") is not null:
                string i = Fresh("i");
                Variable element = new($"{box.Name}.Items[{i}]", "Real", CanAssign: true);
                ImmutableArray<Node> body = LoopBody(last: () => Do($"{Assignable("Real")!.Name} += $0;", null, Bounded(1)), own: [element, Reads(i)]);
                return Do($"for (int {i} = 0; {i} < {box.Name}.Items.Length; {i}++)\n{{\n@0\n}}", "for over an array that a struct holds") with { Blocks = [body] };
            case 6:
                return MakeHolder();
            default:
                return Declare("Real", "v", $"{box.Name}.Total($0)", "method that reads an array its struct holds", Bounded(2));
        }
    }

    private Node MakeHolder()
    {
        string name = Fresh("b");
        Node made = Chance(3)
            ? Do($"Real[] {name}Items = {{ $0, $1 }};\n{_holder} {name} = new {_holder}({name}Items, $2);\n{name}Items[0] += 0.5;", "struct that holds an array", Bounded(2), Bounded(2), Bounded(1))
            : Do($"{_holder} {name} = new {_holder}(new Real[] {{ $0, $1 }}, $2);", "struct that holds an array", Bounded(2), Bounded(2), Bounded(1));
        EnterHolder(name);
        return made;
    }

    private void EnterHolder(string name)
    {
        _scope.Add(new Variable(name, _holder!, CanAssign: true));
        _scope.Add(new Variable($"{name}.Weight", "Real", CanAssign: true));
        _scope.AddRange(Enumerable.Range(0, HeldElements).Select(i => new Variable($"{name}.Items[{Text(i)}]", "Real", CanAssign: true)));
    }
}
