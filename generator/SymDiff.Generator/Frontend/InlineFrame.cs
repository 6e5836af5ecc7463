using Microsoft.CodeAnalysis;

namespace SymDiff.Generator.Frontend;

/// <summary>A method, local function or lambda being read.</summary>
/// <param name="Method">The method, as declared.</param>
/// <param name="Body">What is read of it.</param>
/// <param name="TypeArguments">What its type parameters stand for, where that is not themselves.</param>
/// <param name="Return">Where its returns go.</param>
internal sealed record InlineFrame(IMethodSymbol Method, IOperation Body, IReadOnlyDictionary<ITypeParameterSymbol, ITypeSymbol> TypeArguments, Target Return);
