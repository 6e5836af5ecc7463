using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SymDiff.Compiler.IR;
using SymDiff.Generator.Diagnostics;

namespace SymDiff.Generator.Frontend;

/// <summary>Lambdas and method groups whose target is known: they are kept by name and read through where they are called.</summary>
internal static class FunctionLowering
{
    /// <summary>A delegate that is made.</summary>
    public static Value Create(LoweringContext context, IDelegateCreationOperation creation)
    {
        var function = creation.Target switch
        {
            IAnonymousFunctionOperation { Symbol.IsAsync: false } lambda => new KnownFunction(lambda.Symbol, lambda.Body),
            IMethodReferenceOperation { Method.MethodKind: MethodKind.LocalFunction } group => context.FunctionOf(group.Method),
            IMethodReferenceOperation { Instance: null or IInstanceReferenceOperation } group when group.Instance is null || context.This is null => Group(context, group),
            _ => null,
        };

        return function is null ? ExpressionLowering.Unsupported(context, creation.Target) : context.Function(context.TypeOf(creation.Type), function);
    }

    /// <summary>The function that a call of a delegate reaches, where that is known.</summary>
    public static KnownFunction? Called(LoweringContext context, IInvocationOperation call) => call.TargetMethod.MethodKind != MethodKind.DelegateInvoke ? null : call.Instance switch
    {
        ILocalReferenceOperation local => context.FunctionOf(context.Read(local.Local)),
        IParameterReferenceOperation parameter => context.FunctionOf(context.Read(parameter.Parameter)),
        _ => null,
    };

    /// <summary>Appends a call of a known function.</summary>
    public static Value Invoke(LoweringContext context, IInvocationOperation call, KnownFunction function, string? name)
    {
        if (call.Arguments.Any(a => a.Parameter is not { RefKind: RefKind.None } || a.ArgumentKind != ArgumentKind.Explicit))
        {
            return context.Reject(Descriptors.CannotInline, call, Snippet.Of(call), "a delegate takes arguments by reference or in an array", "call the method directly");
        }

        var arguments = call.Arguments
            .Select(a => new Argument(function.Method.Parameters[a.Parameter!.Ordinal], ExpressionLowering.Lower(context, a.Value), a)).ToList();
        if (arguments.Any(a => context.IsPoisoned(a.Value)))
        {
            return context.Poison(context.TypeOf(call.Type));
        }

        if (function.Through is { } through)
        {
            return GenericCalls.Lower(context, call, function.Method, arguments.OrderBy(a => a.Parameter!.Ordinal).Select(a => a.Value).ToEquatableArray(), through, name);
        }

        return function.Body is { } body
            ? Inlining.Lower(context, call, function.Method, body, arguments, name)
            : CallLowering.Dispatch(context, new CallSite(call, function.Method, null, IsVirtual: function.Method.IsVirtual || function.Method.IsOverride), arguments, name);
    }

    private static KnownFunction Group(LoweringContext context, IMethodReferenceOperation group) =>
        new(GenericMath.Implementation(context, group.Method, group.ConstrainedToType) as IMethodSymbol ?? group.Method, null)
        {
            Through = group.ConstrainedToType is { } through && GenericScalars.IsMathematics(group.Method.ContainingType) && context.ScalarOf(through) is { IsGeneric: true } scalar ? scalar : null,
        };
}
