using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Runtime.CompilerServices;

namespace SymDiff.Tests;

/// <summary>What the assemblies of the package say of themselves, and what they ask for where they land.</summary>
public sealed class ShippedAssemblyTests
{
    private static string Configuration => new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    public static TheoryData<string> All => [Library("net8.0"), Library("netstandard2.0"), Tool("SymDiff.Generator"), Tool("SymDiff.CodeFixes")];

    /// <summary>The frameworks' own assemblies, and for old ones the package that has spans.</summary>
    [Theory]
    [InlineData("net8.0", "System.")]
    [InlineData("netstandard2.0", "netstandard|System.Memory|System.Buffers|System.Runtime.CompilerServices.Unsafe")]
    public void Library_NeedsNothingAtRunTime(string framework, string allowed)
    {
        using Shipped library = new(Library(framework));
        Assert.All(library.References, r => Assert.Contains(allowed.Split('|'), a => a.EndsWith('.') ? r.Name.StartsWith(a, StringComparison.Ordinal) : r.Name == a));
    }

    /// <summary>The oldest compiler that it may be loaded by is the one that it was built for.</summary>
    [Theory]
    [InlineData("SymDiff.Generator", 4, 3)]
    [InlineData("SymDiff.CodeFixes", 4, 14)]
    public void Tool_IsForItsCompiler(string name, int major, int minor)
    {
        using Shipped tool = new(Tool(name));
        Assert.Contains(tool.References, r => r.Name.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal));
        Assert.All(tool.References, r => Assert.True(
            r.Name.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal) ? r.Version.Major == major && r.Version.Minor == minor
                : r.Name is "netstandard" or "System.Collections.Immutable" or "System.Composition.AttributedModel" or "System.Memory" or "System.Reflection.Metadata" or "System.Runtime.CompilerServices.Unsafe", $"{r.Name} {r.Version}"));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Assembly_IsReproducible_AndHasItsSymbols(string path)
    {
        using Shipped assembly = new(path);
        DebugDirectoryEntryType[] entries = [.. assembly.Image.ReadDebugDirectory().Select(e => e.Type)];
        Assert.Contains(DebugDirectoryEntryType.Reproducible, entries);
        Assert.Contains(DebugDirectoryEntryType.EmbeddedPortablePdb, entries);
    }

    [Fact]
    public void Library_SaysThatItMayBeTrimmed_AndIsUsableFromAnyLanguage()
    {
        using Shipped library = new(Library("net8.0"));
        Assert.Contains("IsTrimmable=True", library.Values("System.Reflection.AssemblyMetadataAttribute"));
        Assert.Contains("True", library.Values("System.CLSCompliantAttribute"));
        Assert.Contains("SymDiff", library.Values("System.Reflection.AssemblyProductAttribute"));
    }

    /// <summary>What is public is in the namespace of the package.</summary>
    [Theory]
    [InlineData("net8.0")]
    [InlineData("netstandard2.0")]
    public void Library_HasOneNamespace(string framework)
    {
        using Shipped library = new(Library(framework));
        Assert.Equal(["SymDiff"], library.PublicNamespaces);
        Assert.True(File.Exists(Path.ChangeExtension(Library(framework), ".xml")));
    }

    private static string Library(string framework) => Path.Combine(Root(), "src", "SymDiff", "bin", Configuration, framework, "SymDiff.dll");

    private static string Tool(string name) => Path.Combine(Root(), "generator", name, "bin", Configuration, "netstandard2.0", name + ".dll");

    private static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));

    /// <summary>An assembly, read without being loaded.</summary>
    private sealed class Shipped : IDisposable
    {
        private readonly MetadataReader _metadata;

        public Shipped(string path)
        {
            Image = new PEReader(File.OpenRead(path));
            _metadata = Image.GetMetadataReader();
        }

        public PEReader Image { get; }

        public IEnumerable<(string Name, Version Version)> References =>
            _metadata.AssemblyReferences.Select(_metadata.GetAssemblyReference).Select(r => (_metadata.GetString(r.Name), r.Version));

        public IEnumerable<string> PublicNamespaces => _metadata.TypeDefinitions.Select(_metadata.GetTypeDefinition)
            .Where(t => (t.Attributes & System.Reflection.TypeAttributes.VisibilityMask) == System.Reflection.TypeAttributes.Public).Select(t => _metadata.GetString(t.Namespace)).Distinct();

        public void Dispose() => Image.Dispose();

        /// <summary>The arguments of an attribute of the assembly, with = between them, each time that it stands there.</summary>
        public IEnumerable<string> Values(string attribute)
        {
            foreach (CustomAttribute found in _metadata.GetAssemblyDefinition().GetCustomAttributes().Select(_metadata.GetCustomAttribute))
            {
                var constructor = _metadata.GetMemberReference((MemberReferenceHandle)found.Constructor);
                var type = _metadata.GetTypeReference((TypeReferenceHandle)constructor.Parent);
                if ($"{_metadata.GetString(type.Namespace)}.{_metadata.GetString(type.Name)}" == attribute)
                {
                    BlobReader value = _metadata.GetBlobReader(found.Value);
                    value.ReadUInt16();
                    yield return attribute == "System.CLSCompliantAttribute" ? value.ReadBoolean().ToString()
                        : string.Join('=', Enumerable.Range(0, attribute.EndsWith("MetadataAttribute", StringComparison.Ordinal) ? 2 : 1).Select(_ => value.ReadSerializedString()));
                }
            }
        }
    }
}
