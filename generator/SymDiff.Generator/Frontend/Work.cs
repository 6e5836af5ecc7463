using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SymDiff.Generator.Frontend;

/// <summary>Statements still to be lowered: those of a block from one on, and then those of the blocks around it.</summary>
/// <param name="statements">A block's statements.</param>
/// <param name="index">The next of them.</param>
/// <param name="next">What follows the block.</param>
internal sealed class Work(IReadOnlyList<IOperation> statements, int index, Work? next)
{
    /// <summary>The next statement.</summary>
    public IOperation Statement => statements[index];

    /// <summary>What follows the next statement; null for nothing.</summary>
    public Work? Rest => Of(statements, index + 1, next);

    /// <summary>Statements in front of others; null if there are none at all.</summary>
    public static Work? Of(IReadOnlyList<IOperation> statements, Work? next) => Of(statements, 0, next);

    /// <summary>A statement in front of others.</summary>
    public static Work? Of(IOperation? statement, Work? next) => statement is null ? next : new Work([statement], 0, next);

    private static Work? Of(IReadOnlyList<IOperation> statements, int index, Work? next)
    {
        // Nothing that does nothing, so that null means that the end is reached.
        while (index < statements.Count && statements[index] is IEmptyOperation or ILocalFunctionOperation)
        {
            index++;
        }

        return index < statements.Count ? new Work(statements, index, next) : next;
    }
}
