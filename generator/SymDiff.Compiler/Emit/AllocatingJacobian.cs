namespace SymDiff.Compiler.Emit;

/// <summary>Writes the body of an overload that allocates a Jacobian: memory for the matrix, and a call of the form that fills it.</summary>
internal static class AllocatingJacobian
{
    /// <summary>Writes the body.</summary>
    /// <param name="writer">Where it goes.</param>
    /// <param name="method">The method.</param>
    /// <param name="form">The form that takes destinations.</param>
    /// <param name="withValue">Whether the value is returned too.</param>
    /// <param name="overwritten">The method's buffers that must be put back before it runs again.</param>
    public static void Write(SourceWriter writer, MethodSignature method, FormSignature form, bool withValue, IReadOnlyCollection<string> overwritten)
    {
        const string Matrices = "global::SymDiff.Matrices";
        SetBody.RequireSets(writer, method);
        var names = new NameAllocator(form.Parameters.Select(p => p.Name).Append(form.Name).Append(method.Name));
        string jacobian = Identifiers.Escape(form.Parameters.Single(p => p.Role == FormRole.Matrix).Name);
        string element = CSharpTypes.Name(method.JacobianElement);
        string rows = names.Allocate("rows");
        string columns = names.Allocate("columns");
        string record = names.Allocate("memory");
        string count = JacobianText.Sum(method.Result.IsBuffer ? 0 : method.ResultLeaves.Count(l => l.IsActive), method.Results);
        if (method.Result.IsBuffer)
        {
            string length = ReturnedLength(writer, method, names, overwritten);
            length = method.ResultColumns?.Leaves.Count(l => l.IsActive) is > 1 and var numbers ? $"{JacobianText.Number(numbers)} * {length}" : length;
            count = method.Results.Any() ? $"{(length.Contains(" ") ? $"({length})" : length)} + {(count.Contains(" ") ? $"({count})" : count)}" : length;
        }

        writer.Line($"int {rows} = {count};");
        writer.Line($"int {columns} = {JacobianText.Sum(0, method.Active)};");
        writer.Line($"var {record} = new global::SymDiff.Record<{element}>(default(global::System.Span<{element}>));");
        writer.Line("try");
        writer.Open();
        writer.Line($"global::System.Span<{element}> {jacobian} = {record}.Take({Matrices}.Size({rows}, {columns}));");
        string value = names.Allocate("value");
        string call = JacobianText.Call(form.Name, method.TypeParameters, form.Parameters.Select(p => JacobianText.Passed(p.Name, p.Modifiers)));
        string matrix = $"{Matrices}.Of<{element}>({jacobian}, {rows}, {columns})";
        writer.Line(withValue ? $"{method.ReturnType} {value} = {call};" : call + ";");
        writer.Line(withValue ? $"return ({value}, {matrix});" : $"return {matrix};");
        writer.Close();
        writer.Line("finally");
        writer.Open();
        writer.Line($"{record}.Dispose();");
        writer.Close();
    }

    // How many rows an array has that the method returns, the method alone can say. What it overwrites for that is put back.
    private static string ReturnedLength(SourceWriter writer, MethodSignature method, NameAllocator names, IReadOnlyCollection<string> overwritten)
    {
        var restored = new List<string>();
        foreach (var parameter in method.Parameters.Where(p => p.Columns is not null ? p.Role == ParameterRole.InOut : p.Type.IsBuffer ? overwritten.Contains(p.Name) : p.IsRef))
        {
            string name = CSharpTypes.AsSpan(parameter.Name, parameter.CSharpType);
            string initial = names.Allocate("initial" + Identifiers.Capitalized(parameter.Name));
            if (parameter.IsJagged)
            {
                writer.Line($"var {initial} = global::SymDiff.Jagged.Clone({name});");
                restored.Add($"global::SymDiff.Jagged.CopyTo({initial}, {name});");
                continue;
            }

            string span = parameter.Type.IsBuffer ? $"global::System.ReadOnlySpan<{CSharpTypes.Name(parameter.Type.Element!)}>" : "";
            writer.Line(parameter.Type.IsBuffer ? $"var {initial} = (({span}){name}).ToArray();" : $"{parameter.CSharpType} {initial} = {name};");
            restored.Add(parameter.Type.IsBuffer ? $"(({span}){initial}).CopyTo({name});" : $"{name} = {initial};");
        }

        string length = names.Allocate("length");
        writer.Line($"int {length} = {method.CallOfPrimal}.Length;");
        restored.ForEach(writer.Line);
        return length;
    }
}
