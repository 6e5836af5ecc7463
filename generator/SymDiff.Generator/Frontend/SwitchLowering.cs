using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SymDiff.Compiler.IR;

namespace SymDiff.Generator.Frontend;

/// <summary><c>switch</c> statements and expressions: choices inside each other, in the order of the labels.</summary>
internal static class SwitchLowering
{
    private const string NoMatch = "System.Runtime.CompilerServices.SwitchExpressionException";

    /// <summary>A <c>switch</c> expression.</summary>
    public static Value Expression(LoweringContext context, ISwitchExpressionOperation choice, string? name)
    {
        var input = PatternInput.Lower(context, choice.Value);
        if (context.End is not null || input.IsPoisoned(context))
        {
            return context.Poison(context.TypeOf(choice.Type));
        }

        return Arms(context, choice, input, 0, name);
    }

    /// <summary>A <c>switch</c> statement, and what follows it if it ends up in a section.</summary>
    /// <returns>What is still to be lowered.</returns>
    public static Work? Statement(LoweringContext context, ISwitchOperation choice, Work? rest)
    {
        if (Order(choice) is not { } sections)
        {
            StatementLowering.Unsupported(context, choice);
            return rest;
        }

        var input = PatternInput.Lower(context, choice.Value);
        if (context.End is not null)
        {
            return null;
        }

        var ways = context.Reachability.Of(choice);
        int copies = rest is null ? 0 : sections.Cases.Count(s => Completes(context, s)) + (sections.Default is { } last ? Completes(context, last) ? 1 : 0 : 1);
        if (context.Tail is { } tail && BranchLowering.Nests(context, tail, ways, copies) && choice.Cases.All(c => BreaksLastOnly(context, c)))
        {
            // Each section goes on with what follows the statement.
            Chain(context, tail, input, sections, 0, section => Work.Of(Before(section), Completes(context, section) ? rest : null), rest);
            return null;
        }

        var footprint = Footprint.Of(context, choice);
        var end = context.TargetFor(JumpKind.Break, "switch", null, footprint, v => !footprint.Declares(v));
        context.WithTarget(choice.ExitLabel, end, () => context.Unit(end, () => Chain(context, end, input, sections, 0, section => Work.Of(section.Body, null), null)));
        return rest;
    }

    private static Value Arms(LoweringContext context, ISwitchExpressionOperation choice, PatternInput input, int index, string? name)
    {
        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        if (index == choice.Arms.Length)
        {
            return Fail(context, choice, input);
        }

        var arm = choice.Arms[index];
        Func<Value?> matches = () => PatternLowering.Match(context, arm.Pattern, input);
        Value? match = arm.Guard is { } guard
            ? PatternLowering.All(context, [matches, () => ExpressionLowering.Lower(context, guard)], 0)
            : matches();
        bool isLast = index + 1 == choice.Arms.Length;
        if (match is null || (isLast && arm.Guard is null && choice.IsExhaustive))
        {
            return ExpressionLowering.Lower(context, arm.Value, name);
        }

        if (ThrowLowering.Of(arm.Value) is { } thrown)
        {
            context.Leave(match, context.Nested(null, () => ThrowLowering.Lower(context, thrown)), null);
            return Arms(context, choice, input, index + 1, name);
        }

        if (isLast)
        {
            context.Leave(match, null, context.Nested(null, () => Fail(context, choice, input)));
            return ExpressionLowering.Lower(context, arm.Value, name);
        }

        return context.Choose(
            match, context.HeldTypeOf(choice.Type), name, () => ExpressionLowering.Lower(context, arm.Value), () => Arms(context, choice, input, index + 1, null));
    }

    private static Value Fail(LoweringContext context, ISwitchExpressionOperation choice, PatternInput input)
    {
        // Where the platform has no such exception, C# throws another one.
        if (context.Sources.Compilation.GetTypeByMetadataName(NoMatch) is null)
        {
            context.Do("throw new global::System.InvalidOperationException()", default, Effect.Once);
        }
        else if (input.Value is { } value)
        {
            context.Do($"throw new global::{NoMatch}({{0}})", EquatableArray.Of(value), Effect.Once);
        }
        else
        {
            context.Do($"throw new global::{NoMatch}()", default, Effect.Once);
        }

        context.End = Ending.Dead;
        return context.Placeholder(context.HeldTypeOf(choice.Type));
    }

    private static void Chain(
        LoweringContext context, Target tail, PatternInput input, (IReadOnlyList<ISwitchCaseOperation> Cases, ISwitchCaseOperation? Default) sections, int index,
        Func<ISwitchCaseOperation, Work?> work, Work? rest)
    {
        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        if (index == sections.Cases.Count)
        {
            StatementLowering.Run(context, sections.Default is { } last ? work(last) : rest);
            return;
        }

        var section = sections.Cases[index];
        var matches = section.Clauses.Select(c => (Func<Value?>)(() => Clause(context, c, input))).ToList();
        if (Any(context, matches, 0) is not { } match)
        {
            StatementLowering.Run(context, work(section));
            return;
        }

        if (context.End is null)
        {
            var then = BranchLowering.Tail(context, tail, work(section));
            var otherwise = context.Nested(tail, () =>
            {
                Chain(context, tail, input, sections, index + 1, work, rest);
                if (context.End is null)
                {
                    context.Jump(tail);
                }
            });
            context.JoinTails(match, then, otherwise, tail);
        }
    }

    private static Value? Any(LoweringContext context, IReadOnlyList<Func<Value?>> clauses, int index)
    {
        var match = clauses[index]();
        return match is null || index + 1 == clauses.Count ? match : context.Choose(
            match, IrType.Bool, null, () => context.Builder.Constant(Literal.Of(true)), () => PatternLowering.OrTrue(context, Any(context, clauses, index + 1)), isLogic: true);
    }

    private static Value? Clause(LoweringContext context, ICaseClauseOperation clause, PatternInput input)
    {
        switch (clause)
        {
            case ISingleValueCaseClauseOperation single when input.Value is { } value && context.ScalarOf(input.Type) is { } scalar && context.ScalarOf(single.Value.Type) == scalar
                && single.Value.ConstantValue.Value is not (double.NaN or float.NaN):
                return context.IsPoisoned(value) ? value : context.Apply(IrType.Bool, "Equal", EquatableArray.Of(value, ExpressionLowering.Lower(context, single.Value)));

            case ISingleValueCaseClauseOperation { Value.ConstantValue: { HasValue: true, Value: var constant } } single when input.Value is { } value && !context.IsPoisoned(value):
                return constant is null
                    ? context.External(IrType.Bool, "((object){0} == null)", EquatableArray.Of(value), Effect.None)
                    : SymbolEqualityComparer.Default.Equals(input.Type?.WithNullableAnnotation(NullableAnnotation.None), single.Value.Type?.WithNullableAnnotation(NullableAnnotation.None))
                    ? context.External(IrType.Bool, "({0} == {1})", EquatableArray.Of(value, ExpressionLowering.Lower(context, single.Value)), Effect.None)
                    : ExpressionLowering.Unsupported(context, single);

            case IPatternCaseClauseOperation pattern:
                return pattern.Guard is { } guard
                    ? PatternLowering.All(context, [() => PatternLowering.Match(context, pattern.Pattern, input), () => ExpressionLowering.Lower(context, guard)], 0)
                    : PatternLowering.Match(context, pattern.Pattern, input);

            default:
                return input.IsPoisoned(context) ? context.Poison(IrType.Bool) : ExpressionLowering.Unsupported(context, clause);
        }
    }

    /// <summary>The sections in the order in which their labels are tried, without the default one; null where no order does.</summary>
    private static (IReadOnlyList<ISwitchCaseOperation> Cases, ISwitchCaseOperation? Default)? Order(ISwitchOperation choice)
    {
        var last = choice.Cases.FirstOrDefault(c => c.Clauses.Any(l => l.CaseKind == CaseKind.Default));

        // Labels beside the default one mean nothing, unless a later section could match what they do.
        bool isAmbiguous = last is { Clauses.Length: > 1 } && last != choice.Cases[choice.Cases.Length - 1]
            && choice.Cases.Any(c => c.Clauses.Any(l => l.CaseKind is not (CaseKind.SingleValue or CaseKind.Default)));
        bool hasGuard = last is not null && last.Clauses.OfType<IPatternCaseClauseOperation>().Any(p => p.Guard is not null);
        return isAmbiguous || hasGuard ? null : ([.. choice.Cases.Where(c => c != last)], last);
    }

    private static bool Completes(LoweringContext context, ISwitchCaseOperation section) => section.Body.All(s => context.Reachability.Of(s).Completes) || EndsInBreak(section);

    private static bool EndsInBreak(ISwitchCaseOperation section) => Flat(section) is { Count: > 0 } body && body[body.Count - 1] is IBranchOperation { BranchKind: BranchKind.Break };

    private static bool BreaksLastOnly(LoweringContext context, ISwitchCaseOperation section) => Before(section).All(s => !context.Reachability.Of(s).Breaks);

    // The statements before the break at the end.
    private static IReadOnlyList<IOperation> Before(ISwitchCaseOperation section)
    {
        var body = Flat(section);
        return EndsInBreak(section) ? [.. body.Take(body.Count - 1)] : body;
    }

    private static IReadOnlyList<IOperation> Flat(ISwitchCaseOperation section) =>
        [.. section.Body.SelectMany(s => s is IBlockOperation block ? block.Operations : (IEnumerable<IOperation>)[s])];
}
