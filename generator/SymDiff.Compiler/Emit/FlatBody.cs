namespace SymDiff.Compiler.Emit;

/// <summary>Writes the body of a form that takes matrices, arrays of arrays or arrays of structs: a call of the form that takes their rows as spans.</summary>
internal static class FlatBody
{
    /// <summary>Writes the body.</summary>
    /// <param name="writer">Where it goes.</param>
    /// <param name="method">The method.</param>
    /// <param name="form">The form.</param>
    /// <param name="core">The form that takes spans.</param>
    public static void Write(SourceWriter writer, MethodSignature method, FormSignature form, FormSignature core)
    {
        var names = new NameAllocator(form.Parameters.Select(p => p.Name).Append(core.Name)
            .Concat(Forms.TypeParameterNames(method.TypeParameters)).Concat(method.Types.SelectMany(t => Identifiers.In(t.Name))));
        var arguments = new FlatArguments(writer, method, form, names);
        foreach (var parameter in form.Parameters.Where(p => p.Role is not (FormRole.Primal or FormRole.Block) && method.Parameters.Any(m => m.HasRows && m.Name == p.Primal)))
        {
            string name = Identifiers.Escape(parameter.Name);
            string check = !parameter.IsJagged ? "Buffers.RequireShape" : parameter.Role == FormRole.OutputCotangent ? "Jagged.RequireShapeOrEmpty" : "Jagged.RequireShape";
            writer.Line($"global::SymDiff.{check}({name}, {Identifiers.Escape(parameter.Primal)}, {parameter.NameText});");
        }

        if (method.HasColumns)
        {
            // The core is given copies, so that all is checked here.
            foreach (var array in method.Parameters.Where(p => p.Columns is not null && (p.IsArray || p.IsMatrix)))
            {
                string name = Identifiers.Escape(array.Name);
                writer.Line($"if ({name} == null)");
                writer.Open();
                writer.Line($"throw new global::System.ArgumentNullException(nameof({name}));");
                writer.Close();
                writer.Line();
            }

            Prologue.Write(writer, form with { Kind = DerivativeKind.Vjp });
        }

        var patterns = method.HasColumns && ColumnPatterns.IsSparse(form.Kind) ? new ColumnPatterns(writer, method, form, names) : null;
        patterns?.WriteChecks();
        var matrices = patterns is null && method.HasColumns && form.Parameters.Any(p => p.Role is FormRole.Matrix or FormRole.Block) ? new ColumnMatrices(writer, method, form, core, names) : null;
        matrices?.WriteChecks();
        string call = JacobianText.Call(core.Name, method.TypeParameters, core.Parameters.Select(p => patterns?.Argument(p) ?? matrices?.Argument(p) ?? arguments[p.Name])) + ";";
        if (!method.HasColumns && form.Parameters.Any(p => p.IsJagged))
        {
            Prologue.WriteOverlaps(writer, form, ofJagged: true);
        }

        string value = names.Allocate("value");
        bool runsFirst = matrices is { RunsFirst: true };
        var returned = method.ResultColumns is { } elements && !runsFirst ? new ReturnedStructs(writer, elements, form, names, arguments.Index) : null;
        if (!arguments.HasMemory)
        {
            if (runsFirst)
            {
                matrices!.WriteFirstRun(value);
            }

            writer.Line((returned is not null ? returned.Declaration : runsFirst || form.ReturnType == "void" ? "" : "return ") + call);
            matrices?.WriteOrder();
            returned?.WriteReturn();
            if (runsFirst)
            {
                writer.Line($"return {value};");
            }

            return;
        }

        arguments.Declare();
        writer.Line("try");
        writer.Open();
        arguments.Take();
        if (runsFirst)
        {
            matrices!.WriteFirstRun(value);
        }

        writer.Line(returned is not null ? returned.Declaration + call : core.ReturnType == "void" ? call : $"{form.ReturnType} {value} = {call}");
        arguments.WriteBack();
        matrices?.WriteOrder();
        patterns?.WriteOrder();
        if (returned is not null)
        {
            returned.WriteReturn();
        }
        else if (core.ReturnType != form.ReturnType && !runsFirst)
        {
            writer.Line($"return {method.CallOfPrimal};");
        }
        else if (form.ReturnType != "void")
        {
            writer.Line($"return {patterns?.Returning(value) ?? value};");
        }

        writer.Close();
        writer.Line("finally");
        writer.Open();
        arguments.Dispose();
        writer.Close();
    }
}
