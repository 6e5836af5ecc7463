using SymDiff.Compiler.IR;
using SymDiff.Compiler.Rules;

namespace SymDiff.Compiler.Analysis;

/// <summary>
/// Proves from a gradient that the Hessian is diagonal: nothing that is returned for a number, or added to the destination of an element, has a derivative with respect to anything but that number
/// or that element. What is not proved is taken not to be so. A condition carries no derivative, and neither does an index: both are left out as the pushforward leaves them out.
/// </summary>
internal sealed class DiagonalHessian
{
    // The sets of what values depend on only grow, and are finite; this is never reached.
    private const int MostRounds = 200;

    private readonly Function _gradient;
    private readonly IndexForms _forms;
    private readonly Aliasing _aliasing;
    private readonly IReadOnlyDictionary<Value, Value> _inputs;
    private readonly HashSet<Value> _active;
    private readonly Dictionary<Value, Elements> _values = [];
    private readonly Dictionary<Value, Elements> _memory = [];
    private readonly Dictionary<Value, (Value Root, IndexForm? Start)> _parts = [];
    private readonly Dictionary<string, (IReadOnlyList<Value>? Results, IReadOnlyList<string> Loops)> _labels = new(StringComparer.Ordinal);
    private readonly Elements[] _returned;
    private bool _changed;
    private bool _failed;

    private DiagonalHessian(Function gradient, IEnumerable<Value> active, IReadOnlyDictionary<Value, Value> inputs)
    {
        _gradient = gradient;
        _active = [.. active];
        _inputs = inputs;
        _forms = new IndexForms(gradient);
        _aliasing = Aliasing.Of(gradient);
        _returned = [.. gradient.Results.Select(_ => Elements.None)];
    }

    /// <summary>Whether the proof succeeds.</summary>
    /// <param name="gradient">The gradient: the primal's parameters, memory for the components of buffers → integers that the primal leaves, one component a number.</param>
    /// <param name="active">The parameters that it is a gradient by.</param>
    /// <param name="destinations">The destinations, each with the parameter that it is the gradient by.</param>
    public static bool IsProved(Function gradient, IReadOnlyList<Value> active, IReadOnlyList<(Value Destination, Value Like)> destinations)
    {
        var proof = new DiagonalHessian(gradient, active, destinations.ToDictionary(d => d.Destination, d => d.Like));
        proof._labels[Function.ReturnLabel] = (null, []);
        int rounds = 0;
        do
        {
            proof._changed = false;
            proof.Visit(gradient.Body, null, []);
        }
        while (proof._changed && !proof._failed && ++rounds < MostRounds);
        var numbers = active.Where(a => a.IsReal).ToList();
        int first = gradient.Results.Count - numbers.Count;
        return !proof._failed && !proof._changed && numbers.Select((n, i) => proof._returned[first + i].Are(n, "")).All(isOwn => isOwn);
    }

    private Elements Of(Value value) => _active.Contains(value) ? Elements.Number(value) : _values.TryGetValue(value, out var elements) ? elements : Elements.None;

    private void Set(Value value, Elements elements)
    {
        var known = Of(value);
        var both = known.And(elements);
        if (both != known)
        {
            _values[value] = both;
            _changed = true;
        }
    }

    private void Visit(Region region, IReadOnlyList<Value>? yielded, IReadOnlyList<string> loops)
    {
        foreach (var statement in region.Statements)
        {
            if (_failed)
            {
                return;
            }

            Visit(statement, loops);
        }

        if (region.End.Label is { } label)
        {
            var (results, around) = _labels[label];
            Hand(region.End.Values, results, around);
        }
        else
        {
            Hand(region.End.Values, yielded, loops);
        }
    }

    // What is handed over depends on elements by indices that must mean the same where it arrives; null for what the function returns.
    private void Hand(EquatableArray<Value> values, IReadOnlyList<Value>? receivers, IReadOnlyList<string> loops)
    {
        for (int i = 0; i < values.Count; i++)
        {
            if (!values[i].IsReal)
            {
                continue;
            }

            var handed = Of(values[i]).Within(loops, _forms);
            if (receivers is not null)
            {
                Set(receivers[i], handed);
            }
            else if (_returned[i].And(handed) is var all && all != _returned[i])
            {
                _returned[i] = all;
                _changed = true;
            }
        }
    }

    private void Visit(Statement statement, IReadOnlyList<string> loops)
    {
        switch (statement.Operation)
        {
            case Apply a when statement.Result.IsReal:
                var partials = PrimitiveTable.Get(a.Primitive).Partials;
                Set(statement.Result, Elements.All(a.Arguments.Where((x, i) => x.IsReal && (a.Primitive == "Convert" || (i < partials.Count && partials[i] is not null))).Select(Of)));
                break;
            case External { Rule: { } rule } e:
                var sum = Elements.All(e.Arguments.Where((x, i) => rule.Active[i] && x.IsReal).Select(Of));
                foreach (var result in statement.Results.Where(r => r.IsReal))
                {
                    Set(result, sum);
                }

                break;
            case Load l when statement.Result.IsReal:
                Set(statement.Result, Read(l));
                break;
            case Slice s when Part(s.Buffer) is var (root, start):
                _parts[statement.Result] = (root, _forms.Of(start, s.Start));
                break;
            case Store { Stored.IsReal: true } s:
                Write(s.Buffer, s.Index, Of(s.Stored));
                break;
            case Accumulate a:
                Write(a.Buffer, a.Index, Of(a.Added));
                break;
            case Vector v:
                VisitVector(v, statement);
                break;
            case Call c:
                VisitCall(c, statement);
                break;
            case If f:
                Visit(f.Then, statement.Results, loops);
                Visit(f.Else, statement.Results, loops);
                break;
            case Block b:
                _labels[b.Label] = (statement.Results, loops);
                Visit(b.Body, statement.Results, loops);
                break;
            case Loop l:
                _labels[l.Label] = (statement.Results, loops);
                var carried = l.Body.Parameters.Skip(1).ToList();
                Hand(l.Initial, carried, loops);
                VisitBody(l, carried, loops);
                Hand(carried.ToEquatableArray(), statement.Results, loops);
                break;
            case Recall:
                _failed = true;
                break;
        }
    }

    // What an iteration hands to the next arrives outside of it.
    private void VisitBody(Loop loop, List<Value> carried, IReadOnlyList<string> loops)
    {
        string[] inside = [.. loops, loop.Label];
        foreach (var statement in loop.Body.Statements)
        {
            if (_failed)
            {
                return;
            }

            Visit(statement, inside);
        }

        if (loop.Body.End.Label is { } label)
        {
            var (results, around) = _labels[label];
            Hand(loop.Body.End.Values, results, around);
        }
        else
        {
            Hand(loop.Body.End.Values, carried, loops);
        }
    }

    // What part of which memory a buffer is; null where that is not known.
    private (Value Root, IndexForm? Start)? Part(Value buffer) =>
        _parts.TryGetValue(buffer, out var part) ? part
        : _gradient.Parameters.Contains(buffer) || (_aliasing.Roots(buffer) is { Count: 1 } roots && roots.Contains(buffer)) ? (buffer, null)
        : null;

    private bool IsInput(Value root) => _inputs.Values.Contains(root);

    private Elements Content(Value root) => _memory.TryGetValue(root, out var content) ? content : Elements.None;

    private Elements Read(Load load)
    {
        if (Part(load.Buffer) is var (root, start))
        {
            var index = _forms.Of(start, load.Index);

            // What is in a destination was found to depend on the element at the same place alone.
            return IsInput(root) || _inputs.ContainsKey(root)
                ? Elements.Element(_inputs.TryGetValue(root, out var like) ? like : root, index)
                : Content(root).At(index);
        }

        return _aliasing.Roots(load.Buffer) is { } roots && !roots.Any(DependsAtAll) ? Elements.None : Elements.Anything;
    }

    private bool DependsAtAll(Value root) => IsInput(root) || _inputs.ContainsKey(root) || _active.Contains(root) || Content(root) != Elements.None;

    private bool DependsAtAll(IEnumerable<Value> arguments) => arguments.Any(a => a.IsReal ? Of(a) != Elements.None
        : a.Type.IsBuffer && a.Type.HasShadow && (Part(a) is var (root, _) ? DependsAtAll(root) : _aliasing.Roots(a) is not { } roots || roots.Any(DependsAtAll)));

    private void Write(Value buffer, Value index, Elements elements)
    {
        if (elements == Elements.None)
        {
            return;
        }

        if (Part(buffer) is not var (root, start))
        {
            WriteAnywhere(buffer);
            return;
        }

        var place = _forms.Of(start, index);
        if (_inputs.TryGetValue(root, out var like))
        {
            _failed |= !elements.Are(like, place.Text);
            return;
        }

        if (IsInput(root))
        {
            _failed = true;
            return;
        }

        Keep(root, elements.Stored(place, _forms.LoopsAround(root), _forms));
    }

    private void Keep(Value root, Elements elements)
    {
        var known = Content(root);
        var both = known.And(elements);
        if (both != known)
        {
            _memory[root] = both;
            _changed = true;
        }
    }

    // Something is written somewhere in what the buffer can be.
    private void WriteAnywhere(Value buffer)
    {
        if (_aliasing.Roots(buffer) is not { } roots || roots.Any(r => _inputs.ContainsKey(r) || IsInput(r)))
        {
            _failed = true;
            return;
        }

        foreach (var root in roots)
        {
            Keep(root, Elements.Anything);
        }
    }

    private void VisitVector(Vector vector, Statement statement)
    {
        if (!DependsAtAll(vector.Arguments))
        {
            return;
        }

        if (vector.Destination is { } destination)
        {
            WriteAnywhere(destination);
        }
        else
        {
            Set(statement.Result, Elements.Anything);
        }
    }

    // What a call may write, it may write from all that it is handed.
    private void VisitCall(Call call, Statement statement)
    {
        if (!DependsAtAll(call.Arguments) && !call.Written.Any(w => Part(w) is var (root, _) && _inputs.ContainsKey(root)))
        {
            return;
        }

        foreach (var written in call.Written.Where(w => w.Type.HasShadow))
        {
            WriteAnywhere(written);
        }

        foreach (var result in statement.Results.Where(r => r.IsReal))
        {
            Set(result, Elements.Anything);
        }
    }
}
