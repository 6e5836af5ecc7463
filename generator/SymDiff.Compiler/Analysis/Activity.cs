using SymDiff.Compiler.IR;
using SymDiff.Compiler.Rules;

namespace SymDiff.Compiler.Analysis;

/// <summary>Which values vary with the independents. What the dependents do not use is found by the reverse sweep itself: no cotangent ever reaches it.</summary>
internal sealed class Activity
{
    private readonly HashSet<Value> _varied = [];
    private readonly HashSet<Value> _constantBuffers;
    private readonly Module _callees;
    private bool _changed;

    private Activity(IEnumerable<Value> constantBuffers, Module callees)
    {
        _constantBuffers = [.. constantBuffers];
        _callees = callees;
    }

    /// <summary>Analyses a function.</summary>
    /// <param name="function">The function.</param>
    /// <param name="active">One flag a parameter.</param>
    /// <param name="callees">What it calls.</param>
    public static Activity Of(Function function, EquatableArray<bool> active, Module callees)
    {
        var activity = new Activity(function.Parameters.Where((p, i) => p.Type.IsBuffer && !active[i]), callees);
        for (int i = 0; i < active.Count; i++)
        {
            if (active[i] && function.Parameters[i].IsReal)
            {
                activity._varied.Add(function.Parameters[i]);
            }
        }

        // Carried values feed themselves, and an exit may lie before the label's other uses: repeat until nothing is new.
        do
        {
            activity._changed = false;
            activity.Visit(function.Body, null, new Dictionary<string, EquatableArray<Value>>(StringComparer.Ordinal));
        }
        while (activity._changed);
        return activity;
    }

    /// <summary>Whether the value can vary with the independents.</summary>
    public bool IsVaried(Value value) => _varied.Contains(value);

    /// <summary>Whether the buffer is a constant parameter, which has no shadow.</summary>
    public bool IsConstant(Value buffer) => _constantBuffers.Contains(buffer);

    private void Visit(Region region, Action<EquatableArray<Value>>? yielded, Dictionary<string, EquatableArray<Value>> labels)
    {
        foreach (var statement in region.Statements)
        {
            Visit(statement, labels);
        }

        if (region.End.Label is not { } label)
        {
            yielded?.Invoke(region.End.Values);
        }
        else if (labels.TryGetValue(label, out var results))
        {
            Flow(region.End.Values, results);
        }
    }

    private void Visit(Statement statement, Dictionary<string, EquatableArray<Value>> labels)
    {
        switch (statement.Operation)
        {
            case Apply a when statement.Result.IsReal && VariesWith(a):
                Mark(statement.Result);
                break;
            case External { Rule: { } rule } e when e.Arguments.Where((x, i) => rule.Active[i] && IsVaried(x)).Any():
                foreach (var result in statement.Results.Where(r => r.IsReal))
                {
                    Mark(result);
                }

                break;
            case Load l when statement.Result.IsReal && !IsConstant(l.Buffer):
                Mark(statement.Result);
                break;
            case Store { IsRestore: false } s when IsConstant(s.Buffer) && IsVaried(s.Stored):
                // What is written back is what was there. The front end refuses this at the store; a derivative that is silently zero must not be possible without it.
                throw new InvalidOperationException($"{s.Stored} is active and stored into the constant {s.Buffer}.");
            case Vector { Destination: { } written } v when IsConstant(written) && v.Arguments.Any(IsActive):
                throw new InvalidOperationException($"What is active is written into the constant {written}.");
            case Vector { Destination: null } v when v.Arguments.Any(IsActive):
                Mark(statement.Result);
                break;
            case Slice s when IsConstant(s.Buffer):
                _constantBuffers.Add(statement.Result);
                break;
            case Call c when c.Arguments.Where((x, i) => _callees.IsActive(c.Callee, i) && (IsVaried(x) || (x.Type.HasShadow && !IsConstant(x)))).Any():
                foreach (var result in statement.Results.Where(r => r.IsReal))
                {
                    Mark(result);
                }

                break;
            case If f:
                Visit(f.Then, v => Flow(v, statement.Results), labels);
                Visit(f.Else, v => Flow(v, Mutation.ForgetsActivityOfElse ? v : statement.Results), labels);
                break;
            case Block b:
                labels[b.Label] = statement.Results;
                Visit(b.Body, v => Flow(v, statement.Results), labels);
                break;
            case Loop l:
                labels[l.Label] = statement.Results;
                var carried = l.Body.Parameters.Skip(1).ToEquatableArray();
                Flow(l.Initial, carried);
                Visit(l.Body, v => Flow(v, Mutation.ForgetsActivityOfLoops ? v : carried), labels);
                // A result and its carried value are one variable; it may vary only because of what an exit hands over.
                Flow(carried, statement.Results);
                Flow(statement.Results, carried);
                break;
        }
    }

    private bool IsActive(Value value) => value.Type.IsBuffer ? !IsConstant(value) : IsVaried(value);

    private bool VariesWith(Apply apply)
    {
        if (apply.Primitive == "Convert")
        {
            return IsVaried(apply.Arguments[0]);
        }

        var partials = PrimitiveTable.Get(apply.Primitive).Partials;
        return apply.Arguments.Where((x, i) => i < partials.Count && partials[i] is not null && IsVaried(x)).Any();
    }

    private void Flow(EquatableArray<Value> from, EquatableArray<Value> to)
    {
        for (int i = 0; i < from.Count; i++)
        {
            if (IsVaried(from[i]))
            {
                Mark(to[i]);
            }
        }
    }

    private void Mark(Value value) => _changed |= _varied.Add(value);
}
