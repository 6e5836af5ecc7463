using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SymDiff.Compiler.IR;
using SymDiff.Generator.Diagnostics;
using SymDiff.Generator.Registrations;

namespace SymDiff.Generator.Frontend;

/// <summary>Methods that are not looked into because somebody says what their derivative is: by a registration, or by having had it emitted in another assembly.</summary>
internal static class RegisteredCalls
{
    /// <summary>Appends a call with an active argument; null if nothing is registered or published for the method.</summary>
    /// <param name="context">The reading.</param>
    /// <param name="site">The call.</param>
    /// <param name="arguments">Its arguments, in the order of evaluation.</param>
    /// <param name="name">The variable that the value is for, if any.</param>
    public static Value? Lower(LoweringContext context, CallSite site, IReadOnlyList<Argument> arguments, string? name)
    {
        var (call, method) = (site.Operation, site.Method);
        if (method.MethodKind != MethodKind.Ordinary)
        {
            return null;
        }

        method = method.ReducedFrom is { } reduced ? (reduced.Arity == 0 ? reduced : reduced.Construct([.. method.TypeArguments])) : method;
        if (ForeignCalls.Is(method, context.Sources.Compilation) && RegistrationIndex.Of(context.Sources.Compilation).Find(method) is null)
        {
            return ForeignCalls.Lower(context, site, method, arguments, name);
        }

        var found = RuleOf(context, method);
        if (found.Problem is var (why, instead))
        {
            return context.Reject(Descriptors.CallNotDifferentiable, call, Snippet.Of(call), why, instead);
        }

        if (found.Rule is not { } rule)
        {
            return null;
        }

        if (arguments.Any(a => a.Source!.ArgumentKind == ArgumentKind.ParamArray))
        {
            return context.Reject(Descriptors.CannotInline, call, Snippet.Of(call), "the arguments make an array", "pass an array");
        }

        // Values were computed in the order of evaluation, and what is left to its default is a constant; the text names all in the order of the parameters.
        var values = method.Parameters.Select(p =>
            (arguments.FirstOrDefault(a => a.Parameter?.Ordinal == p.Ordinal) is { } given ? given.Value
            : ExpressionLowering.Lower(context, ((IInvocationOperation)call).Arguments.First(a => a.Parameter?.Ordinal == p.Ordinal).Value))).ToEquatableArray();
        for (int i = 0; i < values.Count; i++)
        {
            if (context.IsVaried(values[i]) && !rule.Active[i])
            {
                var at = arguments.First(a => a.Parameter?.Ordinal == i).Source!.Syntax.GetLocation();
                return context.Reject(Descriptors.ActiveArgumentOfConstant, at, context.TypeOf(call.Type), Snippet.Of(call), method.Parameters[i].Name, SymbolText.Short(method));
            }
        }

        if (!context.CanName(method))
        {
            return context.Reject(Descriptors.Inaccessible, call, Snippet.Of(call), SymbolText.Short(method), SymbolText.Short(context.Home));
        }

        return values.Any(context.IsPoisoned) || !ReadLowering.CanName(context, call.Type)
            ? context.Poison(context.TypeOf(call.Type))
            : context.External(context.TypeOf(call.Type), RegisteredRule.Call(method, RegisteredRule.Holes(0, values.Count)), values, Effect.None, name, rule);
    }

    /// <summary>The result of a marked method that has a registered derivative itself, which stands for its body; null if it has none.</summary>
    /// <param name="context">The reading.</param>
    /// <param name="method">The marked method.</param>
    /// <param name="parameters">Its parameters.</param>
    public static Value? Whole(LoweringContext context, IMethodSymbol method, IReadOnlyList<Value> parameters)
    {
        var index = RegistrationIndex.Of(context.Sources.Compilation);
        if (index.Find(method) is not { } lookup)
        {
            return null;
        }

        var type = context.TypeOf(method.ReturnType);
        var at = MethodShape.Location(method);
        if (lookup.Problem is var (why, instead))
        {
            return context.Reject(Descriptors.CallNotDifferentiable, at, type, method.Name, why, instead);
        }

        var rule = RegisteredRule.Of(index, lookup.Registrations, method);
        for (int i = 0; i < parameters.Count; i++)
        {
            if (context.IsVaried(parameters[i]) && !rule.Active[i])
            {
                return context.Reject(Descriptors.ActiveArgumentOfConstant, MethodShape.Location(method.Parameters[i]), type, method.Name, method.Parameters[i].Name, SymbolText.Short(method));
            }
        }

        return context.External(type, RegisteredRule.Call(method, RegisteredRule.Holes(0, parameters.Count)), parameters.ToEquatableArray(), Effect.None, null, rule);
    }

    private static (ExternalRule? Rule, (string Why, string Instead)? Problem) RuleOf(LoweringContext context, IMethodSymbol method)
    {
        var compilation = context.Sources.Compilation;
        var index = RegistrationIndex.Of(compilation);
        if (index.Find(method) is { } lookup)
        {
            return lookup.Problem is { } problem ? (null, problem) : (RegisteredRule.Of(index, lookup.Registrations, method), null);
        }

        // What another assembly emitted is used, and never its source.
        if (SymbolEqualityComparer.Default.Equals(method.ContainingAssembly, compilation.Assembly) || Marks.OfMethod(method) is null)
        {
            return default;
        }

        return PublishedRule.Of(method, compilation) is { } rule ? (rule, null) : (null, PublishedRule.Nothing(method));
    }
}
