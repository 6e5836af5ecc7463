using SymDiff.Compiler.IR;
using SymDiff.Compiler.Rules;

namespace SymDiff.Compiler.Emit;

/// <summary>The name of every parameter and local of a body: the user's own where there is one, else one that says how the value came about.</summary>
internal sealed partial class LocalNames
{
    private static readonly Dictionary<string, string> Stems = new(StringComparer.Ordinal)
    {
        ["Add"] = "sum",
        ["Subtract"] = "difference",
        ["Multiply"] = "product",
        [PrimitiveTable.StrongMultiply] = "product",
        ["Divide"] = "quotient",
        [PrimitiveTable.StrongDivide] = "quotient",
        [PrimitiveTable.DivideOrZero] = "quotient",
        ["OneIfZero"] = "scale",
        ["AbsSlope"] = "sign",
        ["Negate"] = "negative",
        ["Convert"] = "converted",
        ["Sqrt"] = "root",
        ["Cbrt"] = "root",
        ["RootN"] = "root",
        ["Pow"] = "power",
        ["And"] = "both",
        ["Or"] = "either",
        ["Xor"] = "xor",
        ["ShiftLeft"] = "shifted",
        ["ShiftRight"] = "shifted",
    };

    private readonly FoldedFunction _folded;
    private readonly Dictionary<int, string> _hints = [];
    private readonly Dictionary<int, string> _results = [];
    private readonly NameAllocator _allocator;
    private readonly MemoryText _memory;
    private int _labels;

    private LocalNames(FoldedFunction folded, Variables variables, MemoryText memory, IEnumerable<string> taken)
    {
        _folded = folded;
        Variables = variables;
        _memory = memory;
        _allocator = new NameAllocator(taken.Concat(ForeignNames(folded.Body)));
    }

    /// <summary>The variables.</summary>
    public Variables Variables { get; }

    /// <summary>Names everything.</summary>
    /// <param name="folded">The function.</param>
    /// <param name="variables">Its variables.</param>
    /// <param name="parameters">The names of its parameters.</param>
    /// <param name="results">What to call its results where they are choices without a name of their own.</param>
    /// <param name="reserved">Names that no local may have.</param>
    /// <param name="memory">How memory is written.</param>
    public static LocalNames Of(
        FoldedFunction folded,
        Variables variables,
        IReadOnlyList<string> parameters,
        IReadOnlyList<string> results,
        IEnumerable<string> reserved,
        MemoryText memory)
    {
        var names = new LocalNames(folded, variables, memory, parameters.Concat(reserved));
        for (int i = 0; i < parameters.Count; i++)
        {
            variables[folded.Function.Parameters[i]].Name = parameters[i];
        }

        names._promised.UnionWith(results);
        var returned = folded.Body.End.Values.Select(v => folded.Resolve(v).Id).ToList();
        for (int i = 0; i < results.Count; i++)
        {
            names._returned.Add(returned[i]);

            // What is several results at once is best named after how it came about.
            if (returned.Count(id => id == returned[i]) == 1)
            {
                names._results[returned[i]] = results[i];
            }
        }

        names.Collect(folded.Body);
        var locals = variables.Locals;

        // What is returned first, then the user's names, so that no name of ours takes one away.
        names.Allocate(locals.Where(v => names.Hint(v) is not null && names._results.ContainsKey(v.Id)));
        names.Allocate(locals.Where(v => names.Hint(v) is not null));
        names.AllocateIterations(folded.Body, 0);
        names.Compose(locals);
        names.Allocate(locals);
        return names;
    }

    /// <summary>The name of a value that has one, as it stands in C#.</summary>
    public string this[Value value] => Identifiers.Escape(Variables[value].Name);

    /// <summary>How C# spells a value's type.</summary>
    public string TypeOf(Value value) => value.Type.IsBuffer ? _memory.TypeOf(value) : CSharpTypes.Name(value.Type);

    /// <summary>A name for a value that is saved for a moment.</summary>
    public string Temporary(string stem) => _allocator.Allocate(stem);

    /// <summary>A label.</summary>
    public string Label() => "Next" + (_labels++ == 0 ? "" : _labels.ToString(System.Globalization.CultureInfo.InvariantCulture));

    private string? Hint(Value value) => Variables[value].Values.Select(v => _hints.TryGetValue(v.Id, out string? hint) ? hint : null).FirstOrDefault(h => h is not null);

    private void Allocate(IEnumerable<Value> locals)
    {
        foreach (var local in locals)
        {
            var variable = Variables[local];
            if (variable.Name.Length == 0)
            {
                string stem = Hint(local) is { } hint
                    ? (_allocator.IsFree(hint, variable.Home) && !IsPromised(local, hint) ? hint : Instead(local) ?? hint)
                    : Stem(local);
                variable.Name = _allocator.Allocate(stem, variable.Home);
            }
        }
    }

    private void AllocateIterations(Scope scope, int depth)
    {
        foreach (var node in scope.Written.Where(n => n.Arms.Count > 0))
        {
            int inner = depth;
            if (node.Operation is Loop loop)
            {
                string stem = (node.Header?.Variable ?? loop.Iteration).Name is { } name && Identifiers.IsLocalName(name) ? name : "ijk"[Math.Min(depth, 2)].ToString();
                Variables[loop.Iteration].Name = _allocator.Allocate(stem, Variables[loop.Iteration].Home);
                inner++;
            }

            foreach (var arm in node.Arms)
            {
                AllocateIterations(arm, inner);
            }
        }
    }

    private void Collect(Scope scope)
    {
        foreach (var node in scope.Written)
        {
            foreach (var value in node.Live)
            {
                Suggest(value);
            }

            foreach (var arm in node.Arms)
            {
                foreach (var parameter in arm.Region.Parameters)
                {
                    Suggest(parameter);
                }

                Collect(arm);
                Suggest(node, arm);
            }
        }
    }

    private void Suggest(Value value)
    {
        if (value.Name is { } name && Identifiers.IsLocalName(name))
        {
            _hints[value.Id] = name;
        }
    }

    // A statement whose result has no name takes that of what it is handed.
    private void Suggest(Node node, Scope arm)
    {
        foreach (var (result, yielded) in _folded.Receiver(arm) is null ? [] : _folded.Handed(arm))
        {
            bool isParameter = _folded.Function.Parameters.Contains(yielded);
            if (!_hints.TryGetValue(yielded.Id, out string? name))
            {
                name = yielded.Name;
            }

            if (!_hints.ContainsKey(result.Id) && !isParameter && name is not null && Identifiers.IsLocalName(name))
            {
                _hints.Add(result.Id, name);
            }
        }
    }

    private string Stem(Value value) => _folded.Definition(value)?.Operation switch
    {
        Apply { Primitive: "Exp" or "Log" or "Sin" or "Cos" or "Tan" or "Tanh" } function => function.Primitive.ToLowerInvariant(),
        _ when _results.TryGetValue(value.Id, out string? result) => result,
        SineAndCosine => value == _folded.Definition(value)!.Statement.Result ? "sin" : "cos",
        Apply { Primitive: "Multiply" } square when square.Arguments[0] == square.Arguments[1] => "square",
        Apply apply when Stems.TryGetValue(apply.Primitive, out string? stem) => stem,
        Apply when value.Type == IrType.Bool => "test",
        Apply apply => char.ToLowerInvariant(apply.Primitive[0]) + apply.Primitive.Substring(1),
        If when value.Type == IrType.Bool => "test",
        If when HandedOut(value) is { } inside => Stem(inside),
        If => "choice",
        Constant => "constant",
        External when value.Type == IrType.Bool => "test",
        External => ExternalResults.Stem(_folded.Definition(value)!.Statement),
        Alloc or Slice => "buffer",
        Load => "element",
        Vector vector => char.ToLowerInvariant(vector.Function[0]) + vector.Function.Substring(1),
        Length => "length",
        Loop or Block => value.IsReal ? "carried" : "state",
        _ => "value",
    };

    // What one arm of a choice computed, where the other has 0 in its place.
    private Value? HandedOut(Value value)
    {
        var node = _folded.Definition(value)!;
        var handed = node.Arms.Where(a => a.End.IsYield).SelectMany(_folded.Handed).Where(h => h.Result == value).Select(h => h.Handed).ToList();
        var inside = handed.Where(h => _folded.Definition(h)?.Operation is not Constant { Literal.Bits: 0 }).ToList();
        return handed.Count == 2 && inside.Count == 1 ? inside[0] : null;
    }

    // Names that the user's own pieces of C# refer to must not come to mean a local of ours.
    private IEnumerable<string> ForeignNames(Scope scope) => scope.Nodes.SelectMany(node => node.Operation switch
    {
        External external => Identifiers.In(external.Text),
        Constant { Literal.Symbol: { } symbol } => Identifiers.In(symbol),
        _ => node.Arms.SelectMany(ForeignNames),
    });
}
