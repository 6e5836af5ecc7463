using SymDiff.Compiler.IR;
using SymDiff.Compiler.Rules;

namespace SymDiff.Compiler.Emit;

/// <content>Names made of other names, for what would else be told apart by numbers: <c>errorUOverZ</c>, <c>envelopeSin</c>.</content>
internal sealed partial class LocalNames
{
    // What is longer, or made of more, is harder to read than a number.
    private const int LongestComposed = 20;
    private const int DeepestComposed = 2;

    private static readonly Dictionary<string, string> Infixes = new(StringComparer.Ordinal)
    {
        ["Add"] = "Plus",
        ["Subtract"] = "Minus",
        ["Multiply"] = "",
        [PrimitiveTable.StrongMultiply] = "",
        ["Divide"] = "Over",
        [PrimitiveTable.StrongDivide] = "Over",
        [PrimitiveTable.DivideOrZero] = "Over",
    };

    private readonly HashSet<int> _composed = [];
    private readonly HashSet<string> _promised = new(StringComparer.Ordinal);
    private readonly HashSet<int> _returned = [];

    // Where several would be called the same but for a number, each is called after what it is made of, as far as that has names.
    private void Compose(IReadOnlyList<Value> locals)
    {
        var alike = locals.Where(v => Variables[v].Name.Length == 0).GroupBy(Stem, StringComparer.Ordinal).ToList();
        Allocate(alike.Where(group => group.Count() == 1).SelectMany(group => group));
        foreach (var local in alike.Where(group => group.Count() > 1).SelectMany(group => group))
        {
            var variable = Variables[local];
            if (variable.Values.Count == 1 && Fitting(local) is { } name)
            {
                variable.Name = _allocator.Allocate(name, variable.Home);
                _composed.Add(local.Id);
            }
        }
    }

    // The name of a result, on what is only a factor of it or a contribution to it, would be taken for the result.
    private bool IsPromised(Value local, string name) => _promised.Contains(name) && !_returned.Contains(local.Id);

    // What to call a factor or a contribution instead.
    private string? Instead(Value local)
    {
        if (Variables[local].Values.Count > 1 || _folded.Definition(local) is not { Statement.Step: not null, Operation: Apply { Primitive: not ("Add" or "Subtract") } apply })
        {
            return null;
        }

        if (Fitting(local) is { } name)
        {
            _composed.Add(local.Id);
            return name;
        }

        return PrimitiveTable.Get(apply.Primitive).CSharp.Kind == CSharpFormKind.Conditional && !Infixes.ContainsKey(apply.Primitive) ? Stem(local) : null;
    }

    private string? Fitting(Value local) => Composed(local, 1) is { } name && name.Length <= LongestComposed && Identifiers.IsLocalName(name) ? name : null;

    private string? Composed(Value value, int depth)
    {
        if (_folded.Definition(value)?.Operation is not Apply apply || !value.IsReal || apply.Arguments.Any(a => !a.IsReal))
        {
            return null;
        }

        // Only what reads in one way: a sum is no factor, and what is divided by or taken a function of is one name.
        if (apply.Arguments.Count == 1)
        {
            string prefix = apply.Primitive == "Negate" ? "minus" : Stem(value);
            return Part(apply.Arguments[0], apply.Primitive == "Negate" ? depth : DeepestComposed) is { } of ? prefix + Identifiers.Capitalized(of) : null;
        }

        if (!Infixes.TryGetValue(apply.Primitive, out string? infix) || (depth > 1 && (infix is "Plus" or "Minus")))
        {
            return null;
        }

        bool isSquare = infix.Length == 0 && apply.Arguments[0] == apply.Arguments[1];
        return Part(apply.Arguments[0], isSquare ? DeepestComposed : depth) is not { } left ? null
            : isSquare ? left + "Squared"
            : Part(apply.Arguments[1], DeepestComposed) is { } right ? left + infix + Identifiers.Capitalized(right)
            : null;
    }

    private string? Part(Value value, int depth)
    {
        value = _folded.Resolve(value);
        return _folded.Inlined(value) is null && !_composed.Contains(value.Id) && Variables.Find(value)?.Name is { Length: > 0 } known ? known
            : value.Name is { } name && Identifiers.IsLocalName(name) ? name
            : depth < DeepestComposed ? Composed(value, depth + 1)
            : null;
    }
}
