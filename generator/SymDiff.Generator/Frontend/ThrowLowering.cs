using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Operations;
using SymDiff.Compiler.IR;
using SymDiff.Generator.Diagnostics;

namespace SymDiff.Generator.Frontend;

/// <summary>
/// Exceptions thrown by hand: C# that every form keeps. A message may quote active values, whose derivative stops there.
/// </summary>
internal static class ThrowLowering
{
    /// <summary>Appends the throw; nothing follows it.</summary>
    public static void Lower(LoweringContext context, IThrowOperation thrown)
    {
        var exception = thrown.Exception!;
        while (exception is IConversionOperation { OperatorMethod: null } conversion)
        {
            exception = conversion.Operand;
        }

        if (exception is IObjectCreationOperation { Initializer: null, Constructor: { } constructor } creation)
        {
            Create(context, creation, constructor);
        }
        else
        {
            var value = ExpressionLowering.Lower(context, exception);
            if (!context.IsPoisoned(value))
            {
                context.DisposeEnumerators(0);
                context.Do("throw {0}", EquatableArray.Of(value), Effect.Once);
            }
        }

        context.End = Ending.Dead;
    }

    /// <summary>The throw that an expression is, whatever type it is converted to; null if it is none.</summary>
    public static IThrowOperation? Of(IOperation? expression) => expression switch
    {
        IThrowOperation { Exception: not null } thrown => thrown,
        IConversionOperation conversion => Of(conversion.Operand),
        IParenthesizedOperation parenthesized => Of(parenthesized.Operand),
        _ => null,
    };

    /// <summary>What a guard or a message is given: a value, also of active ones, of any type that C# would convert it to.</summary>
    public static Value Quoted(LoweringContext context, IOperation operation)
    {
        switch (operation)
        {
            case { ConstantValue: { HasValue: true, Value: null } } when operation.Type is { } type && context.CanName(type):
                return context.External(context.TypeOf(type), "default(" + External.Verbatim(SymbolText.Of(type)) + ")", default, Effect.None);

            case { ConstantValue.HasValue: true }:
                return ExpressionLowering.Lower(context, operation);

            case IConversionOperation { OperatorMethod: null, Operand: IParameterReferenceOperation or ILocalReferenceOperation } asObject when context.BufferOf(asObject.Operand.Type) is not null:
                return ExpressionLowering.Lower(context, asObject.Operand);

            case IConversionOperation { OperatorMethod: null, Type: { IsReferenceType: true } target } boxing when context.ScalarOf(boxing.Operand.Type) is not null && context.CanName(target):
                return Keep(context, target, "((" + External.Verbatim(SymbolText.Of(target)) + "){0})", Quoted(context, boxing.Operand));

            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Add, Type: { SpecialType: SpecialType.System_String } text } sum:
                return Keep(context, text, "({0} + {1})", Quoted(context, sum.LeftOperand), Quoted(context, sum.RightOperand));

            case IInterpolatedStringOperation { Type.SpecialType: SpecialType.System_String } interpolated:
                return Format(context, interpolated, e => Quoted(context, e), Effect.None);

            case IInvocationOperation { TargetMethod: { Name: "ToString", ReturnType: { } text }, Instance: { } instance } call when context.ScalarOf(instance.Type) is not null:
                Value[] values = [Quoted(context, instance), .. call.Arguments.Select(a => Quoted(context, a.Value))];
                return Keep(context, text, "{0}.ToString(" + ReadLowering.Placeholders(1, values.Length - 1) + ")", values);

            default:
                return ExpressionLowering.Lower(context, operation);
        }
    }

    private static void Create(LoweringContext context, IObjectCreationOperation creation, IMethodSymbol constructor)
    {
        if (!context.CanName(constructor) || !context.CanName(constructor.ContainingType))
        {
            context.Reject(Descriptors.Inaccessible, creation, Snippet.Of(creation), SymbolText.Short(constructor), SymbolText.Short(context.Home));
            return;
        }

        if (creation.Arguments.Any(a => a.Parameter is not { RefKind: RefKind.None } || a.ArgumentKind is not (ArgumentKind.Explicit or ArgumentKind.DefaultValue)))
        {
            ExpressionLowering.Unsupported(context, creation);
            return;
        }

        var arguments = creation.Arguments.Select(a => (a.Parameter!.Ordinal, Value: Quoted(context, a.Value))).OrderBy(a => a.Ordinal).Select(a => a.Value).ToArray();
        if (!arguments.Any(context.IsPoisoned))
        {
            context.DisposeEnumerators(0);
            context.Do($"throw new {External.Verbatim(SymbolText.Of(constructor.ContainingType))}({ReadLowering.Placeholders(0, arguments.Length)})", new(arguments), Effect.Once);
        }
    }

    /// <summary>An interpolated string, as a call.</summary>
    /// <param name="context">The reading.</param>
    /// <param name="interpolated">The string.</param>
    /// <param name="lower">Computes what is between braces.</param>
    /// <param name="effect">Whether it is composed exactly once.</param>
    public static Value Format(LoweringContext context, IInterpolatedStringOperation interpolated, Func<IOperation, Value> lower, Effect effect)
    {
        var format = new System.Text.StringBuilder();
        var values = new List<Value>();
        foreach (var part in interpolated.Parts)
        {
            if (part is IInterpolatedStringTextOperation { Text.ConstantValue: { HasValue: true, Value: string text } })
            {
                format.Append(text.Replace("{", "{{").Replace("}", "}}"));
                continue;
            }

            if (part is not IInterpolationOperation hole)
            {
                return ExpressionLowering.Unsupported(context, interpolated);
            }

            format.Append('{').Append(values.Count.ToString(CultureInfo.InvariantCulture));
            if (hole.Alignment is { ConstantValue: { HasValue: true, Value: int width } })
            {
                format.Append(',').Append(width.ToString(CultureInfo.InvariantCulture));
            }

            if (hole.FormatString is { ConstantValue: { HasValue: true, Value: string pattern } })
            {
                format.Append(':').Append(pattern);
            }

            format.Append('}');
            values.Add(lower(hole.Expression));
        }

        string literal = External.Verbatim(SymbolDisplay.FormatLiteral(format.ToString(), quote: true));
        string list = string.Concat(values.Select((_, i) => ", " + ReadLowering.Placeholders(i, 1)));
        return OpaqueLowering.Of(context, interpolated, $"global::System.String.Format({literal}{list})", values, effect);
    }

    private static Value Keep(LoweringContext context, ITypeSymbol type, string text, params Value[] values) => values.Any(context.IsPoisoned)
        ? context.Poison(context.TypeOf(type))
        : context.External(context.TypeOf(type), text, new(values), Effect.None);
}
