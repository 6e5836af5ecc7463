using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SymDiff.Compiler;
using SymDiff.Compiler.IR;

namespace SymDiff.Generator.Frontend.Numerics;

/// <summary>Members that give results through parameters: whether there are any is what they return, and no number.</summary>
internal static class NumericsOutputs
{
    /// <summary>Appends the call; null if it is none of these members.</summary>
    public static Value? TryLower(LoweringContext context, IInvocationOperation call)
    {
        var method = call.TargetMethod;
        if (!method.Parameters.Any(p => p.RefKind == RefKind.Out) || NumericsTable.Find(method) is not { } row)
        {
            return null;
        }

        var operands = new SortedDictionary<int, Value>();
        var outputs = new SortedDictionary<int, (IOperation Target, Place? Place)>();
        foreach (var argument in call.Arguments)
        {
            int ordinal = argument.Parameter!.Ordinal;
            if (argument.Parameter.RefKind != RefKind.Out)
            {
                operands.Add(ordinal, ExpressionLowering.Lower(context, argument.Value));
            }
            else if (StructLowering.Place(context, argument.Value) is { } place)
            {
                outputs.Add(ordinal, (argument.Value, place));
            }
            else if (argument.Value is IDiscardOperation)
            {
                outputs.Add(ordinal, (argument.Value, null));
            }
            else
            {
                return ExpressionLowering.Unsupported(context, argument.Value);
            }
        }

        Value[] given = [.. operands.Values];
        Value[] results = given.Any(context.IsPoisoned)
            ? [.. outputs.Values.Select(o => context.Poison(context.TypeOf(o.Target.Type))).Prepend(context.Poison(IrType.Bool))]
            : Results(context, method, row, given, [.. outputs.Keys.Select(i => (method.Parameters[i].Type, NameOf(outputs[i].Target)))]);
        foreach (var ((_, place), value) in outputs.Values.Zip(results.Skip(1), (o, v) => (o, v)))
        {
            place?.Store(context, call, value);
        }

        return results[0];
    }

    private static Value[] Results(LoweringContext context, IMethodSymbol method, NumericsRow row, Value[] operands, (ITypeSymbol Type, string? Name)[] outputs)
    {
        var (text, arguments) = LibraryCall.Of(context, method, operands);
        Value succeeded = context.Builder.Values.Fresh(IrType.Bool);
        Value[] computed = [.. outputs.Select(o => context.Builder.Values.Fresh(context.TypeOf(o.Type), o.Name))];
        context.Builder.Add(new External(text, arguments, Effect.None), [succeeded, .. computed]);
        if (!operands.Any(context.IsVaried))
        {
            return [succeeded, .. computed];
        }

        var defined = row.Definition(NumericsLowering.Taken(context, method, operands));
        var results = new List<Value> { succeeded };
        int first = 0;
        for (int i = 0; i < outputs.Length; i++)
        {
            var layout = context.LayoutOf(outputs[i].Type)!;
            results.Add(NumericsLowering.Behind(context, layout, [.. defined.Skip(first).Take(layout.Count)], computed[i], outputs[i].Name));
            first += layout.Count;
        }

        return [.. results];
    }

    private static string? NameOf(IOperation target) => target switch
    {
        ILocalReferenceOperation { Local: var local } => local.Name,
        IDeclarationExpressionOperation { Expression: ILocalReferenceOperation { Local: var declared } } => declared.Name,
        _ => null,
    };
}
