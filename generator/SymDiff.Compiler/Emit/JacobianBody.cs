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
/// <param name="hasRows">Whether there is a row: the form that calls it has seen to that.</param>
internal sealed class JacobianBody(SourceWriter writer, MethodSignature method, FormSignature form, JacobianSweeps sweeps, bool hasRows = false)
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

    // What the method returns where that is an array, or one for every number of structs: like more outputs, before all others. How long they are is known when the method has run.
    private readonly List<ParameterSignature> _returned = [];
    private SweepMemory _memory = null!;
    private UnitVectors _vectors = null!;

    // How many columns the block of a set has.
    private readonly Dictionary<string, string> _widths = new(StringComparer.Ordinal);

    // How the method's parameters are handed on, where the sweeps take rows as spans.
    private FlatArguments? _flat;

    private IEnumerable<ParameterSignature> Results => _returned.Concat(method.Results);

    // The numbers that it returns.
    private int ResultCount => method.ResultLeaves.Count(l => l.IsActive && !l.Type.IsBuffer);

    private bool ReturnsValue => form.ReturnType != "void";

    /// <summary>Writes the body.</summary>
    public void Write()
    {
        string rows = _names.Allocate("rows");
        string columns = _names.Allocate("columns");
        _flat = method.HasRows ? new FlatArguments(writer, method, form, _names) : null;
        string returned = method.ResultLeaves.Any(l => l.Type.IsBuffer) ? _names.Allocate("returned") : "";
        if (returned.Length > 0)
        {
            Prologue.WriteOverlaps(writer, form, ofJagged: null);
            _returned.AddRange(method.ResultLeaves.Where(l => l.IsActive)
                .Select(l => new ParameterSignature(l.Path.Length == 0 ? returned : returned + "." + l.Path, SweepMemory.SpanOf(l.Type), "", null, l.Type, IsActive: true, ParameterRole.Output)));
        }
        else
        {
            Measure(rows, columns);
            Prologue.WriteOverlaps(writer, form, ofJagged: null);
            if (!hasRows && ResultCount == 0 && method.Results.All(p => p.Type.IsBuffer))
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

        _memory = new SweepMemory(writer, _names, AsSpan);
        _vectors = new UnitVectors(_memory.Parts);
        DeclareMemory();
        _memory.Within(() => WriteSweeps(rows, columns, returned), _flat);
    }

    private void WriteSweeps(string rows, string columns, string returned)
    {
        _memory.Take(_returned, method.Parameters.Where(p => p.IsRef));
        if (_returned.Count > 0)
        {
            if (hasRows)
            {
                // The matrix has as many rows as there are: the form that calls this one has run the method.
                string length = _names.Allocate("length");
                string others = JacobianText.Sum(0, method.Results);
                writer.Line($"int {columns} = {JacobianText.Sum(0, method.Active)};");
                DeclareWidths();
                string entries = string.Join(" + ", form.Parameters.Where(p => p.Role is FormRole.Matrix or FormRole.Block).Select(p => Identifiers.Escape(p.Name) + ".Length"));
                writer.Line($"int {rows} = {(entries.Contains(" ") ? $"({entries})" : entries)} / {columns};");
                string left = others == "0" ? rows : $"{rows} - {(others.Contains(" ") ? $"({others})" : others)}";
                writer.Line($"int {length} = {(_returned.Count == 1 ? left : $"{(left.Contains(" ") ? $"({left})" : left)} / {JacobianText.Number(_returned.Count)}")};");
                _returned.ForEach(r => _memory.TakePart(r, length));
            }
            else
            {
                writer.Line($"{method.ReturnType} {returned} = {CallOfMethod()};");
                Measure(rows, columns);
                WriteWithoutRows(rows, () => writer.Line($"return {returned};"));
                _returned.ForEach(r => _memory.TakePart(r));
            }
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
    }

    // The numbers of rows and columns, which the destinations must have room for.
    private void Measure(string rows, string columns)
    {
        writer.Line($"int {rows} = {JacobianText.Sum(ResultCount, Results)};");
        writer.Line($"int {columns} = {JacobianText.Sum(0, method.Active)};");
        DeclareWidths();
        foreach (var target in form.Parameters.Where(p => p.Role is FormRole.Matrix or FormRole.Block))
        {
            string name = Identifiers.Escape(target.Name);
            string width = target.Role == FormRole.Matrix ? columns : _widths.TryGetValue(target.Primal, out string? own) ? own : JacobianText.Size(method.InBlock(target).Single());
            writer.Line($"{name} = {Matrices}.Fit({name}, {rows}, {width}, {target.NameText});");
        }
    }

    // The members of a set stand side by side in one block.
    private void DeclareWidths()
    {
        foreach (var block in form.Parameters.Where(p => p.Role == FormRole.Block && method.InBlock(p).Any(m => m.MemberOf is not null)))
        {
            string width = JacobianText.Sum(0, method.InBlock(block));
            if (width.Any(c => !char.IsDigit(c)))
            {
                string declared = _names.Allocate("columns" + Identifiers.Capitalized(block.Primal.TrimStart('@')));
                writer.Line($"int {declared} = {width};");
                width = declared;
            }

            _widths.Add(block.Primal, width);
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

    // Part of a row or a column for every buffer with a derivative, and a copy of what the method overwrites.
    private void DeclareMemory()
    {
        _returned.ForEach(r => _memory.DeclarePart(r));

        foreach (var parameter in _opened.Parameters.Where(p => p.Type.IsBuffer))
        {
            if (parameter.IsActive && parameter.Role != ParameterRole.Scratch)
            {
                _memory.DeclarePart(parameter);
            }

            if (sweeps.Overwritten.Contains(parameter.Name))
            {
                _memory.DeclareCopy(parameter);
            }
        }
    }

    private string AsSpan(ParameterSignature parameter) => parameter.IsJagged ? _flat![parameter.Name] : CSharpTypes.AsSpan(parameter.Name, parameter.CSharpType);

    private string Primal(FormParameter parameter) => _leaves.TryGetValue(parameter.Name, out string? leaf) ? Identifiers.Escape(leaf) : _flat is null ? JacobianText.Passed(parameter.Name, parameter.Modifiers) : _flat[parameter.Name];

    private void Rows(string rows, string columns)
    {
        string row = _names.Allocate("row");
        string value = _names.Allocate("value");
        var scalars = Scalars(_opened.Active);
        var seeds = _vectors.Offsets(Results, ResultCount);
        if (ReturnsValue)
        {
            writer.Line($"{method.ReturnType} {value} = default({method.ReturnType});");
        }

        writer.Line($"for (int {row} = 0; {row} < {rows}; {row}++)");
        writer.Open();
        _memory.Restore();
        _vectors.Write(writer, row, Results, ResultCount);
        foreach (var input in _opened.Active)
        {
            if (scalars.TryGetValue(input.Name, out string? scalar))
            {
                writer.Line($"{CSharpTypes.Name(input.Type)} {scalar} = {(input.Role == ParameterRole.InOut ? UnitVectors.Unit(row, seeds[input.Name], input.Type) : Literals.Text(Literal.Of(input.Type, 0)))};");
            }
            else if (input.Role == ParameterRole.Input)
            {
                writer.Line($"{_memory.Parts[input.Name]}.Clear();");
            }
        }

        var cotangents = new Queue<ParameterSignature>(_returned);
        string call = JacobianText.Call(sweeps.Row.Name, method.TypeParameters, sweeps.Row.Parameters.Select(p => p.Role switch
        {
            FormRole.Primal => Primal(p),
            FormRole.Cotangent => cotangents.Count > 0 ? _memory.Parts[cotangents.Dequeue().Name] : method.ResultShape is { } shape ? UnitVectors.UnitOf(shape, row) : UnitVectors.Unit(row, "0", p.Type),
            _ => _memory.Parts.TryGetValue(p.Primal, out string? part) ? part : p.Role == FormRole.OutputCotangent ? UnitVectors.Unit(row, seeds[p.Primal], p.Type) : "ref " + scalars[p.Primal],
        }));
        writer.Line(ReturnsValue ? $"{value} = {call};" : call + ";");
        string offset = "0";
        foreach (var input in _opened.Active)
        {
            string part = scalars.TryGetValue(input.Name, out string? scalar) ? scalar : _memory.Parts[input.Name];
            var (matrix, width, at) = Target(input, columns, offset);
            writer.Line($"{Matrices}.{Setter("Row", input.Type, BlockOf(input))}({matrix}, {width}, {row}, {at}, {part});");
            offset = _vectors.Plus(offset, input);
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
        _memory.Restore();
        _vectors.Write(writer, column, _opened.Active, 0);
        var offsets = _vectors.Offsets(_opened.Active, 0);
        var scalars = Scalars(method.Results);
        foreach (var updated in method.Results.Where(p => p.IsRef))
        {
            writer.Line($"{CSharpTypes.Name(updated.Type)} {scalars[updated.Name]} = {UnitVectors.Unit(column, offsets[updated.Name], updated.Type)};");
        }

        string call = JacobianText.Call(sweeps.Column!.Name, method.TypeParameters, sweeps.Column.Parameters.Select(p =>
            p.Role == FormRole.Primal ? Primal(p)
            : _memory.Parts.TryGetValue(p.Primal, out string? part) ? part
            : p.Role == FormRole.Tangent ? UnitVectors.Unit(column, offsets[p.Primal], p.Type)
            : (p.Role == FormRole.OutputTangent ? "out var " : "ref ") + scalars[p.Primal]));
        string pair = _names.Allocate("pair");
        writer.Line(method.HasResult ? $"var {pair} = {call};" : call + ";");
        string rowOffset = "0";
        if (method.HasResult)
        {
            if (ReturnsValue)
            {
                writer.Line($"{value} = {pair}.Value;");
            }

            if (_returned.Count > 0)
            {
                foreach (var (array, leaf) in _returned.Zip(method.ResultLeaves.Where(l => l.IsActive), (r, l) => (r, l)))
                {
                    Store($"{pair}.Tangent{(leaf.Path.Length == 0 ? "" : "." + Identifiers.Escape(leaf.Path))}", leaf.Type);
                    rowOffset = _vectors.Plus(rowOffset, array);
                }
            }
            else if (method.ResultShape is { } shape)
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
                rowOffset = "1";
            }
        }

        foreach (var result in method.Results)
        {
            Store(_memory.Parts.TryGetValue(result.Name, out string? part) ? part : scalars[result.Name], result.Type);
            rowOffset = _vectors.Plus(rowOffset, result);
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
                string jacobian = Identifiers.Escape(form.Parameters.Single(p => p.Role == FormRole.Matrix).Name);
                writer.Line($"{Matrices}.{Setter("Column", type, null)}({jacobian}, {columns}, {column}, {rowOffset}, {part});");
                return;
            }

            foreach (var input in _opened.Active)
            {
                var (matrix, width, at) = Target(input, columns, "0");
                if (input.MemberOf is not null && at != "0")
                {
                    // Written with the first member.
                    continue;
                }

                if (_leaves.ContainsKey(input.Name))
                {
                    // Its leaves are the columns of one block, of which one is this.
                    writer.Line($"if ({column} == {offsets[input.Name]})");
                    writer.Open();
                    writer.Line($"{Matrices}.{Setter("Column", type, BlockOf(input))}({matrix}, {width}, {at}, {rowOffset}, {part});");
                    writer.Close();
                    continue;
                }

                writer.Line($"{Matrices}.{Setter("Column", type, input)}({matrix}, {width}, {UnitVectors.Minus(column, offsets[input.Name])}, {rowOffset}, {part});");
            }
        }
    }

    private Dictionary<string, string> Scalars(IEnumerable<ParameterSignature> parameters) =>
        parameters.Where(p => !p.Type.IsBuffer).ToDictionary(p => p.Name, p => _names.Allocate("part" + Identifiers.Capitalized(p.Name)), StringComparer.Ordinal);

    // A leaf's columns are among those of the struct that it is a part of.
    private ParameterSignature BlockOf(ParameterSignature input) => !_leaves.TryGetValue(input.Name, out string? leaf) ? input
        : input with { Type = method.Parameters.Single(p => p.Name == leaf.Substring(0, leaf.IndexOf('.'))).Shape!.Element };

    private string Setter(string of, IrType part, ParameterSignature? block) =>
        JacobianText.Setter(of, part, block is null || form.Kind == DerivativeKind.Jacobian ? method.JacobianElement : block.Type.Element ?? block.Type);

    private (string Matrix, string Width, string At) Target(ParameterSignature input, string columns, string offset)
    {
        if (form.Kind != DerivativeKind.Jacobian && _leaves.TryGetValue(input.Name, out string? leaf))
        {
            string root = leaf.Substring(0, leaf.IndexOf('.'));
            var leaves = method.Parameters.Single(p => p.Name == root).Shape!.Leaves.Where(l => l.IsActive).Select(l => root + "." + l.Path).ToList();
            return (Identifiers.Escape(form.Parameters.Single(p => p.Role == FormRole.Block && p.Primal == root).Name), JacobianText.Number(leaves.Count), JacobianText.Number(leaves.IndexOf(leaf)));
        }

        if (form.Kind != DerivativeKind.Jacobian && input.MemberOf is { } set)
        {
            var block = form.Parameters.Single(p => p.Role == FormRole.Block && p.Primal == set);
            string first = method.InBlock(block).TakeWhile(m => m.Name != input.Name).Aggregate("0", _vectors.Plus);
            return (Identifiers.Escape(block.Name), _widths[set], Mutation.SharesMemberColumns ? "0" : first);
        }

        var target = form.Kind == DerivativeKind.Jacobian ? form.Parameters.Single(p => p.Role == FormRole.Matrix) : form.Parameters.Single(p => p.Role == FormRole.Block && p.Primal == input.Name);
        string name = Identifiers.Escape(target.Name);
        return form.Kind == DerivativeKind.Jacobian ? (name, columns, offset) : (name, _memory.Parts.TryGetValue(input.Name, out string? part) ? part + ".Length" : "1", "0");
    }
}
