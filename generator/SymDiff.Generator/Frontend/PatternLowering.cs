using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SymDiff.Compiler.IR;
using SymDiff.Generator.Diagnostics;

namespace SymDiff.Generator.Frontend;

/// <summary>What a pattern is matched against: a value, or the elements of a tuple that is never made.</summary>
/// <param name="Value">The value; null for a tuple.</param>
/// <param name="Type">Its type.</param>
/// <param name="Elements">The elements of a tuple.</param>
internal sealed record PatternInput(Value? Value, ITypeSymbol? Type, IReadOnlyList<PatternInput> Elements)
{
    /// <summary>Computes what is matched.</summary>
    public static PatternInput Lower(LoweringContext context, IOperation operation)
    {
        var inner = operation;
        while (inner is IConversionOperation { IsImplicit: true, OperatorMethod: null, Conversion.IsNumeric: false, Operand: ITupleOperation } conversion)
        {
            inner = conversion.Operand;
        }

        return inner is ITupleOperation tuple
            ? new PatternInput(null, tuple.Type, [.. tuple.Elements.Select((e, i) => IsReadLate(context, e, tuple.Elements.Skip(i + 1)) ? Refused(context, e) : Lower(context, e))])
            : new PatternInput(Single(context, operation), operation.Type, []);
    }

    private static Value Single(LoweringContext context, IOperation operation)
    {
        var value = ExpressionLowering.Lower(context, operation);
        return OpaqueLowering.IsNoValue(context, value) ? ExpressionLowering.Unsupported(context, operation) : value;
    }

    // C# says that elements are evaluated in order; its compiler reads a plain variable only when it is compared. So nobody can say which value is meant.
    private static bool IsReadLate(LoweringContext context, IOperation element, IEnumerable<IOperation> later)
    {
        ISymbol? variable = element switch
        {
            ILocalReferenceOperation local => local.Local,
            IParameterReferenceOperation parameter => parameter.Parameter,
            _ => null,
        };
        return variable is not null && Footprint.Of(context, [.. later]).Writes(variable);
    }

    private static PatternInput Refused(LoweringContext context, IOperation element) => new(
        context.Reject(
            Descriptors.ExpressionNotSupported, element, Snippet.Of(element), "a variable that a later element of the same tuple assigns is", "assign it before the switch"),
        element.Type,
        []);

    /// <summary>Whether a part of it was refused.</summary>
    public bool IsPoisoned(LoweringContext context) => Value is { } value ? context.IsPoisoned(value) : Elements.Any(e => e.IsPoisoned(context));
}

/// <summary>Patterns become comparisons.</summary>
internal static class PatternLowering
{
    /// <summary>Appends the comparisons; gives whether the pattern matches, null where it always does. Variables that it declares are assigned.</summary>
    public static Value? Match(LoweringContext context, IPatternOperation pattern, PatternInput input)
    {
        if (input.IsPoisoned(context))
        {
            Declare(context, pattern);
            return context.Poison(IrType.Bool);
        }

        switch (pattern)
        {
            case IDiscardPatternOperation:
                return null;

            case IDeclarationPatternOperation { MatchedType: null } any when input.Value is { } value:
                Bind(context, any.DeclaredSymbol, value);
                return null;

            case IDeclarationPatternOperation { MatchedType: { } type } declaration when input.Value is not null:
                return OfType(context, declaration, type, declaration.DeclaredSymbol, input);

            case ITypePatternOperation type when input.Value is not null:
                return OfType(context, type, type.MatchedType, null, input);

            case IConstantPatternOperation constant when input.Value is not null:
                return Equality(context, constant, constant.Value, input);

            case IRelationalPatternOperation relational when input.Value is { } value && context.ScalarOf(input.Type) is { } scalar && context.ScalarOf(relational.Value.Type) == scalar
                && OperatorLowering.Row(relational.OperatorKind, scalar) is { } row:
                return context.Apply(IrType.Bool, row, EquatableArray.Of(value, ExpressionLowering.Lower(context, relational.Value)));

            case IRelationalPatternOperation { Value: { ConstantValue: { HasValue: true, Value: { } bound }, Type: { } type } } relational
                when input.Value is { } value && !context.IsVaried(value) && Sign(relational.OperatorKind) is { } sign && context.ScalarOf(type) is not null && SymbolText.Constant(type, bound) is { } text:
                return context.External(IrType.Bool, $"({{0}} is {sign} {text})", EquatableArray.Of(value), Effect.None);

            case INegatedPatternOperation negated:
                return Match(context, negated.Pattern, input) is { } match
                    ? context.Apply(IrType.Bool, "Not", EquatableArray.Of(match))
                    : context.Builder.Constant(Literal.Of(false));

            case IBinaryPatternOperation binary:
                return Combined(context, binary, input);

            case IRecursivePatternOperation { PropertySubpatterns.IsEmpty: true, DeclaredSymbol: null } tuple when input.Value is null && tuple.DeconstructionSubpatterns.Length == input.Elements.Count:
                return All(context, [.. tuple.DeconstructionSubpatterns.Zip(input.Elements, (p, e) => (Func<Value?>)(() => Match(context, p, e)))], 0);

            case IRecursivePatternOperation members when input.Value is not null:
                return OfMembers(context, members, input);

            case IListPatternOperation list when input.Value is { } value && !context.IsVaried(value) && context.ListOf(value) is null:
                return ListPatternLowering.Match(context, list, input);

            default:
                Declare(context, pattern);
                return ExpressionLowering.Unsupported(context, pattern);
        }
    }

    /// <summary>The value of a match that may always hold.</summary>
    public static Value OrTrue(LoweringContext context, Value? match) => match ?? context.Builder.Constant(Literal.Of(true));

    /// <summary>Appends conditions of which each is computed only if those before hold.</summary>
    public static Value? All(LoweringContext context, IReadOnlyList<Func<Value?>> conditions, int from)
    {
        for (int i = from; i < conditions.Count; i++)
        {
            if (conditions[i]() is { } holds)
            {
                return i + 1 == conditions.Count ? holds : context.Choose(
                    holds, IrType.Bool, null,
                    () => OrTrue(context, All(context, conditions, i + 1)),
                    () => context.Builder.Constant(Literal.Of(false)),
                    isLogic: true);
            }
        }

        return null;
    }

    private static string? Sign(BinaryOperatorKind kind) => kind switch
    {
        BinaryOperatorKind.LessThan => "<",
        BinaryOperatorKind.LessThanOrEqual => "<=",
        BinaryOperatorKind.GreaterThan => ">",
        BinaryOperatorKind.GreaterThanOrEqual => ">=",
        _ => null,
    };

    private static Value? Combined(LoweringContext context, IBinaryPatternOperation binary, PatternInput input)
    {
        if (binary.OperatorKind == BinaryOperatorKind.And)
        {
            return All(context, [() => Match(context, binary.LeftPattern, input), () => Match(context, binary.RightPattern, input)], 0);
        }

        if (Match(context, binary.LeftPattern, input) is not { } left)
        {
            return null;
        }

        return context.Choose(
            left, IrType.Bool, null, () => context.Builder.Constant(Literal.Of(true)), () => OrTrue(context, Match(context, binary.RightPattern, input)), isLogic: true);
    }

    private static Value? OfType(LoweringContext context, IPatternOperation pattern, ITypeSymbol type, ISymbol? declared, PatternInput input)
    {
        var value = input.Value!;
        if (context.ScalarOf(input.Type) is { } scalar && context.ScalarOf(type) == scalar)
        {
            Bind(context, declared, value);
            return null;
        }

        if (!context.CanName(type) || context.IsVaried(value))
        {
            Declare(context, pattern);
            return ExpressionLowering.Unsupported(context, pattern);
        }

        string name = External.Verbatim(SymbolText.Of(type.WithNullableAnnotation(NullableAnnotation.NotAnnotated)));
        if (declared is not null)
        {
            // Computed whether it matches or not, in a way that never throws.
            string text = type.IsReferenceType ? $"({{0}} as {name})" : $"({{0}} is {name} ? ({name}){{0}} : default({name}))";
            Bind(context, declared, context.External(context.TypeOf(type), text, EquatableArray.Of(value), Effect.None, declared.Name));
        }

        return context.External(IrType.Bool, $"({{0}} is {name})", EquatableArray.Of(value), Effect.None);
    }

    private static Value Equality(LoweringContext context, IConstantPatternOperation pattern, IOperation constant, PatternInput input)
    {
        var value = input.Value!;
        if (constant.ConstantValue is not { HasValue: true } known)
        {
            return ExpressionLowering.Unsupported(context, pattern);
        }

        if (known.Value is null)
        {
            return context.External(IrType.Bool, "((object){0} == null)", EquatableArray.Of(value), Effect.None);
        }

        if (context.ScalarOf(input.Type) is { } scalar && context.ScalarOf(constant.Type) == scalar)
        {
            // Unlike the operator, the pattern matches NaN.
            return known.Value is double.NaN or float.NaN
                ? context.External(IrType.Bool, (scalar == IrType.Float64 ? "double" : "float") + ".IsNaN({0})", EquatableArray.Of(value), Effect.None)
                : context.Apply(IrType.Bool, "Equal", EquatableArray.Of(value, ExpressionLowering.Lower(context, constant)));
        }

        if (input.Type is { } type && SymbolEqualityComparer.Default.Equals(type, constant.Type) && (type.TypeKind == Microsoft.CodeAnalysis.TypeKind.Enum || type.SpecialType == SpecialType.System_String))
        {
            return context.External(IrType.Bool, "({0} == {1})", EquatableArray.Of(value, ExpressionLowering.Lower(context, constant)), Effect.None);
        }

        if (TypeMap.Nullable(input.Type) is { TypeKind: Microsoft.CodeAnalysis.TypeKind.Enum } inner
            && SymbolEqualityComparer.Default.Equals(inner, constant.Type))
        {
            return context.External(IrType.Bool, "({0} == {1})", EquatableArray.Of(value, ExpressionLowering.Lower(context, constant)), Effect.None);
        }

        return constant.Type is { } boxed && !context.IsVaried(value) && (boxed.SpecialType == SpecialType.System_String || context.ScalarOf(boxed) is not null) && SymbolText.Constant(boxed, known.Value) is { } text
            ? context.External(IrType.Bool, $"({{0}} is {External.Verbatim(text)})", EquatableArray.Of(value), Effect.None)
            : ExpressionLowering.Unsupported(context, pattern);
    }

    private static Value? OfMembers(LoweringContext context, IRecursivePatternOperation pattern, PatternInput input)
    {
        var value = input.Value!;
        bool isTakenApart = context.AggregateOf(value) is not null;
        if ((context.IsVaried(value) && !isTakenApart) || input.Type is not { } type || !(isTakenApart || context.CanName(pattern.MatchedType))
            || (isTakenApart && !SymbolEqualityComparer.Default.Equals(context.Stands(type), context.Stands(pattern.MatchedType))))
        {
            Declare(context, pattern);
            return ExpressionLowering.Unsupported(context, pattern);
        }

        var narrowed = input;
        var conditions = new List<Func<Value?>>();
        if (!SymbolEqualityComparer.Default.Equals(type.WithNullableAnnotation(NullableAnnotation.None), pattern.MatchedType.WithNullableAnnotation(NullableAnnotation.None)))
        {
            // Computed whether it matches or not, in a way that never throws.
            string name = External.Verbatim(SymbolText.Of(pattern.MatchedType.WithNullableAnnotation(NullableAnnotation.NotAnnotated)));
            string text = pattern.MatchedType.IsReferenceType ? $"({{0}} as {name})" : $"({{0}} is {name} ? ({name}){{0}} : default({name}))";
            if (!pattern.MatchedType.IsReferenceType)
            {
                conditions.Add(() => context.External(IrType.Bool, $"({{0}} is {name})", EquatableArray.Of(value), Effect.None));
            }

            var cast = context.External(context.TypeOf(pattern.MatchedType), text, EquatableArray.Of(value), Effect.None);
            narrowed = new PatternInput(cast, pattern.MatchedType, []);
        }

        Bind(context, pattern.DeclaredSymbol, narrowed.Value!);
        if (pattern.MatchedType.IsReferenceType)
        {
            conditions.Add(() => context.External(IrType.Bool, "((object){0} != null)", EquatableArray.Of(narrowed.Value!), Effect.None));
        }

        if (pattern.DeconstructionSubpatterns is { IsEmpty: false } positions)
        {
            conditions.Add(() =>
            {
                if (pattern.DeconstructSymbol is not (null or IMethodSymbol) || Deconstruction.Parts(context, narrowed.Value!, narrowed.Type, pattern.DeconstructSymbol as IMethodSymbol, pattern) is not { } parts
                    || parts.Count != positions.Length)
                {
                    Declare(context, pattern);
                    return ExpressionLowering.Unsupported(context, pattern);
                }

                return All(context, [.. parts.Zip(positions, (part, position) => (Func<Value?>)(() => Match(context, position, new PatternInput(part.Value, part.Type, []))))], 0);
            });
        }

        foreach (var part in pattern.PropertySubpatterns)
        {
            conditions.Add(() =>
            {
                if (isTakenApart && part.Member is IMemberReferenceOperation known && StructLowering.Read(context, narrowed.Value!, known) is { } own)
                {
                    return Match(context, part.Pattern, new PatternInput(own, known.Type, []));
                }

                if (part.Member is not IMemberReferenceOperation { Member: IPropertySymbol { Parameters.IsEmpty: true } or IFieldSymbol } member
                    || member.Type is not { } memberType || !context.CanName(member.Member) || !ReadLowering.CanName(context, memberType))
                {
                    Declare(context, part.Pattern);
                    return ExpressionLowering.Unsupported(context, part);
                }

                if (ParameterSets.Refuse(context, part.Member, member.Member, narrowed.Value) is { } refused)
                {
                    Declare(context, part.Pattern);
                    return refused;
                }

                var read = context.External(
                    context.TypeOf(memberType), "{0}." + SymbolText.OfInstance(member.Member), EquatableArray.Of(narrowed.Value!),
                    (member.Member is IPropertySymbol property ? KnownMethods.IsPure(property) : ((IFieldSymbol)member.Member).IsReadOnly) ? Effect.None : Effects.Of(member.Member));
                return Match(context, part.Pattern, new PatternInput(read, memberType, []));
            });
        }

        return All(context, conditions, 0);
    }

    /// <summary>Assigns the variable that a pattern declares, if it does.</summary>
    public static void Bind(LoweringContext context, ISymbol? declared, Value value)
    {
        if (declared is not null)
        {
            context.Assign(declared, value);
        }
    }

    /// <summary>After a refusal, nothing is said about the variables of the pattern.</summary>
    public static void Declare(LoweringContext context, IOperation pattern)
    {
        foreach (var inner in pattern.DescendantsAndSelf())
        {
            var declared = inner switch
            {
                IDeclarationPatternOperation d => d.DeclaredSymbol,
                IRecursivePatternOperation r => r.DeclaredSymbol,
                IListPatternOperation l => l.DeclaredSymbol,
                _ => null,
            };

            if (declared is ILocalSymbol local)
            {
                context.Assign(local, context.Poison(context.TypeOf(local.Type)));
            }
        }
    }
}
