using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SymDiff.Compiler.IR;
using SymDiff.Generator.Diagnostics;

namespace SymDiff.Generator.Frontend;

/// <summary>Statements: one case an operation kind, and an error for every kind without a case.</summary>
internal static class StatementLowering
{
    /// <summary>Appends statements, up to the end of the last or to where the region ends before.</summary>
    public static void Run(LoweringContext context, Work? work)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        while (work is not null && context.End is null)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            var rest = work.Rest;
            work = work.Statement switch
            {
                IBlockOperation block => Work.Of(block.Operations, rest),
                ILabeledOperation { Operation: { } labelled } => Work.Of(labelled, rest),
                IConditionalOperation choice => BranchLowering.Lower(context, choice, rest),
                ISwitchOperation choice => SwitchLowering.Statement(context, choice, rest),
                IBranchOperation branch when SwitchJumps.Section(branch) is { } section => SwitchJumps.Follow(context, branch, section),
                var statement => Single(context, statement, rest),
            };
        }
    }

    /// <summary>Refuses a statement that has no case.</summary>
    public static void Unsupported(LoweringContext context, IOperation statement)
    {
        // What the statement might have assigned is unknown from here on; nothing more need be said about it.
        foreach (var inner in statement.DescendantsAndSelf())
        {
            ISymbol? variable = inner switch
            {
                ILocalReferenceOperation local => local.Local,
                IVariableDeclaratorOperation declarator => declarator.Symbol,
                IParameterReferenceOperation parameter => parameter.Parameter,
                _ => null,
            };

            if (variable is not null)
            {
                context.Assign(variable, context.Poison(context.TypeOf(inner.Type)));
            }
        }

        var (what, instead) = Description.OfStatement(statement);
        context.Reject(Descriptors.StatementNotSupported, statement.Syntax.GetFirstToken().GetLocation(), LoweringContext.Nothing.Type, what, instead);
    }

    /// <summary>Appends what initialises a variable.</summary>
    public static void Declare(LoweringContext context, IVariableDeclaratorOperation declarator)
    {
        if (!declarator.Symbol.IsConst && declarator.GetVariableInitializer() is { } initializer)
        {
            var initial = ExpressionLowering.Lower(context, initializer.Value, declarator.Symbol.Name);
            context.NameLeaves(initial, declarator.Symbol);
            context.Assign(declarator.Symbol, initial);
        }
    }

    private static Work? Single(LoweringContext context, IOperation statement, Work? rest)
    {
        switch (statement)
        {
            case IExpressionStatementOperation expression:
                ExpressionLowering.Lower(context, expression.Operation);
                break;

            case IVariableDeclarationGroupOperation group when Declarators(group).All(d => !d.Symbol.IsRef):
                foreach (var declarator in Declarators(group))
                {
                    Declare(context, declarator);
                }

                break;

            case IReturnOperation { Kind: OperationKind.Return } end:
                var result = end.ReturnedValue is { } value ? ExpressionLowering.Lower(context, value) : null;
                if (context.End is null)
                {
                    if (context.Return.Result is { Type.IsBuffer: true } && result is { Type.IsBuffer: false } && !context.IsPoisoned(result) && context.Frames.Count == 1)
                    {
                        result = context.Reject(
                            Descriptors.ExpressionNotSupported, end.ReturnedValue!, Snippet.Of(end.ReturnedValue!), "returning what is no array whose elements are followed is",
                            "return an array that the method makes or takes");
                    }

                    context.Jump(context.Return, result);
                }

                break;

            case IThrowOperation { Exception: not null } thrown:
                ThrowLowering.Lower(context, thrown);
                break;

            case IBranchOperation { BranchKind: BranchKind.Break or BranchKind.Continue } branch when context.TargetOf(branch.Target) is { } target:
                context.Jump(target);
                break;

            case IForLoopOperation loop:
                LoopLowering.For(context, loop);
                break;

            case IWhileLoopOperation loop:
                LoopLowering.While(context, loop);
                break;

            case IForEachLoopOperation { IsAsynchronous: false } loop:
                ForEachLowering.Lower(context, loop);
                break;

            default:
                Unsupported(context, statement);
                break;
        }

        return rest;
    }

    private static IEnumerable<IVariableDeclaratorOperation> Declarators(IVariableDeclarationGroupOperation group) =>
        group.Declarations.SelectMany(d => d.Declarators);
}
