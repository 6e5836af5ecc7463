using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SymDiff.Compiler.IR;
using SymDiff.Generator.Diagnostics;

namespace SymDiff.Generator.Frontend;

/// <summary>Calls that are kept as the C# that they are.</summary>
internal static class KeptCalls
{
    /// <summary>A call that stays C#: executed once, in order, unless it is known to be pure.</summary>
    public static Value Lower(LoweringContext context, CallSite site, string prefix, List<Value> receiver, IReadOnlyList<Argument> arguments, string? name)
    {
        var (call, method) = (site.Operation, site.Method);
        if (Obstacle(context, site, receiver) is { } obstacle)
        {
            return context.Reject(Descriptors.CannotInline, call, Snippet.Of(call), obstacle, "compute the value before calling this method and pass it as a parameter");
        }

        if (ParameterSets.Refuse(context, call, receiver.Select(r => (site.Instance, r)).Concat(arguments.Select(a => ((IOperation?)a.Source?.Value, a.Value)))) is { } refused)
        {
            return refused;
        }

        // Values were computed in the order of evaluation; the text names them in the order of the parameters.
        var ordered = arguments.OrderBy(a => a.Parameter?.Ordinal ?? int.MaxValue).ToList();
        var written = new List<string>();
        for (int i = 0; i < ordered.Count; i++)
        {
            bool isNamed = method.Parameters.Take(ordered[i].Parameter?.Ordinal ?? 0).Any(p => ordered.All(a => !SymbolEqualityComparer.Default.Equals(a.Parameter, p)))
                && ordered[i].Source!.ArgumentKind != ArgumentKind.ParamArray;
            written.Add((isNamed ? SymbolText.Identifier(ordered[i].Parameter!.Name) + ": " : "") + ReadLowering.Placeholders(receiver.Count + i, 1));
        }

        string text = $"{prefix}.{SymbolText.OfInstance(method)}({string.Join(", ", written)})";
        var values = receiver.Concat(ordered.Select(a => a.Value)).ToEquatableArray();
        context.At = call;
        return method.ReturnsVoid
            ? context.Do(text, values, Effects.Of(method))
            : context.External(context.TypeOf(call.Type), text, values, KnownMethods.IsPureMath(method) ? Effect.None : EffectOf(context, method), name);
    }

    private static Effect EffectOf(LoweringContext context, IMethodSymbol method) => context.PurityOf(method) switch
    {
        Purity.Pure => Effect.None,
        Purity.Computing => Effect.Computing,
        _ => Effects.Of(method),
    };

    /// <summary>Why a call cannot stay C#; null if it can.</summary>
    public static string? Obstacle(LoweringContext context, CallSite site, List<Value> receiver)
    {
        var (call, method) = (site.Operation, site.Method);
        if (method.MethodKind == MethodKind.LocalFunction)
        {
            return "its body cannot be read";
        }

        if (receiver.Count > 0 && !context.IsAccessible(method))
        {
            return $"'{SymbolText.Short(method)}' is not accessible where the derivative is emitted";
        }

        if (!method.ReturnsVoid && !ReadLowering.CanName(context, call.Type))
        {
            return $"its result type '{call.Type?.ToDisplayString()}' cannot be named in the emitted method";
        }

        // The receiver is a copy of the user's variable: a method that changes it would change the copy.
        if (receiver.Count > 0 && site.Instance!.Type is { IsValueType: true } type && !method.IsReadOnly && !type.IsReadOnly
            && type.SpecialType == SpecialType.None && type.TypeKind != Microsoft.CodeAnalysis.TypeKind.Enum)
        {
            return $"'{SymbolText.Short(method)}' may change the struct that it is called on";
        }

        if (method.IsPartialDefinition && method.PartialImplementationPart is null)
        {
            return "the method has no body";
        }

        // The compiler may drop such a call together with its arguments; what is left of them must not do anything.
        return Marks.Has(method.OriginalDefinition, "System.Diagnostics.ConditionalAttribute") && call is IInvocationOperation invocation && invocation.Arguments.Any(a => HasEffect(a.Value))
            ? "the call is conditional and computing its arguments may do something"
            : null;
    }

    private static bool HasEffect(IOperation operation) => operation.DescendantsAndSelf().Any(
        o => o is IInvocationOperation or IAssignmentOperation or IIncrementOrDecrementOperation or IPropertyReferenceOperation);
}
