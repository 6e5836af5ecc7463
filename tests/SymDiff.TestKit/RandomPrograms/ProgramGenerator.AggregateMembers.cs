namespace SymDiff.TestKit;

/// <content>Operators, properties, indexers and methods of structs. What is called exists already: none calls itself.</content>
public sealed partial class ProgramGenerator
{
    private void Members(List<Node> members, Shape shape, bool canChange, bool isReadOnly)
    {
        string how = isReadOnly || shape.IsPositional ? "" : "readonly ";
        bool canAssign = canChange && shape.Given.Any(p => p.CanSet);
        Sums(members, shape);
        for (int i = Pick(1, 2, 3, 4); i > 0; i--)
        {
            switch (_random.Next(14))
            {
                case 0 or 1:
                    Computed(members, shape, canAssign);
                    break;
                case 2 when canAssign:
                    Indexer(members, shape);
                    break;
                case 3 or 4 or 5 when canAssign:
                    Changing(members, shape);
                    break;
                case 6 or 7:
                    Reading(members, shape, how);
                    break;
                case 8 when canAssign:
                    Turning(members, shape);
                    break;
                case 9:
                    Moving(members, shape, how, canAssign);
                    break;
                case 10:
                    Static(members, shape);
                    break;
                case 11 when shape.Deconstructed.IsEmpty:
                    Deconstructing(members, shape, how);
                    break;
                case 12 when canAssign:
                    Mixing(members, shape);
                    break;
                case 13 when canAssign && !shape.IsMeasured:
                    Measured(members, shape);
                    break;
            }
        }
    }

    private string MemberName(string kind) => $"{kind}{Text(++_types)}";

    /// <summary>The state of the struct is in scope, by <c>this</c> or by itself.</summary>
    private void EnterSelf(Shape shape, bool canAssign)
    {
        _scope.Clear();
        if (Chance(3))
        {
            _scope.Add(new Variable("this", shape.Name, canAssign, IsByReference: true));
            return;
        }

        _scope.AddRange(shape.Parts.Select(p => new Variable(p.Name, p.Type, canAssign && p.CanSet, IsByReference: true) { IsProperty = !p.IsField }));
    }

    private static Node ReadonlyNumber(string text) => new(NodeKind.Real, text);

    private void Sums(List<Node> members, Shape shape)
    {
        if (!Chance(2) || shape.IsTuple)
        {
            return;
        }

        string name = shape.Name;
        Binary("+");
        shape.HasSum = true;
        if (Chance(2))
        {
            Binary("-");
        }

        if (Chance(2))
        {
            Node body = Made(shape, p => p.Type is "Real" or "Real32" ? ReadonlyNumber($"-a.{p.Name}") : new Node(NodeKind.Aggregate, $"a.{p.Name}"));
            members.Add(new Node(NodeKind.Member, $"public static {name} operator -({name} a) => $0;", "operators") { Parts = [body] });
            shape.Others.Add((receiver, _) => Whole("(-$0)", "operators", receiver));
        }

        if (Chance(2))
        {
            bool isFirst = Chance(2);
            Node body = Made(shape, p => p.Type == "Real" ? ReadonlyNumber($"s * a.{p.Name}") : new Node(NodeKind.Aggregate, $"a.{p.Name}"));
            members.Add(new Node(NodeKind.Member, $"public static {name} operator *({(isFirst ? $"Real s, {name} a" : $"{name} a, Real s")}) => $0;", "operators") { Parts = [body] });
            shape.Others.Add((receiver, depth) => isFirst ? Whole("($0 * $1)", "operators", Cast(Bounded(depth)), receiver) : Whole("($1 * $0)", "operators", Cast(Bounded(depth)), receiver));
        }

        if (Chance(4) && shape.Given.All(p => p.Type == "Real"))
        {
            int count = shape.Given.Count();
            int item = 0;
            Node body = Made(shape, _ => ReadonlyNumber($"t.Item{Text(++item)}"));
            members.Add(new Node(NodeKind.Member, $"public static implicit operator {name}(({string.Join(", ", Enumerable.Repeat("Real", count))}) t) => $0;", "conversion from a tuple") { Parts = [body] });
            shape.Makers.Add(depth => Whole($"(({name})({Places(count)}))", "conversion from a tuple", [.. Enumerable.Range(0, count).Select(_ => Cast(Bounded(depth)))]));
        }

        if (Chance(4))
        {
            _scope.Clear();
            _scope.Add(new Variable("a", name, CanAssign: false));
            members.Add(new Node(NodeKind.Member, $"public static explicit operator Real({name} a) => $0;", "conversion to a number") { Parts = [Real(2)] });
            shape.Numbers.Add((receiver, _) => Make(NodeKind.Real, "((Real)$0)", "conversion to a number", receiver));
        }

        void Binary(string sign)
        {
            _scope.Clear();
            _scope.Add(new Variable("a", name, CanAssign: false));
            _scope.Add(new Variable("b", name, CanAssign: false));
            bool computes = Chance(3);
            Node body = Made(shape, p => p.Type != "Real" ? new Node(NodeKind.Aggregate, $"{Pick("a", "b")}.{p.Name}")
                : computes ? Make(NodeKind.Real, $"a.{p.Name} {sign} $0 * b.{p.Name}", null, Bounded(1))
                : ReadonlyNumber($"a.{p.Name} {sign} b.{p.Name}"));
            members.Add(new Node(NodeKind.Member, $"public static {name} operator {sign}({name} a, {name} b) => $0;", "operators") { Parts = [body] });
            shape.Others.Add((receiver, depth) => Whole($"($0 {sign} $1)", "operators", receiver, Receiver(shape, depth)!));
        }
    }

    private static Node Cast(Node number) => Make(NodeKind.Real, "(Real)$0", null, number.Text.StartsWith('(') || number.Text.StartsWith("Math", StringComparison.Ordinal) ? number : Make(NodeKind.Real, "($0)", null, number));

    /// <summary>A property that is computed; some can be set, and some change what they are asked of.</summary>
    private void Computed(List<Node> members, Shape shape, bool canAssign)
    {
        string name = MemberName("Size");
        Part[] settable = [.. shape.Parts.Where(p => p is { Type: "Real", CanSet: true })];
        switch (canAssign && settable.Length > 0 ? _random.Next(4) : 0)
        {
            case 1:
                Part set = Pick(settable);
                EnterSelf(shape, canAssign: false);
                Node read = Real(2);
                Enter(("Real", "value"));
                Node written = Bounded(2);
                members.Add(new Node(NodeKind.Member, $"public Real {name}\n{{\nreadonly get => $0;\nset\n{{\n{set.Name} = value * 0.5 + $1;\n}}\n}}", "property with accessors") { Parts = [read, written] });
                shape.Settable.Add($".{name}");
                break;
            case 2:
                EnterSelf(shape, canAssign: true);
                members.Add(new Node(NodeKind.Member, $"public Real {name}\n{{\nget\n{{\n{Pick(settable).Name} += 0.25;\nreturn $0;\n}}\n}}", "property that changes its struct") { Parts = [Real(2)] });
                shape.Results.Add(place => new Node(NodeKind.Real, $"{place}.{name}", "property that changes its struct"));
                break;
            default:
                EnterSelf(shape, canAssign: false);
                members.Add(new Node(NodeKind.Member, $"public Real {name} => $0;", "computed property") { Parts = [Real(2)] });
                shape.Numbers.Add((receiver, _) => Make(NodeKind.Real, $"$0.{name}", "computed property", receiver));
                break;
        }
    }

    private void Indexer(List<Node> members, Shape shape)
    {
        Part[] reals = [.. shape.Parts.Where(p => p is { Type: "Real", CanSet: true })];
        if (reals.Length < 2 || shape.Settable.Contains("[0]"))
        {
            return;
        }

        (string one, string other) = (reals[0].Name, reals[1].Name);
        members.Add(new Node(NodeKind.Member, Pick(
            $"public Real this[int i]\n{{\nreadonly get => i == 0 ? {one} : {other};\nset\n{{\nif (i == 0)\n{{\n{one} = value;\n}}\nelse\n{{\n{other} = value;\n}}\n}}\n}}",
            $"public Real this[int i]\n{{\nget => i switch {{ 0 => {one}, _ => {other} }};\nset\n{{\nswitch (i)\n{{\ncase 0:\n    {one} = value;\n    break;\ndefault:\n    {other} = value;\n    break;\n}}\n}}\n}}"), "indexer of a struct"));
        shape.Settable.Add("[0]");
        shape.Settable.Add("[1]");
        shape.Numbers.Add((receiver, _) => Make(NodeKind.Real, "$0[$1]", "indexer of a struct", receiver, Int(1)));
    }

    /// <summary>A method that changes its struct, and gives a number or nothing.</summary>
    private void Changing(List<Node> members, Shape shape)
    {
        string name = MemberName("Push");
        bool gives = Chance(2);
        EnterSelf(shape, canAssign: true);
        Enter(("Real", "d"));
        _budget = Pick(0, 1, 1, 2);
        Part[] reals = [.. shape.Parts.Where(p => p is { Type: "Real", CanSet: true })];
        string first = reals.Length == 0 ? "" : Pick($"{reals[0].Name} = {reals[^1].Name} * d;\n", $"{reals[^1].Name} += d;\n", $"{reals[0].Name} -= 0.5 * {reals[^1].Name};\n{reals[^1].Name} = d;\n", "");
        string early = Chance(4) ? $"if (d > 1.0)\n{{\nreturn{(gives ? " d" : "")};\n}}\n\n" : "";
        members.Add(Body("", $"public {(gives ? "Real" : "void")} {name}(Real d)", "method that changes its struct", gives ? "Real" : "void", first: early + first));
        if (gives)
        {
            shape.Results.Add(place => Make(NodeKind.Real, $"{place}.{name}($0)", "call of a method that changes its struct", Bounded(1)));
        }

        shape.Changes.Add(place => Do($"{place}.{name}($0);", "call of a method that changes its struct", Bounded(2)));
    }

    private void Reading(List<Node> members, Shape shape, string how)
    {
        string name = MemberName("At");
        EnterSelf(shape, canAssign: false);
        Enter(("Real", "t"));
        _budget = Pick(0, 0, 1, 2);
        members.Add(Body("", $"public {Pick(how, "")}Real {name}(Real t)", "method of a struct", "Real"));
        shape.Numbers.Add((receiver, depth) => Make(NodeKind.Real, $"$0.{name}($1)", "method of a struct", receiver, Bounded(depth)));
    }

    /// <summary>A method that assigns <c>this</c>.</summary>
    private void Turning(List<Node> members, Shape shape)
    {
        string name = MemberName("Turn");
        EnterSelf(shape, canAssign: false);
        Node turned = Value(shape, 2);
        members.Add(new Node(NodeKind.Member, $"public void {name}() => this = $0;", "method that assigns this") { Parts = [turned] });
        shape.Changes.Add(place => Do($"{place}.{name}();", "method that assigns this"));
    }

    /// <summary>A method that gives another one.</summary>
    private void Moving(List<Node> members, Shape shape, string how, bool canAssign)
    {
        string name = MemberName("Moved");
        EnterSelf(shape, canAssign: false);
        Enter(("Real", "t"));
        if (canAssign && Chance(2))
        {
            _scope.Add(new Variable("copy", shape.Name, CanAssign: true));
            _budget = Pick(1, 2);
            Node body = Body("", $"public {how}{shape.Name} {name}(Real t)", "method that gives another struct", shape.Name, first: $"{shape.Name} copy = this;\n");
            members.Add(body with { Parts = [new Node(NodeKind.Aggregate, "copy")] });
        }
        else
        {
            members.Add(new Node(NodeKind.Member, $"public {how}{shape.Name} {name}(Real t) => $0;", "method that gives another struct") { Parts = [Value(shape, 2)] });
        }

        shape.Others.Add((receiver, depth) => Whole($"$0.{name}($1)", "method that gives another struct", receiver, Bounded(depth)));
    }

    private void Static(List<Node> members, Shape shape)
    {
        string name = MemberName("Of");
        _scope.Clear();
        if (Chance(2))
        {
            members.Add(new Node(NodeKind.Member, $"public static {shape.Name} {name} => $0;", "static property of a struct") { Parts = [Made(shape, p => p.Type == "Real" ? ReadonlyNumber("0.75") : PartValue(p, 0))] });
            shape.Makers.Add(_ => Whole($"{shape.Name}.{name}", "static property of a struct"));
            return;
        }

        Enter(("Real", "a"), ("Real", "b"));
        members.Add(new Node(NodeKind.Member, $"public static {shape.Name} {name}(Real a, Real b) => $0;", "static method of a struct") { Parts = [Value(shape, 2)] });
        shape.Makers.Add(depth => Whole($"{shape.Name}.{name}($0, $1)", "static method of a struct", Bounded(depth), Real(depth)));
    }

    private void Deconstructing(List<Node> members, Shape shape, string how)
    {
        EnterSelf(shape, canAssign: false);
        members.Add(new Node(NodeKind.Member, $"public {how}void Deconstruct(out Real one, out Real two)\n{{\none = $0;\ntwo = $1;\n}}", "Deconstruct") { Parts = [Real(1), Real(2)] });
        shape.Deconstructed = ["Real", "Real"];
    }

    /// <summary>A method that is given others, one of which it changes too: they may be one variable.</summary>
    private void Mixing(List<Node> members, Shape shape)
    {
        string name = MemberName("Mix");
        string third = Pick("in ", "");
        EnterSelf(shape, canAssign: true);
        _scope.Add(new Variable("other", shape.Name, CanAssign: true, IsByReference: true));
        _scope.Add(new Variable("third", shape.Name, CanAssign: third.Length == 0, IsByReference: third.Length > 0));
        _budget = Pick(1, 2, 3);
        members.Add(Body("", $"public void {name}(ref {shape.Name} other, {third}{shape.Name} third)", "method with ref and in of its struct", "void"));
        shape.Changes.Add(place => Referable(shape.Name) is { } other
            ? Do($"{place}.{name}(ref {other.Name}, $0);", "call with ref and in of structs", Value(shape, 1))
            : Declare("int", "n", "$0", null, Int(1)));
    }

    /// <summary>The methods of an interface, by which a helper knows the struct.</summary>
    private void Measured(List<Node> members, Shape shape)
    {
        EnterSelf(shape, canAssign: false);
        Enter(("Real", "t"));
        members.Add(new Node(NodeKind.Member, "public Real Measure(Real t) => $0;", "method of an interface") { Parts = [Real(2)] });
        EnterSelf(shape, canAssign: true);
        Enter(("Real", "d"));
        _budget = Pick(1, 2);
        members.Add(Body("", "public void Shift(Real d)", "method of an interface that changes its struct", "void"));
        shape.IsMeasured = true;
    }
}
