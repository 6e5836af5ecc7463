using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Analysis;

/// <summary>
/// Which values may change when an active parameter does, in whatever way: by arithmetic, by a condition, by a place in memory. Unlike activity this knows nothing of derivatives: a rounded number and
/// the outcome of a comparison change too.
/// </summary>
internal sealed class Influence
{
    private readonly Aliasing _aliasing;
    private readonly HashSet<Value> _values = [];
    private readonly HashSet<Value> _memory = [];
    private readonly Dictionary<string, EquatableArray<Value>> _labels = new(StringComparer.Ordinal);
    private bool _isAnyMemory;
    private bool _changed;

    private Influence(Function function) => _aliasing = Aliasing.Of(function);

    /// <summary>Analyses a function.</summary>
    /// <param name="function">The function.</param>
    /// <param name="active">One flag a parameter.</param>
    public static Influence Of(Function function, EquatableArray<bool> active)
    {
        var influence = new Influence(function);
        foreach (var parameter in function.Parameters.Where((_, i) => active[i]))
        {
            (parameter.Type.IsBuffer ? influence._memory : influence._values).Add(parameter);
        }

        do
        {
            influence._changed = false;
            influence.Visit(function.Body, default, isDecided: false);
        }
        while (influence._changed);
        return influence;
    }

    /// <summary>Whether the value may change; of memory, whether what it holds may.</summary>
    public bool Reaches(Value value) => value.Type.IsBuffer ? IsHeld(value) : _values.Contains(value);

    private bool IsHeld(Value buffer) => _isAnyMemory || _aliasing.Roots(buffer) is not { } roots || roots.Any(_memory.Contains);

    private void Mark(Value value) => _changed |= !value.Type.IsBuffer && _values.Add(value);

    // What a forward half leaves for its reverse half is nobody else's memory.
    private static IEnumerable<Value> Written(Call call) => call.Written.Where(w => w.Type != IrType.Frame);

    private void Write(Value buffer)
    {
        if (_aliasing.Roots(buffer) is { } roots)
        {
            foreach (var root in roots)
            {
                _changed |= _memory.Add(root);
            }
        }
        else
        {
            _changed |= !_isAnyMemory;
            _isAnyMemory = true;
        }
    }

    private void Flow(EquatableArray<Value> from, EquatableArray<Value> to, bool isDecided)
    {
        for (int i = 0; i < Math.Min(from.Count, to.Count); i++)
        {
            if (isDecided || _values.Contains(from[i]))
            {
                Mark(to[i]);
            }
        }
    }

    // Decided: whether this runs at all may change.
    private void Visit(Region region, EquatableArray<Value> yielded, bool isDecided)
    {
        foreach (var statement in region.Statements)
        {
            Visit(statement, isDecided);
        }

        if (region.End.Label is null)
        {
            Flow(region.End.Values, yielded, isDecided);
        }
        else if (_labels.TryGetValue(region.End.Label, out var results))
        {
            Flow(region.End.Values, results, isDecided);
        }
    }

    private void Visit(Statement statement, bool isDecided)
    {
        var operation = statement.Operation;
        switch (operation)
        {
            case If f:
                bool decides = _values.Contains(f.Condition);
                Visit(f.Then, statement.Results, isDecided);
                Visit(f.Else, statement.Results, isDecided);
                if (decides && !isDecided)
                {
                    Decide(f.Then);
                    Decide(f.Else);
                    statement.Results.ToList().ForEach(Mark);
                }

                return;
            case Block b:
                _labels[b.Label] = statement.Results;
                Visit(b.Body, statement.Results, isDecided);
                return;
            case Loop l:
                _labels[l.Label] = statement.Results;
                var carried = l.Body.Parameters.Skip(1).ToEquatableArray();
                Flow(l.Initial, carried, isDecided: false);
                Visit(l.Body, carried, isDecided);
                Flow(carried, statement.Results, isDecided: false);
                Flow(statement.Results, carried, isDecided: false);
                return;
            case Store s when Reaches(s.Index) || (s.Stored.Type.IsBuffer ? isDecided : isDecided || _values.Contains(s.Stored)):
                Write(s.Buffer);
                return;
            case Accumulate a when isDecided || Reaches(a.Index) || _values.Contains(a.Added):
                Write(a.Buffer);
                return;
            case Load l when Reaches(l.Index) || IsHeld(l.Buffer):
                Mark(statement.Result);
                return;
            case Call c:
                // Nothing is asked of a callee but what it may write.
                statement.Results.ToList().ForEach(Mark);
                Written(c).ToList().ForEach(Write);
                return;
            case Length or Alloc or Slice:
                if (operation.Operands.Any(_values.Contains))
                {
                    statement.Results.ToList().ForEach(Mark);
                }

                return;
        }

        if (!operation.Operands.Any(Reaches))
        {
            return;
        }

        foreach (var result in statement.Results)
        {
            Mark(result);
        }

        var written = operation switch
        {
            Vector { Destination: { } destination } => [destination],
            External { HasEffect: true } e => e.Arguments.Where(a => a.Type.IsBuffer),
            _ => [],
        };
        foreach (var buffer in written)
        {
            Write(buffer);
        }
    }

    // What an arm writes that may be run or not.
    private void Decide(Region arm)
    {
        foreach (var statement in arm.AllStatements())
        {
            switch (statement.Operation)
            {
                case Store s:
                    Write(s.Buffer);
                    break;
                case Accumulate a:
                    Write(a.Buffer);
                    break;
                case Call c:
                    Written(c).ToList().ForEach(Write);
                    break;
                case Vector { Destination: { } destination }:
                    Write(destination);
                    break;
            }
        }
    }
}
