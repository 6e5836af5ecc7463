namespace SymDiff.Compiler.Emit;

/// <summary>Writes the body of an overload that allocates a Hessian, and the gradient where that is given too: memory for them, and a call of the form that fills it.</summary>
internal static class AllocatingHessian
{
    /// <summary>Writes the body.</summary>
    /// <param name="writer">Where it goes.</param>
    /// <param name="method">The method.</param>
    /// <param name="form">The form that takes destinations.</param>
    public static void Write(SourceWriter writer, MethodSignature method, FormSignature form)
    {
        const string Matrices = "global::SymDiff.Matrices";
        var names = new NameAllocator(form.Parameters.Select(p => p.Name).Append(form.Name).Append(method.Name));
        var results = AllocatingBody.WriteDestinations(writer, method, form);
        string hessian = Identifiers.Escape(form.Parameters.Single(p => p.Role == FormRole.Matrix).Name);
        string element = CSharpTypes.Name(method.JacobianElement);
        string columns = names.Allocate("columns");
        string record = names.Allocate("memory");
        writer.Line($"int {columns} = {JacobianText.Sum(0, method.Active)};");
        writer.Line($"var {record} = new global::SymDiff.Record<{element}>(default(global::System.Span<{element}>));");
        writer.Line("try");
        writer.Open();
        writer.Line($"global::System.Span<{element}> {hessian} = {record}.Take({Matrices}.Size({columns}, {columns}));");
        string call = JacobianText.Call(form.Name, method.TypeParameters, form.Parameters.Select(p => AllocatingBody.Passed(method, p)));
        string matrix = $"{Matrices}.Of<{element}>({hessian}, {columns}, {columns})";
        string value = names.Allocate("value");
        writer.Line(form.Kind == DerivativeKind.Hessian ? call + ";" : $"{form.ReturnType} {value} = {call};");
        writer.Line(form.Kind == DerivativeKind.Hessian ? $"return {matrix};"
            : method.HasDestinations ? $"return ({value}, {(results.Count == 1 ? results[0] : $"({string.Join(", ", results)})")}, {matrix});"
            : $"return ({value}.Value, {value}.Gradient, {matrix});");
        writer.Close();
        writer.Line("finally");
        writer.Open();
        writer.Line($"{record}.Dispose();");
        writer.Close();
    }
}
