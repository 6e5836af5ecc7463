using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SymDiff.Compiler.IR;
using SymDiff.Compiler.Rules;
using SymDiff.Generator.Diagnostics;

namespace SymDiff.Generator.Frontend;

/// <summary>Calls: primitives, helpers that are read through, and C# that is kept as it is.</summary>
internal static class CallLowering
{
    private const string UseStopGradient = "pass Differential.StopGradient(...) if the argument is a constant";

    /// <summary>Appends the call.</summary>
    public static Value Lower(LoweringContext context, IInvocationOperation call, string? name)
    {
        var method = call.TargetMethod;
        if (ByReference(call) is { } byReference)
        {
            return context.Reject(
                Descriptors.CannotInline, call, Snippet.Of(call), $"'{byReference.Parameter!.Name}' is passed by reference, which is not supported yet", "return the result instead");
        }

        // C# evaluates the receiver before the arguments.
        var receiver = new List<Value>();
        string prefix = "";
        bool isInlined = CanInline(context, call);
        if (method.MethodKind != MethodKind.LocalFunction && !KnownMethods.IsMath(method) && !IsReadThroughOnly(context, call, isInlined))
        {
            if (ReadLowering.Prefix(context, call, call.Instance, method, receiver) is not { } text)
            {
                return context.Poison(context.TypeOf(call.Type));
            }

            prefix = text;
        }

        var arguments = Arguments(context, call);
        if (receiver.Concat(arguments.Select(a => a.Value)).Any(context.IsPoisoned))
        {
            return context.Poison(context.TypeOf(call.Type));
        }

        bool isActive = receiver.Any(context.IsVaried) || arguments.Any(a => context.IsVaried(a.Value));
        if (isActive && RegisteredCalls.Lower(context, call, arguments, name) is { } registered)
        {
            return registered;
        }

        if (KnownMethods.IsStopGradient(method))
        {
            return context.ScalarOf(call.Type) is { IsReal: true } type
                ? context.Apply(type, "StopGradient", EquatableArray.Of(arguments[0].Value), name)
                : arguments[0].Value;
        }

        if (KnownMethods.Primitive(method) is { } primitive)
        {
            var ordered = arguments.OrderBy(a => a.Parameter!.Ordinal).Select(a => a.Value).ToEquatableArray();
            if (PrimitiveTable.Get(primitive).IsStep)
            {
                context.PassThroughStep(call, ordered[0]);
            }

            return context.Apply(context.TypeOf(call.Type), primitive, ordered, name);
        }

        if (KnownMethods.IsMath(method))
        {
            return MathCall(context, call, arguments, isActive, name);
        }

        if (isInlined && (isActive || method.MethodKind == MethodKind.LocalFunction || prefix.Length == 0))
        {
            return Inlining.Lower(context, call, arguments);
        }

        return isActive ? Refuse(context, call) : Kept(context, call, prefix, receiver, arguments, name);
    }

    /// <summary>The argument's value, for each argument in the order of evaluation, the elements of an expanded <c>params</c> one by one.</summary>
    private static List<Argument> Arguments(LoweringContext context, IInvocationOperation call)
    {
        var arguments = new List<Argument>();
        foreach (var argument in call.Arguments)
        {
            if (argument is { ArgumentKind: ArgumentKind.ParamArray, Value: IArrayCreationOperation { Initializer: { } elements } })
            {
                arguments.AddRange(elements.ElementValues.Select(e => new Argument(argument.Parameter, ExpressionLowering.Lower(context, e), argument)));
            }
            else if (argument.ArgumentKind != ArgumentKind.DefaultValue || CanInline(context, call))
            {
                arguments.Add(new Argument(argument.Parameter, ExpressionLowering.Lower(context, argument.Value), argument));
            }
        }

        return arguments;
    }

    private static Value MathCall(LoweringContext context, IInvocationOperation call, List<Argument> arguments, bool isActive, string? name)
    {
        bool isPredicate = context.ScalarOf(call.Type) == IrType.Bool;
        return isActive && !(isPredicate && KnownMethods.IsPureMath(call.TargetMethod))
            ? context.Reject(Descriptors.NoRuleYet, call, Snippet.Of(call), SymbolText.Short(call.TargetMethod))
            : Kept(context, call, SymbolText.Of(call.TargetMethod.ContainingType), [], arguments, name);
    }

    /// <summary>A call that stays C#: executed once, in order, unless it is known to be pure.</summary>
    private static Value Kept(LoweringContext context, IInvocationOperation call, string prefix, List<Value> receiver, List<Argument> arguments, string? name)
    {
        var method = call.TargetMethod;
        if (Obstacle(context, call, receiver) is { } obstacle)
        {
            return context.Reject(Descriptors.CannotInline, call, Snippet.Of(call), obstacle, "compute the value before calling this method and pass it as a parameter");
        }

        // Values were computed in the order of evaluation; the text names them in the order of the parameters.
        var ordered = arguments.OrderBy(a => a.Parameter?.Ordinal ?? int.MaxValue).ToList();
        var written = new List<string>();
        for (int i = 0; i < ordered.Count; i++)
        {
            bool isNamed = method.Parameters.Take(ordered[i].Parameter?.Ordinal ?? 0).Any(p => ordered.All(a => !SymbolEqualityComparer.Default.Equals(a.Parameter, p)))
                && ordered[i].Source.ArgumentKind != ArgumentKind.ParamArray;
            written.Add((isNamed ? SymbolText.Identifier(ordered[i].Parameter!.Name) + ": " : "") + ReadLowering.Placeholders(receiver.Count + i, 1));
        }

        string text = $"{prefix}.{SymbolText.OfInstance(method)}({string.Join(", ", written)})";
        var values = receiver.Concat(ordered.Select(a => a.Value)).ToEquatableArray();
        return method.ReturnsVoid
            ? context.Effect(text, values)
            : context.External(context.TypeOf(call.Type), text, values, !KnownMethods.IsPureMath(method), name);
    }

    private static string? Obstacle(LoweringContext context, IInvocationOperation call, List<Value> receiver)
    {
        var method = call.TargetMethod;
        if (method.MethodKind == MethodKind.LocalFunction)
        {
            return "its body cannot be read";
        }

        if (!method.ReturnsVoid && !ReadLowering.CanName(context, call.Type))
        {
            return $"its result type '{call.Type?.ToDisplayString()}' cannot be named in the emitted method";
        }

        // The receiver is a copy of the user's variable: a method that changes it would change the copy.
        if (receiver.Count > 0 && call.Instance!.Type is { IsValueType: true } type && !method.IsReadOnly && !type.IsReadOnly
            && type.SpecialType == SpecialType.None && type.TypeKind != Microsoft.CodeAnalysis.TypeKind.Enum)
        {
            return $"'{SymbolText.Short(method)}' may change the struct that it is called on";
        }

        if (method.IsPartialDefinition && method.PartialImplementationPart is null)
        {
            return "the method has no body";
        }

        // The compiler may drop such a call together with its arguments; what is left of them must not do anything.
        return Marks.Has(method.OriginalDefinition, "System.Diagnostics.ConditionalAttribute") && call.Arguments.Any(a => HasEffect(a.Value))
            ? "the call is conditional and computing its arguments may do something"
            : null;
    }

    private static bool HasEffect(IOperation operation) => operation.DescendantsAndSelf().Any(
        o => o is IInvocationOperation or IAssignmentOperation or IIncrementOrDecrementOperation or IPropertyReferenceOperation);

    private static Value Refuse(LoweringContext context, IInvocationOperation call)
    {
        var method = call.TargetMethod;
        string shown = SymbolText.Short(method);
        if (Marks.IsEmitted(method))
        {
            return context.Reject(Descriptors.CallNotDifferentiable, call, Snippet.Of(call), $"'{shown}' is itself an emitted derivative, which is not supported yet", UseStopGradient);
        }

        if (IsDispatched(call))
        {
            return context.Reject(Descriptors.CallNotDifferentiable, call, Snippet.Of(call), $"'{shown}' is chosen at run time", "call a method that is not virtual");
        }

        bool hasSource = context.Sources.Declaration(method, context.Cancellation) is not null;
        return hasSource
            ? context.Reject(
                Descriptors.CannotInline, call, Snippet.Of(call), $"the body of '{shown}' cannot be read here (called on another object, async, an iterator, or without a body)", "make it a static method with a plain body")
            : context.Reject(Descriptors.CallNotDifferentiable, call, Snippet.Of(call), $"no derivative is known for '{shown}'", "register one with [DerivativeOf], write the formula out in a method of this project, or " + UseStopGradient);
    }

    // Only its body can be used: it is not accessible where the derivative is emitted.
    private static bool IsReadThroughOnly(LoweringContext context, IInvocationOperation call, bool isInlined) =>
        isInlined && !context.CanName(call.TargetMethod);

    private static bool CanInline(LoweringContext context, IInvocationOperation call)
    {
        var method = call.TargetMethod;
        return method.MethodKind is MethodKind.Ordinary or MethodKind.LocalFunction
            && method is { IsAsync: false, IsExtern: false, IsAbstract: false, ReturnsByRef: false, ReturnsByRefReadonly: false, IsVararg: false }
            && !IsDispatched(call)
            && (method.IsStatic || method.MethodKind == MethodKind.LocalFunction || call.Instance is IInstanceReferenceOperation)
            && !Marks.IsEmitted(method)
            && !Marks.Has(method.OriginalDefinition, "System.Diagnostics.ConditionalAttribute")
            && !KnownMethods.IsMath(method) && !KnownMethods.IsStopGradient(method)
            && context.Sources.Declaration(method, context.Cancellation) is { } declaration
            && !MethodShape.IsIterator(declaration);
    }

    private static bool IsDispatched(IInvocationOperation call) =>
        call.IsVirtual && !call.TargetMethod.ContainingType.IsSealed && !(call.TargetMethod.IsOverride && call.TargetMethod.IsSealed);

    private static IArgumentOperation? ByReference(IInvocationOperation call) =>
        call.Arguments.FirstOrDefault(a => a.Parameter is { RefKind: not (RefKind.None or RefKind.In) });
}

/// <summary>An argument with its value.</summary>
/// <param name="Parameter">The parameter it is for.</param>
/// <param name="Value">Its value.</param>
/// <param name="Source">Where it stands.</param>
internal sealed record Argument(IParameterSymbol? Parameter, Value Value, IArgumentOperation Source);
