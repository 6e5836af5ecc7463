namespace SymDiff.Compiler.Emit;

/// <summary>
/// Writes the body of a form that gives the Hessian: the derivative of the gradient along every axis, a row each. The value comes from the method itself.
/// </summary>
/// <param name="writer">Where it goes.</param>
/// <param name="method">The method.</param>
/// <param name="form">The form that takes a destination.</param>
/// <param name="row">The form that gives the Hessian along a direction, structs leaf by leaf.</param>
/// <param name="overwritten">The method's buffers that must be put back before it runs again.</param>
internal sealed class HessianBody(SourceWriter writer, MethodSignature method, FormSignature form, FormSignature row, IReadOnlyCollection<string> overwritten)
{
    private const string Matrices = "global::SymDiff.Matrices";

    // Structs are handed on leaf by leaf.
    private readonly MethodSignature _opened = method.Opened(asLocals: true);

    private readonly NameAllocator _names = new(form.Parameters.Select(p => p.Name)
        .Concat(Forms.TypeParameterNames(method.TypeParameters))
        .Concat(method.Types.SelectMany(t => Identifiers.In(t.Name)))
        .Append(method.Name).Append(row.Name));

    private FlatArguments? _flat;

    /// <summary>Writes the checks of a form that gives value and gradient too, and the calls that it consists of.</summary>
    /// <param name="writer">Where they go.</param>
    /// <param name="method">The method.</param>
    /// <param name="form">The form that takes destinations.</param>
    /// <param name="gradient">The form that gives value and gradient.</param>
    /// <param name="hessian">The form that gives the Hessian.</param>
    /// <param name="overwritten">The method's buffers that must be put back before it runs again.</param>
    public static void WriteWithGradient(SourceWriter writer, MethodSignature method, FormSignature form, FormSignature gradient, FormSignature hessian, IReadOnlyCollection<string> overwritten)
    {
        SetBody.RequireSets(writer, method);
        var names = new NameAllocator(form.Parameters.Select(p => p.Name).Append(gradient.Name).Append(hessian.Name));
        string columns = names.Allocate("columns");
        writer.Line($"int {columns} = {JacobianText.Sum(0, method.Active)};");
        WriteFit(writer, form, columns);
        Prologue.WriteOverlaps(writer, form, ofJagged: null);
        string value = names.Allocate("value");
        var memory = new SweepMemory(writer, names, p => CSharpTypes.AsSpan(p.Name, p.CSharpType));
        memory.DeclareCopies(method.Parameters.Where(p => p is { Type.IsBuffer: true, IsJagged: false, Columns: null } && overwritten.Contains(p.Name)));
        memory.Within(() =>
        {
            memory.Take(except: [], method.Parameters.Where(p => p.IsRef));
            writer.Line($"{form.ReturnType} {value} = {Call(gradient)};");
            memory.Restore();
            writer.Line(Call(hessian) + ";");
            writer.Line($"return {value};");
        });

        string Call(FormSignature called) => JacobianText.Call(called.Name, method.TypeParameters, called.Parameters.Select(p => p.Passing + Identifiers.Escape(p.Name)));
    }

    /// <summary>Writes the body.</summary>
    public void Write()
    {
        string columns = _names.Allocate("columns");
        string index = _names.Allocate("row");
        _flat = method.HasRows ? new FlatArguments(writer, method, form, _names) : null;
        writer.Line($"int {columns} = {JacobianText.Sum(0, method.Active)};");
        WriteFit(writer, form, columns);
        Prologue.WriteOverlaps(writer, form, ofJagged: null);

        // Of each buffer the part of the direction, and that of the row.
        var memory = new SweepMemory(writer, _names, AsSpan);
        var parts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var buffer in _opened.Active.Where(p => p.Type.IsBuffer))
        {
            memory.DeclarePart(buffer, "direction");
            parts.Add(buffer.Name, memory.DeclarePart(buffer, "part"));
        }

        memory.DeclareCopies(_opened.Parameters.Where(p => overwritten.Contains(p.Name)));
        memory.Within(
            () =>
            {
                memory.Take(except: [], method.Parameters.Where(p => p.IsRef));
                WriteRows(columns, index, memory, parts);
                writer.Line(form.ReturnType == "void" ? "return;" : $"return {method.CallOfPrimal};");
            },
            _flat);
    }

    private void WriteRows(string columns, string index, SweepMemory memory, Dictionary<string, string> parts)
    {
        var vectors = new UnitVectors(memory.Parts);
        var active = _opened.Active.ToList();
        var offsets = vectors.Offsets(active, 0);
        writer.Line($"for (int {index} = 0; {index} < {columns}; {index}++)");
        writer.Open();
        vectors.Write(writer, index, active, 0);
        var components = active.ToDictionary(p => p.Name, p => parts.TryGetValue(p.Name, out string? part) ? part : _names.Allocate("part" + Identifiers.Capitalized(p.Name)), StringComparer.Ordinal);
        string call = JacobianText.Call(row.Name, method.TypeParameters, row.Parameters.Select(p => p.Role switch
        {
            FormRole.Primal => Primal(p),
            FormRole.Direction => memory.Parts.TryGetValue(p.Primal, out string? direction) ? direction : UnitVectors.Unit(index, offsets[p.Primal], p.Type),
            _ => p.Type.IsBuffer ? components[p.Primal] : "out var " + components[p.Primal],
        }));
        if (row.ReturnType == "void")
        {
            writer.Line(call + ";");
        }
        else
        {
            writer.Line(active.Count == 1 ? $"var {components[active[0].Name]} = {call};" : $"var ({string.Join(", ", active.Select(p => components[p.Name]))}) = {call};");
        }

        string hessian = Identifiers.Escape(form.Parameters.Single(p => p.Role == FormRole.Matrix).Name);
        foreach (var input in active)
        {
            writer.Line($"{Matrices}.{JacobianText.Setter("Row", input.Type, method.JacobianElement)}({hessian}, {columns}, {index}, {offsets[input.Name]}, {components[input.Name]});");
        }

        // Every row begins with what the caller's variables and memory held, and so does the value.
        memory.Restore();
        writer.Close();
        writer.Line();
    }

    private static void WriteFit(SourceWriter writer, FormSignature form, string columns)
    {
        string name = Identifiers.Escape(form.Parameters.Single(p => p.Role == FormRole.Matrix).Name);
        writer.Line($"{name} = {Matrices}.Fit({name}, {columns}, {columns}, nameof({name}));");
    }

    // A leaf is read of the struct; rows are handed on as spans.
    private string Primal(FormParameter parameter) => JacobianText.Leaf(method, parameter.Name) is { } leaf ? leaf
        : _flat is null ? JacobianText.Passed(parameter.Name, parameter.Modifiers) : _flat[parameter.Name];

    private string AsSpan(ParameterSignature parameter) => parameter.IsJagged ? _flat![parameter.Name] : CSharpTypes.AsSpan(parameter.Name, parameter.CSharpType);
}
