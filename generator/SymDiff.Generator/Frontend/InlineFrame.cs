using Microsoft.CodeAnalysis;
using SymDiff.Compiler.IR;

namespace SymDiff.Generator.Frontend;

/// <summary>A method, local function or lambda being read.</summary>
/// <param name="Method">The method, as declared.</param>
/// <param name="Body">What is read of it.</param>
/// <param name="TypeArguments">What its type parameters stand for, where that is not themselves.</param>
/// <param name="Return">Where its returns go.</param>
/// <param name="This">The variable that <c>this</c> is in it; null where it is that of the marked method.</param>
internal sealed record InlineFrame(
    IMethodSymbol Method, IOperation Body, IReadOnlyDictionary<ITypeParameterSymbol, ITypeSymbol> TypeArguments, Target Return, ISymbol? This = null)
{
    /// <summary>What it is called with.</summary>
    public IReadOnlyList<Argument> Given { get; init; } = [];

    /// <summary>The ways out of its statements, which depend on what the type parameters stand for.</summary>
    public Reachability? Reachability { get; set; }
}
