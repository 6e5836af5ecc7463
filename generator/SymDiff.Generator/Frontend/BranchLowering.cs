using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SymDiff.Compiler.IR;

namespace SymDiff.Generator.Frontend;

/// <summary>
/// <c>if</c> statements. Where an arm leaves, what follows the statement is reached from the other arm only: it follows the choice, or stands in
/// the other arm if both then end at the place that the region yields to.
/// </summary>
internal static class BranchLowering
{
    /// <summary>Appends the statement, and what follows it if it ends up in an arm.</summary>
    /// <returns>What is still to be lowered.</returns>
    public static Work? Lower(LoweringContext context, IConditionalOperation choice, Work? rest)
    {
        if (Decisions.Of(context, choice.Condition) is { } taken)
        {
            return Work.Of(taken ? choice.WhenTrue : choice.WhenFalse, rest);
        }

        var condition = ExpressionLowering.Lower(context, choice.Condition);
        if (context.End is not null)
        {
            return null;
        }

        var then = context.Reachability.Of(choice.WhenTrue);
        var otherwise = context.Reachability.Of(choice.WhenFalse);
        if (context.Tail is { } tail && Nests(context, tail, then.Or(otherwise, true), rest is null ? 0 : (then.Completes ? 1 : 0) + (otherwise.Completes ? 1 : 0)))
        {
            Nested(context, tail, condition, Work.Of(choice.WhenTrue, then.Completes ? rest : null), Work.Of(choice.WhenFalse, otherwise.Completes ? rest : null));
            return null;
        }

        return Lower(context, condition, choice.WhenTrue, then.Completes, choice.WhenFalse, otherwise.Completes, rest);
    }

    /// <summary>Whether a choice is lowered with all that follows it in its arms, of which one at most may need it.</summary>
    /// <param name="context">The reading.</param>
    /// <param name="tail">Where the region yields to.</param>
    /// <param name="ways">The ways out of the choice.</param>
    /// <param name="copies">How many of its arms reach what follows, if anything does.</param>
    public static bool Nests(LoweringContext context, Target tail, Ways ways, int copies) => ways.Has(tail.Kind) && copies <= 1 && context.MayNest;

    /// <summary>Appends a choice whose arms both go to the place that the region yields to.</summary>
    public static void Nested(LoweringContext context, Target tail, Value condition, Work? then, Work? otherwise) =>
        context.JoinTails(Mutation.InvertsNestedGuards ? context.Apply(Compiler.IR.IrType.Bool, "Not", EquatableArray.Of(condition)) : condition, Tail(context, tail, then), Tail(context, tail, otherwise), tail);

    /// <summary>An arm that goes to the place that the region yields to.</summary>
    public static Arm Tail(LoweringContext context, Target tail, Work? work) => context.Nested(tail, () =>
    {
        StatementLowering.Run(context, work);
        if (context.End is null)
        {
            context.Jump(tail);
        }
    });

    private static Work? Lower(
        LoweringContext context, Value condition, IOperation whenTrue, bool thenCompletes, IOperation? whenFalse, bool elseCompletes, Work? rest)
    {
        if (thenCompletes && elseCompletes)
        {
            var (then, otherwise) = (Arm(whenTrue), Arm(whenFalse));
            context.Merge(condition, then, otherwise);
            if (then.End is { IsDead: true } && otherwise.End is { IsDead: true })
            {
                context.End = Ending.Dead;
            }

            return rest;
        }

        if (!thenCompletes && !elseCompletes)
        {
            context.Leave(condition, Arm(whenTrue), Arm(whenFalse));
            context.End ??= Ending.Dead;
            return null;
        }

        context.Leave(condition, thenCompletes ? null : Arm(whenTrue), elseCompletes ? null : Arm(whenFalse));
        return Work.Of(thenCompletes ? whenTrue : whenFalse, rest);

        Arm Arm(IOperation? statement) => context.Nested(null, () => StatementLowering.Run(context, Work.Of(statement, null)));
    }
}
