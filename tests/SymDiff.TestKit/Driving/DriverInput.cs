using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace SymDiff.TestKit;

/// <summary>A user's project, as the compiler would see it.</summary>
public sealed record DriverInput
{
    /// <summary>A project of these files, with all settings at their defaults.</summary>
    public DriverInput(params string[] sources) => Sources = sources;

    /// <summary>The text of each source file.</summary>
    public IReadOnlyList<string> Sources { get; init; }

    /// <summary>The framework.</summary>
    public ReferenceSet References { get; init; } = ReferenceSet.Net10;

    /// <summary>Further references, such as another project's output.</summary>
    public IReadOnlyList<MetadataReference> MoreReferences { get; init; } = [];

    /// <summary>The C# version.</summary>
    public LanguageVersion LanguageVersion { get; init; } = LanguageVersion.Latest;

    /// <summary>The project's <c>Nullable</c>; ignored below C# 8, which has none.</summary>
    public NullableContextOptions Nullable { get; init; } = NullableContextOptions.Enable;

    /// <summary>Whether the project checks integer overflow.</summary>
    public bool CheckOverflow { get; init; }

    /// <summary><see cref="DocumentationMode.Diagnose"/> is what <c>GenerateDocumentationFile</c> gives: bad crefs are warnings.</summary>
    public DocumentationMode Documentation { get; init; } = DocumentationMode.Parse;

    /// <summary>Properties that the build makes visible to the compiler, keyed <c>build_property.Name</c>.</summary>
    public IReadOnlyDictionary<string, string> GlobalOptions { get; init; } = new Dictionary<string, string>();

    /// <summary>What the project says of diagnostics, by id: such as are off by default can be turned on.</summary>
    public IReadOnlyDictionary<string, ReportDiagnostic> Severities { get; init; } = new Dictionary<string, ReportDiagnostic>();

    /// <summary>Whether the project has <c>AllowUnsafeBlocks</c>.</summary>
    public bool AllowUnsafe { get; init; }

    /// <summary>What the project makes; an application may have top-level statements.</summary>
    public OutputKind Output { get; init; } = OutputKind.DynamicallyLinkedLibrary;

    /// <summary>The name of the assembly.</summary>
    public string AssemblyName { get; init; } = "Consumer";
}
