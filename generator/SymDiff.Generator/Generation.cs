using Microsoft.CodeAnalysis;
using SymDiff.Compiler.Analysis;
using SymDiff.Compiler.Emit;
using SymDiff.Compiler.IR;
using SymDiff.Compiler.Rules;
using SymDiff.Compiler.Transforms;
using SymDiff.Generator.Costs;
using SymDiff.Generator.Diagnostics;
using SymDiff.Generator.Frontend;
using SymDiff.Generator.Model;
using SymDiff.Generator.Sharing;

namespace SymDiff.Generator;

/// <summary>From a model to the text of its file: differentiation and emission, per method, behind a net for faults of our own.</summary>
internal static class Generation
{
    /// <summary>The file; null if nothing can be emitted beside the method.</summary>
    /// <param name="method">The method.</param>
    /// <param name="options">What the project sets.</param>
    /// <param name="asked">What other methods call.</param>
    /// <param name="cancellation">Stops it.</param>
    public static GeneratedFile? Run(DifferentiableMethod method, Options options, DerivedKinds asked, CancellationToken cancellation) =>
        InvariantCulture.Run(() => Run(method, options, asked, cancellation, out _));

    /// <summary>Why the file would be that of a rejected method although the method was accepted, else what of it is suspicious.</summary>
    /// <param name="method">The method.</param>
    /// <param name="options">What the project sets.</param>
    /// <param name="at">Where the method is.</param>
    /// <param name="loops">Where its loops are, by label.</param>
    /// <param name="cancellation">Stops it.</param>
    public static IEnumerable<Rejection> Verdict(DifferentiableMethod method, Options options, Location at, IReadOnlyDictionary<string, Location> loops, CancellationToken cancellation) => InvariantCulture.Run(() =>
    {
        var verdict = KnownVerdicts.Find(method, options);
        if (verdict is null)
        {
            Run(method, options, DerivedKinds.None, cancellation, out verdict);
        }

        return verdict!.Failure is var (descriptor, arguments) ? [new Rejection(descriptor, (descriptor == Descriptors.LoopNotCheckpointed || descriptor == Descriptors.PatternNotStatic) && loops.TryGetValue(arguments[2], out var loop) ? loop : at, arguments)
            {
                Properties = descriptor == Descriptors.NoHigherOrder ? EquatableArray.Of((Fixable.CalleeProperty, arguments[2])) : default,
            }]
            : CostReport.Endless(method.DisplayName, verdict.Endless, loops);
    });

    /// <summary>Id and text of an internal fault, as any other refusal.</summary>
    public static string FaultText(string method, string fault) =>
        $"{Descriptors.InternalFault.Id}: cannot differentiate '{method}', because SymDiff itself failed in {fault}; please report it";

    // What others ask for is no part of a method's own verdict: a failure there is told where it is asked for.
    private static GeneratedFile? Run(DifferentiableMethod method, Options options, DerivedKinds asked, CancellationToken cancellation, out Verdict? verdict)
    {
        var file = Run(method, options, asked, cancellation, out var failure, out var endless);
        verdict = failure is null || asked == DerivedKinds.None ? new Verdict(failure, endless) : null;
        if (verdict is not null)
        {
            KnownVerdicts.Keep(method, options, verdict);
        }

        return file;
    }

    private static GeneratedFile? Run(
        DifferentiableMethod method, Options options, DerivedKinds asked, CancellationToken cancellation,
        out (DiagnosticDescriptor Descriptor, EquatableArray<string> Arguments)? failure, out EquatableArray<EndlessLoop> endless)
    {
        failure = null;
        endless = default;
        if (method.Signature is not { } signature)
        {
            return null;
        }

        var kinds = method.Requested.Resolve(options.DefaultForms).ToList();
        var taken = method.TakenForms.Where(t => kinds.Contains(t.Kind)).ToList();
        string? refusal = method.Refusal ?? taken.FirstOrDefault()?.Refusal;
        var free = kinds.Where(k => taken.All(t => t.Kind != k)).ToEquatableArray();
        if (free.Count == 0 && asked == DerivedKinds.None)
        {
            return null;
        }

        if (refusal is null && method.Body is { } body)
        {
            string pass = "";
            string form = "";
            try
            {
                var entering = signature.Spread().Flat().Opened().Parameters.Where(p => !p.IsOut).ToList();
                var active = entering.Select(p => p.IsActive).ToEquatableArray();
                var roles = entering.Select(p => p.Role).ToEquatableArray();
                var differentiate = new Differentiate(body, active, roles);
                var derivatives = new List<DerivativeMethod>();
                var sweeps = new List<DerivativeMethod>();
                foreach (var kind in free)
                {
                    cancellation.ThrowIfCancellationRequested();
                    form = kind == DerivativeKind.GradientCheck ? "Check" : kind.ToString();
                    pass = "Differentiate " + form;
                    if (kind == DerivativeKind.SumGradient)
                    {
                        if (Shared(body) is { } shared)
                        {
                            failure = (Descriptors.FormCannotApply, EquatableArray.Of(method.DisplayName, form, shared));
                            return Rejected(method, signature, free, Text(failure), asked);
                        }

                        derivatives.Add(new DerivativeMethod(kind, differentiate.SumGradient(
                            SampleSum.Of(body, signature).Main, signature.Summed().Spread().Flat().Opened().Parameters.Where(p => !p.IsOut).Select(p => p.IsActive).ToEquatableArray())));
                        continue;
                    }

                    bool isHessian = kind is DerivativeKind.Hessian or DerivativeKind.ValueGradientAndHessian;
                    if (RequestedForms.NeedsSeveralResults(kind) && signature.HasColumns && signature.Result.IsBuffer && (kind is not (DerivativeKind.Jacobian or DerivativeKind.JacobianBlocks) || !signature.HasMatrixOfColumns))
                    {
                        // Asked for by name it is an error of the declaration.
                        continue;
                    }

                    var once = kind is DerivativeKind.HessianDiagonal or DerivativeKind.ValueGradientAndHessianDiagonal
                        ? differentiate.HessianDiagonal(withGradient: kind == DerivativeKind.ValueGradientAndHessianDiagonal)
                        : !RequestedForms.NeedsSeveralResults(kind) && !isHessian && kind is not (DerivativeKind.HessianPattern or DerivativeKind.SparseHessian or DerivativeKind.GradientCheck) ? differentiate.Form(kind) : null;
                    if (once is not null)
                    {
                        derivatives.Add(new DerivativeMethod(kind, once));
                        continue;
                    }

                    bool isDiagonal = kind is DerivativeKind.HessianDiagonal or DerivativeKind.ValueGradientAndHessianDiagonal;
                    bool beginsElsewhere = differentiate.ChangesItsInput && (isDiagonal || (!signature.HasPlainBuffers && (isHessian || kind is DerivativeKind.SparseHessian or DerivativeKind.HessianPattern)));
                    if (Repeating.FirstUnrepeatable(body.Main) is var effect && (effect is not null || beginsElsewhere))
                    {
                        failure = (Descriptors.FormCannotApply, EquatableArray.Of(method.DisplayName, form, effect is null
                            ? "it runs the method several times, which changes memory that it reads first"
                            : $"it runs the method several times and '{Called(effect)}' may do something else each time"));
                        if (method.Requested.AreWhateverApplies)
                        {
                            derivatives.Add(new DerivativeMethod(kind, null) { Refusal = Text(failure) });
                            failure = null;
                            continue;
                        }

                        return Rejected(method, signature, free, Text(failure), asked);
                    }

                    if (kind == DerivativeKind.GradientCheck)
                    {
                        derivatives.Add(new DerivativeMethod(kind, null));
                        var checkedKind = signature.HasOneResult ? DerivativeKind.Gradient : DerivativeKind.Vjp;
                        if (!free.Contains(checkedKind))
                        {
                            derivatives.Add(new DerivativeMethod(checkedKind, differentiate.Form(checkedKind)) { IsPrivate = true });
                        }

                        continue;
                    }

                    if (kind is DerivativeKind.JacobianPattern or DerivativeKind.SparseJacobian or DerivativeKind.HessianPattern or DerivativeKind.SparseHessian)
                    {
                        // What All asks for is refused where it is called.
                        bool isInPlace = !signature.HasSets && !signature.HasColumns && !signature.Parameters.Any(p => p.IsJagged);
                        string? noPattern = AddSparse(differentiate, sweeps, kind, isInPlace, method.Requested.AreWhateverApplies ? method.DisplayName : null);
                        derivatives.Add(new DerivativeMethod(kind, null) { Refusal = noPattern });
                        continue;
                    }

                    var whole = isHessian ? differentiate.Hessian(withGradient: kind == DerivativeKind.ValueGradientAndHessian) : differentiate.Jacobian();
                    derivatives.Add(new DerivativeMethod(kind, whole));
                    if (whole is null && sweeps.All(s => s.Kind is not (DerivativeKind.Hvp or DerivativeKind.Vjp)))
                    {
                        sweeps.AddRange(isHessian ? [new DerivativeMethod(DerivativeKind.Hvp, differentiate.Form(DerivativeKind.Hvp))] : Sweeps(differentiate));
                    }

                    if (whole is null && kind == DerivativeKind.ValueGradientAndHessian && !free.Contains(DerivativeKind.ValueAndGradient))
                    {
                        derivatives.Add(new DerivativeMethod(DerivativeKind.ValueAndGradient, differentiate.Form(DerivativeKind.ValueAndGradient)) { IsPrivate = true });
                    }
                }

                if (method.Requested.MaxOperationRatio > 0)
                {
                    (pass, form) = ("Count operations", nameof(DerivativeKind.Vjp));
                    failure = CostReport.Exceeded(method, body, signature);
                    if (failure is not null)
                    {
                        return Rejected(method, signature, free, Text(failure), asked);
                    }
                }

                pass = "Look for loops without an end";
                endless = CostReport.Endless(derivatives.Concat(sweeps).Select(d => d.Function).OfType<Function>().Concat(differentiate.Called()));
                pass = "Differentiate for callers";
                differentiate.Require(CallRequest.Names(asked, body.Main.Name));
                var called = differentiate.Called();
                var needs = derivatives.Concat(sweeps).Select(d => d.Function).OfType<Function>().Concat(called).SelectMany(GenericNeeds.Of).Distinct().ToList();
                if (needs.Count > 0)
                {
                    failure = (Descriptors.ConstraintMissing, EquatableArray.Of(method.DisplayName, string.Join(", ", needs.Select(n => n.Member)), needs[0].Parameter, GenericNeed.Constraints(needs)));
                    return Rejected(method, signature, free, Text(failure), asked);
                }

                pass = "Emit";
                return new GeneratedFile(method.HintName, CSharpEmitter.Emit(signature, body, derivatives.ToEquatableArray(), called, sweeps.ToEquatableArray(), asked != DerivedKinds.None, method.Capabilities));
            }
            catch (NoDerivativeException e)
            {
                failure = (Descriptors.NoHigherOrder, EquatableArray.Of(method.DisplayName, form, Called(e.What)));
            }
            catch (NoPatternException e)
            {
                failure = NoPattern(method.DisplayName, form, e);
            }
            catch (CheckpointException e)
            {
                failure = (Descriptors.LoopNotCheckpointed, EquatableArray.Of(method.DisplayName, e.Reason, e.Label));
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                failure = (Descriptors.InternalFault, EquatableArray.Of(method.DisplayName, pass, $"{e.GetType().Name}: {OneLine(e.Message)}"));
            }

            refusal = Text(failure);
        }

        return Rejected(method, signature, free, refusal, asked);
    }

    private static string? Text((DiagnosticDescriptor Descriptor, EquatableArray<string> Arguments)? failure) =>
        failure is var (descriptor, arguments) ? new Rejection(descriptor, Location.None, arguments).Text : null;

    private static (DiagnosticDescriptor Descriptor, EquatableArray<string> Arguments) NoPattern(string method, string form, NoPatternException e) =>
        (Descriptors.PatternNotStatic, EquatableArray.Of(method, e.Reason, e.Label ?? "", form.Contains(nameof(DerivativeKind.Hessian)) ? nameof(DerivativeKind.Hessian) : nameof(DerivativeKind.Jacobian)));

    // Why samples cannot run at the same time.
    private static string? Shared(MethodBody body) =>
        SharedMemory.FirstWritten(body.Main) is { } written ? $"it writes '{written.Name}', which samples that run at the same time share"
        : SharedMemory.FirstEffect(body) is { } effect ? $"samples run at the same time, and '{Called(effect)}' may change what they share, or do something else each time"
        : null;

    // Why the body has no sparse matrix, where that is no error of the whole method: then the method is named.
    private static string? AddSparse(Differentiate differentiate, List<DerivativeMethod> sweeps, DerivativeKind form, bool isInPlace, string? lenient)
    {
        try
        {
            if (form is DerivativeKind.HessianPattern or DerivativeKind.SparseHessian)
            {
                Add(DerivativeKind.GradientDependence, () => differentiate.Form(DerivativeKind.GradientDependence));
                Add(DerivativeKind.Hvp, () => differentiate.Form(DerivativeKind.Hvp));
                return null;
            }

            Add(DerivativeKind.Dependence, () => differentiate.Form(DerivativeKind.Dependence));
            Add(DerivativeKind.Tangents, () => isInPlace ? differentiate.Tangents() : null);
            if (sweeps.All(s => s.Kind != DerivativeKind.Tangents))
            {
                Add(DerivativeKind.Jvp, () => differentiate.Form(DerivativeKind.Jvp));
            }

            Add(DerivativeKind.Vjp, () => differentiate.Form(DerivativeKind.Vjp));

            return null;
        }
        catch (NoPatternException e) when (lenient is not null)
        {
            return Text(NoPattern(lenient, form.ToString(), e));
        }
        catch (NoDerivativeException e) when (lenient is not null)
        {
            return Text((Descriptors.NoHigherOrder, EquatableArray.Of(lenient, form.ToString(), Called(e.What))));
        }

        void Add(DerivativeKind kind, Func<Function?> derive)
        {
            if (sweeps.All(s => s.Kind != kind) && derive() is { } function)
            {
                sweeps.Add(new DerivativeMethod(kind, function));
            }
        }
    }

    // A Jacobian is right by rows alone where something that is called has no pushforward.
    private static List<DerivativeMethod> Sweeps(Differentiate differentiate)
    {
        var sweeps = new List<DerivativeMethod> { new(DerivativeKind.Vjp, differentiate.Form(DerivativeKind.Vjp)) };
        try
        {
            sweeps.Add(new DerivativeMethod(DerivativeKind.Jvp, differentiate.Form(DerivativeKind.Jvp)));
        }
        catch (NoDerivativeException)
        {
            // Rows it is.
        }

        return sweeps;
    }

    private static GeneratedFile Rejected(DifferentiableMethod method, MethodSignature signature, EquatableArray<DerivativeKind> kinds, string? refusal, DerivedKinds asked)
    {
        try
        {
            return new GeneratedFile(method.HintName, CSharpEmitter.EmitRejected(signature, kinds, refusal, method.Capabilities, CallRequest.Names(asked, "").ToEquatableArray()));
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return new GeneratedFile(method.HintName, "#error " + FaultText(method.DisplayName, $"EmitRejected ({e.GetType().Name}: {OneLine(e.Message)})") + "\n");
        }
    }

    // The method that a piece of C# calls.
    private static string Called(string csharp)
    {
        int open = csharp.IndexOf('(');
        return StepTexts.Unqualified(open < 0 ? csharp : csharp.Substring(0, open)).Replace("{0}.", "");
    }

    private static string OneLine(string text) => text.Replace('\r', ' ').Replace('\n', ' ');
}
