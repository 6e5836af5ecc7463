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
        var results = WriteDestinations(writer, method, form);
        string call = JacobianText.Call(form.Name, method.TypeParameters, form.Parameters.Select(p => Passed(method, p))) + ";";
        int components = form.Parameters.Count(p => p.Role == FormRole.Destination);
        string gradient = Tuple(results.Take(components));
        if (form.Kind is DerivativeKind.ValueAndGradient or DerivativeKind.ValueGradientAndHessianDiagonal)
        {
            string value = Identifiers.Escape(new NameAllocator(form.Parameters.Select(p => p.Name)).Allocate("value"));
            writer.Line($"{method.ReturnType} {value} = {call}");
            writer.Line(form.Kind == DerivativeKind.ValueAndGradient ? $"return ({value}, {gradient});" : $"return ({value}, {gradient}, {Tuple(results.Skip(components))});");
            return;
        }

        writer.Line(call);
        writer.Line($"return {gradient};");
    }

    /// <summary>Writes the checks of sets, and new memory for the destinations.</summary>
    /// <param name="writer">Where it goes.</param>
    /// <param name="method">The method.</param>
    /// <param name="form">The form that takes destinations.</param>
    /// <returns>The destinations.</returns>
    public static IReadOnlyList<string> WriteDestinations(SourceWriter writer, MethodSignature method, FormSignature form)
    {
        SetBody.RequireSets(writer, method);
        foreach (var destination in form.Parameters.Where(p => p.Role is FormRole.Destination or FormRole.Diagonal && (p.Type.IsBuffer || IsSet(method, p))))
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

        return [.. form.Parameters.Where(p => p.Role is FormRole.Destination or FormRole.Diagonal).Select(p => Identifiers.Escape(p.Name))];
    }

    /// <summary>A parameter of the form as an argument: numbers of the gradient are declared by it.</summary>
    public static string Passed(MethodSignature method, FormParameter parameter) =>
        (parameter.Role is FormRole.Destination or FormRole.Diagonal && !parameter.Type.IsBuffer && !IsSet(method, parameter) ? "out var " : parameter.Passing) + Identifiers.Escape(parameter.Name);

    private static string Tuple(IEnumerable<string> all) => all.ToList() is var parts && parts.Count == 1 ? parts[0] : $"({string.Join(", ", parts)})";

    private static bool IsSet(MethodSignature method, FormParameter parameter) => method.Inputs.Any(i => i.Set is not null && i.Name == parameter.Primal);
}
