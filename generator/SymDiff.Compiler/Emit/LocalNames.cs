using SymDiff.Compiler.IR;
using SymDiff.Compiler.Rules;

namespace SymDiff.Compiler.Emit;

/// <summary>The name of every parameter and local of a body: the user's own where there is one, else one that says how the value came about.</summary>
internal sealed class LocalNames
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
    private readonly Dictionary<int, string> _names = [];
    private readonly Dictionary<int, Value> _targets = [];
    private readonly Dictionary<int, string> _hints = [];
    private readonly Dictionary<int, string> _results = [];
    private readonly Dictionary<int, Value> _continued = [];

    private LocalNames(FoldedFunction folded) => _folded = folded;

    /// <summary>Names everything.</summary>
    /// <param name="folded">The function.</param>
    /// <param name="parameters">The names of its parameters.</param>
    /// <param name="results">What to call its results where they are choices without a name of their own.</param>
    /// <param name="reserved">Names that no local may have.</param>
    public static LocalNames Of(FoldedFunction folded, IReadOnlyList<string> parameters, IReadOnlyList<string> results, IEnumerable<string> reserved)
    {
        var names = new LocalNames(folded);
        for (int i = 0; i < parameters.Count; i++)
        {
            names._names.Add(folded.Function.Parameters[i].Id, parameters[i]);
        }

        var returned = folded.Body.End.Values.Select(v => folded.Resolve(v).Id).ToList();
        for (int i = 0; i < results.Count; i++)
        {
            // What is several results at once is best named after how it came about.
            if (returned.Count(id => id == returned[i]) == 1)
            {
                names._results[returned[i]] = results[i];
            }
        }

        var locals = new List<Value>();
        names.Collect(folded.Body, locals);
        foreach (var local in locals)
        {
            names.Continue(local);
        }

        var allocator = new NameAllocator(parameters.Concat(reserved).Concat(names.ForeignNames(folded.Body)));

        // What is returned first, then the user's names, so that no name of ours takes one away.
        names.Allocate(allocator, locals.Where(v => names._hints.ContainsKey(v.Id) && names._results.ContainsKey(v.Id)));
        names.Allocate(allocator, locals.Where(v => names._hints.ContainsKey(v.Id) && !names._names.ContainsKey(v.Id)));
        names.Allocate(allocator, locals.Where(v => !names._hints.ContainsKey(v.Id)));
        foreach (var local in locals.Where(v => !names.IsOwn(v)))
        {
            names._names.Add(local.Id, names._names[(names.Continued(local) ?? names._targets[local.Id]).Id]);
        }

        return names;
    }

    /// <summary>The name of a value that has one, as it stands in C#.</summary>
    public string this[Value value] => Identifiers.Escape(_names[value.Id]);

    /// <summary>Whether the value is assigned directly to the variable of the branch around it, whose result it is.</summary>
    public bool IsForwarded(Value value) => _targets.ContainsKey(value.Id);

    /// <summary>The earlier value whose variable this one takes over, having been computed from it: <c>dX += …</c>; null where it has its own.</summary>
    public Value? Continued(Value value) => _continued.TryGetValue(value.Id, out var earlier) ? earlier : null;

    /// <summary>Whether a value is the earlier one plus or minus something.</summary>
    public static bool IsContinuation(FoldedFunction folded, Value value, Value earlier) =>
        folded.Definition(value)?.Operation is Apply { Primitive: "Add" or "Subtract" } apply && value.IsReal
        && (folded.Resolve(apply.Arguments[0]) == earlier || (apply.Primitive == "Add" && folded.Resolve(apply.Arguments[1]) == earlier));

    private bool IsOwn(Value value) => !IsForwarded(value) && !_continued.ContainsKey(value.Id);

    private void Allocate(NameAllocator allocator, IEnumerable<Value> locals)
    {
        foreach (var local in locals.Where(IsOwn))
        {
            _names.Add(local.Id, allocator.Allocate(_hints.TryGetValue(local.Id, out string? hint) ? hint : Stem(local)));
        }
    }

    private void Collect(Scope scope, List<Value> locals)
    {
        foreach (var node in scope.Written)
        {
            foreach (var value in node.Live)
            {
                locals.Add(value);
                if (value.Name is { } name && Identifiers.IsLocalName(name))
                {
                    _hints[value.Id] = name;
                }
            }

            if (node.Operation is If && !node.IsExpression)
            {
                Forward(node);
            }

            foreach (var arm in node.Arms)
            {
                Collect(arm, locals);
                Suggest(node, arm);
            }
        }
    }

    // A value takes over the variable of an earlier one of the same name if that one is used for nothing else.
    private void Continue(Value value)
    {
        var node = _folded.Definition(value)!;
        bool isBranch = node.Operation is If;
        if (value.Name is null || IsForwarded(value) || (isBranch && node.IsExpression))
        {
            return;
        }

        var candidates = isBranch
            ? node.Arms.Select(a => Yielded(node, a, value)).SelectMany(y => Earlier(y).Prepend(y))
            : Earlier(value);
        var earlier = candidates.FirstOrDefault(c => c.Name == value.Name && c.Type == value.Type && Declares(c, node.Scope));
        if (earlier is null)
        {
            return;
        }

        int taken = isBranch
            ? node.Arms.Select(a => Yielded(node, a, value))
                .Count(y => y == earlier || (_folded.Inlined(y) is not null && IsContinuation(_folded, y, earlier)))
            : 1;
        if (taken == _folded.UseCount(earlier))
        {
            _continued.Add(value.Id, earlier);
        }
    }

    // What a sum or a difference may have been accumulated in.
    private IEnumerable<Value> Earlier(Value value) => _folded.Definition(value)?.Operation is Apply { Primitive: "Add" or "Subtract" } apply
        ? apply.Arguments.Select(_folded.Resolve).Where(a => IsContinuation(_folded, value, a))
        : [];

    private bool Declares(Value value, Scope scope) =>
        _folded.Definition(value) is { Form: NodeForm.Written } node && node.Scope == scope && node.Live.Contains(value);

    // What is yielded by the branch around it and used nowhere else needs no variable of its own.
    private void Forward(Node node)
    {
        if (node.Scope.Owner is not { } owner)
        {
            return;
        }

        foreach (var value in node.Live)
        {
            var targets = owner.Live.Where(t => Yielded(owner, node.Scope, t) == value).ToList();
            if (targets.Count == 1 && _folded.UseCount(value) == 1)
            {
                _targets.Add(value.Id, targets[0]);
            }
        }
    }

    // A branch whose result has no name takes that of what it yields.
    private void Suggest(Node node, Scope arm)
    {
        foreach (var result in node.Live)
        {
            var yielded = Yielded(node, arm, result);
            bool isParameter = _folded.Definition(yielded) is null;
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

    private Value Yielded(Node owner, Scope arm, Value result) =>
        _folded.Resolve(arm.End.Values[Shapes.IndexOf(owner.Statement.Results, result)]);

    private string Stem(Value value) => _folded.Definition(value)!.Operation switch
    {
        Apply { Primitive: "Exp" or "Log" or "Sin" or "Cos" or "Tan" or "Tanh" } function => function.Primitive.ToLowerInvariant(),
        _ when _results.TryGetValue(value.Id, out string? result) => result,
        SineAndCosine => value == _folded.Definition(value)!.Statement.Result ? "sin" : "cos",
        Apply { Primitive: "Multiply" } square when square.Arguments[0] == square.Arguments[1] => "square",
        Apply apply when Stems.TryGetValue(apply.Primitive, out string? stem) => stem,
        Apply when value.Type == IrType.Bool => "test",
        Apply apply => char.ToLowerInvariant(apply.Primitive[0]) + apply.Primitive.Substring(1),
        If => value.Type == IrType.Bool ? "test" : "choice",
        Constant => "constant",
        _ => "value",
    };

    // Names that the user's own pieces of C# refer to must not come to mean a local of ours.
    private IEnumerable<string> ForeignNames(Scope scope) => scope.Nodes.SelectMany(node => node.Operation switch
    {
        External external => Identifiers.In(external.Text),
        Constant { Literal.Symbol: { } symbol } => Identifiers.In(symbol),
        If => node.Arms.SelectMany(ForeignNames),
        _ => [],
    });
}
