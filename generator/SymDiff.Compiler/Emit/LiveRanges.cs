using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Emit;

/// <summary>
/// From where to where in the written text a value is needed. Two values whose ranges do not meet can share a variable. Statements read at
/// their position and define right after it; what a branch, block or loop delivers is defined after all of it.
/// </summary>
internal sealed class LiveRanges
{
    private readonly FoldedFunction _folded;
    private readonly Dictionary<int, List<Span>> _spans = [];
    private readonly Dictionary<Node, (int At, int After)> _nodes = [];
    private readonly Dictionary<Scope, (int Start, int End)> _scopes = [];
    private readonly Dictionary<int, (Scope Scope, int At)> _definitions = [];
    private int _position;

    private LiveRanges(FoldedFunction folded) => _folded = folded;

    /// <summary>Part of the text, of which the end is not needed any more.</summary>
    private readonly record struct Span(Scope Scope, int Start, int End);

    /// <summary>The ranges of a function's values.</summary>
    public static LiveRanges Of(FoldedFunction folded)
    {
        var ranges = new LiveRanges(folded);
        foreach (var parameter in folded.Function.Parameters)
        {
            ranges.Define(parameter, folded.Body, -1);
        }

        ranges.Number(folded.Body);
        ranges.Use(folded.Body);
        return ranges;
    }

    /// <summary>Whether both values are needed at one place.</summary>
    public bool Meet(Value a, Value b)
    {
        foreach (var x in _spans[a.Id])
        {
            foreach (var y in _spans[b.Id])
            {
                if (x.Start < y.End && y.Start < x.End)
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>Whether the value is needed where a branch begins that takes the scope.</summary>
    public bool IsNeededAt(Value value, Scope scope)
    {
        int start = _scopes[scope].Start;
        return _spans[value.Id].Any(s => s.Start < start && start < s.End);
    }

    // Reads are at even positions, definitions at odd ones.
    private void Number(Scope scope)
    {
        int start = Next() + 1;
        foreach (var parameter in scope.Region.Parameters)
        {
            Define(parameter, scope, start);
        }

        // The variable of a loop's header is there from the beginning.
        foreach (var variable in scope.Nodes.Where(n => n.Form == NodeForm.Header).Select(n => n.Live[0]))
        {
            Define(variable, scope, start);
        }

        foreach (var node in scope.Written)
        {
            int at = Next();
            foreach (var arm in node.Arms)
            {
                Number(arm);
            }

            int after = (node.Arms.Count == 0 ? at : Next()) + 1;
            _nodes.Add(node, (at, after));
            foreach (var result in node.Statement.Results)
            {
                Define(result, scope, after);
            }
        }

        _scopes.Add(scope, (start, Next()));
    }

    private int Next()
    {
        _position += 2;
        return _position;
    }

    // Even a value that nothing reads is written somewhere.
    private void Define(Value value, Scope scope, int at)
    {
        _definitions.Add(value.Id, (scope, at));
        _spans.Add(value.Id, [new Span(scope, at, at + 1)]);
    }

    private void Use(Scope scope)
    {
        foreach (var node in scope.Written)
        {
            int at = _nodes[node].At;
            if (node.Operation is Loop loop)
            {
                foreach (var result in node.Live)
                {
                    Use(loop.Initial[Shapes.IndexOf(node.Statement.Results, result)], scope, at);
                }

                if (loop.Count is not null)
                {
                    // It is asked again before every iteration.
                    Use(loop.Count, node.Arms[0], _scopes[node.Arms[0]].End);
                }

                if (node.Header is not null)
                {
                    Use(node.Header.First, node.Arms[0], _scopes[node.Arms[0]].End);
                }
            }
            else
            {
                foreach (var operand in node.Operation.Operands)
                {
                    Use(operand, scope, at);
                }
            }

            if (node.IsExpression)
            {
                foreach (var yielded in FoldedFunction.Chosen(node))
                {
                    Use(yielded, scope, at);
                }
            }
            else
            {
                foreach (var arm in node.Arms)
                {
                    Use(arm);
                }
            }
        }

        int end = _scopes[scope].End;
        foreach (var value in _folded.Receiver(scope) is null ? scope.End.Values : _folded.Handed(scope).Select(h => h.Handed))
        {
            Use(value, scope, end);
        }
    }

    private void Use(Value value, Scope scope, int at)
    {
        foreach (var read in _folded.Read(value))
        {
            Extend(read, scope, at);
        }
    }

    private void Extend(Value value, Scope scope, int at)
    {
        var (home, definition) = _definitions[value.Id];
        for (; scope != home; scope = scope.Outer!)
        {
            // Inside a loop that does not define it, it is needed from end to end.
            var (start, end) = _scopes[scope];
            Add(value, new Span(scope, start, scope.IsLoop ? end + 2 : at));
            at = scope.IsLoop ? end + 2 : _nodes[scope.Owner!].At;
        }

        Add(value, new Span(home, definition, Math.Max(at, definition + 1)));
    }

    private void Add(Value value, Span span)
    {
        var spans = _spans[value.Id];
        for (int i = 0; i < spans.Count; i++)
        {
            if (spans[i].Scope == span.Scope)
            {
                spans[i] = spans[i].End < span.End ? span : spans[i];
                return;
            }
        }

        spans.Add(span);
    }
}
