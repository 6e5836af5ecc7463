using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Emit;

/// <summary>How a parameter of a form comes into the record of calls, where all memory of the form lies there.</summary>
internal enum RecordEntry
{
    /// <summary>It is read: copied where the form begins.</summary>
    Read,

    /// <summary>It is written: copied where the form begins, and back where it ends.</summary>
    Written,

    /// <summary>It is only added to, and may be the same memory as another that is: what is to be added is collected, and added where the form ends.</summary>
    Added,
}

/// <summary>How the parameters of forms come into the record.</summary>
internal static class RecordEntries
{
    /// <summary>That of each parameter; it means nothing for one that is no buffer.</summary>
    /// <param name="method">The method.</param>
    /// <param name="parameters">The form's parameters.</param>
    public static IReadOnlyList<RecordEntry> Of(MethodSignature method, IEnumerable<FormParameter> parameters) => [.. parameters.Select(p =>
        p.Role == FormRole.Accumulator ? RecordEntry.Added
        : CSharpTypes.SpanOf(p.CSharpType).StartsWith("global::System.ReadOnlySpan<", StringComparison.Ordinal) || IsInput(method, p) ? RecordEntry.Read
        : RecordEntry.Written)];

    // What is marked as an input is never written, whatever its type would allow.
    private static bool IsInput(MethodSignature method, FormParameter parameter) =>
        parameter.Role == FormRole.Primal && method.Parameters.Any(p => p.Name == parameter.Name && p is { IsActive: true, Role: ParameterRole.Input });
}
