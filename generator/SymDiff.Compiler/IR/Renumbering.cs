namespace SymDiff.Compiler.IR;

/// <summary>
/// Compares functions as texts in which the numbers of values do not count. A pass that replaces a value by a new one just like it has changed
/// nothing, and would change nothing for ever.
/// </summary>
internal sealed class Renumbering
{
    private readonly Dictionary<Value, Value> _numbers = [];

    /// <summary>Whether the functions are the same but for the numbers of their values.</summary>
    public static bool AreSame(Function one, Function other) =>
        one.Name == other.Name && one.Results == other.Results && new Renumbering().HaveSameBody(one, other);

    private bool HaveSameBody(Function one, Function other) => Define(one.Parameters, other.Parameters) && AreSame(one.Body, other.Body);

    private bool AreSame(Region one, Region other)
    {
        if (one.Statements.Count != other.Statements.Count || !Define(one.Parameters, other.Parameters))
        {
            return false;
        }

        for (int i = 0; i < one.Statements.Count; i++)
        {
            if (!AreSame(one.Statements[i], other.Statements[i]))
            {
                return false;
            }
        }

        return (one.End with { Values = one.End.Values.Map(_numbers) }) == other.End;
    }

    private bool AreSame(Statement one, Statement other)
    {
        var (regions, others) = (one.Operation.Regions, other.Operation.Regions);
        if (one.Step != other.Step || regions.Count != others.Count)
        {
            return false;
        }

        for (int i = 0; i < regions.Count; i++)
        {
            if (!AreSame(regions[i], others[i]))
            {
                return false;
            }
        }

        // With the regions compared, what is left of the operation is compared with the other's in their place.
        return one.Operation.With(one.Operation.Operands.Map(_numbers), others).Equals(other.Operation) && Define(one.Results, other.Results);
    }

    private bool Define(EquatableArray<Value> values, EquatableArray<Value> others)
    {
        if (values.Count != others.Count)
        {
            return false;
        }

        for (int i = 0; i < values.Count; i++)
        {
            if (values[i].Type != others[i].Type || values[i].Name != others[i].Name)
            {
                return false;
            }

            _numbers[values[i]] = others[i];
        }

        return true;
    }
}
