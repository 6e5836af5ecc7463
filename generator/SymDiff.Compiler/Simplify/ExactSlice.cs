using SymDiff.Compiler.Analysis;
using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Simplify;

/// <summary>
/// The values that must keep their bits: what the primal returns, leaves in its parameters' memory and hands to effects and calls (SPEC, section 2),
/// and what comparisons and conversions to integers look at, because forward and reverse sweep must take the same way and mean the same element.
/// </summary>
internal sealed class ExactSlice
{
    private readonly HashSet<Value> _slice = [];
    private readonly Stack<Value> _pending = [];
    private readonly Dictionary<Value, (Operation Operation, int Index)> _definitions = [];
    private readonly Dictionary<string, List<EquatableArray<Value>>> _handed = new(StringComparer.Ordinal);
    private readonly List<(IReadOnlyCollection<Value>? Roots, Value Stored)> _stores = [];
    private readonly HashSet<Value> _memory = [];
    private readonly HashSet<Value> _read = [];
    private readonly Aliasing _aliasing;

    private ExactSlice(Function function)
    {
        _aliasing = Aliasing.Of(function);
        foreach (var region in function.Body.Nested())
        {
            foreach (var statement in region.Statements)
            {
                Index(statement);
            }

            if (region.End.Label is { } label)
            {
                if (!_handed.TryGetValue(label, out var list))
                {
                    _handed[label] = list = [];
                }

                list.Add(region.End.Values);
            }
        }
    }

    /// <summary>Collects them.</summary>
    /// <param name="function">The function.</param>
    /// <param name="results">How many leading results are values of the primal.</param>
    /// <param name="parameters">How many leading parameters are the primal's.</param>
    public static HashSet<Value> Of(Function function, int results, int parameters)
    {
        var pass = new ExactSlice(function);
        foreach (var region in function.Body.Nested().Where(r => r == function.Body || r.End.Label == Function.ReturnLabel))
        {
            pass.Push(region.End.Values.Take(results));
            pass.Read(region.End.Values.Take(results).Where(v => v.Type.IsBuffer));
        }

        pass.Read(function.Parameters.Take(parameters).Where(p => p.Type.IsBuffer));
        foreach (var statement in function.Body.AllStatements())
        {
            if (IsExact(statement))
            {
                var exact = statement.Operation.Operands.Take(statement.Operation.Operands.Count - (statement.Operation is Call call ? call.Kept : 0)).ToList();
                pass.Push(exact);
                pass.Read(exact.Where(v => v.Type.IsBuffer));
            }
        }

        pass.Trace();
        return pass._slice;
    }

    private static bool IsExact(Statement statement) => statement.Operation switch
    {
        Apply => !statement.Result.IsReal,
        Call c => !Transforms.DerivedNames.IsReverse(c.Callee),
        External => true,
        _ => false,
    };

    private void Index(Statement statement)
    {
        for (int i = 0; i < statement.Results.Count; i++)
        {
            _definitions[statement.Results[i]] = (statement.Operation, i);
        }

        if (statement.Operation is Loop loop)
        {
            // The number of the iteration is no carried value: it follows from the count alone.
            for (int i = 0; i < loop.Body.Parameters.Count; i++)
            {
                _definitions[loop.Body.Parameters[i]] = (loop, i - 1);
            }
        }

        switch (statement.Operation)
        {
            case Store s:
                _stores.Add((_aliasing.Roots(s.Buffer), s.Stored));
                break;
            case Accumulate a:
                _stores.Add((_aliasing.Roots(a.Buffer), a.Added));
                break;
            case Vector { Destination: { } destination } v:
                _stores.AddRange(v.Arguments.Select(a => (_aliasing.Roots(destination), a)));
                break;
        }
    }

    private void Push(IEnumerable<Value> values)
    {
        foreach (var value in values)
        {
            _pending.Push(value);
        }
    }

    // What is stored where it may be read from is exact as well.
    private void Read(IEnumerable<Value> buffers)
    {
        foreach (var buffer in buffers)
        {
            var roots = _aliasing.Roots(buffer);
            if (roots is not null && roots.All(_memory.Contains))
            {
                continue;
            }

            _memory.UnionWith(roots ?? []);
            var stored = _stores.Where(s => roots is null || s.Roots is null || s.Roots.Any(roots.Contains)).Select(s => s.Stored).ToList();
            Push(stored);

            // A vector function writes what it makes of the content of buffers.
            Read(stored.Where(s => s.Type.IsBuffer && _read.Add(s)).ToList());
        }
    }

    private void Trace()
    {
        while (_pending.Count > 0)
        {
            var value = _pending.Pop();
            if (!_slice.Add(value) || !_definitions.TryGetValue(value, out var definition))
            {
                continue;
            }

            var (operation, index) = definition;
            if (operation.Regions.Count > 0)
            {
                TraceHandedOver(operation, index);
                continue;
            }

            Push(operation.Operands.Take(operation.Operands.Count - (operation is Call call ? call.Kept : 0)));
            if (operation is Load load)
            {
                Read([load.Buffer]);
            }
            else if (operation is Vector vector)
            {
                Read(vector.Arguments.Where(a => a.Type.IsBuffer));
            }
        }
    }

    // One result of a choice, a block or a loop: what is handed over in its place, not what the others get. (Which way is taken is exact anyway.)
    private void TraceHandedOver(Operation operation, int index)
    {
        if (operation is If choice)
        {
            Push([choice.Condition]);
        }

        if (operation is Loop { Count: { } count })
        {
            Push([count]);
        }

        if (index < 0)
        {
            return;
        }

        Push(operation.Regions.Where(r => r.End.IsYield).Select(r => r.End.Values[index]));
        if (operation.Label() is { } own && _handed.TryGetValue(own, out var handed))
        {
            Push(handed.Select(values => values[index]));
        }

        if (operation is Loop loop)
        {
            Push([loop.Initial[index]]);
        }
    }
}
