using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Analysis;

/// <summary>
/// Which allocations a buffer value can refer to. Parameters count as different memory (written buffers that overlap are refused where the
/// method is entered), but in functions that others call, where any of one kind may be the same; all runs of one allocation count as the same; what is loaded from memory or returned by a call can be anything.
/// </summary>
internal sealed class Aliasing
{
    private readonly Dictionary<Value, HashSet<Value>> _roots = [];
    private readonly HashSet<Value> _unknown = [];
    private readonly HashSet<Value> _parts = [];

    // Stands for what memory of buffers may hold.
    private readonly Dictionary<Value, Value> _contents = [];
    private readonly HashSet<Value> _allocated = [];
    private bool _changed;

    private Aliasing(IEnumerable<Value> parameters) => Parameters = [.. parameters.Where(p => p.Type.IsBuffer)];

    /// <summary>The memory that the function is given.</summary>
    public IReadOnlyList<Value> Parameters { get; }

    /// <summary>Analyses a function.</summary>
    public static Aliasing Of(Function function)
    {
        var aliasing = new Aliasing(function.Parameters);
        var shadows = new HashSet<Value>(function.Parameters.Skip(function.Parameters.Count - function.Shadows));
        foreach (var parameter in aliasing.Parameters)
        {
            aliasing._roots[parameter] = function.MayOverlap && !Mutation.TakesArgumentsApart
                ? [.. aliasing.Parameters.Where(p => p.Type == parameter.Type && shadows.Contains(p) == shadows.Contains(parameter))] : [parameter];
        }

        do
        {
            aliasing._changed = false;
            aliasing.Visit(function.Body, default, new Dictionary<string, EquatableArray<Value>>(StringComparer.Ordinal));
        }
        while (aliasing._changed);
        return aliasing;
    }

    /// <summary>The parameters and allocations the buffer can refer to; null if it can be anything.</summary>
    public IReadOnlyCollection<Value>? Roots(Value buffer) =>
        _unknown.Contains(buffer) ? null : _roots.TryGetValue(buffer, out var roots) ? roots : [];

    /// <summary>Whether the buffer can be a part of what it refers to; else it is always all of it.</summary>
    public bool MayBePart(Value buffer) => _unknown.Contains(buffer) || _parts.Contains(buffer);

    private void Visit(Region region, EquatableArray<Value> yielded, Dictionary<string, EquatableArray<Value>> labels)
    {
        foreach (var statement in region.Statements)
        {
            Visit(statement, labels);
        }

        if (region.End.Label is null)
        {
            Flow(region.End.Values, yielded);
        }
        else if (labels.TryGetValue(region.End.Label, out var results))
        {
            Flow(region.End.Values, results);
        }
    }

    private void Visit(Statement statement, Dictionary<string, EquatableArray<Value>> labels)
    {
        switch (statement.Operation)
        {
            case { MakesMemory: true }:
                _allocated.Add(statement.Result);
                Add(statement.Result, [statement.Result]);
                break;
            case Slice s:
                _changed |= _parts.Add(statement.Result);
                Flow(EquatableArray.Of(s.Buffer), statement.Results);
                break;
            case If f:
                Visit(f.Then, statement.Results, labels);
                Visit(f.Else, statement.Results, labels);
                break;
            case Block b:
                labels[b.Label] = statement.Results;
                Visit(b.Body, statement.Results, labels);
                break;
            case Loop l:
                labels[l.Label] = statement.Results;
                var carried = l.Body.Parameters.Skip(1).ToEquatableArray();
                Flow(l.Initial, carried);
                Visit(l.Body, carried, labels);
                Flow(carried, statement.Results);
                break;
            case NoBuffer:
                break;
            case Recall r:
                Flow(EquatableArray.Of(r.Recalled), statement.Results);
                break;
            case Store s:
                if (s.Stored.Type.IsBuffer)
                {
                    foreach (var root in Roots(s.Buffer) ?? [])
                    {
                        Flow(EquatableArray.Of(s.Stored), EquatableArray.Of(Content(root)));
                    }
                }

                break;
            case Load l when statement.Result.Type.IsBuffer && Roots(l.Buffer) is { } held && held.All(_allocated.Contains):
                foreach (var root in held)
                {
                    Flow(EquatableArray.Of(Content(root)), statement.Results);
                }

                break;
            case Call:
                foreach (var handed in statement.Operation.Operands.Where(o => o.Type is { IsBuffer: true, Element.IsBuffer: true }))
                {
                    foreach (var root in Roots(handed) ?? [])
                    {
                        _changed |= _unknown.Add(Content(root));
                    }
                }

                goto default;
            case { Refers: { } referred }:
                foreach (var source in referred)
                {
                    if (source.Type.IsBuffer)
                    {
                        Flow(EquatableArray.Of(source), statement.Results);
                    }
                    else
                    {
                        Add(statement.Result, [source]);
                    }
                }

                break;
            default:
                foreach (var result in statement.Results.Where(r => r.Type.IsBuffer))
                {
                    _changed |= _unknown.Add(result);
                }

                break;
        }
    }

    private Value Content(Value root)
    {
        if (!_contents.TryGetValue(root, out var content))
        {
            _contents[root] = content = new Value(-2 - _contents.Count, root.Type.Element!);
        }

        return content;
    }

    private void Flow(EquatableArray<Value> from, EquatableArray<Value> to)
    {
        for (int i = 0; i < Math.Min(from.Count, to.Count); i++)
        {
            if (!from[i].Type.IsBuffer)
            {
                continue;
            }

            if (_parts.Contains(from[i]))
            {
                _changed |= _parts.Add(to[i]);
            }

            if (Roots(from[i]) is { } roots)
            {
                Add(to[i], roots);
            }
            else
            {
                _changed |= _unknown.Add(to[i]);
            }
        }
    }

    private void Add(Value buffer, IEnumerable<Value> roots)
    {
        if (!_roots.TryGetValue(buffer, out var known))
        {
            _roots[buffer] = known = [];
        }

        int before = known.Count;
        known.UnionWith(roots);
        _changed |= known.Count > before;
    }
}
