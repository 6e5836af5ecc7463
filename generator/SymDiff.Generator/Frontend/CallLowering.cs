using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SymDiff.Compiler.IR;
using SymDiff.Compiler.Rules;
using SymDiff.Generator.Diagnostics;
using SymDiff.Generator.Frontend.Nested;
using SymDiff.Generator.Frontend.Numerics;

namespace SymDiff.Generator.Frontend;

/// <summary>Calls: primitives, helpers that are read through, and C# that is kept as it is.</summary>
internal static class CallLowering
{
    private const string UseStopGradient = "pass Differential.StopGradient(...) if the argument is a constant";

    /// <summary>Appends the call.</summary>
    public static Value Lower(LoweringContext context, IInvocationOperation call, string? name)
    {
        if (FunctionLowering.Called(context, call) is { } function)
        {
            return FunctionLowering.Invoke(context, call, function, name);
        }

        if (BufferMethods.TryLower(context, call, name) is { } ofBuffer)
        {
            return ofBuffer;
        }

        if (VectorMethods.TryLower(context, call, name) is { } ofVector)
        {
            return ofVector;
        }

        if (NestedCalls.TryLower(context, call, name) is { } ofDerivative)
        {
            return ofDerivative;
        }

        if (SetMaking.TryLower(context, call) is { } ofSet)
        {
            return ofSet;
        }

        if (GenericCalls.TryLower(context, call, name) is { } ofScalar)
        {
            return ofScalar;
        }

        if (NumericsOutputs.TryLower(context, call) is { } ofOutputs)
        {
            return ofOutputs;
        }

        var site = StructReceivers.Site(context, call);
        bool isInlined = CanInline(context, site);
        if (call.Arguments.FirstOrDefault(a => IsByReference(a) && !(isInlined && (IsLocation(a.Value) || IsElement(a.Value) || IsPart(context, a.Value)))) is { } byReference)
        {
            return RejectReference(context, call, byReference);
        }

        // C# evaluates the receiver before the arguments.
        if (!TryReceive(context, site, isInlined, out string prefix, out var receiver, out var of))
        {
            return context.Poison(context.HeldTypeOf(call.Type));
        }

        var arguments = Arguments(context, call, isInlined);
        if (of is not null)
        {
            of = StructLowering.Entered(context, of);
            receiver = [of.Value];
        }

        return arguments.FirstOrDefault(a => IsByReference(a.Source!) && a is { Location: null, Place: null } && !IsLocation(a.Source!.Value)) is { } lost
            ? RejectReference(context, call, lost.Source!)
            : Dispatch(context, site, arguments, name, prefix, receiver, of);
    }

    private static Value RejectReference(LoweringContext context, IInvocationOperation call, IArgumentOperation byReference) => context.Reject(
        Descriptors.CannotInline, call, Snippet.Of(call),
        $"'{byReference.Parameter!.Name}' is passed by reference, which is supported for local variables, elements of arrays and helpers only", "return the result instead");

    /// <summary>Appends a call without a receiver whose arguments are there.</summary>
    public static Value Dispatch(LoweringContext context, CallSite site, IReadOnlyList<Argument> arguments, string? name) =>
        TryReceive(context, site, CanInline(context, site), out string prefix, out var receiver, out var of)
            ? Dispatch(context, site, arguments, name, prefix, receiver, of)
            : context.Poison(context.TypeOf(site.Operation.Type));

    private static Value Dispatch(LoweringContext context, CallSite site, IReadOnlyList<Argument> arguments, string? name, string prefix, List<Value> receiver, Receiver? of)
    {
        var (call, method) = (site.Operation, site.Method);
        if (receiver.Concat(arguments.Select(a => a.Value)).Any(context.IsPoisoned))
        {
            return context.Poison(context.HeldTypeOf(call.Type));
        }

        bool isActive = receiver.Any(context.IsVaried) || arguments.Any(a => context.IsVaried(a.Value));
        if (isActive && RegisteredCalls.Lower(context, site, arguments, name) is { } registered)
        {
            return registered;
        }

        if ((NumericsLowering.TryLower(context, method, [.. receiver, .. arguments.OrderBy(a => a.Parameter!.Ordinal).Select(a => a.Value)], name)
            ?? NumericsElements.TryLower(context, method, receiver, arguments) ?? NumericsSpans.TryMake(context, method, arguments)
            ?? NumericsSpans.TryCopy(context, method, receiver, arguments, call)) is { } ofPlatform)
        {
            return ofPlatform;
        }

        if (NumberMethods.TryLower(context, site, arguments, name) is { } ofNumber)
        {
            return ofNumber;
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
            return MathCall(context, site, receiver, arguments, isActive, name);
        }

        bool canInline = CanInline(context, site);
        if (canInline && isActive && CalleeLowering.Lower(context, site, arguments, of, name) is { } called)
        {
            return called;
        }

        bool takesFunctions = arguments.Any(a => context.FunctionOf(a.Value) is not null);
        var buffers = arguments.Select(a => a.Value).Where(v => v.Type.IsBuffer).ToList();
        if (canInline && !isActive && !site.IsResolved && buffers.Count > 0)
        {
            // It is read if it can be; else it stays a call, and so the arrays stay C#.
            int errors = context.Rejections.Count(r => r.IsError);
            var result = Inlining.Lower(context, call, method, null, arguments, name);
            if (context.Rejections.Count(r => r.IsError) > errors)
            {
                buffers.ForEach(b => context.Keep(b));
            }

            return result;
        }

        bool isOnStruct = StructReceivers.IsReceiver(context, site);
        if (canInline
            && (site.IsResolved || (isOnStruct && (of!.Place is not null || context.AggregateOf(of.Value) is not null || KeptCalls.Obstacle(context, site, receiver) is not null)) || isActive || takesFunctions || arguments.Any(a => a.Location is not null || a.Value == LoweringContext.Nothing) || method.MethodKind == MethodKind.LocalFunction || prefix.Length == 0))
        {
            return Inlining.Lower(context, call, method, null, arguments, name, isOnStruct ? of : null);
        }

        if (KnownMethods.IsGuard(method) && (buffers.Count > 0 || SetLowering.IsAsked(context, arguments[0].Source!.Value)))
        {
            return Guard(context, site, arguments);
        }

        if (takesFunctions)
        {
            return ExpressionLowering.Unsupported(context, arguments.First(a => context.FunctionOf(a.Value) is not null).Source!.Value);
        }

        if (isActive && !KnownMethods.IsGuard(method))
        {
            return Refuse(context, site, Active(context, site, receiver, arguments));
        }

        return (canInline ? PureHelpers.Read(context, site, arguments, name, isOnStruct ? of : null) : null) ?? KeptCalls.Lower(context, site, prefix, receiver, arguments, name);
    }

    // ThrowIfNull, the only guard that takes an array or a set: written out, for a call that is handed memory may write it.
    private static Value Guard(LoweringContext context, CallSite site, IReadOnlyList<Argument> arguments)
    {
        var named = arguments.Skip(1).FirstOrDefault(a => !context.IsPoisoned(a.Value));
        var text = named?.Source!.Value.ConstantValue is { HasValue: true, Value: string given } ? Microsoft.CodeAnalysis.CSharp.SymbolDisplay.FormatLiteral(given, quote: true)
            : arguments[0].Value.Name is { } name ? Microsoft.CodeAnalysis.CSharp.SymbolDisplay.FormatLiteral(name, quote: true) : "\"\"";
        context.Leave(
            arguments[0].Value.Type.IsBuffer ? context.IsNull(arguments[0].Value) : SetLowering.IsNone(context, arguments[0].Value),
            context.Nested(null, () =>
            {
                context.Do($"throw new global::System.ArgumentNullException({External.Verbatim(text)})", default, Effect.Once);
                context.End = Ending.Dead;
            }),
            null);
        return LoweringContext.Nothing;
    }

    private static bool TryReceive(LoweringContext context, CallSite site, bool isInlined, out string prefix, out List<Value> receiver, out Receiver? struct_)
    {
        (prefix, struct_) = ("", null);
        receiver = [];
        if (isInlined && StructReceivers.IsReceiver(context, site))
        {
            struct_ = StructLowering.Receiver(context, site.Instance!, site.Method, site.Operation is IInvocationOperation call ? call.Arguments : Enumerable.Empty<IArgumentOperation>());
            receiver.Add(struct_.Value);
            prefix = "{0}";
            return !context.IsPoisoned(receiver[0]);
        }

        if (site.Method.MethodKind != MethodKind.LocalFunction && !KnownMethods.IsMath(site.Method) && !KnownMethods.IsStopGradient(site.Method) && !NumberMethods.IsKnown(context, site.Method) && !IsReadThroughOnly(context, site, isInlined))
        {
            if (ReadLowering.Prefix(context, site.Operation, site.Instance, site.Method, receiver) is not { } text)
            {
                return false;
            }

            prefix = text;
        }

        return true;
    }

    /// <summary>The argument's value, for each argument in the order of evaluation, the elements of an expanded <c>params</c> one by one.</summary>
    private static List<Argument> Arguments(LoweringContext context, IInvocationOperation call, bool isInlined)
    {
        bool isGuard = KnownMethods.IsGuard(call.TargetMethod);
        var arguments = new List<Argument>();
        foreach (var argument in call.Arguments)
        {
            if (argument is { ArgumentKind: ArgumentKind.ParamArray, Value: IArrayCreationOperation { Initializer: { } elements } })
            {
                arguments.AddRange(elements.ElementValues.Select(e => new Argument(argument.Parameter, ExpressionLowering.Lower(context, e), argument)));
            }
            else if (isInlined && argument.Parameter is { RefKind: not RefKind.None } && IsPart(context, argument.Value) && StructLowering.Place(context, argument.Value, isReadOnly: !IsByReference(argument)) is { } part)
            {
                arguments.Add(new Argument(argument.Parameter, IsByReference(argument) ? LoweringContext.Nothing : part.Read(context), argument, Place: part));
            }
            else if (isInlined && (IsByReference(argument) || argument.Parameter is { RefKind: not RefKind.None }) && IsLocation(argument.Value))
            {
                var location = Location(argument.Value);
                arguments.Add(new Argument(argument.Parameter, (location is null ? null : context.Read(location)) ?? LoweringContext.Nothing, argument, location));
            }
            else if (isInlined && argument.Parameter is { RefKind: not RefKind.None } && IsElement(argument.Value))
            {
                // Its array and index are evaluated here, once.
                var place = ArrayLowering.Place(context, argument.Value);
                var value = IsByReference(argument) && place is not null ? LoweringContext.Nothing : place?.Read(context) ?? ExpressionLowering.Lower(context, argument.Value);
                arguments.Add(new Argument(argument.Parameter, value, argument, Place: place));
            }
            else if (isGuard)
            {
                arguments.Add(new Argument(argument.Parameter, SetLowering.Asked(context, argument.Value) ?? ThrowLowering.Quoted(context, argument.Value), argument));
            }
            else if (argument.ArgumentKind != ArgumentKind.DefaultValue || isInlined)
            {
                arguments.Add(new Argument(argument.Parameter, ExpressionLowering.Lower(context, argument.Value), argument));
            }
        }

        return arguments;
    }

    // A local variable or parameter, one declared right there, or nothing at all.
    private static bool IsLocation(IOperation operation) => operation is IDiscardOperation || Location(operation) is not null;

    // A part of a struct, or what is another name of one.
    private static bool IsPart(LoweringContext context, IOperation operation) => operation switch
    {
        IFieldReferenceOperation { Instance: { } instance } => context.LayoutOf(instance.Type) is not null && (instance is not IInstanceReferenceOperation || context.This is not null),
        IInstanceReferenceOperation => context.This is not null,
        ILocalReferenceOperation local => context.PlaceOf(local.Local) is not null,
        IParameterReferenceOperation parameter => context.PlaceOf(parameter.Parameter) is not null,
        _ => false,
    };

    private static bool IsElement(IOperation operation) =>
        operation is IArrayElementReferenceOperation or IImplicitIndexerReferenceOperation or IPropertyReferenceOperation { Property: { IsIndexer: true, ReturnsByRef: true } };

    private static ISymbol? Location(IOperation operation) => operation switch
    {
        ILocalReferenceOperation { Local.IsRef: false } local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        IDeclarationExpressionOperation { Expression: ILocalReferenceOperation declared } => declared.Local,
        _ => null,
    };

    private static Value MathCall(LoweringContext context, CallSite given, List<Value> receiver, IReadOnlyList<Argument> arguments, bool isActive, string? name)
    {
        // What stands for a type parameter of a helper has a name where the derivative is emitted.
        var site = given.Method.IsGenericMethod
            ? given with { Method = given.Method.OriginalDefinition.Construct([.. given.Method.TypeArguments.Select(context.Stands)]) }
            : given;
        if (!context.CanName(site.Method))
        {
            return context.Reject(Descriptors.Inaccessible, site.Operation, Snippet.Of(site.Operation), SymbolText.Short(site.Method), SymbolText.Short(context.Home));
        }

        bool isPredicate = context.ScalarOf(site.Operation.Type) == IrType.Bool;
        return isActive && !(isPredicate && KnownMethods.IsPureMath(site.Method))
            ? context.Reject(
                Descriptors.NoRuleYet, site.Operation, Hints.Active(context, Active(context, site, receiver, arguments)).Concat(Hints.Target(site.Method)), Snippet.Of(site.Operation), SymbolText.Short(site.Method))
            : KeptCalls.Lower(context, site, SymbolText.Of(site.Method.ContainingType), [], arguments, name);
    }

    // What the call is active in.
    private static List<IOperation> Active(LoweringContext context, CallSite site, List<Value> receiver, IReadOnlyList<Argument> arguments) =>
        [.. site.Instance is { } instance && receiver.Any(context.IsVaried) ? new[] { instance } : [], .. arguments.Where(a => context.IsVaried(a.Value)).Select(a => a.Source!.Value)];

    private static Value Refuse(LoweringContext context, CallSite site, List<IOperation> active)
    {
        var (call, method) = (site.Operation, site.Method);
        string shown = SymbolText.Short(method);
        var hints = Hints.Active(context, active);
        if (Marks.IsEmitted(method) && !context.Sources.Compilation.Assembly.Equals(method.ContainingAssembly, SymbolEqualityComparer.Default))
        {
            return context.Reject(Descriptors.CallNotDifferentiable, call, hints, Snippet.Of(call), $"'{shown}' is a derivative that another assembly emitted, of which it publishes none", UseStopGradient);
        }

        if (IsDispatched(site))
        {
            return context.Reject(Descriptors.CallNotDifferentiable, call, hints, Snippet.Of(call), $"'{shown}' is chosen at run time", "call a method that is not virtual");
        }

        bool hasSource = context.Sources.Declaration(method, context.Cancellation) is not null;
        return hasSource
            ? context.Reject(
                Descriptors.CannotInline, call, hints, Snippet.Of(call), $"the body of '{shown}' cannot be read here (called on another object, async, an iterator, or without a body)", "make it a static method with a plain body")
            : context.Reject(
                Descriptors.CallNotDifferentiable, call, hints.Concat(Hints.Callee(method)).Concat(Hints.Target(method)), Snippet.Of(call), $"no derivative is known for '{shown}'", "register one with [DerivativeOf], write the formula out in a method of this project, or " + UseStopGradient);
    }

    // Only its body can be used: it is not accessible where the derivative is emitted.
    private static bool IsReadThroughOnly(LoweringContext context, CallSite site, bool isInlined) =>
        isInlined && !context.CanName(site.Method);

    private static bool CanInline(LoweringContext context, CallSite site)
    {
        var method = site.Method;
        return method.MethodKind is MethodKind.Ordinary or MethodKind.LocalFunction or MethodKind.ExplicitInterfaceImplementation
            && method is { IsAsync: false, IsExtern: false, IsAbstract: false, ReturnsByRef: false, ReturnsByRefReadonly: false, IsVararg: false }
            && !IsDispatched(site)
            && (method.IsStatic || method.MethodKind == MethodKind.LocalFunction || site.Instance is IInstanceReferenceOperation || StructReceivers.IsReceiver(context, site))
            && (!Marks.IsEmitted(method) || context.Sources.Declared?.Origin(method, context.Cancellation) is not null)
            && !Marks.Has(method.OriginalDefinition, "System.Diagnostics.ConditionalAttribute")
            && !KnownMethods.IsMath(method) && !KnownMethods.IsStopGradient(method)
            && context.Sources.Declaration(method, context.Cancellation) is { } declaration
            && !MethodShape.IsIterator(declaration);
    }

    private static bool IsDispatched(CallSite site) =>
        site.IsVirtual && !site.Method.ContainingType.IsSealed && !(site.Method.IsOverride && site.Method.IsSealed);

    private static bool IsByReference(IArgumentOperation argument) => argument.Parameter is { RefKind: RefKind.Ref or RefKind.Out };
}
