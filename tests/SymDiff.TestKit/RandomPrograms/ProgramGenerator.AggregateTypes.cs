using System.Collections.Immutable;

namespace SymDiff.TestKit;

/// <content>Declarations of structs, records and tuples.</content>
public sealed partial class ProgramGenerator
{
    private const string Interface = "IMeasured";

    private int _types;

    private enum StructKind
    {
        Fields,
        Hidden,
        Properties,
        Init,
        Holder,
        ReadOnlyFields,
        ReadOnlyProperties,
        Record,
        ReadOnlyRecord,
    }

    private void DeclareTypes()
    {
        for (int i = Pick(1, 1, 2, 2, 3); i > 0; i--)
        {
            if (Chance(6))
            {
                DeclareGeneric();
            }
            else
            {
                DeclareStruct(Pick(Enum.GetValues<StructKind>()));
            }
        }

        for (int i = _shapes.Count == 0 ? 1 : Pick(0, 1, 1, 2); i > 0; i--)
        {
            DeclareTuple();
        }

        if (_shapes.Values.Any(s => s.IsMeasured))
        {
            _members.Add(new Node(NodeKind.Member, $"public interface {Interface}\n{{\nReal Measure(Real t);\n\nvoid Shift(Real d);\n}}"));
        }
    }

    private void DeclareTuple()
    {
        bool isNamed = !Chance(3);
        string[] types = [.. Enumerable.Range(0, Pick(2, 2, 3)).Select(i => i == 0 ? "Real" : PartType())];
        Part[] parts = [.. types.Select((t, i) => new Part(isNamed ? "ABC"[i].ToString() : $"Item{Text(i + 1)}", t, CanSet: true, IsField: true))];
        string name = $"({string.Join(", ", parts.Select(p => isNamed ? $"{p.Type} {p.Name}" : p.Type))})";
        if (!_shapes.ContainsKey(name))
        {
            Add(new Shape(name, [.. parts])
            {
                Full = $"({Places(parts.Length)})",
                CanCross = parts.All(CanCross),
                IsTuple = true,
                IsPositional = true,
                Deconstructed = [.. types],
            });
        }
    }

    /// <summary>The type of a part: mostly a number.</summary>
    private string PartType() => _random.Next(10) switch
    {
        0 or 1 => "int",
        2 when Chance(3) => "Real32",
        3 or 4 when _shapes.Count > 0 => AnyShape().Name,
        _ => "Real",
    };

    private bool CanCross(Part part) => ShapeOf(part.Type)?.CanCross ?? true;

    private static string Places(int count) => string.Join(", ", Enumerable.Range(0, count).Select(i => $"${Text(i)}"));

    private void Add(Shape shape) => _shapes.Add(shape.Name, shape);

    /// <summary>A struct that is generic in the type of two of its parts, at one or two types.</summary>
    private void DeclareGeneric()
    {
        string name = $"Pair{Text(++_types)}";
        Shape? inner = Chance(2) && _shapes.Count > 0 ? AnyShape() : null;
        bool isRecord = Chance(3);
        string change = isRecord ? "" : "public void Exchange()\n{\nU kept = First;\nFirst = Second;\nSecond = kept;\n}\n\n";
        _members.Add(new Node(NodeKind.Member, isRecord
            ? $"public record struct {name}<U>(U First, U Second)\n{{\npublic {name}<U> Swapped() => new {name}<U>(Second, First);\n}}"
            : $"public struct {name}<U>\n{{\npublic U First;\npublic U Second;\n\npublic {name}(U first, U second)\n{{\nFirst = first;\nSecond = second;\n}}\n\n{change}public readonly {name}<U> Swapped() => new {name}<U>(Second, First);\n\npublic readonly U Chosen(bool first) => first ? First : Second;\n}}", isRecord ? "generic record struct" : "generic struct"));
        foreach (string type in inner is null ? ["Real"] : new[] { "Real", inner.Name })
        {
            Part[] parts = [.. new[] { "First", "Second" }.Select(p => new Part(p, type, CanSet: true, IsField: !isRecord))];
            Shape shape = new($"{name}<{type}>", [.. parts])
            {
                Full = Pick($"new {name}<{type}>($0, $1)", $"new {name}<{type}>({(isRecord ? "Second" : "second")}: $1, {(isRecord ? "First" : "first")}: $0)"),
                CanCross = parts.All(CanCross),
                IsPositional = isRecord,
                Deconstructed = isRecord ? [type, type] : [],
            };
            shape.Others.Add((receiver, _) => Whole("$0.Swapped()", "method of a generic struct", receiver));
            if (!isRecord)
            {
                shape.Changes.Add(place => Do($"{place}.Exchange();", "method that changes a generic struct"));
                if (type == "Real")
                {
                    shape.Numbers.Add((receiver, _) => Make(NodeKind.Real, "$0.Chosen($1)", "method of a generic struct", receiver, Bool(1)));
                }
            }

            Add(shape);
        }
    }

    private void DeclareStruct(StructKind kind)
    {
        string name = $"{(kind is StructKind.Record or StructKind.ReadOnlyRecord ? "Rec" : "Vec")}{Text(++_types)}";
        string[] types = [.. Enumerable.Range(0, Pick(2, 2, 2, 3)).Select(i => i == 0 ? "Real" : PartType())];
        if (kind == StructKind.Holder && Mutable() is { } held)
        {
            types[1] = held.Name;
        }

        bool isRecord = kind is StructKind.Record or StructKind.ReadOnlyRecord;
        bool isReadOnly = kind is StructKind.ReadOnlyFields or StructKind.ReadOnlyProperties or StructKind.ReadOnlyRecord;
        Part[] parts = [.. types.Select((type, i) => new Part("XYZ"[i].ToString(), type,
            CanSet: !isReadOnly && kind != StructKind.Init && !(kind == StructKind.Holder && i == 1),
            IsField: kind is StructKind.Fields or StructKind.Hidden or StructKind.Holder or StructKind.ReadOnlyFields)
        {
            CanInit = kind is StructKind.Init or StructKind.ReadOnlyRecord,
        })];
        if (kind == StructKind.Fields && Chance(6))
        {
            parts = [.. parts, new Part("W", "Real", CanSet: false, IsField: true) { IsConstant = true }];
        }

        Part[] given = [.. parts.Where(p => !p.IsConstant)];
        string parameters = string.Join(", ", given.Select(p => $"{p.Type} {Lower(p)}"));
        bool hasConstant = parts.Length > given.Length;
        bool hasInitialiser = hasConstant || (kind is StructKind.Properties or StructKind.Init or StructKind.Fields && Chance(2));
        bool hasConstructor = !isRecord && !hasConstant && (!hasInitialiser || Chance(2));
        bool hasDefault = kind == StructKind.Properties && Chance(2);
        Shape shape = new(name, [.. parts])
        {
            Full = hasInitialiser ? $"new {name} {{ {string.Join(", ", given.Select((p, i) => $"{p.Name} = ${Text(i)}"))} }}" : $"new {name}({Places(given.Length)})",
            CanCross = kind != StructKind.Hidden && parts.All(CanCross),
            IsHidden = kind == StructKind.Hidden,
            IsPositional = isRecord,
            Deconstructed = isRecord ? [.. types] : [],
        };
        List<Node> members = [];
        (string before, _inside) = (_inside, name);
        _shapes.Add(name, shape);
        if (hasConstructor)
        {
            string body = kind != StructKind.Holder && Chance(3)
                ? $" => ({string.Join(", ", given.Select(p => p.Name))}) = ({string.Join(", ", given.Select(Lower))});"
                : $"\n{{\n{string.Concat(given.Select(p => $"{p.Name} = {Lower(p)};\n"))}}}";
            members.Add(new Node(NodeKind.Member, $"public {name}({parameters}){body}"));
        }

        if (hasDefault)
        {
            members.Add(new Node(NodeKind.Member, $"public {name}()\n{{\n{string.Concat(given.Select(p => $"{p.Name} = {p.Type switch { "Real" => "0.75", "int" => "2", "Real32" => "0.5f", _ => "default" }};\n"))}}}", "constructor without parameters"));
            shape.Makers.Add(_ => Whole($"new {name}()", "constructor without parameters"));
        }

        bool canChange = !isReadOnly && kind != StructKind.Init;
        if (hasConstructor || isRecord)
        {
            MoreConstructors(members, shape, kind, canChange);
        }

        Members(members, shape, canChange, isReadOnly);
        _inside = before;
        string keyword = kind switch { StructKind.Record => "record struct", StructKind.ReadOnlyRecord => "readonly record struct", StructKind.ReadOnlyFields or StructKind.ReadOnlyProperties => "readonly struct", _ => "struct" };
        string list = isRecord ? $"({string.Join(", ", given.Select(p => $"{p.Type} {p.Name}"))})" : "";


        // The state is no node of its own: whatever is made smaller, the type is what it was.
        string state = isRecord ? "" : string.Concat(parts.Select(p => State(kind, p) + "\n"));
        _members.Add(new Node(NodeKind.Member, $"public {keyword} {name}{list}{(shape.IsMeasured ? $" : {Interface}" : "")}\n{{\n{state}@0\n}}", $"type: {kind}") { Blocks = [[.. members]] });
    }

    private Shape? Mutable() => _shapes.Values.Where(s => s.Changes.Count > 0 || s.Results.Count > 0).ToArray() is { Length: > 0 } mutable ? Pick(mutable) : null;

    private static string Lower(Part part) => part.Name.ToLowerInvariant();

    private static string State(StructKind kind, Part part) => kind switch
    {
        _ when part.IsConstant => $"[NoGradient]\npublic {part.Type} {part.Name};",
        StructKind.Hidden => $"private {part.Type} {part.Name};",
        StructKind.Properties => $"public {part.Type} {part.Name} {{ get; set; }}",
        StructKind.Init => $"public {part.Type} {part.Name} {{ get; init; }}",
        StructKind.ReadOnlyProperties => $"public {part.Type} {part.Name} {{ get; }}",
        _ => $"public {(kind == StructKind.ReadOnlyFields || !part.CanSet ? "readonly " : "")}{part.Type} {part.Name};",
    };

    /// <summary>Constructors that call another one, or compute what they set.</summary>
    private void MoreConstructors(List<Node> members, Shape shape, StructKind kind, bool canChange)
    {
        string name = shape.Name;
        Part[] given = [.. shape.Given];
        if (Chance(2))
        {
            _scope.Clear();
            Enter(("Real", "s"));
            Node[] parts = [.. given.Select((p, i) => i == 0 ? new Node(NodeKind.Real, "s") : PartValue(p, 1))];
            string last = canChange && given[0].CanSet && Chance(2) ? $"\n{{\n{given[0].Name} *= 0.5;\n}}" : "\n{\n}";
            members.Add(new Node(NodeKind.Member, $"public {name}(Real s)\n: this({Places(given.Length)}){last}", "constructor that calls another") { Parts = [.. parts] });
            shape.Makers.Add(depth => Whole($"new {name}($0)", "constructor that calls another", Real(depth)));
        }

        if (Chance(3) && kind is not (StructKind.Record or StructKind.ReadOnlyRecord))
        {
            _scope.Clear();
            Enter(("Real", "s"), ("bool", "b"));
            Node[] parts = [.. given.Select(p => PartValue(p, 2))];
            string text = string.Concat(given.Select((p, i) => $"{p.Name} = ${Text(i)};\n"));
            string last = given[0].CanSet && Chance(2) ? $"if (b)\n{{\n{given[0].Name} += s;\n}}\n" : "";
            members.Add(new Node(NodeKind.Member, $"public {name}(Real s, bool b)\n{{\n{text}{last}}}", "constructor that computes") { Parts = [.. parts] });
            shape.Makers.Add(depth => Whole($"new {name}($0, $1)", "constructor that computes", Bounded(depth), Bool(1)));
        }
    }
}
