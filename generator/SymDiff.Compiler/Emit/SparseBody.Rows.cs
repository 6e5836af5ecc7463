using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Emit;

/// <content>Entries by rows.</content>
internal sealed partial class SparseBody
{
    private void WriteByRows(string pattern, string values)
    {
        string coloring = _names.Allocate("rowColoring");
        string color = _names.Allocate("rowColor");
        string value = _names.Allocate("result");
        int together = sweep.Kind == DerivativeKind.Tangents ? Transforms.Differentiate.Directions : 1;
        writer.Line($"var {coloring} = {Sparsity}.Rows({pattern}, {JacobianText.Number(together)});");
        writer.Line($"if ({coloring} != null)");
        writer.Open();
        if (ReturnsValue)
        {
            writer.Line($"{method.ReturnType} {value} = default({method.ReturnType});");
        }

        writer.Line($"for (int {color} = 0; {color} < {coloring}.Count; {color}++)");
        writer.Open();
        _memory.Restore();
        var seeds = _vectors.Offsets(Results, ResultCount);
        foreach (var result in Results.Where(r => r.Type.IsBuffer))
        {
            writer.Line($"{Sparsity}.Seed({_memory.Parts[result.Name]}, {coloring}, {color}, {seeds[result.Name]});");
        }

        var scalars = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var input in _opened.Active)
        {
            if (!input.Type.IsBuffer)
            {
                scalars.Add(input.Name, _names.Allocate("cotangent" + Identifiers.Capitalized(input.Name)));
                string before = input.Role == ParameterRole.InOut ? SparseForms.Unit(coloring, color, seeds[input.Name], input.Type) : Literals.Text(Literal.Of(input.Type, 0));
                writer.Line($"{CSharpTypes.Name(input.Type)} {scalars[input.Name]} = {before};");
            }
            else if (input.Role == ParameterRole.Input)
            {
                writer.Line($"{_memory.Parts[input.Name]}.Clear();");
            }
        }

        string call = JacobianText.Call(row!.Name, method.TypeParameters, row.Parameters.Select(p => p.Role switch
        {
            FormRole.Primal => Primal(p, p.Modifiers),
            FormRole.Cotangent => Cotangent(p),
            _ => _memory.Parts.TryGetValue(p.Primal, out string? part) ? part : p.Role == FormRole.OutputCotangent ? SparseForms.Unit(coloring, color, seeds[p.Primal], p.Type) : "ref " + scalars[p.Primal],
        }));
        writer.Line(ReturnsValue ? $"{value} = {call};" : call + ";");
        string offset = "0";
        foreach (var input in _opened.Active)
        {
            Store(values, coloring, color, offset, input.Type.IsBuffer ? _memory.Parts[input.Name] : scalars[input.Name], input.Type);
            offset = _vectors.Plus(offset, input);
        }

        writer.Close();
        writer.Line();
        _flat?.WriteBack();
        writer.Line(ReturnsValue ? $"return {value};" : "return;");
        writer.Close();
        writer.Line();

        string Cotangent(FormParameter parameter)
        {
            if (_returned is not null)
            {
                return _memory.Parts[_returned.Name];
            }

            int next = 0;
            return method.ResultShape is not { } shape ? SparseForms.Unit(coloring, color, "0", parameter.Type)
                : shape.Make([.. shape.Leaves.Select(l => l.IsActive ? SparseForms.Unit(coloring, color, JacobianText.Number(next++), l.Type) : null)]);
        }
    }
}
