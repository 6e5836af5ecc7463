namespace SymDiff.Compiler.Emit;

/// <summary>Writes the body of a form that takes matrices: a call of the form that takes their rows as spans.</summary>
internal static class FlatBody
{
    private const string Buffers = "global::SymDiff.Buffers";

    /// <summary>Writes the body.</summary>
    /// <param name="writer">Where it goes.</param>
    /// <param name="method">The method.</param>
    /// <param name="form">The form.</param>
    /// <param name="core">The form that takes spans.</param>
    public static void Write(SourceWriter writer, MethodSignature method, FormSignature form, FormSignature core)
    {
        var matrices = new HashSet<string>(method.Parameters.Where(p => p.IsMatrix).Select(p => p.Name), StringComparer.Ordinal);
        var arguments = new List<string>();
        foreach (var parameter in form.Parameters)
        {
            string name = Identifiers.Escape(parameter.Name);
            if (!matrices.Contains(parameter.Primal))
            {
                arguments.Add(parameter.Passing + name);
                continue;
            }

            if (parameter.Role != FormRole.Primal)
            {
                writer.Line($"{Buffers}.RequireShape({name}, {Identifiers.Escape(parameter.Primal)}, nameof({name}));");
            }

            arguments.Add($"{Buffers}.Flat({name})");
            if (parameter.Role == FormRole.Primal)
            {
                arguments.Add($"{Buffers}.Rows({name})");
                arguments.Add($"{Buffers}.Columns({name})");
            }
        }

        string call = $"{Identifiers.Escape(core.Name)}{method.TypeParameters}({string.Join(", ", arguments)});";
        writer.Line((form.ReturnType == "void" ? "" : "return ") + call);
    }
}
