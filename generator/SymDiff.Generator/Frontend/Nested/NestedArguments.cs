using Microsoft.CodeAnalysis;
using SymDiff.Compiler.IR;

namespace SymDiff.Generator.Frontend.Nested;

/// <summary>What the parameters of a derivative's form are given, by their place.</summary>
/// <param name="Values">What is handed over.</param>
/// <param name="Places">Where results go: variables of the caller, and what else holds numbers.</param>
/// <param name="TypeOf">The C# type of a parameter; null for a part of a set.</param>
internal sealed record NestedArguments(IReadOnlyDictionary<int, Value> Values, IReadOnlyDictionary<int, Place> Places, Func<int, ITypeSymbol?> TypeOf);
