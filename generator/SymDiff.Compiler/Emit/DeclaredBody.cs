using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Emit;

/// <summary>
/// What a method that calls an emitted one reads of it where it is made of another form: C# within the language of methods, in place of what is emitted, which checks, rents and reuses memory.
/// </summary>
internal static class DeclaredBody
{
    /// <summary>Whether a form is made of another one: it allocates, or it is a matrix.</summary>
    /// <param name="method">The method.</param>
    /// <param name="form">The form as it is declared.</param>
    public static bool IsComposed(MethodSignature method, FormSignature form) =>
        form.Kind is DerivativeKind.Jacobian or DerivativeKind.JacobianBlocks or DerivativeKind.JacobianPattern or DerivativeKind.SparseJacobian or DerivativeKind.HessianPattern or DerivativeKind.SparseHessian or DerivativeKind.Hessian or DerivativeKind.ValueGradientAndHessian or DerivativeKind.GradientCheck or DerivativeKind.SumGradient
        || form.Parameters.Count != Forms.Of(method, form.Kind).Parameters.Count;

    /// <summary>Writes the body of such a form.</summary>
    /// <param name="writer">Where it goes.</param>
    /// <param name="method">The method.</param>
    /// <param name="form">The form as it is declared.</param>
    /// <returns>Whether there is one.</returns>
    public static bool TryWrite(SourceWriter writer, MethodSignature method, FormSignature form)
    {
        // Where there are sets, only matrices are read: all else is handed on part by part.
        if ((method.HasSets && !(IsMatrix(form.Kind) && method.Active.All(p => p.Set is null || DeclaredPart.IsNamed(p.Set)))) || method.Parameters.Any(p => p.IsJagged || p.Role is ParameterRole.InOut or ParameterRole.Output) || method.Result.IsBuffer)
        {
            return false;
        }

        var filled = Forms.Of(method, form.Kind);
        if (form.Kind is DerivativeKind.JacobianPattern or DerivativeKind.SparseJacobian or DerivativeKind.HessianPattern or DerivativeKind.SparseHessian or DerivativeKind.GradientCheck or DerivativeKind.SumGradient)
        {
            return false;
        }

        if (form.Parameters.Count != filled.Parameters.Count)
        {
            Allocating(writer, method, form, filled);
            return true;
        }

        if (method.Active.Any(p => p.Columns is not null || p.IsMatrix))
        {
            return false;
        }

        switch (form.Kind)
        {
            case DerivativeKind.Hessian:
                new DeclaredMatrix(writer, method, form).WriteHessian();
                return true;
            case DerivativeKind.Jacobian:
                new DeclaredMatrix(writer, method, form).WriteJacobian();
                return true;
            case DerivativeKind.ValueGradientAndHessian:
                WriteGradientAndHessian(writer, method, form);
                return true;
            default:
                return false;
        }
    }

    private static void Allocating(SourceWriter writer, MethodSignature method, FormSignature form, FormSignature filled)
    {
        var names = new NameAllocator(filled.Parameters.Select(p => p.Name).Concat(Forms.TypeParameterNames(method.TypeParameters)));
        foreach (var destination in filled.Parameters.Where(p => p.Role is FormRole.Destination or FormRole.Diagonal))
        {
            var like = method.Inputs.Single(p => p.Name == destination.Primal);
            if (like.IsMemory)
            {
                writer.Line($"var {Identifiers.Escape(destination.Name)} = {Like(method, like)};");
            }
        }

        var matrix = filled.Parameters.FirstOrDefault(p => p.Role == FormRole.Matrix);
        string rows = names.Allocate("rows");
        string columns = "";
        if (matrix is not null)
        {
            columns = new DeclaredColumns(writer, method, names).Count;
            writer.Line($"int {rows} = {(form.Kind == DerivativeKind.Jacobian ? JacobianText.Number(method.ResultLeaves.Count(l => l.IsActive)) : columns)};");
            writer.Line($"var {Identifiers.Escape(matrix.Name)} = new {CSharpTypes.Name(matrix.Type.Element!)}[{rows} * {columns}];");
        }

        var results = Filled(FormRole.Destination);
        string call = JacobianText.Call(filled.Name, method.TypeParameters, filled.Parameters.Select(p => AllocatingBody.Passed(method, p)));
        string value = names.Allocate("value");
        writer.Line(filled.ReturnType == "void" ? call + ";" : $"{filled.ReturnType} {value} = {call};");
        string gradient = Together(results);
        string square = names.Allocate("matrix");
        if (matrix is not null)
        {
            string row = names.Allocate("row");
            string column = names.Allocate("column");
            writer.Line($"var {square} = new {CSharpTypes.Name(matrix.Type.Element!)}[{rows}, {columns}];");
            writer.Line($"for (int {row} = 0; {row} < {rows}; {row}++)");
            writer.Open();
            writer.Line($"for (int {column} = 0; {column} < {columns}; {column}++)");
            writer.Open();
            writer.Line($"{square}[{row}, {column}] = {Identifiers.Escape(matrix.Name)}[{row} * {columns} + {column}];");
            writer.Close();
            writer.Close();
        }

        writer.Line(form.Kind switch
        {
            DerivativeKind.Hessian => $"return {square};",
            DerivativeKind.Jacobian => form.Name == filled.Name ? $"return {square};" : $"return ({value}, {square});",
            DerivativeKind.ValueGradientAndHessian when results.Count == 0 => $"return ({value}.Value, {value}.Gradient, {square});",
            DerivativeKind.ValueGradientAndHessian => $"return ({value}, {gradient}, {square});",
            DerivativeKind.ValueAndGradient => $"return ({value}, {gradient});",
            DerivativeKind.ValueGradientAndHessianDiagonal => $"return ({value}, {gradient}, {Together(Filled(FormRole.Diagonal))});",
            _ => $"return {gradient};",
        });

        List<string> Filled(FormRole role) => [.. filled.Parameters.Where(p => p.Role == role).Select(p => Identifiers.Escape(p.Name))];

        static string Together(List<string> parts) => parts.Count == 1 ? parts[0] : $"({string.Join(", ", parts)})";
    }

    private static void WriteGradientAndHessian(SourceWriter writer, MethodSignature method, FormSignature form)
    {
        string value = new NameAllocator(form.Parameters.Select(p => p.Name)).Allocate("value");
        writer.Line($"{form.ReturnType} {value} = {Call(DerivativeKind.ValueAndGradient)};");
        writer.Line(Call(DerivativeKind.Hessian) + ";");
        writer.Line($"return {value};");

        string Call(DerivativeKind kind) =>
            JacobianText.Call(Forms.NameOf(method.Name, kind), method.TypeParameters, Forms.Of(method, kind).Parameters.Select(p => p.Passing + Identifiers.Escape(p.Name)));
    }

    /// <summary>C# that makes memory like a parameter that is memory.</summary>
    /// <param name="method">The method.</param>
    /// <param name="parameter">The parameter.</param>
    public static string Like(MethodSignature method, ParameterSignature parameter)
    {
        string owner = SetBody.Owner(method, parameter);
        return parameter.Set is { } set ? $"{(set.ZeroNeedsCast ? $"({parameter.CSharpType})" : "")}{owner}.CreateZero()"
            : $"new {CSharpTypes.Name(parameter.Type.Element!)}[{(parameter.IsMatrix ? $"{owner}.GetLength(0), {owner}.GetLength(1)" : owner + ".Length")}]";
    }

    private static bool IsMatrix(DerivativeKind kind) => kind is DerivativeKind.Jacobian or DerivativeKind.Hessian or DerivativeKind.ValueGradientAndHessian;
}
