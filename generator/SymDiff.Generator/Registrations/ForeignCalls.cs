using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SymDiff.Compiler.Emit;
using SymDiff.Compiler.IR;
using SymDiff.Compiler.Transforms;
using SymDiff.Generator.Diagnostics;
using SymDiff.Generator.Frontend;

namespace SymDiff.Generator.Registrations;

/// <summary>Calls of marked methods of other assemblies that are handed buffers: by what those assemblies published.</summary>
internal static class ForeignCalls
{
    /// <summary>Whether a method is one.</summary>
    public static bool Is(IMethodSymbol method, Compilation compilation) =>
        !SymbolEqualityComparer.Default.Equals(method.ContainingAssembly, compilation.Assembly) && Marks.OfMethod(method) is not null
        && method.Parameters.Any(p => SignatureReader.IsActive(p) && TypeMap.Scalar(p.Type) is null);

    /// <summary>Appends the call.</summary>
    /// <param name="context">The reading.</param>
    /// <param name="site">The call.</param>
    /// <param name="method">The method.</param>
    /// <param name="arguments">Its arguments, in the order of evaluation.</param>
    /// <param name="name">The variable that the value is for, if any.</param>
    public static Value Lower(LoweringContext context, CallSite site, IMethodSymbol method, IReadOnlyList<Argument> arguments, string? name)
    {
        var call = (IInvocationOperation)site.Operation;
        var type = context.TypeOf(call.Type);
        if (Obstacle(method) is { } obstacle)
        {
            return context.Reject(
                Descriptors.CallNotDifferentiable, call, Snippet.Of(call), $"'{SymbolText.Short(method)}' of another assembly {obstacle}", "call a static method that takes numbers and spans of double");
        }

        var pullback = PublishedRule.Emitted(method, DerivativeKind.Vjp, context.Sources.Compilation);
        var pushforward = PublishedRule.Emitted(method, DerivativeKind.Jvp, context.Sources.Compilation);
        if (pullback is null && pushforward is null)
        {
            var (why, instead) = PublishedRule.Nothing(method);
            return context.Reject(Descriptors.CallNotDifferentiable, call, Snippet.Of(call), why, instead);
        }

        if (!context.CanName(method))
        {
            return context.Reject(Descriptors.Inaccessible, call, Snippet.Of(call), SymbolText.Short(method), SymbolText.Short(context.Home));
        }

        // Values were computed in the order of evaluation, and what is left to its default is a constant.
        var values = new List<(Value Value, IOperation At)>();
        foreach (var parameter in method.Parameters)
        {
            var source = call.Arguments.First(a => a.Parameter?.Ordinal == parameter.Ordinal);
            var value = arguments.FirstOrDefault(a => a.Parameter?.Ordinal == parameter.Ordinal)?.Value ?? ExpressionLowering.Lower(context, source.Value);
            if (context.IsPoisoned(value))
            {
                return context.Poison(type);
            }

            if (context.IsVaried(value) && !SignatureReader.IsActive(parameter))
            {
                return context.Reject(Descriptors.ActiveArgumentOfConstant, source.Syntax.GetLocation(), type, Snippet.Of(call), parameter.Name, SymbolText.Short(method));
            }

            if (value.Type.IsBuffer != TypeOf(parameter).IsBuffer)
            {
                if (value.Type.IsBuffer)
                {
                    context.KeepOrReject(value);
                    return context.Poison(type);
                }

                return context.Reject(Descriptors.CallNotDifferentiable, source.Value, Snippet.Of(source.Value), "the array is used as an object elsewhere", "read and write its elements");
            }

            values.Add((value, source));
        }

        string key = context.Callees.NameOf(method) ?? Enter(context, method, pullback, pushforward);
        var results = context.Call(method.ReturnsVoid ? [] : [(type, name)], key, values);
        return method.ReturnsVoid ? LoweringContext.Nothing : results[0];
    }

    private static string Enter(LoweringContext context, IMethodSymbol method, string? pullback, string? pushforward)
    {
        var (key, place) = context.Callees.Reserve(method);
        var foreign = new ForeignMethod(
            key,
            SymbolText.OfStatic(method),
            method.Parameters.Select(p => new ForeignParameter(p.Name, TypeOf(p), SignatureReader.IsActive(p), SignatureReader.Role(p), p.Type is IArrayTypeSymbol && TypeOf(p).IsBuffer)).ToEquatableArray(),
            method.ReturnsVoid ? null : TypeMap.Scalar(method.ReturnType),
            pullback,
            pushforward);
        context.Callees.Fill(place, ForeignHalves.Helper(foreign, CalleeLowering.NameOfDerived(context, key)));
        return key;
    }

    // What is no number of the language's own stays the object that it is.
    private static IrType TypeOf(IParameterSymbol parameter) =>
        TypeMap.Buffer(parameter.Type) is { HasShadow: true } buffer ? buffer : TypeMap.Of(parameter.Type);

    private static string? Obstacle(IMethodSymbol method)
    {
        if (!method.IsStatic || method.IsGenericMethod || method.ContainingType.IsGenericType)
        {
            return "is no plain static method";
        }

        if (!method.ReturnsVoid && TypeMap.Scalar(method.ReturnType) is not { IsReal: true })
        {
            return "returns neither a number nor nothing";
        }

        foreach (var parameter in method.Parameters)
        {
            bool isWritten = SignatureReader.Role(parameter) != ParameterRole.Input;
            if (parameter.RefKind is not (RefKind.None or RefKind.In) || parameter.IsParams)
            {
                return $"has the parameter '{parameter.Name}', which is not passed by value";
            }

            if (TypeMap.Scalar(parameter.Type) is not null || parameter.Type is IArrayTypeSymbol && !SignatureReader.IsActive(parameter) && TypeMap.Buffer(parameter.Type) is not { HasShadow: true })
            {
                continue;
            }

            if (TypeMap.Buffer(parameter.Type)?.Element != IrType.Float64 || TypeMap.FullName(parameter.Type).Contains("Memory") || (parameter.Type is IArrayTypeSymbol && isWritten)
                || SignatureReader.Role(parameter) == ParameterRole.Scratch || (isWritten && !SignatureReader.IsActive(parameter)))
            {
                return $"has the parameter '{parameter.Name}', which is neither a number nor a span of double that it may be handed from here";
            }
        }

        return null;
    }
}
