using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Emit;

/// <summary>One of the assignments that happen at once where a region ends.</summary>
/// <param name="Target">What is assigned.</param>
/// <param name="Source">What it becomes.</param>
/// <param name="IsSaved">Whether the source must be saved under a name of its own, because another assignment comes in between.</param>
internal readonly record struct Copy(Variable Target, Value Source, bool IsSaved);

/// <summary>Puts assignments that happen at once into an order in which no variable is overwritten before it is read.</summary>
internal static class ParallelCopy
{
    /// <summary>The order. What is saved comes twice: where it is saved, and at the end where it is assigned.</summary>
    /// <param name="folded">The function.</param>
    /// <param name="variables">Its variables.</param>
    /// <param name="copies">What becomes what.</param>
    public static IEnumerable<Copy> InOrder(FoldedFunction folded, Variables variables, IEnumerable<(Variable Target, Value Source)> copies)
    {
        var pending = copies
            .Select(c => (c.Target, c.Source, Reads: new HashSet<Variable>(folded.Read(c.Source).Select(v => variables.Find(v)).OfType<Variable>())))
            .Where(c => folded.Inlined(c.Source) is not null || !c.Reads.Contains(c.Target))
            .ToList();
        var saved = new List<Copy>();
        while (pending.Count > 0)
        {
            int next = pending.FindIndex(c => pending.All(other => other.Target == c.Target || !other.Reads.Contains(c.Target)));
            var (target, source, _) = pending[Math.Max(next, 0)];
            pending.RemoveAt(Math.Max(next, 0));
            var copy = new Copy(target, source, IsSaved: next < 0 && !Mutation.CopiesWithoutSaving);
            if (copy.IsSaved)
            {
                saved.Add(copy);
            }

            yield return copy;
        }

        foreach (var copy in saved)
        {
            yield return copy;
        }
    }
}
