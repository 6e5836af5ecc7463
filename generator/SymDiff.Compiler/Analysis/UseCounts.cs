using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Analysis;

/// <summary>How often each value of a function is read.</summary>
internal sealed class UseCounts
{
    private readonly Dictionary<Value, int> _uses = [];

    /// <summary>Counts them.</summary>
    public UseCounts(Function function)
    {
        foreach (var region in function.Body.Nested())
        {
            foreach (var statement in region.Statements)
            {
                Count(statement.Operation.Operands);
            }

            Count(region.End.Values);
        }
    }

    private void Count(EquatableArray<Value> values)
    {
        foreach (var value in values)
        {
            _uses[value] = Of(value) + 1;
        }
    }

    /// <summary>The number of places that read the value; none for one that is not of the function.</summary>
    public int Of(Value value) => _uses.TryGetValue(value, out int uses) ? uses : 0;
}
