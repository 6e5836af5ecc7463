using Microsoft.CodeAnalysis;
using SymDiff.TestKit;

namespace SymDiff.Generator.Tests.Registrations;

/// <summary>Other projects, as the project under test references them.</summary>
internal static class Library
{
    /// <summary>A library that knows nothing of SymDiff's generator.</summary>
    public static MetadataReference Plain(string name, string source) => Emit(Driver.Compile(new DriverInput(source) { AssemblyName = name }));

    /// <summary>A library compiled with the generator.</summary>
    public static MetadataReference Differentiated(string name, string source, params MetadataReference[] references) =>
        Emit(Driver.Run(new DriverInput(source) { AssemblyName = name, MoreReferences = references }).ShouldHaveNoErrors().Output);

    private static PortableExecutableReference Emit(Compilation compilation)
    {
        using MemoryStream stream = new();
        var emitted = compilation.Emit(stream);
        Assert.True(emitted.Success, DriverResult.Describe(emitted.Diagnostics));
        return MetadataReference.CreateFromImage(stream.ToArray());
    }
}
