namespace SymDiff.Compiler.Emit;

/// <content>What stands for methods whose derivatives are not there: declarations alone.</content>
public static partial class CSharpEmitter
{
    private const string ObsoleteAttribute = "[global::System.Obsolete";

    /// <summary>The text of the file for a method that was rejected: the same members with a throwing body.</summary>
    /// <param name="signature">The method.</param>
    /// <param name="kinds">The forms it would have had.</param>
    /// <param name="obsolete">The message of <c>[Obsolete(…, error: true)]</c>; null for no attribute (while the user's own body does not compile).</param>
    /// <param name="capabilities">What the text may use.</param>
    /// <param name="asked">What other methods call of it: <c>__Forward</c> …</param>
    public static string EmitRejected(
        MethodSignature signature, EquatableArray<DerivativeKind> kinds, string? obsolete, Capabilities capabilities, EquatableArray<string> asked = default) =>
        Rejected(
            signature,
            kinds.SelectMany(k => Forms.All(signature, k)).ToList(),
            obsolete,
            capabilities,
            asked);

    /// <summary>The text in which other methods find what is emitted, before it is: declarations, and the bodies of those forms that are made of others.</summary>
    /// <param name="signature">The method.</param>
    /// <param name="forms">The forms.</param>
    /// <param name="capabilities">What the text may use.</param>
    public static string EmitDeclared(MethodSignature signature, IEnumerable<FormSignature> forms, Capabilities capabilities) =>
        EmittedFile.Text(signature.Namespace, signature.Types, capabilities.LanguageVersion, Pragma, forms.Select(form => new Action<SourceWriter>(writer =>
        {
            Declare(writer, signature, form, signature.Attributes);
            writer.Open();
            if (!DeclaredBody.IsComposed(signature, form) || !DeclaredBody.TryWrite(writer, signature, form))
            {
                writer.Line("throw new global::System.NotSupportedException();");
            }

            writer.Close();
        })));

    private static string Rejected(MethodSignature signature, List<FormSignature> forms, string? obsolete, Capabilities capabilities, EquatableArray<string> asked) =>
        EmittedFile.Text(signature.Namespace, signature.Types, capabilities.LanguageVersion, Pragma, Enumerable.Range(0, forms.Count + asked.Count).Select(i => new Action<SourceWriter>(writer =>
        {
            string message = obsolete ?? $"{signature.Name} does not compile.";
            if (i >= forms.Count)
            {
                RejectedCallText.Write(writer, signature, asked[i - forms.Count], EmittedFile.GeneratedCode, message);
                return;
            }

            WriteRejected(writer, signature, forms[i], obsolete, capabilities);
        })));

    private static void WriteRejected(SourceWriter writer, MethodSignature signature, FormSignature form, string? obsolete, Capabilities capabilities)
    {
        // An attribute of the same kind may stand only once, and the reason matters more than what the user wrote.
        var attributes = obsolete is null ? signature.Attributes : signature.Attributes
            .Where(a => !a.StartsWith(ObsoleteAttribute, StringComparison.Ordinal))
            .Concat([$"{ObsoleteAttribute}({Literals.Quoted(obsolete)}, true)]"])
            .ToEquatableArray();
        Documentation.Write(writer, signature, form, null, capabilities);
        Declare(writer, signature, form, attributes);
        writer.Open();
        writer.Line($"throw new global::System.NotSupportedException({Literals.Quoted(obsolete ?? $"{signature.Name} does not compile.")});");
        writer.Close();
    }
}
