using Microsoft.CodeAnalysis;
using SymDiff.Compiler.Emit.Sets;
using SymDiff.Generator.Diagnostics;
using SymDiff.Generator.Frontend;
using SymDiff.Generator.Model;

namespace SymDiff.Generator.Sets;

/// <summary>Reading and writing of sets behind a net for faults of our own.</summary>
internal static class SetExtraction
{
    /// <summary>Reads the type; a fault becomes a rejection.</summary>
    public static ParameterSetReading Run(INamedTypeSymbol set, Compilation compilation)
    {
        try
        {
            return ParameterSetReader.Read(set, compilation);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return new ParameterSetReading(set.Name, null, [new Rejection(Descriptors.InternalFault, MethodShape.Location(set), EquatableArray.Of(set.Name, "Read", $"{e.GetType().Name}: {e.Message}"))]);
        }
    }

    /// <summary>The file of a set.</summary>
    public static GeneratedFile File(ParameterSetModel model) => InvariantCulture.Run(() => new GeneratedFile(model.HintName, ParameterSetEmitter.Emit(model.Type)));
}
