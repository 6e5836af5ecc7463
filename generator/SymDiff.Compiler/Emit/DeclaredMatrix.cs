using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Emit;

/// <summary>
/// What is read of a Jacobian or a Hessian that is made in a loop: the same sweeps in the same order as in what is emitted, so that it is the same bit for bit, with arrays of its own.
/// </summary>
internal sealed class DeclaredMatrix
{
    private readonly SourceWriter _writer;
    private readonly MethodSignature _method;
    private readonly FormSignature _form;
    private readonly NameAllocator _names;
    private readonly List<ParameterSignature> _active;
    private readonly DeclaredColumns _all;
    private readonly string _matrix;
    private readonly string _columns;

    /// <summary>Takes a form.</summary>
    /// <param name="writer">Where the text goes.</param>
    /// <param name="method">The method, of numbers, structs, arrays, spans and sets of them.</param>
    /// <param name="form">Its form that takes a destination.</param>
    public DeclaredMatrix(SourceWriter writer, MethodSignature method, FormSignature form)
    {
        _writer = writer;
        _method = method;
        _form = form;
        _names = new NameAllocator(form.Parameters.Select(p => p.Name).Concat(Forms.TypeParameterNames(method.TypeParameters)));
        _active = [.. method.Active];
        _matrix = Identifiers.Escape(form.Parameters.Single(p => p.Role == FormRole.Matrix).Name);
        _all = new DeclaredColumns(writer, method, _names);
        _columns = _all.Count;
    }

    /// <summary>Writes the body of a Hessian: row by row the Hessian along an axis.</summary>
    public void WriteHessian()
    {
        var along = Arrays("along");
        var parts = Arrays("part");
        string row = _names.Allocate("row");
        _writer.Line($"for (int {row} = 0; {row} < {_columns}; {row}++)");
        _writer.Open();
        Units(along, row, "1");
        string pushed = Call(Forms.Of(_method, DerivativeKind.Hvp), p => p.Role == FormRole.Direction ? Unit(along, p.Primal, row) : Part(parts, p.Primal));
        Row(row, parts, pushed);
        Units(along, row, "0");
        _writer.Close();
        Return();
    }

    /// <summary>Writes the body of a Jacobian: the pullback row by row, or the pushforward column by column, whichever are fewer.</summary>
    public void WriteJacobian()
    {
        var results = _method.ResultLeaves.Where(l => l.IsActive).ToList();
        string index = _names.Allocate("index");
        var along = Arrays("along");
        _writer.Line($"if ({_columns} == 0 || {JacobianText.Number(results.Count)} <= {_columns})");
        _writer.Open();
        _writer.Line($"for (int {index} = 0; {index} < {JacobianText.Number(results.Count)}; {index}++)");
        _writer.Open();
        var parts = _active.Where(p => p.IsMemory).ToDictionary(p => p.Name, p => along[p.Name], StringComparer.Ordinal);
        foreach (var parameter in _active)
        {
            if (parameter.Set is not null)
            {
                _writer.Line($"{along[parameter.Name]}.Clear();");
                continue;
            }

            if (!parameter.Type.IsBuffer)
            {
                parts[parameter.Name] = _names.Allocate("part" + Identifiers.Capitalized(parameter.Name));
                _writer.Line($"{parameter.CSharpType} {parts[parameter.Name]} = default({parameter.CSharpType});");
                continue;
            }

            string at = _names.Allocate("i");
            _writer.Line($"for (int {at} = 0; {at} < {along[parameter.Name]}.Length; {at}++)");
            _writer.Open();
            _writer.Line($"{along[parameter.Name]}[{at}] = 0;");
            _writer.Close();
        }

        int leaf = 0;
        string UnitOf(ShapeLeaf of) => $"{index} == {JacobianText.Number(leaf++)} ? ({of.CSharpType})1 : ({of.CSharpType})0";
        string cotangent = _method.ResultShape is { } shape ? shape.Make([.. shape.Leaves.Select(l => l.IsActive ? UnitOf(l) : null)]) : UnitOf(_method.ResultLeaves.First());
        Call(Forms.Of(_method, DerivativeKind.Vjp), p => p.Role == FormRole.Cotangent ? cotangent : p.Passing + parts[p.Primal]);
        Row(index, parts, "");
        _writer.Close();
        _writer.Close();
        _writer.Line("else");
        _writer.Open();
        _writer.Line($"for (int {index} = 0; {index} < {_columns}; {index}++)");
        _writer.Open();
        Units(along, index, "1");
        string pushed = Call(Forms.Of(_method, DerivativeKind.Jvp), p => Unit(along, p.Primal, index));
        for (int i = 0; i < results.Count; i++)
        {
            string path = results[i].Path;
            _writer.Line($"{_matrix}[{JacobianText.Number(i)} * {_columns} + {index}] = {pushed}.Tangent{(path.Length == 0 ? "" : "." + path)};");
        }

        Units(along, index, "0");
        _writer.Close();
        _writer.Close();
        Return();
    }

    private Dictionary<string, string> Arrays(string prefix)
    {
        var arrays = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var parameter in _active.Where(p => p.IsMemory))
        {
            arrays[parameter.Name] = _names.Allocate(prefix + Identifiers.Capitalized(parameter.Name.TrimStart('@')));
            _writer.Line($"var {arrays[parameter.Name]} = {DeclaredBody.Like(_method, parameter)};");
        }

        return arrays;
    }

    // Sets the entry of a unit vector, or clears it.
    private void Units(Dictionary<string, string> along, string index, string value)
    {
        foreach (var parameter in _active.Where(p => p.IsMemory))
        {
            foreach (var part in _all.Parts(parameter.Name))
            {
                part.Write(along[parameter.Name], index, value);
            }
        }
    }

    private string Unit(Dictionary<string, string> along, string name, string index)
    {
        if (along.TryGetValue(name, out string? array))
        {
            return array;
        }

        var parameter = _active.Single(p => p.Name == name);
        int next = 0;
        string Of(string type) => $"{index} == {_all.From(name)} + {JacobianText.Number(next++)} ? ({type})1 : ({type})0";
        return parameter.Shape is { } shape ? shape.Make([.. shape.Leaves.Select(l => l.IsActive ? Of(l.CSharpType) : null)]) : Of(parameter.CSharpType);
    }

    private string Part(Dictionary<string, string> parts, string name)
    {
        if (parts.TryGetValue(name, out string? array))
        {
            return array;
        }

        parts[name] = _names.Allocate("part" + Identifiers.Capitalized(name));
        return "out var " + parts[name];
    }

    // Writes a call of another form; gives what its result is called.
    private string Call(FormSignature sweep, Func<FormParameter, string> argument)
    {
        string call = JacobianText.Call(sweep.Name, _method.TypeParameters, sweep.Parameters.Select(p => p.Role == FormRole.Primal ? JacobianText.Passed(p.Name, p.Modifiers) : argument(p)));
        if (sweep.ReturnType == "void" || sweep.Kind == DerivativeKind.Vjp)
        {
            _writer.Line(call + ";");
            return "";
        }

        string pushed = _names.Allocate("pushed");
        _writer.Line($"var {pushed} = {call};");
        return pushed;
    }

    private void Row(string row, Dictionary<string, string> parts, string pushed)
    {
        for (int i = 0; i < _active.Count; i++)
        {
            var parameter = _active[i];
            string part = parts.TryGetValue(parameter.Name, out string? own) ? own : _active.Count == 1 ? pushed : $"{pushed}.Item{JacobianText.Number(i + 1)}";
            if (parameter.IsMemory)
            {
                foreach (var numbers in _all.Parts(parameter.Name))
                {
                    numbers.Read(part, (column, number) => $"{_matrix}[{row} * {_columns} + {column}] = {number};");
                }

                continue;
            }

            int at = 0;
            foreach (string path in parameter.Shape is { } shape ? shape.Leaves.Where(l => l.IsActive).Select(l => "." + l.Path) : [""])
            {
                _writer.Line($"{_matrix}[{row} * {_columns} + {_all.From(parameter.Name)} + {JacobianText.Number(at++)}] = {part}{path};");
            }
        }
    }

    private void Return()
    {
        if (_form.ReturnType != "void")
        {
            _writer.Line($"return {_method.CallOfPrimal};");
        }
    }
}
