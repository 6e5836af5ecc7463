using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SymDiff.Compiler.IR;

namespace SymDiff.Generator.Frontend;

/// <summary>A call.</summary>
/// <param name="Operation">Where it stands.</param>
/// <param name="Method">What is called.</param>
/// <param name="Instance">The receiver, if there is one.</param>
/// <param name="IsVirtual">Whether the method is chosen at run time.</param>
internal sealed record CallSite(IOperation Operation, IMethodSymbol Method, IOperation? Instance, bool IsVirtual)
{
    /// <summary>Whether another method stands in the source, of an interface.</summary>
    public bool IsResolved { get; init; }
}

/// <summary>An argument with its value.</summary>
/// <param name="Parameter">The parameter it is for.</param>
/// <param name="Value">Its value; <see cref="LoweringContext.Nothing"/> where there is none yet.</param>
/// <param name="Source">Where it stands; null for what no argument says.</param>
/// <param name="Location">The variable that the parameter is another name of, if it is passed by reference.</param>
/// <param name="Place">The element that it is another name of, if it is.</param>
internal sealed record Argument(IParameterSymbol? Parameter, Value Value, IArgumentOperation? Source, ISymbol? Location = null, Place? Place = null);
