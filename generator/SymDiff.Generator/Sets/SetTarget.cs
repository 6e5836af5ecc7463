using Microsoft.CodeAnalysis;
using SymDiff.Generator.Frontend;

namespace SymDiff.Generator.Sets;

/// <summary>What the framework and the C# version of the user's project offer to a parameter set.</summary>
/// <param name="LanguageVersion">The C# version times ten.</param>
/// <param name="HasViews">Whether a view of one number can be had.</param>
/// <param name="HasMatrices">Whether the runtime library goes through a matrix as through a span.</param>
/// <param name="HasAccessors">Whether the field of an auto-property can be referred to.</param>
/// <param name="HasGenericAccessors">Whether it can in generic types.</param>
/// <param name="HasCovariantReturns">Whether an override may return a derived type.</param>
/// <param name="HasUnscopedRef">Whether a view of a struct's own fields can be marked as such.</param>
internal sealed record SetTarget(
    int LanguageVersion, bool HasViews, bool HasMatrices, bool HasAccessors, bool HasGenericAccessors, bool HasCovariantReturns, bool HasUnscopedRef)
{
    /// <summary>What a compilation offers.</summary>
    /// <param name="compilation">The compilation.</param>
    /// <param name="mark">The attribute, which is where the runtime library is.</param>
    public static SetTarget Of(Compilation compilation, INamedTypeSymbol? mark)
    {
        int language = SignatureReader.Capabilities(compilation).LanguageVersion;
        var core = compilation.GetSpecialType(SpecialType.System_Object).ContainingAssembly;
        bool hasAccessors = core.GetTypeByMetadataName("System.Runtime.CompilerServices.UnsafeAccessorAttribute") is not null;
        return new SetTarget(
            language,
            Has(compilation, "System.Runtime.InteropServices.MemoryMarshal", "CreateSpan"),
            mark?.ContainingAssembly.GetTypeByMetadataName("SymDiff.ParameterBlocks")?.GetMembers("Elements").Length > 0,
            hasAccessors,
            hasAccessors && core.Identity.Version.Major >= 9,
            language >= 90 && Has(compilation, "System.Runtime.CompilerServices.RuntimeFeature", "CovariantReturnsOfClasses"),

            // The interface says it too, which older versions of C# take no notice of and do not allow to repeat.
            language >= 130 && IsUnscoped(mark));
    }

    private static bool Has(Compilation compilation, string type, string member) => compilation.GetTypeByMetadataName(type)?.GetMembers(member).Length > 0;

    private static bool IsUnscoped(INamedTypeSymbol? mark) =>
        mark?.ContainingAssembly.GetTypeByMetadataName(ParameterSets.Interface)?.GetMembers("GetBlock").FirstOrDefault() is { } block
        && Marks.Has(block, "System.Diagnostics.CodeAnalysis.UnscopedRefAttribute");
}
