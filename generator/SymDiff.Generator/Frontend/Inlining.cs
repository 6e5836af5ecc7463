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
    private const int Deepest = 60;

    /// <summary>
    /// Appends the body with the parameters bound to the arguments; captured variables, and those passed by reference, are simply those of the
    /// caller.
    /// </summary>
    /// <param name="context">The reading.</param>
    /// <param name="call">The call.</param>
    /// <param name="method">What is called.</param>
    /// <param name="known">Its body, if that is known; that of a lambda always is.</param>
    /// <param name="arguments">The arguments.</param>
    /// <param name="name">The variable that the result is for, if any.</param>
    /// <param name="receiver">The struct that it is called on, if it is one.</param>
    /// <param name="first">Appends what comes before the body.</param>
    /// <param name="last">Reads the method's own variables behind the body.</param>
    public static Value Lower(
        LoweringContext context, IOperation call, IMethodSymbol method, IOperation? known, IReadOnlyList<Argument> arguments, string? name = null, Receiver? receiver = null, Action? first = null, Action? last = null)
    {
        var declared = method.OriginalDefinition;
        if (IsRecursion(context, declared))
        {
            // A method that calls itself is differentiated by name where no argument is memory.
            foreach (var buffer in arguments.Where(a => a.Value.Type.IsBuffer && !context.IsVaried(a.Value)))
            {
                context.Keep(buffer.Value);
            }

            return context.Reject(Descriptors.Recursion, call, Snippet.Of(call), SymbolText.Short(method));
        }

        if (context.CountInlined() > Limit)
        {
            return context.Reject(Descriptors.CannotInline, call, Hints.Callee(method), Snippet.Of(call), "helpers that call helpers make the method too large", "call fewer of them");
        }

        if (Obstacle(context, method) is { } obstacle)
        {
            return context.Reject(Descriptors.CannotInline, call, Snippet.Of(call), obstacle, "pass plain values");
        }

        if ((known ?? context.Sources.Body(declared, context.Cancellation)) is not { } body)
        {
            return context.Reject(Descriptors.CannotInline, call, Snippet.Of(call), $"'{SymbolText.Short(method)}' has no body", "give it one");
        }

        if (ArgumentList.Collect(context, call, method, body, arguments) is not { } collected)
        {
            return context.Reject(Descriptors.CannotInline, call, Snippet.Of(call), "the arguments make an array", "pass plain values");
        }

        arguments = collected;
        int mark = context.MarkVariables();
        context.BeginScope(declared);
        var aliases = new List<(ISymbol Parameter, ISymbol? Before, Place? PlaceBefore)>();
        foreach (var argument in arguments)
        {
            var parameter = declared.Parameters[argument.Parameter!.Ordinal];
            var location = argument.Location is { } variable ? context.Named(variable) : null;
            aliases.Add((parameter, context.Alias(parameter, location), context.SetPlace(parameter, argument.Place)));
            if (location is null && argument.Place is null && argument.Value != LoweringContext.Nothing)
            {
                // The operands of an operator have names that say nothing.
                if (declared.MethodKind is not (MethodKind.UserDefinedOperator or MethodKind.Conversion))
                {
                    context.NameLeaves(argument.Value, parameter);
                }

                context.Assign(parameter, argument.Value);
            }
        }

        if (receiver is not null)
        {
            // What "this" is, the method itself stands for.
            var location = receiver.Place is VariablePlace { Variable: var variable } ? context.Named(variable) : null;
            aliases.Add((declared, context.Alias(declared, location), context.SetPlace(declared, location is null ? receiver.Place : null)));
            if (receiver.Place is null)
            {
                context.Assign(declared, receiver.Value);
            }
        }

        var result = Body(context, method, body, arguments, name, receiver, first);
        last?.Invoke();
        context.EndScope(mark, declared);
        foreach (var (parameter, before, placeBefore) in aliases)
        {
            context.Alias(parameter, before);
            context.SetPlace(parameter, placeBefore);
        }

        return result;
    }

    private static Value Body(LoweringContext context, IMethodSymbol method, IOperation body, IReadOnlyList<Argument> arguments, string? name, Receiver? receiver, Action? first)
    {
        var declared = method.OriginalDefinition;
        var typeArguments = TypeArguments(context, method);
        var type = method.ReturnsVoid ? null : context.HeldTypeOf(method.ReturnType);
        bool reachesOut = method.MethodKind is MethodKind.LocalFunction or MethodKind.AnonymousFunction
            || (receiver?.Place is not null && context.Mutates(declared)) || arguments.Any(a => a.Location is not null || a.Place is not null || context.FunctionOf(a.Value) is not null);
        string stem = method.MethodKind == MethodKind.AnonymousFunction ? "lambda" : method.Name;
        bool isConstructor = method.MethodKind == MethodKind.Constructor;
        var footprint = reachesOut ? Footprint.OfBody(context, body) : null;

        // What is made, and what nobody gave a variable for, the caller reads from the method's own.
        var own = declared.Parameters.Where(p => p.RefKind == RefKind.Out && arguments.Any(a => a is { Location: null, Place: null } && a.Parameter!.Ordinal == p.Ordinal))
            .Select(p => context.ParcelOf(p, context.HeldTypeOf(method.Parameters[p.Ordinal].Type)))
            .Concat(isConstructor ? [context.ParcelOf(declared, receiver!.Value.Type, receiver.Value)] : []);
        var target = context.TargetFor(JumpKind.Return, stem, type, footprint?.Without(declared), v => !footprint!.Declares(v), own);

        context.Frames.Add(new InlineFrame(declared, body, typeArguments, target, receiver is null ? null : declared) { Given = arguments });
        try
        {
            var result = context.Unit(target, () =>
            {
                first?.Invoke();
                StatementLowering.Run(context, Work.Of(body, null));
            }, declared, name);
            return isConstructor ? context.Read(declared)! : type is null ? LoweringContext.Nothing : result ?? context.Poison(type);
        }
        finally
        {
            context.Frames.RemoveAt(context.Frames.Count - 1);
        }
    }

    // A helper may be entered again from a function that it was given, as in an integral of an integral.
    private static bool IsRecursion(LoweringContext context, IMethodSymbol declared)
    {
        for (int i = context.Frames.Count - 1; i >= 0; i--)
        {
            if (SymbolEqualityComparer.Default.Equals(context.Frames[i].Method, declared))
            {
                return true;
            }

            if (IsGiven(context.Frames[i]) && context.Frames.Count < Deepest)
            {
                return context.Frames.Take(i + 1).Any(f => IsGiven(f) && SymbolEqualityComparer.Default.Equals(f.Method, declared));
            }
        }

        return false;

        static bool IsGiven(InlineFrame frame) => frame.Method.MethodKind == MethodKind.AnonymousFunction || frame.This is not null;
    }

    private static string? Obstacle(LoweringContext context, IMethodSymbol method)
    {
        foreach (var type in method.TypeArguments)
        {
            if (context.ScalarOf(type) is null && context.LayoutOf(type) is null && type is not ITypeParameterSymbol && !(type.TypeKind == Microsoft.CodeAnalysis.TypeKind.Struct && context.CanName(type)))
            {
                return $"its type argument '{SymbolText.Short(type)}' is neither a scalar nor a struct";
            }
        }

        return null;
    }

    // What they stand for in the caller: a type may be made of itself, as in "Pair<Pair<T>>".
    private static Dictionary<ITypeParameterSymbol, ITypeSymbol> TypeArguments(LoweringContext context, IMethodSymbol method)
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
                var argument = context.Stands(arguments[i]);
                if (!SymbolEqualityComparer.Default.Equals(parameters[i], argument))
                {
                    map[parameters[i]] = argument;
                }
            }
        }
    }
}
