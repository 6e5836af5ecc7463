using Microsoft.CodeAnalysis;

namespace SymDiff.Generator.Frontend;

/// <summary>The attributes of SymDiff on symbols.</summary>
internal static class Marks
{
    /// <summary>Full name of the attribute on a method.</summary>
    public const string Differentiable = "SymDiff.DifferentiableAttribute";

    /// <summary>Full name of the attribute that makes a constant.</summary>
    public const string NoGradient = "SymDiff.NoGradientAttribute";

    /// <summary>Full name of the attribute of a type that is a set of parameters.</summary>
    public const string ParameterSet = "SymDiff.ParameterSetAttribute";

    /// <summary>Full name of the attribute of a buffer whose final content is a result.</summary>
    public const string Output = "SymDiff.OutputAttribute";

    /// <summary>Full name of the attribute of a buffer whose initial content is an input and whose final content is a result.</summary>
    public const string InOut = "SymDiff.InOutAttribute";

    /// <summary>Full name of the attribute of a workspace.</summary>
    public const string Scratch = "SymDiff.ScratchAttribute";

    /// <summary>Full name of the attribute of the number of a sample.</summary>
    public const string Sample = "SymDiff.SampleAttribute";

    /// <summary>The attributes that only buffers can carry.</summary>
    public static readonly IReadOnlyList<string> Buffer = [Output, InOut, Scratch];

    /// <summary>Whether the symbol carries the attribute.</summary>
    public static bool Has(ISymbol symbol, string attribute) => Get(symbol, attribute) is not null;

    /// <summary>The attribute, if the symbol carries it.</summary>
    public static AttributeData? Get(ISymbol symbol, string attribute)
    {
        foreach (var data in symbol.GetAttributes())
        {
            if (data.AttributeClass is { } type && TypeMap.Is(type, attribute))
            {
                return data;
            }
        }

        return null;
    }

    /// <summary>The attribute on a method, on either part of a partial one.</summary>
    public static AttributeData? OfMethod(IMethodSymbol method) =>
        Get(method, Differentiable)
        ?? (method.PartialImplementationPart is { } implementation ? Get(implementation, Differentiable) : null)
        ?? (method.PartialDefinitionPart is { } definition ? Get(definition, Differentiable) : null);

    /// <summary>
    /// Whether we emitted the symbol. The analyzer sees emitted members and the generator does not; both must come to the same verdict,
    /// so that they are overlooked wherever members are looked up.
    /// </summary>
    public static bool IsEmitted(ISymbol symbol) =>
        Get(symbol, "System.CodeDom.Compiler.GeneratedCodeAttribute") is { ConstructorArguments: { Length: > 0 } arguments }
        && arguments[0].Value is string tool && tool.StartsWith("SymDiff", StringComparison.Ordinal);
}
