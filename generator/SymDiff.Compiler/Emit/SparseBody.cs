using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Emit;

/// <summary>
/// Writes the bodies of the forms of a sparse Jacobian: that which finds the pattern, by what the results depend on, 64 columns at a time; and that which fills it, by the pushforward of the sum of the
/// columns of each colour, or the pullback of the sum of the rows of each, whichever are fewer. The memory that this takes is rented; what the method overwrites of its own input is put back before each.
/// </summary>
/// <param name="writer">Where it goes.</param>
/// <param name="method">The method.</param>
/// <param name="form">The form.</param>
/// <param name="sweep">What is run.</param>
/// <param name="row">The pullback; null where a pattern is found.</param>
/// <param name="overwritten">The method's buffers that must be put back before it runs again.</param>
internal sealed partial class SparseBody(SourceWriter writer, MethodSignature method, FormSignature form, FormSignature sweep, FormSignature? row, IReadOnlyCollection<string> overwritten)
{
    private const string Sparsity = "global::SymDiff.Sparsity";
    private const string Mark = SparseForms.Mark;

    private readonly MethodSignature _opened = method.Opened(asLocals: true);
    private readonly Dictionary<string, string> _leaves = method.Opened(asLocals: true).Parameters.Zip(method.Opened().Parameters, (local, leaf) => (local.Name, Leaf: leaf.Name))
        .Where(l => l.Name != l.Leaf).ToDictionary(l => l.Name, l => l.Leaf, StringComparer.Ordinal);

    private readonly NameAllocator _names = new(form.Parameters.Select(p => p.Name)
        .Concat(Forms.TypeParameterNames(method.TypeParameters))
        .Concat(method.Types.SelectMany(t => Identifiers.In(t.Name)))
        .Append(method.Name).Append(sweep.Name).Append(row?.Name ?? method.Name));

    private ParameterSignature? _returned;
    private SweepMemory _memory = null!;
    private UnitVectors _vectors = null!;
    private FlatArguments? _flat;

    // The parts of vectors, of each direction that is followed at once.
    private readonly Dictionary<(string Parameter, int Direction), string> _groups = [];

    private bool IsPattern => form.Kind == DerivativeKind.JacobianPattern;

    private bool ReturnsValue => !IsPattern && method.ReturnType != "void";

    private int ResultCount => method.Result.IsBuffer ? 0 : method.ResultLeaves.Count(l => l.IsActive);

    private IEnumerable<ParameterSignature> Results => _returned is null ? method.Results : method.Results.Prepend(_returned);

    /// <summary>Writes the body.</summary>
    public void Write()
    {
        string rows = _names.Allocate("rows");
        string columns = _names.Allocate("columns");
        _flat = method.HasRows ? new FlatArguments(writer, method, form, _names) : null;
        foreach (var variable in method.Parameters.Where(p => p.IsOut))
        {
            writer.Line($"{Identifiers.Escape(variable.Name)} = default({variable.CSharpType});");
        }

        if (method.Result.IsBuffer)
        {
            Prologue.WriteOverlaps(writer, form, ofJagged: null);
            _returned = new ParameterSignature(_names.Allocate("returned"), SweepMemory.SpanOf(method.Result), "", null, method.Result, IsActive: true, ParameterRole.Output);
        }
        else
        {
            Measure(rows, columns);
            Prologue.WriteOverlaps(writer, form, ofJagged: null);
        }

        _memory = new SweepMemory(writer, _names, AsSpan);
        _vectors = new UnitVectors(_memory.Parts);
        DeclareMemory();
        _memory.Within(
            () =>
            {
                _memory.Take(_returned is null ? [] : [_returned], IsPattern ? [] : method.Parameters.Where(p => p.IsRef));
                if (_returned is not null)
                {
                    writer.Line($"{method.ReturnType} {_returned.Name} = {method.CallOfPrimal};");
                    Measure(rows, columns);
                    _memory.TakePart(_returned);
                }

                if (IsPattern)
                {
                    WritePattern(rows, columns);
                }
                else
                {
                    WriteValues();
                }
            },
            _flat);
    }

    private void Measure(string rows, string columns)
    {
        writer.Line($"int {rows} = {JacobianText.Sum(ResultCount, Results)};");
        writer.Line($"int {columns} = {JacobianText.Sum(0, method.Active)};");
        if (!IsPattern)
        {
            string pattern = Pattern();
            string values = Values();
            writer.Line($"{Sparsity}.Require({pattern}, {rows}, {columns}, nameof({pattern}));");
            writer.Line($"{values} = {Sparsity}.Fit({values}, {pattern}, nameof({values}));");
        }
    }

    private string Pattern() => Identifiers.Escape(form.Parameters.Single(p => p.Role == FormRole.Pattern).Name);

    private string Values() => Identifiers.Escape(form.Parameters.Single(p => p.Role == FormRole.Matrix).Name);

    private void DeclareMemory()
    {
        if (_returned is not null && !IsPattern)
        {
            _memory.DeclarePart(_returned);
        }

        foreach (var parameter in _opened.Parameters.Where(p => p.Type.IsBuffer))
        {
            if (parameter.IsActive && parameter.Role != ParameterRole.Scratch)
            {
                _groups[(parameter.Name, 0)] = _memory.DeclarePart(IsPattern ? parameter with { Type = SparseForms.TypeOf(parameter) } : parameter, IsPattern ? "marks" : "part");
                for (int direction = 1; direction < Transforms.Differentiate.Directions && sweep.Kind == DerivativeKind.Tangents; direction++)
                {
                    _groups[(parameter.Name, direction)] = _memory.DeclarePart(parameter);
                }
            }

            // To find a pattern, no active number is computed; an array is called for its length.
            if (overwritten.Contains(parameter.Name) && (!IsPattern || !parameter.IsActive || _returned is not null))
            {
                _memory.DeclareCopy(parameter);
            }
        }
    }

    private void WritePattern(string rows, string columns)
    {
        string found = _names.Allocate("found");
        string first = _names.Allocate("first");
        writer.Line($"var {found} = new global::SymDiff.SparsityBuilder({rows}, {columns});");
        writer.Line($"for (int {first} = 0; {first} < {columns}; {first} += {Sparsity}.Width)");
        writer.Open();
        _memory.Restore();
        var offsets = _vectors.Offsets(_opened.Active, 0);
        foreach (var input in _opened.Active.Where(p => p.Type.IsBuffer))
        {
            writer.Line($"{Sparsity}.Mark({_memory.Parts[input.Name]}, {From(offsets[input.Name], first)});");
        }

        var marks = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var result in method.Results.Where(p => !p.Type.IsBuffer))
        {
            marks.Add(result.Name, _names.Allocate("mark" + Identifiers.Capitalized(result.Name)));
            if (result.IsRef)
            {
                writer.Line($"{Mark} {marks[result.Name]} = {Sparsity}.Mark({From(offsets[result.Name], first)});");
            }
        }

        var returned = new List<string>();
        string call = JacobianText.Call(sweep.Name, method.TypeParameters, sweep.Parameters.Select(p =>
        {
            if (p.Role == FormRole.Primal)
            {
                return Primal(p, "");
            }

            if (p.Primal.Length == 0)
            {
                returned.Add(_names.Allocate("markResult"));
                return $"out {Mark} " + returned[returned.Count - 1];
            }

            return _memory.Parts.TryGetValue(p.Primal, out string? part) ? part
                : p.Role == FormRole.Tangent ? $"{Sparsity}.Mark({From(offsets[p.Primal], first)})"
                : (p.Role == FormRole.OutputTangent ? $"out {Mark} " : "ref ") + marks[p.Primal];
        }));
        string array = _returned is null ? "" : _names.Allocate("marksOfResult");
        writer.Line(_returned is null ? call + ";" : $"var {array} = {call};");
        int numbers = 0;
        foreach (string mark in returned)
        {
            writer.Line($"{found}.Add({JacobianText.Number(numbers++)}, {mark}, {first});");
        }

        string row = JacobianText.Number(numbers);
        if (_returned is not null)
        {
            writer.Line($"{found}.Add(0, {array}, {first});");
            row = _returned.Name + ".Length";
        }

        foreach (var result in method.Results)
        {
            writer.Line($"{found}.Add({row}, {(_memory.Parts.TryGetValue(result.Name, out string? part) ? part : marks[result.Name])}, {first});");
            row = _vectors.Plus(row, result);
        }

        writer.Close();
        writer.Line();
        _flat?.WriteBack();
        writer.Line($"return {found}.Done();");
    }

    // Several colours at once: behind the last one there are none.
    private void WriteGroups(string coloring, string values, string color)
    {
        int tangents = sweep.Parameters.Count(p => p.Role != FormRole.Primal) / Transforms.Differentiate.Directions;
        var offsets = _vectors.Offsets(_opened.Active, 0);
        var pushed = sweep.Parameters.Where(p => p.Role != FormRole.Primal).Select((p, i) => (Parameter: p, Direction: i / tangents)).ToList();
        writer.Line($"for (int {color} = 0; {color} < {coloring}.Count; {color} += {JacobianText.Number(Transforms.Differentiate.Directions)})");
        writer.Open();
        foreach (var (parameter, direction) in pushed.Where(p => p.Parameter.Role == FormRole.Tangent && p.Parameter.Type.IsBuffer))
        {
            writer.Line($"{Sparsity}.Seed({_groups[(parameter.Primal, direction)]}, {coloring}, {At(direction)}, {offsets[parameter.Primal]});");
        }

        var arguments = sweep.Parameters.Where(p => p.Role == FormRole.Primal).Select(p => Primal(p, p.Modifiers))
            .Concat(pushed.Select(p => _groups.TryGetValue((p.Parameter.Primal, p.Direction), out string? part) ? part : SparseForms.Unit(coloring, At(p.Direction), offsets[p.Parameter.Primal], p.Parameter.Type)));
        writer.Line(JacobianText.Call(sweep.Name, method.TypeParameters, arguments) + ";");
        for (int direction = 0; direction < Transforms.Differentiate.Directions; direction++)
        {
            string row = "0";
            foreach (var result in method.Results)
            {
                Store(values, coloring, At(direction), row, _groups[(result.Name, direction)], result.Type);
                row = _vectors.Plus(row, result);
            }
        }

        writer.Close();
        writer.Line();
        writer.Line("return;");

        string At(int direction) => direction == 0 ? color : $"{color} + {JacobianText.Number(direction)}";
    }

    private void WriteValues()
    {
        string pattern = Pattern();
        string values = Values();
        string color = _names.Allocate("color");
        string value = _names.Allocate("value");
        string coloring = _names.Allocate("coloring");
        writer.Line($"var {coloring} = {Sparsity}.Columns({pattern});");
        if (!form.IsCore)
        {
            // Who calls a form that takes structs number by number has seen to it.
            writer.Line($"if ({coloring}.Count == 0)");
            writer.Open();
            writer.Line(ReturnsValue ? $"return {(_returned is null ? method.CallOfPrimal : _returned.Name)};" : $"{method.CallOfPrimal};");
            if (!ReturnsValue)
            {
                writer.Line("return;");
            }

            writer.Close();
            writer.Line();
        }

        WriteByRows(pattern, values);
        if (sweep.Kind == DerivativeKind.Tangents)
        {
            WriteGroups(coloring, values, color);
            return;
        }

        if (ReturnsValue)
        {
            writer.Line($"{method.ReturnType} {value} = default({method.ReturnType});");
        }

        writer.Line($"for (int {color} = 0; {color} < {coloring}.Count; {color}++)");
        writer.Open();
        _memory.Restore();
        var offsets = _vectors.Offsets(_opened.Active, 0);
        foreach (var input in _opened.Active.Where(p => p.Type.IsBuffer))
        {
            writer.Line($"{Sparsity}.Seed({_memory.Parts[input.Name]}, {coloring}, {color}, {offsets[input.Name]});");
        }

        var scalars = method.Results.Where(p => !p.Type.IsBuffer).ToDictionary(p => p.Name, p => _names.Allocate("part" + Identifiers.Capitalized(p.Name)), StringComparer.Ordinal);
        foreach (var updated in method.Results.Where(p => p.IsRef))
        {
            writer.Line($"{CSharpTypes.Name(updated.Type)} {scalars[updated.Name]} = {SparseForms.Unit(coloring, color, offsets[updated.Name], updated.Type)};");
        }

        string call = JacobianText.Call(sweep.Name, method.TypeParameters, sweep.Parameters.Select(p =>
            p.Role == FormRole.Primal ? Primal(p, p.Modifiers)
            : _memory.Parts.TryGetValue(p.Primal, out string? part) ? part
            : p.Role == FormRole.Tangent ? SparseForms.Unit(coloring, color, offsets[p.Primal], p.Type)
            : (p.Role == FormRole.OutputTangent ? "out var " : "ref ") + scalars[p.Primal]));
        string pair = _names.Allocate("pair");
        writer.Line(method.HasResult ? $"var {pair} = {call};" : call + ";");
        string row = "0";
        if (method.HasResult)
        {
            writer.Line($"{value} = {pair}.Value;");
            if (method.ResultShape is { } shape)
            {
                int next = 0;
                foreach (var leaf in shape.Leaves.Where(l => l.IsActive))
                {
                    Store(values, coloring, color, row, $"{pair}.Tangent.{Identifiers.Escape(leaf.Path)}", leaf.Type);
                    row = JacobianText.Number(++next);
                }
            }
            else
            {
                Store(values, coloring, color, row, pair + ".Tangent", method.Result);
                row = _returned is null ? "1" : _returned.Name + ".Length";
            }
        }

        foreach (var result in method.Results)
        {
            Store(values, coloring, color, row, _memory.Parts.TryGetValue(result.Name, out string? part) ? part : scalars[result.Name], result.Type);
            row = _vectors.Plus(row, result);
        }

        writer.Close();
        writer.Line();
        _flat?.WriteBack();
        writer.Line(ReturnsValue ? $"return {value};" : "return;");
    }

    private void Store(string values, string coloring, string color, string row, string part, IrType type) =>
        writer.Line($"{Sparsity}.{SparseForms.Taking(type, method.JacobianElement)}({values}, {coloring}, {color}, {row}, {part});");

    private static string From(string offset, string first) => offset == "0" ? "-" + first : $"{offset} - {first}";

    private string AsSpan(ParameterSignature parameter) => parameter.IsJagged ? _flat![parameter.Name] : CSharpTypes.AsSpan(parameter.Name, parameter.CSharpType);

    private string Primal(FormParameter parameter, string modifiers) => _leaves.TryGetValue(parameter.Name, out string? leaf) ? Identifiers.Escape(leaf)
        : _flat is null ? JacobianText.Passed(parameter.Name, modifiers) : _flat[parameter.Name];
}
