using SymDiff.Compiler.Analysis;
using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Simplify;

/// <summary>
/// Removes what no result, effect or visible memory depends on: statements, results of choices and loops, carried values, and stores to
/// local memory that is never read.
/// </summary>
internal sealed class DeadCode
{
    private readonly HashSet<Value> _live = [];
    private readonly HashSet<Statement> _kept = new(ByReference.Instance);
    private readonly Dictionary<Value, (Statement Statement, int Index)> _definitions = [];
    private readonly Dictionary<Value, (Statement Loop, int Index)> _carried = [];
    private readonly Dictionary<Statement, Statement?> _parents = new(ByReference.Instance);
    private readonly Dictionary<string, List<(Region Region, Statement? Parent)>> _exits = new(StringComparer.Ordinal);
    private readonly Dictionary<Value, List<Statement>> _writes = [];
    private readonly HashSet<Value> _readRoots = [];
    private readonly Stack<Value> _pending = [];
    private readonly Dictionary<string, bool[]> _liveResults = new(StringComparer.Ordinal);
    private readonly Aliasing _aliasing;

    private DeadCode(Function function)
    {
        _aliasing = Aliasing.Of(function);
        Index(function.Body, null);
        foreach (var parameter in function.Parameters)
        {
            ReadRoot(parameter);
        }

        Return(function.Body.End.Values);
        foreach (var (region, parent) in Exits(Function.ReturnLabel))
        {
            Return(region.End.Values);
            KeepPath(parent);
        }

        foreach (var statement in function.Body.AllStatements().ToList())
        {
            if (HasEffect(statement))
            {
                KeepStatement(statement);
            }
        }

        while (_pending.Count > 0)
        {
            Trace(_pending.Pop());
        }
    }

    /// <summary>The same function without dead code.</summary>
    public static Function Run(Function function)
    {
        var pass = new DeadCode(function);
        return function with { Body = pass.Rebuild(function.Body, null) };
    }

    private List<(Region Region, Statement? Parent)> Exits(string label) => _exits.TryGetValue(label, out var exits) ? exits : [];

    private void Index(Region region, Statement? parent)
    {
        foreach (var statement in region.Statements)
        {
            _parents[statement] = parent;
            for (int i = 0; i < statement.Results.Count; i++)
            {
                _definitions[statement.Results[i]] = (statement, i);
            }

            if (statement.Operation is Loop loop)
            {
                for (int i = 1; i < loop.Body.Parameters.Count; i++)
                {
                    _carried[loop.Body.Parameters[i]] = (statement, i - 1);
                }
            }

            foreach (var inner in statement.Operation.Regions)
            {
                Index(inner, statement);
            }

            if (WrittenBuffer(statement.Operation) is { } buffer && _aliasing.Roots(buffer) is { } roots)
            {
                foreach (var root in roots)
                {
                    if (!_writes.TryGetValue(root, out var writes))
                    {
                        _writes[root] = writes = [];
                    }

                    writes.Add(statement);
                }
            }
        }

        if (region.End.Label is { } label)
        {
            if (!_exits.TryGetValue(label, out var exits))
            {
                _exits[label] = exits = [];
            }

            exits.Add((region, parent));
        }
    }

    private static Value? WrittenBuffer(Operation operation) => operation switch
    {
        Store s => s.Buffer,
        Accumulate a => a.Buffer,
        Vector v => v.Destination,
        _ => null,
    };

    // A write to memory that can be anything is an effect; one to known memory is kept when that memory is read.
    private bool HasEffect(Statement statement) => statement.Operation switch
    {
        External e => e.HasEffect && !Mutation.DropsImpureCalls,
        Call => true,
        Loop { Count: null } => true,
        _ => WrittenBuffer(statement.Operation) is { } buffer && _aliasing.Roots(buffer) is null,
    };

    private void ReadRoot(Value root)
    {
        if (_readRoots.Add(root) && _writes.TryGetValue(root, out var writes))
        {
            foreach (var write in writes)
            {
                KeepStatement(write);
            }
        }
    }

    private void ReadBuffer(Value buffer)
    {
        foreach (var root in _aliasing.Roots(buffer) ?? _writes.Keys.ToList())
        {
            ReadRoot(root);
        }
    }

    private void Return(EquatableArray<Value> values)
    {
        Keep(values);
        foreach (var buffer in values.Where(v => v.Type.IsBuffer))
        {
            ReadBuffer(buffer);
        }
    }

    // A statement that matters, with all that decides whether it is run. What its operands are for is seen value by value if it has regions.
    private void KeepStatement(Statement statement)
    {
        if (!_kept.Add(statement))
        {
            return;
        }

        KeepPath(_parents[statement]);
        switch (statement.Operation)
        {
            case If f:
                Keep(f.Condition);
                break;
            case Loop l:
                if (l.Count is not null)
                {
                    Keep(l.Count);
                }

                break;
            case Block:
                break;
            default:
                Keep(statement.Operation.Operands);
                break;
        }

        switch (statement.Operation)
        {
            case Load l:
                ReadBuffer(l.Buffer);
                break;
            case Vector v:
                foreach (var buffer in v.Arguments.Where(a => a.Type.IsBuffer))
                {
                    ReadBuffer(buffer);
                }

                break;
            case Call or External:
                foreach (var buffer in statement.Operation.Operands.Where(v => v.Type.IsBuffer))
                {
                    ReadBuffer(buffer);
                }

                break;
            case Store s when s.Stored.Type.IsBuffer:
                ReadBuffer(s.Stored);
                break;
            case Block or Loop:
                // How the statement ends decides what runs after it.
                foreach (var (_, parent) in Exits(statement.Operation.Label()!))
                {
                    KeepPath(parent);
                }

                break;
        }
    }

    private void KeepPath(Statement? statement)
    {
        if (statement is not null)
        {
            KeepStatement(statement);
        }
    }

    private void Keep(EquatableArray<Value> values)
    {
        foreach (var value in values)
        {
            Keep(value);
        }
    }

    private void Keep(Value value)
    {
        if (_live.Add(value))
        {
            _pending.Push(value);
        }
    }

    private void Trace(Value value)
    {
        if (value.Type.IsBuffer && _aliasing.Roots(value) is null)
        {
            ReadBuffer(value);
        }

        if (_carried.TryGetValue(value, out var carried))
        {
            KeepStatement(carried.Loop);
            KeepCarried((Loop)carried.Loop.Operation, carried.Index);
        }

        if (!_definitions.TryGetValue(value, out var definition))
        {
            return;
        }

        KeepStatement(definition.Statement);
        switch (definition.Statement.Operation)
        {
            case If f:
                foreach (var region in f.Regions.Where(r => r.End.IsYield))
                {
                    Keep(region.End.Values[definition.Index]);
                }

                break;
            case Block b:
                KeepHanded(b.Label, b.Body, definition.Index);
                break;
            case Loop l:
                KeepCarried(l, definition.Index);
                break;
        }
    }

    private void KeepCarried(Loop loop, int index)
    {
        Keep(loop.Initial[index]);
        Keep(loop.Body.Parameters[index + 1]);
        KeepHanded(loop.Label, loop.Body, index);
    }

    private void KeepHanded(string label, Region body, int index)
    {
        if (body.End.IsYield)
        {
            Keep(body.End.Values[index]);
        }

        foreach (var (region, _) in Exits(label))
        {
            Keep(region.End.Values[index]);
        }
    }

    private Region Rebuild(Region region, bool[]? yielded)
    {
        var statements = new List<Statement>();
        foreach (var statement in region.Statements)
        {
            if (_kept.Contains(statement) || statement.Results.Any(_live.Contains))
            {
                statements.Add(Rebuild(statement));
            }
        }

        var live = region.End.IsYield ? yielded : _liveResults.TryGetValue(region.End.Label!, out var results) ? results : null;
        var handed = live is null ? region.End.Values : region.End.Values.Where((v, i) => live[i]).ToEquatableArray();
        return region with { Statements = statements.ToEquatableArray(), End = region.End with { Values = handed } };
    }

    private Statement Rebuild(Statement statement)
    {
        if (statement.Operation.Regions.Count == 0)
        {
            return statement;
        }

        bool[] live = [.. statement.Results.Select((r, i) => _live.Contains(r) || (statement.Operation is Loop l && _live.Contains(l.Body.Parameters[i + 1])))];
        if (statement.Operation.Label() is { } label)
        {
            _liveResults[label] = live;
        }

        var operation = statement.Operation switch
        {
            If f => new If(f.Condition, Rebuild(f.Then, live), Rebuild(f.Else, live)),
            Block b => b with { Body = Rebuild(b.Body, live) },
            Loop l => l with
            {
                Initial = l.Initial.Where((v, i) => live[i]).ToEquatableArray(),
                Body = Rebuild(l.Body, live) with { Parameters = l.Body.Parameters.Where((p, i) => i == 0 || live[i - 1]).ToEquatableArray() },
            },
            var other => other,
        };
        return statement with { Results = statement.Results.Where((r, i) => live[i]).ToEquatableArray(), Operation = operation };
    }
}
