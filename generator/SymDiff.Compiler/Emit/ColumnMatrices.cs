namespace SymDiff.Compiler.Emit;

/// <summary>
/// Hands the matrix of a form, or its blocks, on to the form that takes one span for every number of a struct: there the entries stand number by number, and are put in the order of the elements afterwards.
/// </summary>
/// <param name="writer">Where the text goes.</param>
/// <param name="method">The method.</param>
/// <param name="form">Its form.</param>
/// <param name="core">The form that takes spans.</param>
/// <param name="names">The names that are taken in its body.</param>
internal sealed class ColumnMatrices(SourceWriter writer, MethodSignature method, FormSignature form, FormSignature core, NameAllocator names)
{
    private const string Matrices = "global::SymDiff.Matrices";

    private readonly string _rows = names.Allocate("rows");
    private readonly string _columns = names.Allocate("columns");

    // How many columns a block has where that takes a sum.
    private readonly Dictionary<string, string> _widths = new(StringComparer.Ordinal);

    private string _value = "";

    private bool IsHessian => form.Kind == DerivativeKind.Hessian;

    // The numbers that the method returns.
    private int Returned => method.ResultLeaves.Count(l => l.IsActive && !l.Type.IsBuffer);

    /// <summary>Writes the checks that there is room, and what is done where there are no rows. How long an array is that the method returns, it says itself.</summary>
    public void WriteChecks()
    {
        writer.Line($"int {_columns} = {JacobianText.Sum(0, method.Active)};");
        if (RunsFirst)
        {
            return;
        }

        Measure(IsHessian ? _columns : JacobianText.Sum(Returned, method.Results));
        if (!IsHessian && Returned == 0)
        {
            WriteValueAlone(writer, method, $"{_rows} == 0");
        }
    }

    /// <summary>Writes that nothing but the method itself is run where there is nothing to be computed.</summary>
    /// <param name="writer">Where it goes.</param>
    /// <param name="method">The method.</param>
    /// <param name="condition">When that is so, as C#.</param>
    public static void WriteValueAlone(SourceWriter writer, MethodSignature method, string condition)
    {
        writer.Line($"if ({condition})");
        writer.Open();
        writer.Line(method.ReturnType == "void" ? $"{method.CallOfPrimal};" : $"return {method.CallOfPrimal};");
        if (method.ReturnType == "void")
        {
            writer.Line("return;");
        }

        writer.Close();
        writer.Line();
    }

    /// <summary>The argument for a block of the form that takes spans: a part of that of the caller; null for every other parameter.</summary>
    public string? Argument(FormParameter parameter)
    {
        if (parameter.Role != FormRole.Block || form.Parameters.Any(p => p.Role == FormRole.Block && p.Primal == parameter.Primal))
        {
            return null;
        }

        // Those of one array follow each other.
        var blocks = core.Parameters.Where(p => p.Role == FormRole.Block).ToList();
        int at = blocks.IndexOf(parameter);
        foreach (var target in form.Parameters.Where(p => p.Role == FormRole.Block))
        {
            var primal = method.InBlock(target).First();
            int count = primal.Columns is { } columns ? columns.Leaves.Count(l => l.IsActive) : 1;
            if (at < count)
            {
                string size = $"{_rows} * {CSharpTypes.AsSpan(primal.Name, primal.CSharpType)}.Length";
                return $"{Identifiers.Escape(target.Name)}.Slice({(at == 0 ? "0" : at == 1 ? size : $"{JacobianText.Number(at)} * {size}")}, {size})";
            }

            at -= count;
        }

        throw new InvalidOperationException($"{form.Name} has no block for {parameter.Name}.");
    }

    /// <summary>Whether the method is run first, for the length of the array that it returns.</summary>
    public bool RunsFirst => method.Result.IsBuffer;

    /// <summary>Writes that run, which leaves the memory of the form that takes spans as it is.</summary>
    /// <param name="value">What its value is called.</param>
    public void WriteFirstRun(string value)
    {
        _value = value;
        writer.Line($"{method.ReturnType} {value} = {method.CallOfPrimal};");
        Measure(Behind(JacobianText.Sum(0, method.Results)));
        writer.Line($"if ({_rows} == 0 || {_columns} == 0)");
        writer.Open();
        writer.Line($"return {value};");
        writer.Close();
        writer.Line();
    }

    /// <summary>Writes what puts the entries into the order of the elements.</summary>
    public void WriteOrder()
    {
        foreach (var target in form.Parameters.Where(p => p.Role is FormRole.Matrix or FormRole.Block))
        {
            string name = Identifiers.Escape(target.Name);
            string width = Width(target);
            string wide = width.Contains(" ") ? $"({width})" : width;
            if (target.Role == FormRole.Block && method.InBlock(target).First() is var primal && IsInterleaved(primal))
            {
                // Only then are its rows next to each other.
                writer.Line($"{Matrices}.Interleave({name}, {Numbers(primal)}, {_rows} * {Elements(primal)}, 1);");
            }

            if (RunsFirst && Numbers(method.ResultColumns) is > 1 and var numbers)
            {
                string returned = method.Results.Any() ? $"{name}.Slice(0, {JacobianText.Number(numbers)} * {_value}.Length * {wide})" : name;
                writer.Line($"{Matrices}.Interleave({returned}, {JacobianText.Number(numbers)}, {_value}.Length, {width});");
            }

            var results = method.Results.ToList();
            foreach (var result in IsHessian ? [] : results.Where(IsInterleaved))
            {
                string first = Behind(JacobianText.Sum(Returned, results.TakeWhile(r => r != result)));
                WriteRows(name, first, wide, result);
            }

            foreach (var input in target.Role == FormRole.Block ? [] : method.Active.Where(IsInterleaved))
            {
                string first = JacobianText.Sum(0, method.Active.TakeWhile(a => a != input));
                writer.Line($"{Matrices}.InterleaveColumns({name}, {_columns}, {first}, {Numbers(input)}, {Elements(input)});");
                if (IsHessian)
                {
                    WriteRows(name, first, _columns, input);
                }
            }
        }
    }

    private void Measure(string rows)
    {
        writer.Line($"int {_rows} = {rows};");
        foreach (var block in form.Parameters.Where(p => p.Role == FormRole.Block && Width(p).Contains(" + ")))
        {
            string declared = names.Allocate("columns" + Identifiers.Capitalized(block.Primal.TrimStart('@')));
            writer.Line($"int {declared} = {Width(block)};");
            _widths.Add(block.Name, declared);
        }

        foreach (var target in form.Parameters.Where(p => p.Role is FormRole.Matrix or FormRole.Block))
        {
            string name = Identifiers.Escape(target.Name);
            writer.Line($"{name} = {Matrices}.Fit({name}, {_rows}, {Width(target)}, {target.NameText});");
        }
    }

    private string Width(FormParameter target) => target.Role == FormRole.Matrix ? _columns
        : _widths.TryGetValue(target.Name, out string? declared) ? declared : JacobianText.Sum(0, method.InBlock(target));

    // Rows of results stand behind those of what is returned.
    private string Behind(string rows)
    {
        if (!RunsFirst)
        {
            return rows;
        }

        string returned = Numbers(method.ResultColumns) is > 1 and var numbers ? $"{JacobianText.Number(numbers)} * {_value}.Length" : $"{_value}.Length";
        return rows == "0" ? returned : $"{(returned.Contains(" ") ? $"({returned})" : returned)} + {(rows.Contains(" ") ? $"({rows})" : rows)}";
    }

    private static int Numbers(ValueShape? shape) => shape?.Leaves.Count(l => l.IsActive) ?? 1;

    private void WriteRows(string matrix, string first, string width, ParameterSignature parameter)
    {
        string at = first == "0" ? "0" : $"{(first.Contains(" ") ? $"({first})" : first)} * {width}";
        writer.Line($"{Matrices}.Interleave({matrix}.Slice({at}, {Numbers(parameter)} * {Elements(parameter)} * {width}), {Numbers(parameter)}, {Elements(parameter)}, {width});");
    }

    private static bool IsInterleaved(ParameterSignature parameter) => parameter.Columns is { } columns && columns.Leaves.Count(l => l.IsActive) > 1;

    private static string Numbers(ParameterSignature parameter) => JacobianText.Number(parameter.Columns!.Leaves.Count(l => l.IsActive));

    private static string Elements(ParameterSignature parameter) => $"{CSharpTypes.AsSpan(parameter.Name, parameter.CSharpType)}.Length";
}
