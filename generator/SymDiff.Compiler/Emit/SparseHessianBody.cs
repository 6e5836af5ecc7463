using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Emit;

/// <summary>
/// Writes the bodies of the forms of a sparse Hessian: that which finds the pattern, by what the gradient depends on, 64 columns at a time; and that which fills it, by the derivative of the gradient
/// along the sum of the axes of each colour. The memory that this takes is rented.
/// </summary>
/// <param name="writer">Where it goes.</param>
/// <param name="method">The method.</param>
/// <param name="form">The form.</param>
/// <param name="sweep">What is run, structs leaf by leaf.</param>
/// <param name="overwritten">The method's buffers that must be put back before it runs again.</param>
internal sealed class SparseHessianBody(SourceWriter writer, MethodSignature method, FormSignature form, FormSignature sweep, IReadOnlyCollection<string> overwritten)
{
    private const string Sparsity = "global::SymDiff.Sparsity";

    private readonly MethodSignature _opened = method.Opened(asLocals: true);

    private readonly NameAllocator _names = new(form.Parameters.Select(p => p.Name)
        .Concat(Forms.TypeParameterNames(method.TypeParameters))
        .Concat(method.Types.SelectMany(t => Identifiers.In(t.Name)))
        .Append(method.Name).Append(sweep.Name));

    // Where each input begins, and what a sweep gives of it.
    private readonly Dictionary<string, string> _parts = new(StringComparer.Ordinal);
    private Dictionary<string, string> _offsets = null!;
    private SweepMemory _memory = null!;
    private FlatArguments? _flat;

    private bool IsPattern => form.Kind == DerivativeKind.HessianPattern;

    /// <summary>Writes the body.</summary>
    public void Write()
    {
        string columns = _names.Allocate("columns");
        _flat = method.HasRows ? new FlatArguments(writer, method, form, _names) : null;
        foreach (var variable in method.Parameters.Where(p => p.IsOut))
        {
            // Without inputs nothing is run.
            writer.Line($"{Identifiers.Escape(variable.Name)} = default({variable.CSharpType});");
        }

        writer.Line($"int {columns} = {JacobianText.Sum(0, method.Active)};");
        if (!IsPattern)
        {
            writer.Line($"{Sparsity}.Require({Pattern}, {columns}, {columns}, nameof({Pattern}));");
            writer.Line($"{Values} = {Sparsity}.Fit({Values}, {Pattern}, nameof({Values}));");
        }

        Prologue.WriteOverlaps(writer, form, ofJagged: null);
        _memory = new SweepMemory(writer, _names, AsSpan);
        foreach (var buffer in _opened.Active.Where(p => p.Type.IsBuffer))
        {
            var held = IsPattern ? buffer with { Type = SparseForms.TypeOf(buffer) } : buffer;
            _memory.DeclarePart(held, IsPattern ? "marks" : "direction");
            _parts.Add(buffer.Name, _memory.DeclarePart(held, "part"));
        }

        foreach (var number in _opened.Active.Where(p => !p.Type.IsBuffer))
        {
            _parts.Add(number.Name, _names.Allocate("part" + Identifiers.Capitalized(number.Name)));
        }

        _offsets = new UnitVectors(_memory.Parts).Offsets(_opened.Active, 0);
        _memory.DeclareCopies(_opened.Parameters.Where(p => overwritten.Contains(p.Name)));
        _memory.Within(
            () =>
            {
                _memory.Take(except: [], IsPattern ? [] : method.Parameters.Where(p => p.IsRef));
                if (IsPattern)
                {
                    WritePattern(columns);
                }
                else
                {
                    WriteValues();
                }
            },
            _flat);
    }

    private string Pattern => Identifiers.Escape(form.Parameters.Single(p => p.Role == FormRole.Pattern).Name);

    private string Values => Identifiers.Escape(form.Parameters.Single(p => p.Role == FormRole.Matrix).Name);

    private void WritePattern(string columns)
    {
        string found = _names.Allocate("found");
        string first = _names.Allocate("first");
        writer.Line($"var {found} = new global::SymDiff.SparsityBuilder({columns}, {columns});");
        writer.Line($"for (int {first} = 0; {first} < {columns}; {first} += {Sparsity}.Width)");
        writer.Open();
        foreach (var input in _opened.Active.Where(p => p.Type.IsBuffer))
        {
            writer.Line($"{Sparsity}.Mark({_memory.Parts[input.Name]}, {From(_offsets[input.Name], first)});");
        }

        writer.Line(JacobianText.Call(sweep.Name, method.TypeParameters, sweep.Parameters.Select(p => p.Role switch
        {
            FormRole.Primal => Primal(p, ""),
            FormRole.Tangent => _memory.Parts.TryGetValue(p.Primal, out string? marks) ? marks : $"{Sparsity}.Mark({From(_offsets[p.Primal], first)})",
            _ => p.Type.IsBuffer ? _parts[p.Primal] : $"out {SparseForms.Mark} {_parts[p.Primal]}",
        })) + ";");
        foreach (var input in _opened.Active)
        {
            writer.Line($"{found}.Add({_offsets[input.Name]}, {_parts[input.Name]}, {first});");
        }

        _memory.Restore();
        writer.Close();
        writer.Line();
        writer.Line($"return {found}.Symmetric();");
    }

    private void WriteValues()
    {
        string coloring = _names.Allocate("coloring");
        string color = _names.Allocate("color");
        writer.Line($"var {coloring} = {Sparsity}.Symmetric({Pattern});");
        writer.Line($"for (int {color} = 0; {color} < {coloring}.Count; {color}++)");
        writer.Open();
        foreach (var input in _opened.Active.Where(p => p.Type.IsBuffer))
        {
            writer.Line($"{Sparsity}.Seed({_memory.Parts[input.Name]}, {coloring}, {color}, {_offsets[input.Name]});");
        }

        string call = JacobianText.Call(sweep.Name, method.TypeParameters, sweep.Parameters.Select(p => p.Role switch
        {
            FormRole.Primal => Primal(p, p.Modifiers),
            FormRole.Direction => _memory.Parts.TryGetValue(p.Primal, out string? direction) ? direction : SparseForms.Unit(coloring, color, _offsets[p.Primal], p.Type),
            _ => p.Type.IsBuffer ? _parts[p.Primal] : "out var " + _parts[p.Primal],
        }));
        var active = _opened.Active.ToList();
        writer.Line(sweep.ReturnType == "void" ? call + ";"
            : active.Count == 1 ? $"var {_parts[active[0].Name]} = {call};"
            : $"var ({string.Join(", ", active.Select(p => _parts[p.Name]))}) = {call};");
        foreach (var input in active)
        {
            writer.Line($"{Sparsity}.{SparseForms.Taking(input.Type, method.JacobianElement)}({Values}, {coloring}, {color}, {_offsets[input.Name]}, {_parts[input.Name]});");
        }

        // Every sweep begins with what the caller's variables and memory held, and so does the value.
        _memory.Restore();
        writer.Close();
        writer.Line();
        writer.Line(form.ReturnType == "void" ? "return;" : $"return {method.CallOfPrimal};");
    }

    private static string From(string offset, string first) => offset == "0" ? "-" + first : $"{offset} - {first}";

    private string AsSpan(ParameterSignature parameter) => parameter.IsJagged ? _flat![parameter.Name] : CSharpTypes.AsSpan(parameter.Name, parameter.CSharpType);

    private string Primal(FormParameter parameter, string modifiers) => JacobianText.Leaf(method, parameter.Name) is { } leaf ? leaf
        : _flat is null ? JacobianText.Passed(parameter.Name, modifiers) : _flat[parameter.Name];
}
