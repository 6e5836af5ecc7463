namespace SymDiff.Compiler.Emit;

/// <summary>Writes the body of an overload that allocates the destinations of a form: new arrays, and a call of the form.</summary>
internal static class AllocatingBody
{
    /// <summary>Writes the body.</summary>
    /// <param name="writer">Where it goes.</param>
    /// <param name="method">The method.</param>
    /// <param name="form">The form that takes destinations.</param>
    public static void Write(SourceWriter writer, MethodSignature method, FormSignature form)
    {
        SetBody.RequireSets(writer, method);
        foreach (var destination in form.Parameters.Where(p => p.Role == FormRole.Destination && (p.Type.IsBuffer || IsSet(p))))
        {
            // The method's own guard is to say that an array is null.
            var like = method.Inputs.Single(p => p.Name == destination.Primal);
            string primal = Identifiers.Escape(destination.Primal);
            if (like.Set is { } set)
            {
                if (set.ElementType is not null)
                {
                    writer.Line($"var {Identifiers.Escape(destination.Name)} = global::SymDiff.ParameterBlocks.LikeSets{set.Parts[0].Inner!.TypeArguments}({primal});");
                    continue;
                }

                string cast = set.ZeroNeedsCast ? $"({destination.CSharpType})" : "";
                writer.Line($"var {Identifiers.Escape(destination.Name)} = {cast}{SetBody.Owner(method, like)}.CreateZero();");
                continue;
            }

            if (like.IsJagged)
            {
                writer.Line($"var {Identifiers.Escape(destination.Name)} = global::SymDiff.Jagged.Like({primal});");
                continue;
            }

            if (like.IsMatrix)
            {
                writer.Line($"var {Identifiers.Escape(destination.Name)} = new {CSharpTypes.Name(destination.Type.Element!)}[global::SymDiff.Buffers.Rows({primal}), global::SymDiff.Buffers.Columns({primal})];");
                continue;
            }

            string length = like.IsArray ? $"{primal}?.Length ?? 0" : $"{primal}.Length";
            writer.Line($"var {Identifiers.Escape(destination.Name)} = new {CSharpTypes.Name(destination.Type.Element!)}[{length}];");
        }

        var arguments = form.Parameters.Select(p => (p.Role == FormRole.Destination && !p.Type.IsBuffer && !IsSet(p) ? "out var " : p.Passing) + Identifiers.Escape(p.Name));
        string call = $"{form.Name}{method.TypeParameters}({string.Join(", ", arguments)});";
        var results = form.Parameters.Where(p => p.Role == FormRole.Destination).Select(p => Identifiers.Escape(p.Name)).ToList();
        string gradient = results.Count == 1 ? results[0] : $"({string.Join(", ", results)})";
        if (form.Kind == DerivativeKind.ValueAndGradient)
        {
            string value = Identifiers.Escape(new NameAllocator(form.Parameters.Select(p => p.Name)).Allocate("value"));
            writer.Line($"{method.ReturnType} {value} = {call}");
            writer.Line($"return ({value}, {gradient});");
            return;
        }

        writer.Line(call);
        writer.Line($"return {gradient};");

        bool IsSet(FormParameter parameter) => method.Inputs.Any(i => i.Set is not null && i.Name == parameter.Primal);
    }
}
