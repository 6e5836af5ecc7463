namespace SymDiff.Compiler.Emit;

/// <summary>Writes the derivative methods of one method as a C# file.</summary>
public static class CSharpEmitter
{
    /// <summary>The text of the file.</summary>
    /// <param name="signature">The method.</param>
    /// <param name="methods">Its derivatives, in the order in which they are to stand.</param>
    /// <param name="capabilities">What the text may use.</param>
    public static string Emit(MethodSignature signature, EquatableArray<DerivativeMethod> methods, Capabilities capabilities) =>
        throw new NotSupportedException();

    /// <summary>The text of the file for a method that was rejected: the same members with a throwing body.</summary>
    /// <param name="signature">The method.</param>
    /// <param name="kinds">The forms it would have had.</param>
    /// <param name="obsolete">The message of <c>[Obsolete(…, error: true)]</c>; null for no attribute (while the user's own body does not compile).</param>
    /// <param name="capabilities">What the text may use.</param>
    public static string EmitRejected(MethodSignature signature, EquatableArray<DerivativeKind> kinds, string? obsolete, Capabilities capabilities) =>
        throw new NotSupportedException();
}
