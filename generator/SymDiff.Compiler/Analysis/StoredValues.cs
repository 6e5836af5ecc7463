using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Analysis;

/// <summary>
/// Values that a loop stores where nothing is stored afterwards: each iteration at its own number, by the only statement that writes the memory from there on.
/// They need no record, for the memory is one.
/// </summary>
internal static class StoredValues
{
    /// <summary>The values, each with the memory that holds it at the number of the iteration.</summary>
    /// <param name="forward">The forward sweep.</param>
    /// <param name="aliasing">What its buffers refer to.</param>
    /// <param name="sites">Where its values are defined.</param>
    public static Dictionary<Value, Value> Of(IReadOnlyList<Statement> forward, Aliasing aliasing, Sites sites)
    {
        var stored = new Dictionary<Value, Value>();
        var written = new HashSet<Value>();

        // From the end: what was seen is written afterwards.
        for (int i = forward.Count - 1; i >= 0; i--)
        {
            var here = WrittenMemory.Written(forward[i], aliasing).ToList();
            if (here.Any(b => aliasing.Roots(b) is null))
            {
                break;
            }

            if (forward[i].Operation is Loop loop && loop.Body.End.IsYield && Exits.Labels(loop.Body).Count == 0)
            {
                foreach (var store in loop.Body.Statements.Select(s => s.Operation).OfType<Store>().Where(s => s.Index == loop.Iteration && sites[s.Buffer].IsTopLevel))
                {
                    bool isWhole = !aliasing.MayBePart(store.Buffer) && aliasing.Roots(store.Buffer) is { Count: 1 } roots && !written.Contains(roots.Single())
                        && here.Count(b => aliasing.Roots(b)!.Contains(roots.Single())) == 1;
                    if (isWhole && !store.Stored.Type.IsBuffer && sites[store.Stored].Loop?.Loop.Label == loop.Label)
                    {
                        stored[store.Stored] = store.Buffer;
                    }
                }
            }

            foreach (var buffer in here)
            {
                written.UnionWith(aliasing.Roots(buffer)!);
            }
        }

        return stored;
    }
}
