using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SymDiff.Compiler.IR;
using SymDiff.Compiler.Rules;
using SymDiff.Generator.Diagnostics;

namespace SymDiff.Generator.Frontend;

/// <summary>
/// Static methods of the interfaces of generic mathematics, called on a type parameter that is a scalar (<c>T.Sin(x)</c>): rows of the table of primitives, conversions, or C# as it is.
/// </summary>
internal static class GenericCalls
{
    private const string UseChecked = "'{0}' does not say what becomes of a number that the type parameter cannot hold; call CreateChecked, or constrain the type parameter to IFloatingPointIeee754";

    /// <summary>Appends the call; null if it is no such call.</summary>
    /// <param name="context">The reading.</param>
    /// <param name="call">The call.</param>
    /// <param name="name">The variable that the result is for, if any.</param>
    public static Value? TryLower(LoweringContext context, IInvocationOperation call, string? name)
    {
        var method = call.TargetMethod;
        if (method is not { IsStatic: true, ContainingType.TypeKind: Microsoft.CodeAnalysis.TypeKind.Interface }
            || call.ConstrainedToType is not { } through || context.ScalarOf(through) is not { IsGeneric: true } type)
        {
            return null;
        }

        if (!GenericScalars.IsMathematics(method.ContainingType) || method.Parameters.Any(p => p.RefKind is not (RefKind.None or RefKind.In)))
        {
            return ExpressionLowering.Unsupported(context, call);
        }

        if (method.Name == "CreateChecked" && Literal(context, call.Arguments[0].Value, type) is { } literal)
        {
            return context.Builder.Add(new Constant(literal), type, name);
        }

        var arguments = call.Arguments.Select(a => (a.Parameter!.Ordinal, Value: ExpressionLowering.Lower(context, a.Value))).OrderBy(a => a.Ordinal).Select(a => a.Value).ToEquatableArray();
        return arguments.Any(context.IsPoisoned) ? context.Poison(context.TypeOf(call.Type)) : Lower(context, call, method, arguments, type, name);
    }

    /// <summary>Appends a call whose arguments are there.</summary>
    /// <param name="context">The reading.</param>
    /// <param name="call">Where it stands.</param>
    /// <param name="method">The method of the interface.</param>
    /// <param name="arguments">The arguments, in the order of the parameters.</param>
    /// <param name="type">What it is called on.</param>
    /// <param name="name">The variable that the result is for, if any.</param>
    public static Value Lower(LoweringContext context, IOperation call, IMethodSymbol method, EquatableArray<Value> arguments, IrType type, string? name) =>
        method.Name is "CreateChecked" or "CreateSaturating" or "CreateTruncating" && Created(context, call, method, arguments[0], type, name) is { } created ? created
            : Row(context, method, arguments, type) is { } row ? Apply(context, call, row, arguments, type, name)
            : Kept(context, call, method, arguments, type, name);

    /// <summary>Refuses an operation on a type parameter whose derivative its constraints have no members for.</summary>
    /// <param name="context">The reading.</param>
    /// <param name="at">The operation.</param>
    /// <param name="primitive">Its row.</param>
    /// <param name="arguments">What it is applied to.</param>
    /// <returns>What stands for the result; null if there is nothing to refuse.</returns>
    public static Value? Refusal(LoweringContext context, IOperation at, string primitive, EquatableArray<Value> arguments)
    {
        if (!arguments[0].Type.IsGeneric || !arguments.Any(context.IsVaried))
        {
            return null;
        }

        var needs = GenericNeeds.OfPartials(primitive, arguments[0].Type, i => context.IsVaried(arguments[i]));
        return needs.Count == 0 ? null : context.Reject(
            Descriptors.ConstraintMissing, at, Snippet.Of(at), string.Join(", ", needs.Select(n => n.Member)), arguments[0].Type.Name, GenericNeed.Constraints(needs));
    }

    // A constant of C# becomes one of the type parameter, if the number is exact.
    private static Literal? Literal(LoweringContext context, IOperation operand, IrType type) =>
        operand is { ConstantValue: { HasValue: true, Value: { } value }, Type: { } source } && context.ScalarOf(source) is { } from && from.Kind is Compiler.IR.TypeKind.Real or Compiler.IR.TypeKind.Integer
        && (from.IsReal || value is not (long or ulong) || (double)Convert.ToDecimal(value, System.Globalization.CultureInfo.InvariantCulture) is > -9e15 and < 9e15)
            ? TypeMap.Literal(type, value)
            : null;

    private static Value? Created(LoweringContext context, IOperation call, IMethodSymbol method, Value operand, IrType type, string? name)
    {
        if (context.ScalarOf(method.TypeArguments[0]) is not { } from || from.Kind is not (Compiler.IR.TypeKind.Real or Compiler.IR.TypeKind.Integer))
        {
            return null;
        }

        // What an IEEE number cannot hold is infinite, whatever the conversion is called.
        return from == type || method.Name == "CreateChecked" || type.Interfaces.Contains(GenericMembers.Ieee754)
            ? ConversionLowering.Convert(context, operand, from, type, isChecked: false, call, name)
            : context.IsVaried(operand)
            ? context.Reject(Descriptors.CallNotDifferentiable, call, Snippet.Of(call), string.Format(System.Globalization.CultureInfo.InvariantCulture, UseChecked, method.Name), "write what is meant")
            : null;
    }

    private static string? Row(LoweringContext context, IMethodSymbol method, EquatableArray<Value> arguments, IrType type)
    {
        if (method.IsGenericMethod || arguments.Count == 0 || arguments[0].Type != type)
        {
            return null;
        }

        var result = context.ScalarOf(method.ReturnType);
        return KnownMethods.Rows(method.Name).FirstOrDefault(row => row.Arity == arguments.Count && row.CSharp.Home != CSharpHome.MathAlone
            && result == (row.Result == ResultType.Integer ? IrType.Int32 : type)
            && method.Parameters.All(p => row.KindOf(p.Ordinal) switch
            {
                ParameterKind.Integer => context.ScalarOf(p.Type) == IrType.Int32,
                ParameterKind.Mode => p.Type.TypeKind == Microsoft.CodeAnalysis.TypeKind.Enum,
                _ => context.ScalarOf(p.Type) == type,
            }))?.Name;
    }

    private static Value Apply(LoweringContext context, IOperation call, string row, EquatableArray<Value> arguments, IrType type, string? name)
    {
        if (PrimitiveTable.Get(row).IsStep)
        {
            context.PassThroughStep(call, arguments[0]);
        }

        return Refusal(context, call, row, arguments) ?? context.Apply(PrimitiveTable.Get(row).Result == ResultType.Integer ? IrType.Int32 : type, row, arguments, name);
    }

    // Questions that are no derivative, and constants. What is made of numbers alone computes and does nothing else.
    private static Value Kept(LoweringContext context, IOperation call, IMethodSymbol method, EquatableArray<Value> arguments, IrType type, string? name)
    {
        var result = context.ScalarOf(call.Type);
        if (arguments.Any(context.IsVaried) && result is not { Kind: Compiler.IR.TypeKind.Bool })
        {
            return context.Reject(Descriptors.NoRuleYet, call, Snippet.Of(call), SymbolText.Short(method));
        }

        if (!ReadLowering.CanName(context, call.Type) || method.TypeArguments.Any(a => !ReadLowering.CanName(context, a)) || arguments.Any(a => OpaqueLowering.IsNoValue(context, a)))
        {
            return ExpressionLowering.Unsupported(context, call);
        }

        string generic = method.IsGenericMethod ? "<" + string.Join(", ", method.TypeArguments.Select(a => ReadLowering.NameOf(context, a))) + ">" : "";
        bool isPure = method.Parameters.All(p => context.ScalarOf(p.Type) is not null || p.Type.TypeKind == Microsoft.CodeAnalysis.TypeKind.Enum);
        return context.External(
            context.TypeOf(call.Type), $"{type.Name}.{SymbolText.Identifier(method.Name)}{generic}({ReadLowering.Placeholders(0, arguments.Count)})", arguments, isPure ? Effect.None : Effects.Of(method), name);
    }
}
