using Microsoft.CodeAnalysis;
using SymDiff.Generator.Diagnostics;
using SymDiff.Generator.Frontend;
using SymDiff.Generator.Frontend.Nested;
using SymDiff.Generator.Model;

namespace SymDiff.Generator;

/// <summary>Reading of a method behind a net for faults of our own.</summary>
internal static class Extraction
{
    /// <summary>Reads the method; a fault becomes a rejection that names the pass.</summary>
    public static MethodReading Run(IMethodSymbol method, SemanticModel model, CancellationToken cancellation) =>
        Run(method, model.Compilation, model, cancellation);

    /// <summary>Reads the method; a fault becomes a rejection that names the pass.</summary>
    public static MethodReading Run(IMethodSymbol method, Compilation compilation, SemanticModel? model, CancellationToken cancellation)
    {
        try
        {
            var reading = MethodReader.Read(method, compilation, model, cancellation);

            // What a body calls that is yet to be emitted is no name of the compilation.
            return (reading.UsesDerivatives || (reading.HasCompilerErrors && DeclaredDerivatives.IsWorthLooking(reading, method, cancellation)))
                && DeclaredDerivatives.Of(compilation, cancellation) is { } declared && declared.Again(method, cancellation) is { } again
                ? MethodReader.Read(again, declared.Compilation, null, cancellation)
                : reading;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            var fault = new Rejection(Descriptors.InternalFault, MethodShape.Location(method), EquatableArray.Of(method.Name, "Read", $"{e.GetType().Name}: {e.Message}"));
            return new MethodReading(
                method.Name, method.Name, null, method.Name, null, default, default, new RequestedForms(default, false), [fault], [], HasCompilerErrors: false, SignatureReader.Capabilities(compilation));
        }
    }
}
