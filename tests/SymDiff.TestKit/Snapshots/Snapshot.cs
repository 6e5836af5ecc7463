using System.Globalization;
using System.Runtime.CompilerServices;

namespace SymDiff.TestKit;

/// <summary>The seam between tests and the snapshot engine, which the MSBuild property <c>SnapshotEngine</c> chooses. Both engines read the same files.</summary>
public static class Snapshot
{
    /// <summary>Compares the generated files with the verified ones beside the test's source file.</summary>
    /// <param name="result">What the generator made.</param>
    /// <param name="test">The test class.</param>
    /// <param name="parameters">What tells the cases of a theory apart.</param>
    /// <param name="sourceFile">Filled in by the compiler.</param>
    /// <param name="method">Filled in by the compiler.</param>
    public static Task Match(
        DriverResult result,
        Type test,
        IReadOnlyList<(string Name, object Value)>? parameters = null,
        [CallerFilePath] string sourceFile = "",
        [CallerMemberName] string method = "")
    {
        SnapshotName name = new(sourceFile, TypeName(test), method, ParameterText(parameters ?? []));
#if SNAPSHOT_ENGINE_VERIFY
        return VerifySnapshots.Match(name, result.Sources);
#else
        BuiltInSnapshots.Match(name, result.Sources);
        return Task.CompletedTask;
#endif
    }

    private static string TypeName(Type type) => type.DeclaringType is { } outer ? $"{TypeName(outer)}.{type.Name}" : type.Name;

    private static string ParameterText(IReadOnlyList<(string Name, object Value)> parameters) =>
        string.Join("_", parameters.Select(p => p.Name + "=" + string.Format(CultureInfo.InvariantCulture, "{0}", p.Value)));
}

/// <summary>Where the snapshots of one test lie.</summary>
/// <param name="SourceFile">The test's source file; the snapshots lie beside it.</param>
/// <param name="Type">The test class, <c>Outer.Inner</c> if nested.</param>
/// <param name="Method">The test method.</param>
/// <param name="Parameters"><c>name=value</c> pairs with underscores between them, or empty.</param>
public sealed record SnapshotName(string SourceFile, string Type, string Method, string Parameters);
