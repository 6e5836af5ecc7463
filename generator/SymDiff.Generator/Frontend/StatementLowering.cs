using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SymDiff.Compiler.IR;
using SymDiff.Generator.Diagnostics;

namespace SymDiff.Generator.Frontend;

/// <summary>Statements: one case an operation kind, and an error for every kind without a case.</summary>
internal static class StatementLowering
{
    /// <summary>Appends a method's body and gives what it returns.</summary>
    public static Value Body(LoweringContext context, IBlockOperation body, bool isVoid)
    {
        int refused = context.Rejections.Count;
        if (Block(context, body) is { } result)
        {
            return result;
        }

        // The return may stand in a statement that was refused already.
        return isVoid ? LoweringContext.Nothing
            : context.Rejections.Count > refused ? context.Poison(LoweringContext.Nothing.Type)
            : Unsupported(context, body);
    }

    /// <summary>Appends statements up to a return; gives what is returned, or null if the end is reached without.</summary>
    private static Value? Block(LoweringContext context, IBlockOperation block)
    {
        foreach (var statement in block.Operations)
        {
            if (Lower(context, statement) is { } result)
            {
                return result;
            }
        }

        return null;
    }

    private static Value? Lower(LoweringContext context, IOperation statement)
    {
        context.Cancellation.ThrowIfCancellationRequested();
        RuntimeHelpers.EnsureSufficientExecutionStack();
        switch (statement)
        {
            case IBlockOperation block:
                return Block(context, block);

            case IEmptyOperation or ILocalFunctionOperation:
                return null;

            case IExpressionStatementOperation expression:
                ExpressionLowering.Lower(context, expression.Operation);
                return null;

            case IVariableDeclarationGroupOperation group when group.GetDeclarators().All(d => !d.Symbol.IsRef):
                foreach (var declarator in group.GetDeclarators())
                {
                    Declare(context, declarator);
                }

                return null;

            case IReturnOperation { Kind: OperationKind.Return } end:
                return end.ReturnedValue is { } value ? ExpressionLowering.Lower(context, value) : LoweringContext.Nothing;

            default:
                Unsupported(context, statement);
                return null;
        }
    }

    private static IEnumerable<IVariableDeclaratorOperation> GetDeclarators(this IVariableDeclarationGroupOperation group) =>
        group.Declarations.SelectMany(d => d.Declarators);

    private static void Declare(LoweringContext context, IVariableDeclaratorOperation declarator)
    {
        if (!declarator.Symbol.IsConst && declarator.GetVariableInitializer() is { } initializer)
        {
            context.Assign(declarator.Symbol, ExpressionLowering.Lower(context, initializer.Value, declarator.Symbol.Name));
        }
    }

    private static Value Unsupported(LoweringContext context, IOperation statement)
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
        return context.Reject(Descriptors.StatementNotSupported, statement.Syntax.GetFirstToken().GetLocation(), LoweringContext.Nothing.Type, what, instead);
    }
}
