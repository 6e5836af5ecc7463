using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Analysis;

/// <summary>What an integer is in terms of others: two with the same text are the same number wherever both are in scope.</summary>
/// <param name="Text">A sum with factors, in one order; arithmetic that wraps around keeps it true.</param>
/// <param name="Bases">The values that it is made of.</param>
internal sealed record IndexForm(string Text, EquatableArray<Value> Bases);

/// <summary>The forms of the integers of a function, and the loops around each value.</summary>
internal sealed class IndexForms
{
    private readonly Dictionary<Value, Operation> _definitions = [];
    private readonly Dictionary<Value, string[]> _loops = [];
    private readonly Dictionary<Value, Sum> _sums = [];

    // The sums of the forms that were handed out.
    private readonly Dictionary<string, Sum> _given = new(StringComparer.Ordinal);

    /// <summary>Reads a function.</summary>
    public IndexForms(Function function)
    {
        foreach (var parameter in function.Parameters)
        {
            _loops[parameter] = [];
        }

        Visit(function.Body, []);
    }

    /// <summary>The labels of the loops around a value's definition, outermost first.</summary>
    public IReadOnlyList<string> LoopsAround(Value value) => _loops[value];

    /// <summary>Whether a form means the same number for as long as something lives that is defined inside of some loops.</summary>
    /// <param name="bases">The values that the form is made of.</param>
    /// <param name="loops">The loops, outermost first.</param>
    public bool IsFixedWithin(EquatableArray<Value> bases, IReadOnlyList<string> loops) =>
        bases.All(b => _loops[b] is var own && own.Length <= loops.Count && own.Zip(loops, (a, c) => a == c).All(same => same));

    /// <summary>What the sum of two integers is.</summary>
    /// <param name="first">The first; null for 0.</param>
    /// <param name="second">The second.</param>
    public IndexForm Of(IndexForm? first, Value second)
    {
        var sum = first is null ? Of(second) : _given[first.Text] + Of(second);
        return (_given[sum.Form().Text] = sum).Form();
    }

    private Sum Of(Value value) => _sums.TryGetValue(value, out var sum) ? sum : _sums[value] = Compute(value);

    private Sum Compute(Value value)
    {
        if (!_definitions.TryGetValue(value, out var operation))
        {
            return Sum.Atom("%" + value.Id, [value]);
        }

        bool isInt = value.Type == IrType.Int32;
        switch (operation)
        {
            case Constant { Literal: { Symbol: null } literal } when isInt:
                return Sum.Number((int)literal.Bits);
            case Apply { Primitive: "Add" } a when isInt:
                return Of(a.Arguments[0]) + Of(a.Arguments[1]);
            case Apply { Primitive: "Subtract" } a when isInt:
                return Of(a.Arguments[0]) + (Of(a.Arguments[1]) * -1);
            case Apply { Primitive: "Negate" } a when isInt:
                return Of(a.Arguments[0]) * -1;
            case Apply { Primitive: "Multiply" } a when isInt && (Of(a.Arguments[0]).AsNumber ?? Of(a.Arguments[1]).AsNumber) is { } factor:
                return (Of(a.Arguments[0]).AsNumber is null ? Of(a.Arguments[0]) : Of(a.Arguments[1])) * factor;
            case Apply { Primitive: "Multiply" } a when isInt:
                return Made("*", [.. a.Arguments.OrderBy(x => Of(x).Form().Text, StringComparer.Ordinal)]);
            case Apply a when a.Arguments.All(x => !x.IsReal && !x.Type.IsBuffer):
                return Made($"{a.Primitive}<{value.Type}>", [.. a.Arguments]);
            case External { HasEffect: false } e when e.Arguments.All(x => x.Type.Kind is TypeKind.Integer or TypeKind.Bool):
                return Made(e.Text, [.. e.Arguments]);
            case Length l:
                return Sum.Atom($"Length(%{l.Buffer.Id})", [l.Buffer]);
            default:
                return Sum.Atom("%" + value.Id, [value]);
        }
    }

    private Sum Made(string text, Value[] arguments)
    {
        var forms = arguments.Select(a => Of(a).Form()).ToList();
        return Sum.Atom($"{text}({string.Join(", ", forms.Select(f => f.Text))})", [.. forms.SelectMany(f => f.Bases).Distinct()]);
    }

    private void Visit(Region region, string[] loops)
    {
        foreach (var parameter in region.Parameters)
        {
            _loops[parameter] = loops;
        }

        foreach (var statement in region.Statements)
        {
            foreach (var result in statement.Results)
            {
                _loops[result] = loops;
                _definitions[result] = statement.Operation;
            }

            string[] inside = statement.Operation is Loop loop ? [.. loops, loop.Label] : loops;
            foreach (var inner in statement.Operation.Regions)
            {
                Visit(inner, inside);
            }
        }
    }

    /// <summary>A sum of atoms with factors, and a number, in 32 bits that wrap around.</summary>
    private sealed class Sum
    {
        private readonly SortedDictionary<string, (int Factor, Value[] Bases)> _terms = new(StringComparer.Ordinal);
        private int _number;
        private IndexForm? _form;

        public int? AsNumber => _terms.Count == 0 ? _number : null;

        public static Sum Number(int number) => new() { _number = number };

        public static Sum Atom(string text, Value[] bases)
        {
            var sum = new Sum();
            sum._terms.Add(text, (1, bases));
            return sum;
        }

        public static Sum operator +(Sum a, Sum b)
        {
            var sum = new Sum { _number = unchecked(a._number + b._number) };
            foreach (var term in a._terms.Concat(b._terms))
            {
                sum._terms.TryGetValue(term.Key, out var known);
                int factor = unchecked(known.Factor + term.Value.Factor);
                if (factor == 0)
                {
                    sum._terms.Remove(term.Key);
                }
                else
                {
                    sum._terms[term.Key] = (factor, term.Value.Bases);
                }
            }

            return sum;
        }

        public static Sum operator *(Sum a, int factor)
        {
            var sum = new Sum { _number = unchecked(a._number * factor) };
            foreach (var term in a._terms)
            {
                if (unchecked(term.Value.Factor * factor) is not 0 and var times)
                {
                    sum._terms.Add(term.Key, (times, term.Value.Bases));
                }
            }

            return sum;
        }

        public IndexForm Form() => _form ??= new IndexForm(
            string.Join(" + ", _terms.Select(t => t.Value.Factor.ToString(System.Globalization.CultureInfo.InvariantCulture) + " " + t.Key).Append(_number.ToString(System.Globalization.CultureInfo.InvariantCulture))),
            _terms.Values.SelectMany(t => t.Bases).Distinct().OrderBy(v => v.Id).ToEquatableArray());
    }
}
