using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Analysis;

/// <summary>Memory that is handed out of the region that makes it.</summary>
internal static class Escapes
{
    /// <summary>The allocations that what ends their region hands on, or that are known outside of it.</summary>
    /// <param name="function">The function.</param>
    /// <param name="aliasing">What its buffers refer to.</param>
    public static HashSet<Value> Of(Function function, Aliasing aliasing)
    {
        var escaping = new HashSet<Value>();
        var inside = new Dictionary<Value, HashSet<Value>>();
        foreach (var region in function.Body.Nested().Where(r => !ReferenceEquals(r, function.Body)))
        {
            foreach (var made in region.Statements.Where(s => s.Operation is Alloc).Select(s => s.Result))
            {
                inside[made] = [.. region.Nested().SelectMany(r => r.Parameters.Concat(r.Statements.SelectMany(s => s.Results)))];
                if (region.End.Values.Any(v => v.Type.IsBuffer && aliasing.Roots(v)?.Contains(made) != false))
                {
                    escaping.Add(made);
                }
            }
        }

        if (inside.Count == 0)
        {
            return escaping;
        }

        foreach (var value in function.Body.AllStatements().SelectMany(s => s.Results).Concat(function.Body.Nested().SelectMany(r => r.Parameters)).Where(v => v.Type.IsBuffer))
        {
            foreach (var root in aliasing.Roots(value) ?? inside.Keys)
            {
                if (inside.TryGetValue(root, out var known) && !known.Contains(value))
                {
                    escaping.Add(root);
                }
            }
        }

        // What is stored in memory from outside the region goes where that goes.
        foreach (var store in function.Body.AllStatements().Select(s => s.Operation).OfType<Store>().Where(s => s.Stored.Type.IsBuffer))
        {
            escaping.UnionWith((aliasing.Roots(store.Stored) ?? inside.Keys).Where(inside.ContainsKey));
        }

        return escaping;
    }
}
