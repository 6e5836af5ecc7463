using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Analysis;

/// <summary>Where regions can leave for, and whether they can end normally.</summary>
internal static class Exits
{
    /// <summary>The labels around the region that something inside it leaves for.</summary>
    public static HashSet<string> Labels(Region region)
    {
        var labels = new HashSet<string>(StringComparer.Ordinal);
        Collect(region, labels);
        return labels;
    }

    /// <summary>The labels around the operation that something inside it leaves for.</summary>
    public static HashSet<string> Labels(Operation operation)
    {
        var labels = new HashSet<string>(StringComparer.Ordinal);
        Collect(operation, labels);
        return labels;
    }

    /// <summary>Whether the region can end by yielding.</summary>
    public static bool Completes(Region region) => region.End.IsYield && region.Statements.All(s => Completes(s.Operation));

    /// <summary>Whether what follows the operation can be reached.</summary>
    public static bool Completes(Operation operation) => operation switch
    {
        If f => Completes(f.Then) || Completes(f.Else),
        Block b => Completes(b.Body) || Labels(b.Body).Contains(b.Label),
        Loop l => l.Count is not null || Labels(l.Body).Contains(l.Label),
        _ => true,
    };

    private static void Collect(Region region, HashSet<string> labels)
    {
        foreach (var statement in region.Statements)
        {
            Collect(statement.Operation, labels);
        }

        if (region.End.Label is { } label)
        {
            labels.Add(label);
        }
    }

    private static void Collect(Operation operation, HashSet<string> labels)
    {
        if (operation.Regions.Count == 0)
        {
            return;
        }

        var inner = new HashSet<string>(StringComparer.Ordinal);
        foreach (var region in operation.Regions)
        {
            Collect(region, inner);
        }

        if (operation.Label() is { } own)
        {
            inner.Remove(own);
        }

        labels.UnionWith(inner);
    }
}
