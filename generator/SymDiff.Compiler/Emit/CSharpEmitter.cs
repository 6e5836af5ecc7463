using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Emit;

/// <summary>Writes the derivative methods of one method as a C# file.</summary>
public static class CSharpEmitter
{
    private const int LineWidth = 120;

    /// <summary>Only the major version, so that files that people pin do not change with every release.</summary>
    private const string GeneratedCode = "[global::System.CodeDom.Compiler.GeneratedCodeAttribute(\"SymDiff\", \"0\")]";

    private const string ObsoleteAttribute = "[global::System.Obsolete";

    // Obsolete members (612, 618) and what the user's own method may do with a remark of its own: code that is never reached (162),
    // comparisons with what is out of range (652) or with itself (1718), a sign-extended operand (675).
    private const string Pragma = "#pragma warning disable 162, 612, 618, 652, 675, 1718";

    // What stands after a loop that only returns is never reached, so variables may be declared (168) or assigned (219) in vain.
    private const string LoopPragma = "#pragma warning disable 162, 168, 219, 612, 618, 652, 675, 1718";

    /// <summary>The text of the file.</summary>
    /// <param name="signature">The method.</param>
    /// <param name="primal">Its body, which comments quote.</param>
    /// <param name="methods">Its derivatives, in the order in which they are to stand.</param>
    /// <param name="capabilities">What the text may use.</param>
    public static string Emit(MethodSignature signature, Function primal, EquatableArray<DerivativeMethod> methods, Capabilities capabilities) =>
        Emit(signature, new MethodBody(primal), methods, [], areShared: false, capabilities);

    /// <summary>The text of the file.</summary>
    /// <param name="signature">The method.</param>
    /// <param name="body">Its body, which comments quote, and what it calls.</param>
    /// <param name="methods">Its derivatives, in the order in which they are to stand.</param>
    /// <param name="called">The derived functions that they call, or other methods do, as far as they stand in this file.</param>
    /// <param name="areShared">Whether other methods call what is derived of this one.</param>
    /// <param name="capabilities">What the text may use.</param>
    public static string Emit(
        MethodSignature signature, MethodBody body, EquatableArray<DerivativeMethod> methods, IReadOnlyList<Function> called, bool areShared, Capabilities capabilities)
    {
        var calls = new DerivedCalls(signature, body, areShared);
        var steps = calls.Steps(body.Main.Name, capabilities);
        bool hasLoops = methods.Select(m => m.Function).Concat(called).Any(f => f.Body.AllStatements().Any(s => s.Operation is Loop or Block));
        var members = new List<Action<SourceWriter>>();
        var flat = signature.Flat();
        foreach (var method in methods)
        {
            var form = Forms.Of(signature, method.Kind);
            var core = Forms.Of(flat, method.Kind);
            members.Add(writer =>
            {
                Documentation.Write(writer, signature, form, method.Function, capabilities);
                Declare(writer, signature, form, signature.Attributes);
                writer.Open();
                if (signature.HasMatrices)
                {
                    FlatBody.Write(writer, signature, form, core);
                }
                else
                {
                    BodyWriter.Write(writer, signature, form, method.Function, steps, calls, capabilities);
                }

                writer.Close();
            });
            if (signature.HasMatrices)
            {
                members.Add(writer =>
                {
                    writer.Line($"/// <summary>The same with the rows of matrices one after the other.</summary>");
                    Declare(writer, flat, core, default);
                    writer.Open();
                    BodyWriter.Write(writer, flat, core, method.Function, steps, calls, capabilities);
                    writer.Close();
                });
            }

            if (Forms.Allocating(signature, method.Kind) is { } allocating)
            {
                members.Add(writer =>
                {
                    Documentation.Write(writer, signature, allocating, method.Function, capabilities);
                    Declare(writer, signature, allocating, signature.Attributes);
                    writer.Open();
                    AllocatingBody.Write(writer, signature, form);
                    writer.Close();
                });
            }
        }

        members.AddRange(called.Select(c => new Action<SourceWriter>(writer => CalledFunctionText.Write(writer, c, calls, GeneratedCode, capabilities))));
        return File(signature, members.Count, capabilities, hasLoops ? LoopPragma : Pragma, (writer, i) => members[i](writer));
    }

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
            kinds.SelectMany(k => new[] { Forms.Of(signature, k), Forms.Allocating(signature, k) }).OfType<FormSignature>().ToList(),
            obsolete,
            capabilities,
            asked);

    private static string Rejected(MethodSignature signature, List<FormSignature> forms, string? obsolete, Capabilities capabilities, EquatableArray<string> asked) =>
        File(signature, forms.Count + asked.Count, capabilities, Pragma, (writer, i) =>
        {
            string message = obsolete ?? $"{signature.Name} does not compile.";
            if (i >= forms.Count)
            {
                RejectedCallText.Write(writer, signature, asked[i - forms.Count], GeneratedCode, message);
                return;
            }

            // An attribute of the same kind may stand only once, and the reason matters more than what the user wrote.
            var attributes = obsolete is null ? signature.Attributes : signature.Attributes
                .Where(a => !a.StartsWith(ObsoleteAttribute, StringComparison.Ordinal))
                .Concat([$"{ObsoleteAttribute}({Literals.Quoted(obsolete)}, true)]"])
                .ToEquatableArray();
            Documentation.Write(writer, signature, forms[i], null, capabilities);
            Declare(writer, signature, forms[i], attributes);
            writer.Open();
            writer.Line($"throw new global::System.NotSupportedException({Literals.Quoted(message)});");
            writer.Close();
        });

    private static string File(MethodSignature signature, int count, Capabilities capabilities, string pragma, Action<SourceWriter, int> writeMember)
    {
        var writer = new SourceWriter();
        writer.Line("// <auto-generated/>");
        if (capabilities.LanguageVersion >= 80)
        {
            // Annotations alone: warnings about the user's expressions stand where the user wrote them.
            writer.Line("#nullable enable annotations");
        }

        writer.Line(pragma);
        writer.Line();
        if (signature.Namespace.Length > 0)
        {
            writer.Line("namespace " + string.Join(".", signature.Namespace.Split('.').Select(Identifiers.Escape)));
            writer.Open();
        }

        foreach (var type in signature.Types)
        {
            writer.Line($"partial {type.Keyword} {type.Name}");
            writer.Open();
        }

        for (int i = 0; i < count; i++)
        {
            if (i > 0)
            {
                writer.Line();
            }

            writeMember(writer, i);
        }

        for (int i = signature.Types.Count + (signature.Namespace.Length > 0 ? 1 : 0); i > 0; i--)
        {
            writer.Close();
        }

        return writer.ToString();
    }

    private static void Declare(SourceWriter writer, MethodSignature signature, FormSignature form, EquatableArray<string> attributes)
    {
        foreach (string attribute in attributes)
        {
            writer.Line(attribute);
        }

        writer.Line(GeneratedCode);
        string modifiers = signature.Accessibility + (signature.IsStatic ? " static" : "");
        string head = $"{modifiers} {form.ReturnType} {form.Name}{signature.TypeParameters}(";
        var parameters = form.Parameters.Select(Text).ToList();
        string line = head + string.Join(", ", parameters) + ")";
        if (writer.Column + line.Length <= LineWidth)
        {
            writer.Line(line);
        }
        else
        {
            writer.Line(head);
            for (int i = 0; i < parameters.Count; i++)
            {
                writer.Continuation(parameters[i] + (i == parameters.Count - 1 ? ")" : ","));
            }
        }

        foreach (string constraint in signature.Constraints)
        {
            writer.Continuation(constraint);
        }
    }

    private static string Text(FormParameter parameter) =>
        (parameter.Modifiers.Length > 0 ? parameter.Modifiers + " " : "")
        + $"{parameter.CSharpType} {Identifiers.Escape(parameter.Name)}"
        + (parameter.DefaultValue is null ? "" : " = " + parameter.DefaultValue);
}
