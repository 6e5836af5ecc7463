using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using SymDiff.Generator.Frontend;
using SymDiff.Generator.Model;

namespace SymDiff.Generator.Sharing;

/// <summary>
/// What the generator read, for the analyzer, which comes behind it in the same process and sees the same files: one method is read once, and both have one verdict. Kept by file, as long as the file
/// and for the newest compilation alone. Where nothing fits, as in an analyzer that runs by itself, the method is read again.
/// </summary>
internal static class KnownReadings
{
    private static readonly ConditionalWeakTable<SyntaxTree, ConcurrentDictionary<TextSpan, Entry>> Known = new();

    /// <summary>Keeps a reading.</summary>
    /// <param name="method">The method.</param>
    /// <param name="compilation">What it was read in.</param>
    /// <param name="reading">The reading.</param>
    /// <returns>Its model; where the same was read before, that of then.</returns>
    public static DifferentiableMethod Keep(IMethodSymbol method, Compilation compilation, MethodReading reading)
    {
        var model = reading.ToModel();
        if (Declaration(method) is not { } declaration)
        {
            return model;
        }

        var methods = Known.GetValue(declaration.SyntaxTree, _ => new());
        if (methods.TryGetValue(declaration.Span, out var before) && before.Model.Equals(model))
        {
            model = before.Model;
        }

        methods[declaration.Span] = new Entry(Inputs.Of(compilation), reading, model);
        return model;
    }

    /// <summary>What was read of a method; null if it is not known.</summary>
    /// <param name="method">The method.</param>
    /// <param name="compilation">The compilation, with what was emitted for it.</param>
    public static (MethodReading Reading, DifferentiableMethod Model)? Find(IMethodSymbol method, Compilation compilation) =>
        Declaration(method) is { } declaration && Known.TryGetValue(declaration.SyntaxTree, out var methods) && methods.TryGetValue(declaration.Span, out var entry)
        && !entry.Reading.HasCompilerErrors && entry.Inputs.AreOf(compilation)
            ? (entry.Reading, entry.Model)
            : null;

    // The other part of a partial method may be what another generator emits.
    private static SyntaxReference? Declaration(IMethodSymbol method) =>
        method is { PartialDefinitionPart: null, PartialImplementationPart: null, DeclaringSyntaxReferences: { Length: 1 } references } ? references[0] : null;

    private sealed record Entry(Inputs Inputs, MethodReading Reading, DifferentiableMethod Model);
}
