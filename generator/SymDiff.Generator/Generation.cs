using SymDiff.Compiler.Emit;
using SymDiff.Compiler.Transforms;
using SymDiff.Generator.Diagnostics;
using SymDiff.Generator.Model;

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

    /// <summary>Why the file would be that of a rejected method although the method was accepted: a fault of our own; null if there is none.</summary>
    public static string? Fault(DifferentiableMethod method, Options options, CancellationToken cancellation) => InvariantCulture.Run(() =>
    {
        Run(method, options, DerivedKinds.None, cancellation, out string? fault);
        return fault;
    });

    /// <summary>Id and text of an internal fault, as any other refusal.</summary>
    public static string FaultText(string method, string fault) =>
        $"{Descriptors.InternalFault.Id}: cannot differentiate '{method}', because SymDiff itself failed in {fault}; please report it";

    private static GeneratedFile? Run(DifferentiableMethod method, Options options, DerivedKinds asked, CancellationToken cancellation, out string? fault)
    {
        fault = null;
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
            try
            {
                var active = signature.Parameters.Select(p => p.IsActive).ToEquatableArray();
                var differentiate = new Differentiate(body, active);
                var derivatives = new List<DerivativeMethod>();
                foreach (var kind in free)
                {
                    cancellation.ThrowIfCancellationRequested();
                    pass = "Differentiate " + kind;
                    derivatives.Add(new DerivativeMethod(kind, differentiate.Form(kind)));
                }

                pass = "Differentiate for callers";
                differentiate.Require(CallRequest.Names(asked, body.Main.Name));
                pass = "Emit";
                return new GeneratedFile(method.HintName, CSharpEmitter.Emit(signature, body, derivatives.ToEquatableArray(), differentiate.Called(), asked != DerivedKinds.None, method.Capabilities));
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                fault = $"{pass} ({e.GetType().Name}: {OneLine(e.Message)})";
                refusal = FaultText(method.DisplayName, fault);
            }
        }

        return Rejected(method, signature, free, refusal);
    }

    private static GeneratedFile Rejected(DifferentiableMethod method, MethodSignature signature, EquatableArray<DerivativeKind> kinds, string? refusal)
    {
        try
        {
            return new GeneratedFile(method.HintName, CSharpEmitter.EmitRejected(signature, kinds, refusal, method.Capabilities));
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return new GeneratedFile(method.HintName, "#error " + FaultText(method.DisplayName, $"EmitRejected ({e.GetType().Name}: {OneLine(e.Message)})") + "\n");
        }
    }

    private static string OneLine(string text) => text.Replace('\r', ' ').Replace('\n', ' ');
}
