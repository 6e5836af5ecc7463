using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SymDiff.Compiler.IR;
using SymDiff.Generator.Diagnostics;

namespace SymDiff.Generator.Frontend;

/// <summary>Reads a helper's body in place of a call of it.</summary>
internal static class Inlining
{
    // Helpers that call helpers twice each grow exponentially; no method that a person wants to read comes near this.
    private const int Limit = 2000;

    /// <summary>Appends the body with the parameters bound to the arguments; captured variables are simply those of the caller.</summary>
    public static Value Lower(LoweringContext context, IInvocationOperation call, IReadOnlyList<Argument> arguments)
    {
        var method = call.TargetMethod;
        var declared = method.OriginalDefinition;
        if (context.Frames.Any(f => SymbolEqualityComparer.Default.Equals(f.Method, declared)))
        {
            return context.Reject(Descriptors.Recursion, call, Snippet.Of(call), SymbolText.Short(method));
        }

        if (context.CountInlined() > Limit)
        {
            return context.Reject(Descriptors.CannotInline, call, Snippet.Of(call), "helpers that call helpers make the method too large", "call fewer of them");
        }

        if (Obstacle(context, call, arguments) is { } obstacle)
        {
            return context.Reject(Descriptors.CannotInline, call, Snippet.Of(call), obstacle, "pass plain values");
        }

        if (context.Sources.Body(declared, context.Cancellation) is not { } body)
        {
            return context.Reject(Descriptors.CannotInline, call, Snippet.Of(call), $"'{SymbolText.Short(method)}' has no body", "give it one");
        }

        var frame = new InlineFrame(declared, TypeArguments(method));
        foreach (var argument in arguments)
        {
            context.Assign(declared.Parameters[argument.Parameter!.Ordinal], argument.Value);
        }

        context.Frames.Add(frame);
        try
        {
            return StatementLowering.Body(context, body, declared.ReturnsVoid);
        }
        finally
        {
            context.Frames.RemoveAt(context.Frames.Count - 1);
        }
    }

    private static string? Obstacle(LoweringContext context, IInvocationOperation call, IReadOnlyList<Argument> arguments)
    {
        foreach (var argument in arguments)
        {
            if (argument.Source.ArgumentKind == ArgumentKind.ParamArray)
            {
                return "the arguments make an array";
            }

            // Such a parameter is another name of the variable, which a local function may change while the parameter is in use.
            if (argument.Parameter is { RefKind: not RefKind.None } && call.TargetMethod.MethodKind == MethodKind.LocalFunction
                && argument.Source.Value is ILocalReferenceOperation or IParameterReferenceOperation)
            {
                return $"the local function takes '{argument.Parameter!.Name}' by reference";
            }
        }

        foreach (var type in call.TargetMethod.TypeArguments)
        {
            if (context.ScalarOf(type) is null && type is not ITypeParameterSymbol)
            {
                return $"its type argument '{SymbolText.Short(type)}' is no scalar";
            }
        }

        return null;
    }

    private static Dictionary<ITypeParameterSymbol, ITypeSymbol> TypeArguments(IMethodSymbol method)
    {
        var map = new Dictionary<ITypeParameterSymbol, ITypeSymbol>(SymbolEqualityComparer.Default);
        Add(method.OriginalDefinition.TypeParameters, method.TypeArguments);
        for (var type = method.ContainingType; type is not null; type = type.ContainingType)
        {
            Add(type.OriginalDefinition.TypeParameters, type.TypeArguments);
        }

        return map;

        void Add(IReadOnlyList<ITypeParameterSymbol> parameters, IReadOnlyList<ITypeSymbol> arguments)
        {
            for (int i = 0; i < parameters.Count; i++)
            {
                if (!SymbolEqualityComparer.Default.Equals(parameters[i], arguments[i]))
                {
                    map[parameters[i]] = arguments[i];
                }
            }
        }
    }
}
