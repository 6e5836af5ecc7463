using SymDiff.Compiler.Emit.Sets;
using SymDiff.Generator.Frontend;

namespace SymDiff.Generator.Sets;

/// <summary>A marked type as it was read.</summary>
/// <param name="HintName">The name of its file.</param>
/// <param name="Type">What is emitted; null if it was rejected, or something that it needs does not compile or was rejected.</param>
/// <param name="Rejections">What is wrong.</param>
internal sealed record ParameterSetReading(string HintName, ParameterSetType? Type, IReadOnlyList<Rejection> Rejections)
{
    /// <summary>Without places.</summary>
    public ParameterSetModel? ToModel() => Type is null || Rejections.Count > 0 ? null : new ParameterSetModel(HintName, Type);
}

/// <summary>All that is known of a set after extraction: value-equal, without symbols, syntax or places; the cache key of the pipeline.</summary>
/// <param name="HintName">The name of its file.</param>
/// <param name="Type">The set.</param>
internal sealed record ParameterSetModel(string HintName, ParameterSetType Type);
