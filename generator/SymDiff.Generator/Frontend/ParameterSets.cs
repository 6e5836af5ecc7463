using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SymDiff.Compiler.IR;
using SymDiff.Generator.Diagnostics;

namespace SymDiff.Generator.Frontend;

/// <summary>
/// Sets of parameters that are neither a parameter of the method nor what it is called on. Taken as constants, they would silently have no gradient, so that they are refused
/// wherever their state may be read, but where somebody said <c>[NoGradient]</c>.
/// </summary>
internal static class ParameterSets
{
    /// <summary>Full name of what a set implements.</summary>
    public const string Interface = "SymDiff.IParameterSet`2";

    /// <summary>Whether the type is a set of parameters, by its mark or a base's, or by what it has members for.</summary>
    public static bool Is(ITypeSymbol type)
    {
        if (ExposedReals.IsMarkedConstant(type))
        {
            return false;
        }

        for (ITypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            if (Marks.Has(current, Marks.ParameterSet))
            {
                return true;
            }
        }

        return TypeMap.Is(type, Interface) || type.AllInterfaces.Any(i => TypeMap.Is(i, Interface))
            || (type is ITypeParameterSymbol parameter && parameter.ConstraintTypes.Any(c => !SymbolEqualityComparer.Default.Equals(c, type) && Is(c)));
    }

    /// <summary>Whether the type whose instance a method is called on is a set.</summary>
    public static bool IsThis(IMethodSymbol method) => !method.IsStatic && Is(method.ContainingType);

    /// <summary>
    /// Refuses the read of a set, or of a set's state, if the set is not part of a parameter or made by the method: it would be a constant that nobody said is one.
    /// </summary>
    /// <param name="context">The reading.</param>
    /// <param name="read">The read.</param>
    /// <param name="member">What is read.</param>
    /// <param name="receiver">What it is read of; null for <c>this</c> and for types.</param>
    /// <returns>What stands for the value; null if the member may be read.</returns>
    public static Value? Refuse(LoweringContext context, IOperation read, ISymbol member, Value? receiver) =>
        Marks.Has(member, Marks.NoGradient) || (receiver is null ? !Gives(context, read.Type) : context.IsGiven(receiver) || !(Gives(context, read.Type) || Is(member.ContainingType)))
            ? null
            : context.Reject(
                Descriptors.ParameterSetNotSupported, read, Snippet.Of(read), $"the state of '{SymbolText.Short(member)}' would silently be a constant",
                $"pass the numbers as parameters, or mark '{SymbolText.Short(member)}' [NoGradient] to make them constants");

    /// <summary>Refuses to hand a set to C# that is not looked into.</summary>
    /// <param name="context">The reading.</param>
    /// <param name="call">The call.</param>
    /// <param name="handed">What it is handed, and where that stands.</param>
    /// <returns>What stands for the result; null if nothing of it is a set that would silently be a constant.</returns>
    public static Value? Refuse(LoweringContext context, IOperation call, IEnumerable<(IOperation? Source, Value Value)> handed)
    {
        var set = handed.FirstOrDefault(h => !context.IsGiven(h.Value) && Gives(context, h.Source?.Type)).Source;
        return set is null ? null : context.Reject(
            Descriptors.ParameterSetNotSupported, call, Snippet.Of(call), $"the state of '{Snippet.Of(set)}' would silently be a constant",
            "pass the numbers as parameters, or take the set from a parameter or a member marked [NoGradient] to make them constants");
    }

    // A set, or several of them.
    private static bool Gives(LoweringContext context, ITypeSymbol? type) => type is not null && Gives(context.Stands(type));

    private static bool Gives(ITypeSymbol type) => Is(type) || type switch
    {
        IArrayTypeSymbol array => Gives(array.ElementType),
        INamedTypeSymbol named => named.TypeArguments.Any(Gives),
        _ => false,
    };
}
