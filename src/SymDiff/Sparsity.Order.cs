namespace SymDiff;

/// <content>Rows and columns of arrays of structs.</content>
public static partial class Sparsity
{
    /// <summary>A pattern that was found number by number, element by element.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <param name="rows">Of what the rows are, one after the other: how many numbers an element has, and how many elements there are.</param>
    /// <param name="columns">The same of the columns.</param>
    public static SparsityPattern ToElements(SparsityPattern pattern, ReadOnlySpan<int> rows, ReadOnlySpan<int> columns) => SparsityOrder.ToElements(pattern, rows, columns);

    /// <summary>A pattern element by element, number by number; found once for each pattern and number of elements.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <param name="rows">Of what the rows are, one after the other: how many numbers an element has, and how many elements there are.</param>
    /// <param name="columns">The same of the columns.</param>
    public static SparsityOrder ToNumbers(SparsityPattern pattern, ReadOnlySpan<int> rows, ReadOnlySpan<int> columns) => pattern.ByNumbers(rows, columns);

    /// <summary>Puts the values of entries in the order of elements.</summary>
    /// <typeparam name="T">Their type.</typeparam>
    /// <param name="values">The values, number by number.</param>
    /// <param name="order">The order.</param>
    public static void Reorder<T>(Span<T> values, SparsityOrder order) => order.Reorder(values);
}
