using System.Globalization;
using System.Text.RegularExpressions;

namespace SymDiff.Compiler.IR;

/// <summary>
/// Reads the text form. Values are <c>%name</c>, <c>%name.7</c> or <c>%7</c>; a number is kept, a missing one is given. A result's type
/// may be left out where the operation tells it. <c>//</c> comments to the end of the line.
/// </summary>
public sealed class Parser
{
    private static readonly Regex Tokens = new(
        @"\s*(?://[^\n]*\n\s*)*(?<t>->|""[^""]*""|%[A-Za-z0-9_]+(?:\.[0-9]+)?|@[^\s()]+|-?[0-9][A-Za-z0-9_.+\-]*|-inf|[A-Za-z_][A-Za-z0-9_]*|[^\s])",
        RegexOptions.CultureInvariant);

    private readonly List<string> _tokens = [];
    private readonly Dictionary<string, Value> _values = new(StringComparer.Ordinal);
    private int _position;
    private int _nextId;

    private Parser(string text)
    {
        foreach (Match match in Tokens.Matches(text + "\n"))
        {
            if (match.Groups["t"].Value.Length > 0)
            {
                _tokens.Add(match.Groups["t"].Value);
            }
        }
    }

    private string Current => _position < _tokens.Count ? _tokens[_position] : "";

    /// <summary>Reads any number of functions.</summary>
    /// <exception cref="FormatException">The text is not in the form.</exception>
    public static Module ParseModule(string text)
    {
        var parser = new Parser(text);
        var module = new Module();
        while (parser.Current.Length > 0)
        {
            module.Add(parser.ReadFunction());
        }

        return module;
    }

    /// <summary>Reads one function.</summary>
    /// <exception cref="FormatException">The text is not in the form, or holds more than one function.</exception>
    public static Function ParseFunction(string text) => ParseModule(text).Functions.Single();

    private Function ReadFunction()
    {
        _values.Clear();
        // Given numbers start after the numbers written in this function, so that both may be mixed.
        _nextId = 0;
        for (int i = _position + 1; i < _tokens.Count && _tokens[i] != "func"; i++)
        {
            if (_tokens[i][0] == '%' && Id(_tokens[i]) is { } id)
            {
                _nextId = Math.Max(_nextId, id + 1);
            }
        }

        Expect("func");
        string name = Next().Substring(1);
        Expect("(");
        var parameters = ReadList(")", Declare);
        Expect("->");
        Expect("(");
        var results = ReadList(")", ReadType);
        bool mayOverlap = Accept("overlapping");
        int shadows = Accept("shadows") ? int.Parse(Next(), CultureInfo.InvariantCulture) : 0;
        return new Function(name, parameters.ToEquatableArray(), results.ToEquatableArray(), ReadRegion()) { MayOverlap = mayOverlap, Shadows = shadows };
    }

    private Region ReadRegion()
    {
        Expect("{");
        var parameters = new List<Value>();
        if (Accept("|"))
        {
            parameters = ReadList("|", Declare);
        }

        var statements = new List<Statement>();
        while (Current is not ("yield" or "exit"))
        {
            statements.Add(ReadStatement());
        }

        string? label = Next() == "exit" ? Next() : null;
        var values = new List<Value>();
        while (Current != "}")
        {
            values.Add(Use());
            Accept(",");
        }

        Expect("}");
        return new Region(parameters.ToEquatableArray(), statements.ToEquatableArray(), new Terminator(label, values.ToEquatableArray()));
    }

    private Statement ReadStatement()
    {
        var names = new List<(string Token, IrType? Type)>();
        if (Current[0] == '%')
        {
            do
            {
                string token = Next();
                names.Add((token, Accept(":") ? ReadType() : null));
            }
            while (Accept(","));
            Expect("=");
        }

        var operation = ReadOperation(names.Count > 0 ? names[0].Type : null);
        var types = Inferred(operation);
        var results = names.Select((n, i) => Define(n.Token, n.Type ?? (types is not null && i < types.Count ? types[i] : throw Wrong($"the type of {n.Token} is missing"))));
        var defined = results.ToEquatableArray();
        return new Statement(defined, operation, Accept("step") ? int.Parse(Next(), CultureInfo.InvariantCulture) : null);
    }

    private static List<IrType>? Inferred(Operation operation) => operation switch
    {
        Apply a when Rules.PrimitiveTable.Contains(a.Primitive) => Rules.PrimitiveTable.Get(a.Primitive).Result switch
        {
            Rules.ResultType.Bool => [IrType.Bool],
            Rules.ResultType.Integer => [IrType.Int32],
            Rules.ResultType.SameAsArguments => [a.Arguments[0].Type],
            _ => null,
        },
        Loop l => [.. l.Initial.Select(v => v.Type)],
        If f when f.Then.End.IsYield => [.. f.Then.End.Values.Select(v => v.Type)],
        If f when f.Else.End.IsYield => [.. f.Else.End.Values.Select(v => v.Type)],
        Block b when b.Body.End.IsYield => [.. b.Body.End.Values.Select(v => v.Type)],
        Load l when l.Buffer.Type.Element!.Kind != TypeKind.Any => [l.Buffer.Type.Element],
        Alloc a => [IrType.Buffer(a.Element)],
        Slice s => [s.Buffer.Type],
        Length => [IrType.Int32],
        Reached => [IrType.Bool],
        NoBuffer n => [IrType.Buffer(n.Element)],
        Constant c => [c.Literal.Type],
        Recall r => [r.Recalled.Type],
        Vector v => v.Destination is null ? [v.Element] : [],
        _ => null,
    };

    private Operation ReadOperation(IrType? resultType)
    {
        string word = Next();
        switch (word)
        {
            case "const":
                // `const f64 1.5`, or the type from the result.
                var type = Scalar(Current);
                if (type is not null)
                {
                    _position++;
                }

                var literal = Literal.Parse(type ?? resultType ?? throw Wrong("the constant's type is missing"), Next());
                return new Constant(Current.StartsWith("\"", StringComparison.Ordinal) ? literal with { Symbol = Text() } : literal);
            case "if":
                var condition = Use();
                var then = ReadRegion();
                Expect("else");
                return new If(condition, then, ReadRegion());
            case "block":
                return new Block(Next(), ReadRegion());
            case "loop":
                string label = Next();
                var count = Accept("count") ? Use() : null;
                bool reversed = Accept("reversed");
                bool isVector = Accept("vector");
                int snapshots = Accept("snapshots") ? int.Parse(Next(), CultureInfo.InvariantCulture) : 0;
                var initial = ReadArguments();
                return new Loop(label, count, reversed, initial, ReadRegion(), isVector, snapshots);
            case "load":
                return new Load(Use(), Index());
            case "store" or "restore":
                return new Store(Use(), Index(), Use(), word == "restore");
            case "accumulate":
                return new Accumulate(Use(), Index(), Use());
            case "alloc" or "array" or "record":
                var element = ReadType();
                return new Alloc(element, Current == "[" ? Index() : null, word == "array", word == "record");
            case "slice":
                var whole = Use();
                Expect("[");
                var start = Use();
                Expect(",");
                var length = Use();
                Expect("]");
                return new Slice(whole, start, length);
            case "length":
                return new Length(Use());
            case "nobuffer":
                return new NoBuffer(ReadType());
            case "reached":
                return new Reached();
            case "call":
                return ReadCall(Next().Substring(1), ReadArguments());
            case "external" or "effect" or "anything":
                return new External(Text(), ReadArguments(), word switch { "external" => Effect.None, "effect" => Effect.Once, _ => Effect.Any }, ReadRule());
            case "vector":
                string function = Next();
                bool isGeneric = Accept("generic");
                int? number = Current == "(" ? null : int.Parse(Next(), CultureInfo.InvariantCulture);
                var arguments = ReadArguments();
                return new Vector(function, arguments, Accept("into") ? Use() : null, isGeneric, number);
            case "recall":
                var recalled = Use();
                return new Recall(recalled, Accept("at") ? ReadArguments() : default);
            case "checked":
                return new Apply(Next(), ReadArguments(), IsChecked: true);
            default:
                return new Apply(word, ReadArguments());
        }
    }

    private EquatableArray<Value> ReadArguments()
    {
        Expect("(");
        return ReadList(")", Use).ToEquatableArray();
    }

    private Call ReadCall(string callee, EquatableArray<Value> arguments)
    {
        EquatableArray<bool> onlyRead = default;
        if (Accept("reads"))
        {
            Expect("(");
            var read = ReadList(")", () => int.Parse(Next(), CultureInfo.InvariantCulture));
            onlyRead = arguments.Select((_, i) => read.Contains(i)).ToEquatableArray();
        }

        return new Call(callee, arguments, onlyRead, Accept("keeps") ? int.Parse(Next(), CultureInfo.InvariantCulture) : 0);
    }

    private ExternalRule? ReadRule()
    {
        if (!Accept("rule"))
        {
            return null;
        }

        Expect("(");
        var active = ReadList(")", () => Next() == "1").ToEquatableArray();
        return new ExternalRule(active, Source("partials"), Source("pullback"), Source("pushforward"), ReadRule());

        string? Source(string name) => Accept(name) ? Text() : null;
    }

    private Value Index()
    {
        Expect("[");
        var index = Use();
        Expect("]");
        return index;
    }

    private List<T> ReadList<T>(string end, Func<T> read)
    {
        var list = new List<T>();
        while (!Accept(end))
        {
            list.Add(read());
            Accept(",");
        }

        return list;
    }

    private IrType ReadType()
    {
        string word = Next();
        if (word is "buffer" or "opaque")
        {
            Expect("<");
            var type = word == "buffer" ? IrType.Buffer(ReadType()) : IrType.Opaque(Text());
            Expect(">");
            return type;
        }

        if (word == "generic")
        {
            Expect("<");
            string name = Text();
            Expect(",");
            var type = IrType.Generic(name, Text().Split(' '));
            Expect(">");
            return type;
        }

        return word == "any" ? IrType.Any : Scalar(word) ?? throw Wrong($"'{word}' is no type");
    }

    private static IrType? Scalar(string word) => IrType.Scalars.FirstOrDefault(t => t.Name == word);

    private string Text() => Next().Trim('"');

    private Value Declare()
    {
        string token = Next();
        Expect(":");
        return Define(token, ReadType());
    }

    private Value Define(string token, IrType type)
    {
        string stem = token.Substring(1).Split('.')[0];
        var value = new Value(Id(token) ?? _nextId++, type, char.IsDigit(stem[0]) ? null : stem);
        _values[token] = value;
        return value;
    }

    private static int? Id(string token) =>
        int.TryParse(token.Substring(1).Split('.').Last(), NumberStyles.None, CultureInfo.InvariantCulture, out int id) ? id : null;

    private Value Use()
    {
        string token = Next();
        return _values.TryGetValue(token, out var value) ? value : throw Wrong($"{token} is not defined");
    }

    private bool Accept(string token)
    {
        if (Current != token)
        {
            return false;
        }

        _position++;
        return true;
    }

    private void Expect(string token)
    {
        if (!Accept(token))
        {
            throw Wrong($"'{token}' expected, '{Current}' found");
        }
    }

    private string Next() => _position < _tokens.Count ? _tokens[_position++] : throw Wrong("the text ends too early");

    private FormatException Wrong(string what) =>
        new($"{what}, near '{string.Join(" ", _tokens.Skip(Math.Max(0, _position - 6)).Take(10))}'");
}
