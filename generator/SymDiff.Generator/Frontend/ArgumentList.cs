using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SymDiff.Compiler.IR;

namespace SymDiff.Generator.Frontend;

/// <summary>
/// What a helper that is read in place is given for an expanded <c>params</c>: an array where all of it is constant, else a list of values without memory,
/// of which elements and the length are read.
/// </summary>
internal static class ArgumentList
{
    // A read is a chain of choices, one an element.
    private const int Longest = 8;

    /// <summary>Makes one argument of those that are written one by one; null if that cannot be.</summary>
    public static IReadOnlyList<Argument>? Collect(LoweringContext context, IOperation call, IMethodSymbol method, IOperation body, IReadOnlyList<Argument> arguments)
    {
        if (call is not IInvocationOperation { Arguments: var written } || written.FirstOrDefault(a => a.ArgumentKind == ArgumentKind.ParamArray) is not { } expanded)
        {
            return arguments;
        }

        var parameter = method.OriginalDefinition.Parameters[expanded.Parameter!.Ordinal];
        var elements = arguments.Where(a => a.Source == expanded).Select(a => a.Value).ToArray();
        if (expanded.Parameter.Type is not IArrayTypeSymbol { Rank: 1 } type || elements.Any(e => context.FunctionOf(e) is not null))
        {
            return null;
        }

        Value value;
        if (!elements.Any(context.IsVaried) && context.CanName(type))
        {
            value = ArrayLowering.Of(context, type, elements, parameter.Name);
        }
        else if (elements.Length <= Longest && context.ScalarOf(type.ElementType) is { } element && elements.All(e => e.Type == element) && !IsAssigned(parameter, body))
        {
            value = context.List(context.TypeOf(type), elements);
        }
        else
        {
            return null;
        }

        return [.. arguments.Where(a => a.Source != expanded), new Argument(expanded.Parameter, value, expanded)];
    }

    /// <summary>An element of a list.</summary>
    public static Value Read(LoweringContext context, IReadOnlyList<Value> elements, IArrayElementReferenceOperation read, string? name)
    {
        if (read.Indices.Length != 1)
        {
            return ExpressionLowering.Unsupported(context, read);
        }

        var index = ExpressionLowering.Lower(context, read.Indices[0]);
        if (context.IsPoisoned(index) || index.Type.Kind != Compiler.IR.TypeKind.Integer)
        {
            return context.IsPoisoned(index) ? context.Poison(context.TypeOf(read.Type)) : ExpressionLowering.Unsupported(context, read);
        }

        if (read.Indices[0].ConstantValue is { HasValue: true, Value: int known })
        {
            if (known >= 0 && known < elements.Count)
            {
                return elements[known];
            }

            OutOfRange(context);
            return context.Poison(context.TypeOf(read.Type));
        }

        string count = elements.Count.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var isOutside = context.External(IrType.Bool, $"({{0}} < 0 || {{0}} >= {count})", EquatableArray.Of(index), Effect.None);
        context.Leave(isOutside, context.Nested(null, () => OutOfRange(context)), null);
        return elements.Count == 0 ? context.Placeholder(context.TypeOf(read.Type)) : At(context, elements, index, name);
    }

    /// <summary>The element at an index that is in range.</summary>
    public static Value At(LoweringContext context, IReadOnlyList<Value> elements, Value index, string? name, int first = 0)
    {
        if (first == elements.Count - 1)
        {
            return elements[first];
        }

        var isHere = context.Apply(IrType.Bool, "Equal", EquatableArray.Of(index, context.Builder.Constant(index.Type, first)));
        return context.Choose(isHere, elements[first].Type, name, () => elements[first], () => At(context, elements, index, name, first + 1));
    }

    // What the platform throws.
    private static void OutOfRange(LoweringContext context)
    {
        context.Do("throw new global::System.IndexOutOfRangeException()", default, Effect.Once);
        context.End = Ending.Dead;
    }

    // Which list it is would depend on the way taken.
    private static bool IsAssigned(IParameterSymbol parameter, IOperation body) => body.Descendants().OfType<IParameterReferenceOperation>().Any(p =>
        SymbolEqualityComparer.Default.Equals(p.Parameter.OriginalDefinition, parameter)
        && (p.Parent is ITupleOperation or IArgumentOperation { Parameter.RefKind: not RefKind.None } || (p.Parent is IAssignmentOperation assignment && assignment.Target == p)));
}
