namespace SymDiff.Compiler.IR;

/// <summary>Checks that a function is well formed: every pass is verified in Debug builds and in tests.</summary>
public sealed class Verifier
{
    private readonly Function _function;
    private readonly bool _allowRecalls;
    private readonly HashSet<int> _defined = [];
    private readonly HashSet<int> _inScope = [];
    private readonly Dictionary<string, IReadOnlyList<IrType>> _labels = new(StringComparer.Ordinal);

    private Verifier(Function function, bool allowRecalls)
    {
        _function = function;
        _allowRecalls = allowRecalls;
    }

    /// <summary>Throws where the function is not well formed.</summary>
    /// <param name="function">What is checked.</param>
    /// <param name="allowRecalls">Whether recalls may stand in it: only between <c>Adjoint</c> and <c>Storage</c>.</param>
    /// <returns>The same function, so that a pass can end in a call of this.</returns>
    /// <exception cref="InvalidOperationException">It is not; the message says what and where.</exception>
    public static Function Check(Function function, bool allowRecalls = false)
    {
        var verifier = new Verifier(function, allowRecalls);
        verifier.Define(function.Parameters);
        verifier._labels.Add(Function.ReturnLabel, [.. function.Results]);
        verifier.Visit(function.Body, function.Results, "the function's body");
        return function;
    }

    private void Visit(Region region, IEnumerable<IrType> yielded, string where)
    {
        Define(region.Parameters);
        var local = region.Parameters.Select(v => v.Id).ToList();
        foreach (var statement in region.Statements)
        {
            foreach (var operand in statement.Operation.Operands)
            {
                Use(operand, statement);
            }

            Visit(statement);
            Define(statement.Results);
            local.AddRange(statement.Results.Select(v => v.Id));
        }

        foreach (var value in region.End.Values)
        {
            if (!_inScope.Contains(value.Id))
            {
                throw Wrong($"{where} hands over {value}, which is not in scope");
            }
        }

        var expected = region.End.Label is not { } label ? yielded
            : _labels.TryGetValue(label, out var types) ? types
            : throw Wrong($"{where} leaves for '{label}', which is not around it");
        if (!region.End.Values.Select(v => v.Type).SequenceEqual(expected))
        {
            throw Wrong($"{where} hands over ({string.Join(", ", region.End.Values.Select(v => v.Type))}), expected ({string.Join(", ", expected)})");
        }

        _inScope.ExceptWith(local);
    }

    private void Visit(Statement statement)
    {
        var results = statement.Results.Select(r => r.Type).ToList();
        switch (statement.Operation)
        {
            case Constant c:
                Results(c.Literal.Type);
                break;
            case Apply a:
                var row = Rules.PrimitiveTable.Get(a.Primitive);
                Require(row.Arity == a.Arguments.Count, $"{a.Primitive} takes {row.Arity} arguments");
                Require(results.Count == 1, $"{a.Primitive} has one result");
                Require(row.Result != Rules.ResultType.SameAsArguments || results[0] == a.Arguments[0].Type, $"the result of {a.Primitive} is of its arguments' type");
                Require(row.Result != Rules.ResultType.Bool || results[0] == IrType.Bool, $"the result of {a.Primitive} is a truth value");
                Require(row.Result != Rules.ResultType.Integer || results[0] == IrType.Int32, $"the result of {a.Primitive} is an i32");
                for (int i = 0; i < row.Arity; i++)
                {
                    Argument(row, i, a.Arguments);
                }

                break;
            case If f:
                Require(f.Condition.Type == IrType.Bool, "a condition is a truth value");
                Require(f.Then.Parameters.Count == 0 && f.Else.Parameters.Count == 0, "the regions of an if have no parameters");
                Visit(f.Then, results, "the then region");
                Visit(f.Else, results, "the else region");
                break;
            case Block b:
                Require(b.Body.Parameters.Count == 0, "a block has no parameters");
                Labelled(b.Label, results, () => Visit(b.Body, results, $"block {b.Label}"));
                break;
            case Loop l:
                Require(l.Count is null || l.Count.Type == IrType.Int32, "a loop's count is an i32");
                Require(l.Count is not null || !l.IsReversed, "a reversed loop has a count");
                Require(l.Body.Parameters.Count == l.Initial.Count + 1 && l.Iteration.Type == IrType.Int32, "a loop's parameters are the iteration and the carried values");
                Require(l.Initial.Select(v => v.Type).SequenceEqual(results) && l.Body.Parameters.Skip(1).Select(v => v.Type).SequenceEqual(results), "a loop's results are its carried values");
                Labelled(l.Label, results, () => Visit(l.Body, results, $"loop {l.Label}"));
                break;
            case Load l:
                Require(l.Buffer.Type.IsBuffer && results.Count == 1 && (l.Buffer.Type.Element!.Kind == TypeKind.Any || l.Buffer.Type.Element == results[0]), "a load gives the element type");
                break;
            case Store s:
                Require(results.Count == 0 && s.Buffer.Type.IsBuffer && (s.Buffer.Type.Element!.Kind == TypeKind.Any || s.Buffer.Type.Element == s.Stored.Type), "a store takes the element type");
                break;
            case Accumulate a:
                Require(results.Count == 0 && a.Buffer.Type.IsBuffer && a.Added.IsReal && (a.Buffer.Type.Element!.Kind == TypeKind.Any || a.Buffer.Type.Element == a.Added.Type), "only reals accumulate");
                break;
            case Alloc a:
                Results(IrType.Buffer(a.Element));
                break;
            case NoBuffer n:
                Results(IrType.Buffer(n.Element));
                break;
            case Slice s:
                Results(s.Buffer.Type);
                break;
            case Length:
                Results(IrType.Int32);
                break;
            case Vector v:
                Require(v.Operands.All(o => (o.Type.IsBuffer ? o.Type.Element : o.Type) == v.Element || !(o.Type.IsBuffer || o.IsReal)) && v.Element.IsReal, "the arguments of a vector function are of one real type");
                Require(v.Destination is null ? results.SequenceEqual([v.Element]) : results.Count == 0 && v.Destination.Type.IsBuffer, "a vector function has a destination or a result");
                break;
            case Reached:
                Results(IrType.Bool);
                break;
            case Recall r:
                Require(_allowRecalls, $"{r.Recalled} is recalled, which only holds between Adjoint and Storage");
                Require(_defined.Contains(r.Recalled.Id), $"{r.Recalled} is recalled before the forward sweep defines it");
                Results(r.Recalled.Type);
                break;
            case External { Rule: { } rule } external:
                Require(rule.Active.Count == external.Arguments.Count, "a rule flags every argument");
                Require(rule.Active.Select((active, i) => !active || external.Arguments[i].IsReal).All(x => x), "only reals have partials");
                break;
            case Call or External:
                break;
            default:
                throw Wrong($"unknown operation {statement.Operation.GetType().Name}");
        }

        void Results(params IrType[] expected) => Require(results.SequenceEqual(expected), $"'{statement.Operation.GetType().Name}' gives ({string.Join(", ", expected.AsEnumerable())})");
    }

    private void Argument(Rules.Primitive row, int index, EquatableArray<Value> arguments)
    {
        var type = arguments[index].Type;
        Require(
            row.KindOf(index) switch
            {
                Rules.ParameterKind.Integer => type.Kind == TypeKind.Integer,
                Rules.ParameterKind.Mode => type.Kind == TypeKind.Opaque,
                _ => type == arguments[0].Type,
            },
            row.KindOf(index) == Rules.ParameterKind.SameAsFirst ? $"the arguments of {row.Name} differ in type" : $"argument {index} of {row.Name} has the wrong type");
    }

    private void Labelled(string label, IReadOnlyList<IrType> types, Action visit)
    {
        Require(!_labels.ContainsKey(label), $"label {label} is used inside itself");
        _labels.Add(label, types);
        visit();
        _labels.Remove(label);
    }

    private void Define(EquatableArray<Value> values)
    {
        foreach (var value in values)
        {
            if (!_defined.Add(value.Id))
            {
                throw Wrong($"{value} is defined twice");
            }

            _inScope.Add(value.Id);
        }
    }

    // The message is made where it is needed: making it would take longer than all else.
    private void Use(Value value, Statement statement)
    {
        if (!_inScope.Contains(value.Id))
        {
            throw Wrong($"{value} is not in scope in the statement that defines ({string.Join(", ", statement.Results)}), a {statement.Operation.GetType().Name}");
        }
    }

    private void Require(bool holds, string what)
    {
        if (!holds)
        {
            throw Wrong(what);
        }
    }

    private InvalidOperationException Wrong(string what) => new($"@{_function.Name}: {what}.\n{Printer.Print(_function)}");
}
