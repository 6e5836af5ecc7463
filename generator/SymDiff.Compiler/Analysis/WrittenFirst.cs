using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Analysis;

/// <summary>Which memory of the caller is never read before it is written, as far as that can be seen: every load follows a store to the same element.</summary>
/// <param name="function">The function.</param>
public sealed class WrittenFirst(Function function)
{
    private readonly Aliasing _aliasing = Aliasing.Of(function);
    private readonly Dictionary<Value, Literal> _literals = function.Body.AllStatements()
        .Where(s => s.Operation is Constant).ToDictionary(s => s.Result, s => ((Constant)s.Operation).Literal);

    /// <summary>Whether the memory is written, and nothing of it is read that it held before.</summary>
    /// <param name="parameter">A buffer among the function's parameters.</param>
    public bool Is(Value parameter)
    {
        var written = function.Body.AllStatements().Select(s => s.Operation is Store store ? store.Buffer : s.Operation is Vector vector ? vector.Destination : null).OfType<Value>();
        return written.Any(b => MayBe(b, parameter)) && !Reads(function.Body, parameter, []);
    }

    // The elements are those that are certainly written where the region begins.
    private bool Reads(Region region, Value parameter, IEnumerable<Value> elements)
    {
        var known = elements.ToList();
        foreach (var statement in region.Statements)
        {
            bool reads = statement.Operation switch
            {
                Load load => MayBe(load.Buffer, parameter) && !(load.Buffer == parameter && known.Any(k => IsSame(k, load.Index))),
                Vector vector => vector.Arguments.Any(a => a.Type.IsBuffer && MayBe(a, parameter)),
                Call or External => statement.Operation.Operands.Any(o => o.Type.IsBuffer && MayBe(o, parameter)),
                _ => statement.Operation.Regions.Any(r => Reads(r, parameter, known)),
            };
            if (reads)
            {
                return true;
            }

            if (statement.Operation is Store store && store.Buffer == parameter)
            {
                known.Add(store.Index);
            }
        }

        return false;
    }

    private bool MayBe(Value buffer, Value parameter) => _aliasing.Roots(buffer) is not { } roots || roots.Contains(parameter);

    private bool IsSame(Value a, Value b) => a == b || (_literals.TryGetValue(a, out var x) && _literals.TryGetValue(b, out var y) && x.Equals(y));
}
