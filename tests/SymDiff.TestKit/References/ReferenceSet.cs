using System.Reflection;
using Microsoft.CodeAnalysis;

namespace SymDiff.TestKit;

/// <summary>The assemblies that a user's project compiles against: a framework and the build of SymDiff that fits it.</summary>
public sealed class ReferenceSet
{
    private readonly Lazy<IReadOnlyList<MetadataReference>> _references;

    private ReferenceSet(string name, Func<IEnumerable<string>> files)
    {
        Name = name;
        _references = new(() => [.. files().Select(file => MetadataReference.CreateFromFile(file))]);
    }

    /// <summary>.NET 10.</summary>
    public static ReferenceSet Net10 { get; } = new("net10", () => [.. Dlls("Net10"), ModernRuntime]);

    /// <summary>.NET 8, the oldest runtime that the package targets by itself.</summary>
    public static ReferenceSet Net8 { get; } = new("net8", () => [.. Dlls("Net8"), ModernRuntime]);

    /// <summary>.NET Standard 2.0.</summary>
    public static ReferenceSet NetStandard20 { get; } = new("netstandard2.0", () =>
        [.. Dlls("NetStandard20"), .. Dlls("Memory", "netstandard2.0"), Recorded("NetStandardRuntime")]);

    /// <summary>.NET Framework 4.7.2.</summary>
    public static ReferenceSet Net472 { get; } = new("net472", () =>
        [.. Dlls("Net472").Where(IsManaged), .. Dlls("Net472", "Facades"), .. Dlls("Memory", "net461"), Recorded("NetStandardRuntime")]);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<ReferenceSet> All { get; } = [Net10, Net8, NetStandard20, Net472];

    /// <summary>The name by which a test case calls it.</summary>
    public string Name { get; }

    /// <summary>What to give the compiler.</summary>
    public IReadOnlyList<MetadataReference> References => _references.Value;

    private static string ModernRuntime => typeof(Differential).Assembly.Location;

    /// <summary>The package of vector functions, which no project has that does not ask for it.</summary>
    /// <param name="folder">For which framework.</param>
    public static MetadataReference Tensors(string folder) => MetadataReference.CreateFromFile(Dlls("Tensors", folder).Single());

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>The set of that name.</summary>
    public static ReferenceSet Named(string name) => All.Single(set => set.Name == name);

    private static string[] Dlls(string key, string folder = "")
    {
        string path = Path.Combine(Recorded(key), folder);
        string[] dlls = Directory.Exists(path) ? Directory.GetFiles(path, "*.dll") : [];
        return dlls.Length > 0 ? dlls : throw new InvalidOperationException($"No reference assemblies in '{path}'. Restore and build SymDiff.TestKit again.");
    }

    /// <summary>The build writes the paths into the assembly, so that none is written in a source file.</summary>
    private static string Recorded(string key) =>
        typeof(ReferenceSet).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "References." + key).Value!;

    /// <summary>The .NET Framework folder also has native libraries.</summary>
    private static bool IsManaged(string file)
    {
        try
        {
            _ = AssemblyName.GetAssemblyName(file);
            return true;
        }
        catch (BadImageFormatException)
        {
            return false;
        }
    }
}
