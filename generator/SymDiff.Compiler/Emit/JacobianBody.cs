using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Emit;

/// <summary>
/// Writes the body of a form that gives the Jacobian: the pullback of a unit vector once a row, or the pushforward of one once a column, whichever are
/// fewer. The memory that this takes is rented; what the method overwrites of its own input is put back before each.
/// </summary>
/// <param name="writer">Where it goes.</param>
/// <param name="method">The method.</param>
/// <param name="form">The form that takes destinations.</param>
/// <param name="sweeps">What gives a row and a column.</param>
internal sealed class JacobianBody(SourceWriter writer, MethodSignature method, FormSignature form, JacobianSweeps sweeps)
{
    // Structs are handed on leaf by leaf.
    private readonly MethodSignature _opened = method.Opened(asLocals: true);
    private readonly Dictionary<string, string> _leaves = method.Opened(asLocals: true).Parameters.Zip(method.Opened().Parameters, (local, leaf) => (local.Name, Leaf: leaf.Name))
        .Where(l => l.Name != l.Leaf).ToDictionary(l => l.Name, l => l.Leaf, StringComparer.Ordinal);

    private const string Matrices = "global::SymDiff.Matrices";

    private readonly NameAllocator _names = new(form.Parameters.Select(p => p.Name)
        .Concat(Forms.TypeParameterNames(method.TypeParameters))
        .Concat(method.Types.SelectMany(t => Identifiers.In(t.Name)))
        .Append(method.Name).Append(sweeps.Row.Name).Append(sweeps.Column?.Name ?? method.Name));

    // What the method returns where that is an array: like one more output, before all others. How long it is is known when the method has run.
    private ParameterSignature? _returned;
    private readonly Dictionary<string, string> _parts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _saved = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _variables = new(StringComparer.Ordinal);

    // How the method's parameters are handed on, where the sweeps take rows as spans.
    private FlatArguments? _flat;

    private IEnumerable<ParameterSignature> Results => _returned is null ? method.Results : method.Results.Prepend(_returned);

    // The numbers that it returns.
    private int ResultCount => method.Result.IsBuffer ? 0 : method.ResultLeaves.Count(l => l.IsActive);

    private bool ReturnsValue => method.ReturnType != "void";

    /// <summary>Writes the body.</summary>
    public void Write()
    {
        string rows = _names.Allocate("rows");
        string columns = _names.Allocate("columns");
        _flat = method.HasRows ? new FlatArguments(writer, method, form, _names) : null;
        if (method.Result.IsBuffer)
        {
            Prologue.WriteOverlaps(writer, form, ofJagged: null);
            _returned = new ParameterSignature(_names.Allocate("returned"), SpanOf(method.Result), "", null, method.Result, IsActive: true, ParameterRole.Output);
        }
        else
        {
            Measure(rows, columns);
            Prologue.WriteOverlaps(writer, form, ofJagged: null);
            if (ResultCount == 0 && method.Results.All(p => p.Type.IsBuffer))
            {
                WriteWithoutRows(rows, () =>
                {
                    writer.Line(CallOfMethod() + ";");
                    writer.Line("return;");
                });
            }
        }

        // What every run assigns, but the compiler cannot know that there is one.
        foreach (var variable in method.Parameters.Where(p => p.IsOut))
        {
            writer.Line($"{Identifiers.Escape(variable.Name)} = default({variable.CSharpType});");
        }

        var records = DeclareMemory();
        _flat?.Declare();
        if (records.Count > 0)
        {
            writer.Line("try");
            writer.Open();
        }

        _flat?.Take();

        TakeMemory(records.Where(r => r.Parameter != _returned));
        if (_returned is not null)
        {
            writer.Line($"{method.ReturnType} {_returned.Name} = {CallOfMethod()};");
            Measure(rows, columns);
            WriteWithoutRows(rows, () => writer.Line($"return {_returned.Name};"));
            TakePart(records.Single(r => r.Parameter == _returned));
        }

        if (sweeps.Column is null)
        {
            Rows(rows, columns);
        }
        else
        {
            writer.Line($"if ({columns} == 0 || {rows} <= {columns})");
            writer.Open();
            Rows(rows, columns);
            writer.Close();
            writer.Line();
            Columns(columns);
        }

        if (records.Count > 0)
        {
            writer.Close();
            writer.Line("finally");
            writer.Open();
            foreach (var (_, record, _) in records)
            {
                writer.Line($"{record}.Dispose();");
            }

            _flat?.Dispose();
            writer.Close();
        }
    }

    // The numbers of rows and columns, which the destinations must have room for.
    private void Measure(string rows, string columns)
    {
        writer.Line($"int {rows} = {JacobianText.Sum(ResultCount, Results)};");
        writer.Line($"int {columns} = {JacobianText.Sum(0, method.Active)};");
        foreach (var target in form.Parameters.Where(p => p.Role is FormRole.Jacobian or FormRole.Block))
        {
            string name = Identifiers.Escape(target.Name);
            string width = target.Role == FormRole.Jacobian ? columns : JacobianText.Size(method.Parameters.Single(p => p.Name == target.Primal));
            writer.Line($"{name} = {Matrices}.Fit({name}, {rows}, {width}, nameof({name}));");
        }
    }

    private void WriteWithoutRows(string rows, Action write)
    {
        writer.Line($"if ({rows} == 0)");
        writer.Open();
        write();
        writer.Close();
        writer.Line();
    }

    private string CallOfMethod() => method.CallOfPrimal;

    private static string SpanOf(IrType buffer) => $"global::System.Span<{CSharpTypes.Name(buffer.Element!)}>";

    // Part of a row or a column for every buffer with a derivative, and a copy of what the method overwrites.
    private List<(string Span, string Record, ParameterSignature Parameter)> DeclareMemory()
    {
        var records = new List<(string, string, ParameterSignature)>();
        if (_returned is not null)
        {
            Declare("part", _parts, _returned);
        }

        foreach (var parameter in _opened.Parameters.Where(p => p.Type.IsBuffer))
        {
            if (parameter.IsActive && parameter.Role != ParameterRole.Scratch)
            {
                Declare("part", _parts, parameter);
            }

            if (sweeps.Overwritten.Contains(parameter.Name))
            {
                Declare("initial", _saved, parameter);
            }
        }

        return records;

        void Declare(string prefix, Dictionary<string, string> spans, ParameterSignature parameter)
        {
            string span = _names.Allocate(prefix + Identifiers.Capitalized(parameter.Name));
            string record = _names.Allocate(span + "Memory");
            spans.Add(parameter.Name, span);
            string element = CSharpTypes.Name(parameter.Type.Element!);
            writer.Line($"var {record} = new global::SymDiff.Record<{element}>(default(global::System.Span<{element}>));");
            records.Add((span, record, parameter));
        }
    }

    private void TakePart((string Span, string Record, ParameterSignature Parameter) part) =>
        writer.Line($"{SpanOf(part.Parameter.Type)} {part.Span} = {part.Record}.Take({JacobianText.Size(part.Parameter)});");

    private void TakeMemory(IEnumerable<(string Span, string Record, ParameterSignature Parameter)> records)
    {
        foreach (var part in records)
        {
            TakePart(part);
        }

        foreach (var variable in method.Parameters.Where(p => p.IsRef))
        {
            string name = _names.Allocate("initial" + Identifiers.Capitalized(variable.Name));
            _variables.Add(variable.Name, name);
            writer.Line($"{variable.CSharpType} {name} = {Identifiers.Escape(variable.Name)};");
        }

        foreach (var saved in _saved)
        {
            var parameter = method.Parameters.Single(p => p.Name == saved.Key);
            writer.Line($"(({SpanOf(parameter.Type)}){AsSpan(parameter)}).CopyTo({saved.Value});");
        }
    }

    private string AsSpan(ParameterSignature parameter) => parameter.IsJagged ? _flat![parameter.Name] : CSharpTypes.AsSpan(parameter.Name, parameter.CSharpType);

    private string Primal(FormParameter parameter) => _leaves.TryGetValue(parameter.Name, out string? leaf) ? Identifiers.Escape(leaf) : _flat is null ? JacobianText.Passed(parameter.Name, parameter.Modifiers) : _flat[parameter.Name];

    private void Rows(string rows, string columns)
    {
        string row = _names.Allocate("row");
        string value = _names.Allocate("value");
        var scalars = Scalars(_opened.Active);
        var seeds = Offsets(Results, ResultCount);
        if (ReturnsValue)
        {
            writer.Line($"{method.ReturnType} {value} = default({method.ReturnType});");
        }

        writer.Line($"for (int {row} = 0; {row} < {rows}; {row}++)");
        writer.Open();
        Restore();
        Units(row, Results, ResultCount);
        foreach (var input in _opened.Active)
        {
            if (scalars.TryGetValue(input.Name, out string? scalar))
            {
                writer.Line($"{CSharpTypes.Name(input.Type)} {scalar} = {(input.Role == ParameterRole.InOut ? Unit(row, seeds[input.Name], input.Type) : Literals.Text(Literal.Of(input.Type, 0)))};");
            }
            else if (input.Role == ParameterRole.Input)
            {
                writer.Line($"{_parts[input.Name]}.Clear();");
            }
        }

        string call = JacobianText.Call(sweeps.Row.Name, method.TypeParameters, sweeps.Row.Parameters.Select(p => p.Role switch
        {
            FormRole.Primal => Primal(p),
            FormRole.Cotangent => _returned is not null ? _parts[_returned.Name] : method.ResultShape is { } shape ? UnitOf(shape, row) : Unit(row, "0", p.Type),
            _ => _parts.TryGetValue(p.Primal, out string? part) ? part : p.Role == FormRole.OutputCotangent ? Unit(row, seeds[p.Primal], p.Type) : "ref " + scalars[p.Primal],
        }));
        writer.Line(ReturnsValue ? $"{value} = {call};" : call + ";");
        string offset = "0";
        foreach (var input in _opened.Active)
        {
            string part = scalars.TryGetValue(input.Name, out string? scalar) ? scalar : _parts[input.Name];
            var (matrix, width, at) = Target(input, columns, offset);
            writer.Line($"{Matrices}.{Setter("Row", input.Type, BlockOf(input))}({matrix}, {width}, {row}, {at}, {part});");
            offset = Plus(offset, input);
        }

        writer.Close();
        writer.Line();
        _flat?.WriteBack();
        writer.Line(ReturnsValue ? $"return {value};" : "return;");
    }

    private void Columns(string columns)
    {
        string column = _names.Allocate("column");
        string value = _names.Allocate("result");
        if (ReturnsValue)
        {
            writer.Line($"{method.ReturnType} {value} = default({method.ReturnType});");
        }

        writer.Line($"for (int {column} = 0; {column} < {columns}; {column}++)");
        writer.Open();
        Restore();
        Units(column, _opened.Active, 0);
        var offsets = Offsets(_opened.Active, 0);
        var scalars = Scalars(method.Results);
        foreach (var updated in method.Results.Where(p => p.IsRef))
        {
            writer.Line($"{CSharpTypes.Name(updated.Type)} {scalars[updated.Name]} = {Unit(column, offsets[updated.Name], updated.Type)};");
        }

        string call = JacobianText.Call(sweeps.Column!.Name, method.TypeParameters, sweeps.Column.Parameters.Select(p =>
            p.Role == FormRole.Primal ? Primal(p)
            : _parts.TryGetValue(p.Primal, out string? part) ? part
            : p.Role == FormRole.Tangent ? Unit(column, offsets[p.Primal], p.Type)
            : (p.Role == FormRole.OutputTangent ? "out var " : "ref ") + scalars[p.Primal]));
        string pair = _names.Allocate("pair");
        writer.Line(method.HasResult ? $"var {pair} = {call};" : call + ";");
        string rowOffset = "0";
        if (method.HasResult)
        {
            writer.Line($"{value} = {pair}.Value;");
            if (method.ResultShape is { } shape)
            {
                foreach (var leaf in shape.Leaves.Where(l => l.IsActive))
                {
                    Store($"{pair}.Tangent.{Identifiers.Escape(leaf.Path)}", leaf.Type);
                    rowOffset = JacobianText.Number(int.Parse(rowOffset, System.Globalization.CultureInfo.InvariantCulture) + 1);
                }
            }
            else
            {
                Store(pair + ".Tangent", method.Result);
                rowOffset = _returned is null ? "1" : Plus(rowOffset, _returned);
            }
        }

        foreach (var result in method.Results)
        {
            Store(_parts.TryGetValue(result.Name, out string? part) ? part : scalars[result.Name], result.Type);
            rowOffset = Plus(rowOffset, result);
        }

        writer.Close();
        _flat?.WriteBack();
        if (ReturnsValue)
        {
            writer.Line();
            writer.Line($"return {value};");
        }

        void Store(string part, IrType type)
        {
            if (form.Kind == DerivativeKind.Jacobian)
            {
                string jacobian = Identifiers.Escape(form.Parameters.Single(p => p.Role == FormRole.Jacobian).Name);
                writer.Line($"{Matrices}.{Setter("Column", type, null)}({jacobian}, {columns}, {column}, {rowOffset}, {part});");
                return;
            }

            foreach (var input in _opened.Active)
            {
                var (matrix, width, at) = Target(input, columns, "0");
                if (_leaves.ContainsKey(input.Name))
                {
                    // Its leaves are the columns of one block, of which one is this.
                    writer.Line($"if ({column} == {offsets[input.Name]})");
                    writer.Open();
                    writer.Line($"{Matrices}.{Setter("Column", type, BlockOf(input))}({matrix}, {width}, {at}, {rowOffset}, {part});");
                    writer.Close();
                    continue;
                }

                writer.Line($"{Matrices}.{Setter("Column", type, input)}({matrix}, {width}, {Minus(column, offsets[input.Name])}, {rowOffset}, {part});");
            }
        }
    }

    private void Restore()
    {
        foreach (var saved in _saved)
        {
            writer.Line($"{saved.Value}.CopyTo({AsSpan(method.Parameters.Single(p => p.Name == saved.Key))});");
        }

        foreach (var variable in _variables)
        {
            writer.Line($"{Identifiers.Escape(variable.Key)} = {variable.Value};");
        }
    }

    private Dictionary<string, string> Scalars(IEnumerable<ParameterSignature> parameters) =>
        parameters.Where(p => !p.Type.IsBuffer).ToDictionary(p => p.Name, p => _names.Allocate("part" + Identifiers.Capitalized(p.Name)), StringComparer.Ordinal);

    // Where each begins among the rows or the columns.
    private Dictionary<string, string> Offsets(IEnumerable<ParameterSignature> parameters, int first)
    {
        var offsets = new Dictionary<string, string>(StringComparer.Ordinal);
        string offset = JacobianText.Number(first);
        foreach (var parameter in parameters)
        {
            offsets[parameter.Name] = offset;
            offset = Plus(offset, parameter);
        }

        return offsets;
    }

    // The buffers' parts of a unit vector.
    private void Units(string index, IEnumerable<ParameterSignature> parameters, int first)
    {
        string offset = JacobianText.Number(first);
        foreach (var parameter in parameters)
        {
            if (_parts.TryGetValue(parameter.Name, out string? part))
            {
                writer.Line($"{Matrices}.Unit({part}, {Minus(index, offset)});");
            }

            offset = Plus(offset, parameter);
        }
    }

    private static string UnitOf(ValueShape shape, string row)
    {
        int next = 0;
        return shape.Make([.. shape.Leaves.Select(l => l.IsActive ? Unit(row, JacobianText.Number(next++), l.Type) : null)]);
    }

    // A leaf's columns are among those of the struct that it is a part of.
    private ParameterSignature BlockOf(ParameterSignature input) => !_leaves.TryGetValue(input.Name, out string? leaf) ? input
        : input with { Type = method.Parameters.Single(p => p.Name == leaf.Substring(0, leaf.IndexOf('.'))).Shape!.Element };

    // Where a type parameter meets another type, the compiler has to be told of both.
    private string Setter(string of, IrType part, ParameterSignature? block)
    {
        var (from, to) = (part.Element ?? part, block is null || form.Kind == DerivativeKind.Jacobian ? method.JacobianElement : block.Type.Element ?? block.Type);
        return from == to || !(from.IsGeneric || to.IsGeneric) ? "Set" + of : $"Convert{of}<{CSharpTypes.Name(from)}, {CSharpTypes.Name(to)}>";
    }

    private static string Unit(string index, string offset, IrType type) =>
        $"{index} == {offset} ? {Literals.Text(Literal.Of(type, 1))} : {Literals.Text(Literal.Of(type, 0))}";

    private (string Matrix, string Width, string At) Target(ParameterSignature input, string columns, string offset)
    {
        if (form.Kind != DerivativeKind.Jacobian && _leaves.TryGetValue(input.Name, out string? leaf))
        {
            string root = leaf.Substring(0, leaf.IndexOf('.'));
            var leaves = method.Parameters.Single(p => p.Name == root).Shape!.Leaves.Where(l => l.IsActive).Select(l => root + "." + l.Path).ToList();
            return (Identifiers.Escape(form.Parameters.Single(p => p.Role == FormRole.Block && p.Primal == root).Name), JacobianText.Number(leaves.Count), JacobianText.Number(leaves.IndexOf(leaf)));
        }

        var target = form.Kind == DerivativeKind.Jacobian ? form.Parameters.Single(p => p.Role == FormRole.Jacobian) : form.Parameters.Single(p => p.Role == FormRole.Block && p.Primal == input.Name);
        string name = Identifiers.Escape(target.Name);
        return form.Kind == DerivativeKind.Jacobian ? (name, columns, offset) : (name, _parts.TryGetValue(input.Name, out string? part) ? part + ".Length" : "1", "0");
    }

    private string Plus(string offset, ParameterSignature parameter)
    {
        if (parameter.Type.IsBuffer)
        {
            string length = _parts[parameter.Name] + ".Length";
            return offset == "0" ? length : $"{offset} + {length}";
        }

        // Numbers come first as long as nothing else stands there; else they are added behind.
        return int.TryParse(offset, out int number) ? JacobianText.Number(number + 1) : offset + " + 1";
    }

    private static string Minus(string index, string offset) => offset == "0" ? index : offset.Contains(" ") ? $"{index} - ({offset})" : $"{index} - {offset}";
}
