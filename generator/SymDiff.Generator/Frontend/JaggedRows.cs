using SymDiff.Compiler.IR;

namespace SymDiff.Generator.Frontend;

/// <summary>What a parameter <c>T[][]</c> is that carries derivatives.</summary>
/// <param name="Elements">The elements of all rows, one row after the other.</param>
/// <param name="Array">The array, as C#: how many rows there are, how long each is, and what has none.</param>
/// <param name="Starts">Where each row begins among the elements.</param>
internal sealed record JaggedRows(Value Elements, Value Array, Value Starts);
