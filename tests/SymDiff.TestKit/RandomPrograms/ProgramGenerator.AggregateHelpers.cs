namespace SymDiff.TestKit;

/// <content>Methods that are given structs and tuples, and give them.</content>
public sealed partial class ProgramGenerator
{
    private void AggregateHelper()
    {
        Shape shape = AnyShape();
        if (_isWide && Chance(2))
        {
            AggregateRecursion();
            return;
        }

        switch (_random.Next(12))
        {
            case 2 or 8 when _shapes.Values.Any(s => s.IsMeasured):
                Generic();
                break;
            case 0 or 1:
                ByValue(shape);
                break;
            case 2 or 9:
                ByIn(shape);
                break;
            case 3 or 4:
                ByRef(shape);
                break;
            case 5:
                ByOut(shape);
                break;
            case 6 or 7:
                Making(shape);
                break;
            default:
                MarkedWithAggregates();
                break;
        }
    }

    private void Enter(Shape shape, string name, bool canAssign, bool isByReference = false) => _scope.Add(new Variable(name, shape.Name, canAssign, isByReference));

    private void ByValue(Shape shape)
    {
        string name = HelperName("Reads");
        Enter(shape, "v", canAssign: true);
        Enter(("Real", "a"));
        _members.Add(Body("", $"private static Real {name}({shape.Name} v, Real a)", "helper that is given an aggregate", "Real"));
        _callees.Add(new("call: helper that is given an aggregate", d => Call($"{name}($0, $1)", "call: helper that is given an aggregate", Value(shape, d), Bounded(d))));
    }

    /// <summary>What changes an <c>in</c> parameter changes a copy.</summary>
    private void ByIn(Shape shape)
    {
        string name = HelperName("Looks");
        shape = Chance(3) ? shape : Mutable() ?? shape;
        Enter(shape, "v", canAssign: false, isByReference: true);
        Enter(("Real", "a"));
        Node? change = shape.Changes.Count > 0 && !Chance(3) ? Pick([.. shape.Changes])("v") : null;
        Node? number = Path(shape) is { } path ? new Node(NodeKind.Real, $"v{path}") : null;
        Node body = Body("", $"private static Real {name}(in {shape.Name} v, Real a)", "helper with an aggregate by in", "Real");
        _members.Add(body with
        {
            Parts = number is null ? body.Parts : [Make(NodeKind.Real, "$0 + $1", null, body.Parts[0], number)],
            Blocks = change is null ? body.Blocks : [[change, .. body.Blocks[0]]],
        });
        _callees.Add(new("call: aggregate by in", d => Chance(2) && Referable(shape.Name) is { } given
            ? Call($"{name}(in {given.Name}, $0)", "call: aggregate by in", Bounded(d))
            : Call($"{name}($0, $1)", "call: aggregate by in", Value(shape, d), Bounded(d))));
    }

    private void ByRef(Shape shape)
    {
        string name = HelperName("Moves");
        bool returns = Chance(2);
        Enter(shape, "v", canAssign: true, isByReference: true);
        Enter(shape, "w", canAssign: true);
        Enter(("Real", "a"));
        string type = returns ? "Real" : "void";
        _members.Add(Body("", $"private static {type} {name}(ref {shape.Name} v, {shape.Name} w, Real a)", "helper with an aggregate by ref", type));
        if (returns)
        {
            _callees.Add(new("call: aggregate by ref", d => Referable(shape.Name) is { } changed ? Call($"{name}(ref {changed.Name}, $0, $1)", "call: aggregate by ref", Value(shape, d), Bounded(d)) : Bounded(d)));
        }

        _shapeUpdates.Add(() => Referable(shape.Name) is { } changed ? Do($"{name}(ref {changed.Name}, $0, $1);", "call: aggregate by ref", Value(shape, 1), Bounded(2)) : null);
    }

    private void ByOut(Shape shape)
    {
        string name = HelperName("Fills");
        Enter(("Real", "a"));
        Node start = Value(shape, 1);
        Enter(shape, "v", canAssign: true, isByReference: true);
        Node body = Body("", $"private static void {name}(Real a, out {shape.Name} v)", "helper with an aggregate by out", "void", first: "v = $0;\n");
        _members.Add(body with { Parts = [start] });
        _shapeUpdates.Add(() =>
        {
            if (Chance(2))
            {
                return Referable(shape.Name) is { } set ? Do($"{name}($0, out {set.Name});", "call: aggregate by out", Bounded(1)) : null;
            }

            string made = Fresh("v");
            Node argument = Bounded(2);
            Enter(shape, made, canAssign: true);
            return Do($"{name}($0, out {Pick(shape.Name, "var")} {made});", "call: aggregate by out", argument);
        });
    }

    private void Making(Shape shape)
    {
        string name = HelperName("Makes");
        Shape given = AnyShape();
        Enter(given, "v", canAssign: true);
        Enter(("Real", "a"));
        _members.Add(Body("", $"private static {shape.Name} {name}({given.Name} v, Real a)", "helper that gives an aggregate", shape.Name));
        _makers.Add(new(shape.Name, d => Whole($"{name}($0, $1)", "call: helper that gives an aggregate", Value(given, d), Bounded(d))));
    }

    /// <summary>A struct known by its interface: what the helper changes is its own copy.</summary>
    private void Generic()
    {
        string name = HelperName("Measures");
        Node body = Bounded(1);
        _members.Add(new Node(NodeKind.Member, $"private static Real {name}<S>(S s, Real a)\nwhere S : struct, {Interface}\n{{\nS kept = s;\ns.Shift(a);\nreturn s.Measure(a) + kept.Measure($0);\n}}", "generic helper over structs") { Parts = [body] });
        foreach (Shape shape in _shapes.Values.Where(s => s.IsMeasured))
        {
            _callees.Add(new("call: generic helper over structs", d => Call($"{name}($0, $1)", "call: generic helper over structs", Receiver(shape, d)!, Bounded(d))));
        }
    }

    /// <summary>A marked method of its own, with structs as parameters and results: it may be called by name.</summary>
    private void MarkedWithAggregates()
    {
        if (Crossing() is not { } shape)
        {
            Plain();
            return;
        }

        string name = HelperName("Known");
        bool gives = Chance(2);
        Enter(shape, "v", canAssign: true);
        Enter(("Real", "a"));
        _members.Add(Body("[Differentiable]", $"public static {(gives ? shape.Name : "Real")} {name}({shape.Name} v, Real a)", "marked callee with aggregates", gives ? shape.Name : "Real"));
        if (gives)
        {
            _makers.Add(new(shape.Name, d => Whole($"{name}($0, $1)", "call: marked method with aggregates", Value(shape, d), Bounded(d))));
        }
        else
        {
            _callees.Add(new("call: marked method with aggregates", d => Call($"{name}($0, $1)", "call: marked method with aggregates", Value(shape, d), Bounded(d))));
        }
    }
}
