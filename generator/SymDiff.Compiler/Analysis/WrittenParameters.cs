using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Analysis;

/// <summary>Which memory functions that call each other may write of what they are handed: themselves, or because they hand it on.</summary>
public sealed class WrittenParameters
{
    private readonly Dictionary<string, HashSet<int>> _written = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Function> _functions;
    private readonly Dictionary<string, Aliasing> _aliasing;
    private readonly HashSet<string> _unknown = new(StringComparer.Ordinal);

    /// <summary>Analyses functions; any other that they call may write all that it is handed, and more.</summary>
    /// <param name="functions">The functions.</param>
    public WrittenParameters(IEnumerable<Function> functions)
    {
        _functions = functions.ToDictionary(f => f.Name, f => f, StringComparer.Ordinal);

        // By which of the parameters something is written is the question, whatever else the memory may be.
        _aliasing = _functions.ToDictionary(f => f.Key, f => Aliasing.Of(f.Value with { MayOverlap = false }), StringComparer.Ordinal);
        foreach (var function in _functions.Values)
        {
            _written[function.Name] = [];
        }

        while (_functions.Values.Where(Grows).ToList().Count > 0)
        {
        }
    }

    /// <summary>Whether a function may write the memory that it is handed as an argument.</summary>
    /// <param name="function">Its name.</param>
    /// <param name="index">The argument's place.</param>
    public bool IsWritten(string function, int index) => !_written.TryGetValue(function, out var written) || written.Contains(index);

    /// <summary>Whether a function may write memory that it is not handed.</summary>
    /// <param name="function">Its name.</param>
    public bool IsUnknown(string function) => _unknown.Contains(function) || !_written.ContainsKey(function);

    /// <summary>A function whose calls say what the callees leave as it is.</summary>
    /// <param name="function">The function.</param>
    public Function Marked(Function function) => function with { Body = Marked(function.Body) };

    private Region Marked(Region region) => region with
    {
        Statements = region.Statements.Select(s => s.Operation switch
        {
            Call call when !IsUnknown(call.Callee) && call.Arguments.Any(a => a.Type.IsBuffer) =>
                s with { Operation = call with { OnlyRead = call.Arguments.Select((_, i) => !IsWritten(call.Callee, i)).ToEquatableArray() } },
            { Regions.Count: > 0 } operation => s with { Operation = operation.With(operation.Operands, operation.Regions.Select(Marked).ToEquatableArray()) },
            _ => s,
        }).ToEquatableArray(),
    };

    private bool Grows(Function function)
    {
        var written = _written[function.Name];
        int before = written.Count;
        bool wasUnknown = _unknown.Contains(function.Name);
        var aliasing = _aliasing[function.Name];
        foreach (var operation in function.Body.AllStatements().Select(s => s.Operation))
        {
            var buffers = operation switch
            {
                Store store => [store.Buffer],
                Accumulate sum => [sum.Buffer],
                Vector { Destination: { } destination } => [destination],
                Call { OnlyRead.Count: > 0 } call when !_written.ContainsKey(call.Callee) => call.Written,
                Call call => call.Arguments.Where((a, i) => a.Type.IsBuffer && IsWritten(call.Callee, i)),
                External { HasEffect: true } => operation.Operands.Where(o => o.Type.IsBuffer),
                _ => Enumerable.Empty<Value>(),
            };
            if (operation is External { Effect: Effect.Any } || (operation is Call called && IsUnknown(called.Callee)))
            {
                _unknown.Add(function.Name);
            }

            foreach (var root in buffers.SelectMany(b => aliasing.Roots(b) ?? aliasing.Parameters))
            {
                int index = function.Parameters.ToList().IndexOf(root);
                if (index >= 0)
                {
                    written.Add(index);
                }
            }
        }

        return written.Count > before || wasUnknown != _unknown.Contains(function.Name);
    }
}
