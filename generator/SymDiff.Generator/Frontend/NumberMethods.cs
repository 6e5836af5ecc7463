using Microsoft.CodeAnalysis;
using SymDiff.Compiler.IR;

namespace SymDiff.Generator.Frontend;

/// <summary>
/// Static methods of the platform's numbers that are conversions or comparisons by another name, or say what is so by the type alone.
/// </summary>
internal static class NumberMethods
{
    // What holds of every value of a type, and of none; only those that the type has for the interface and not by a name of its own come here.
    private static readonly HashSet<string> Always = new(StringComparer.Ordinal) { "IsCanonical", "IsFinite", "IsInteger", "IsRealNumber", "IsPositive" };

    private static readonly HashSet<string> Never = new(StringComparer.Ordinal)
    {
        "IsComplexNumber", "IsImaginaryNumber", "IsNaN", "IsInfinity", "IsPositiveInfinity", "IsNegativeInfinity", "IsSubnormal", "IsNegative",
    };

    /// <summary>Appends the call; null if the method is none of these.</summary>
    /// <param name="context">The reading.</param>
    /// <param name="site">The call.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="name">The variable that the result is for, if any.</param>
    public static Value? TryLower(LoweringContext context, CallSite site, IReadOnlyList<Argument> arguments, string? name)
    {
        if (!IsKnown(context, site.Method))
        {
            return null;
        }

        var operand = arguments[0].Value;
        return GenericMath.Name(site.Method) switch
        {
            "IsZero" => context.Apply(IrType.Bool, "Equal", EquatableArray.Of(operand, context.Builder.Zero(operand.Type)), name),
            "IsNormal" => context.Apply(IrType.Bool, "NotEqual", EquatableArray.Of(operand, context.Builder.Zero(operand.Type)), name),
            "CreateChecked" or "CreateSaturating" or "CreateTruncating" => Create(context, site, operand, name),
            var predicate => context.Builder.Constant(Literal.Of(Always.Contains(predicate))),
        };
    }

    /// <summary>Whether the method is one of these, which need no name in the emitted method.</summary>
    public static bool IsKnown(LoweringContext context, IMethodSymbol method)
    {
        if (method is not { IsStatic: true, Parameters.Length: 1 } || TypeMap.Scalar(method.ContainingType) is not { } type || type == IrType.Bool)
        {
            return false;
        }

        string name = GenericMath.Name(method);
        bool isExplicit = method.MethodKind == MethodKind.ExplicitInterfaceImplementation;
        return method.IsGenericMethod
            ? name is "CreateChecked" or "CreateSaturating" or "CreateTruncating" && context.ScalarOf(method.TypeArguments[0]) is { } from && from != IrType.Bool
                && (type.IsReal || from == type || name == "CreateChecked" || (!isExplicit && context.CanName(method.ContainingType)))
            : isExplicit && (name is "IsZero" or "IsNormal" || Always.Contains(name) || Never.Contains(name));
    }

    // To a real number all three are the cast. To an integer the checked one is that of a checked context; the others have rules of their own for what does not fit.
    private static Value Create(LoweringContext context, CallSite site, Value operand, string? name)
    {
        var (from, to) = (operand.Type, TypeMap.Scalar(site.Method.ContainingType)!);
        if (to.IsReal || from == to || site.Method.Name == "CreateChecked")
        {
            return ConversionLowering.Convert(context, operand, from, to, isChecked: true, site.Operation, name);
        }

        if (from.IsReal)
        {
            context.PassThroughStep(site.Operation, operand);
        }

        string method = SymbolText.OfInstance(site.Method.OriginalDefinition.Construct(context.Stands(site.Method.TypeArguments[0])));
        return context.External(to, External.Verbatim($"{SymbolText.Of(site.Method.ContainingType)}.{method}") + "({0})", EquatableArray.Of(operand), Effect.None, name);
    }
}
