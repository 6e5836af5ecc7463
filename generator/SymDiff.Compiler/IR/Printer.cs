using System.Text;

namespace SymDiff.Compiler.IR;

/// <summary>Writes functions in the text form, which <see cref="Parser"/> reads back to an equal function.</summary>
public static class Printer
{
    /// <summary>The text form of all functions, ordered by name.</summary>
    public static string Print(Module module) =>
        string.Join("\n", module.Functions.OrderBy(f => f.Name, StringComparer.Ordinal).Select(Print));

    /// <summary>The text form of a function.</summary>
    public static string Print(Function function)
    {
        var text = new StringBuilder();
        text.Append("func @").Append(function.Name).Append('(').Append(Declared(function.Parameters)).Append(") -> (")
            .Append(string.Join(", ", function.Results)).Append(function.MayOverlap ? ") overlapping " : ") ")
            .Append(function.Shadows > 0 ? $"shadows {function.Shadows} " : "");
        Write(text, function.Body, 0);
        return text.Append('\n').ToString();
    }

    /// <summary>The text form of a statement.</summary>
    public static string Print(Statement statement)
    {
        var text = new StringBuilder();
        Write(text, statement, 0);
        return text.ToString();
    }

    private static string Declared(IEnumerable<Value> values) => string.Join(", ", values.Select(v => $"{v}: {v.Type}"));

    private static void Write(StringBuilder text, Region region, int depth)
    {
        text.Append('{');
        if (region.Parameters.Count > 0)
        {
            text.Append(" |").Append(Declared(region.Parameters)).Append('|');
        }

        text.Append('\n');
        foreach (var statement in region.Statements)
        {
            Indent(text, depth + 1);
            Write(text, statement, depth + 1);
            text.Append('\n');
        }

        Indent(text, depth + 1);
        text.Append(region.End.Label is null ? "yield" : "exit " + region.End.Label);
        if (region.End.Values.Count > 0)
        {
            text.Append(' ').Append(string.Join(", ", region.End.Values));
        }

        text.Append('\n');
        Indent(text, depth);
        text.Append('}');
    }

    private static void Write(StringBuilder text, Statement statement, int depth)
    {
        if (statement.Results.Count > 0)
        {
            text.Append(Declared(statement.Results)).Append(" = ");
        }

        text.Append(statement.Operation switch
        {
            Constant c => $"const {c.Literal}" + (c.Literal.Symbol is null ? "" : $" \"{c.Literal.Symbol}\""),
            Apply a => (a.IsChecked ? "checked " : "") + a.Primitive + Arguments(a.Arguments),
            If f => $"if {f.Condition} ",
            Block b => $"block {b.Label} ",
            Loop l => $"loop {l.Label}" + (l.Count is null ? "" : $" count {l.Count}") + (l.IsReversed ? " reversed" : "") + (l.IsVector ? " vector" : "") + (l.Snapshots > 0 ? $" snapshots {l.Snapshots}" : "") + $" {Arguments(l.Initial)} ",
            Load l => $"load {l.Buffer}[{l.Index}]",
            Store s => (s.IsRestore ? "restore " : "store ") + $"{s.Buffer}[{s.Index}] {s.Stored}",
            Accumulate a => $"accumulate {a.Buffer}[{a.Index}] {a.Added}",
            Alloc a => (a.IsArray ? "array " : a.IsRecord ? "record " : "alloc ") + a.Element + (a.Length is null ? "" : $"[{a.Length}]"),
            Slice s => $"slice {s.Buffer}[{s.Start}, {s.Length}]",
            Length l => $"length {l.Buffer}",
            NoBuffer n => $"nobuffer {n.Element}",
            Reached => "reached",
            Call c => $"call @{c.Callee}{Arguments(c.Arguments)}{(c.OnlyRead.Count == 0 ? "" : " reads (" + string.Join(", ", c.OnlyRead.Select((r, i) => r ? i : -1).Where(i => i >= 0)) + ")")}{(c.Kept == 0 ? "" : $" keeps {c.Kept}")}",
            External e => (e.Effect switch { Effect.None => "external", Effect.Once => "effect", _ => "anything" }) + $" \"{e.Text}\"{Arguments(e.Arguments)}{Rule(e.Rule)}",
            Vector v => $"vector {v.Function}" + (v.IsGeneric ? " generic" : "") + (v.Step is { } number ? $" {number.ToString(System.Globalization.CultureInfo.InvariantCulture)}" : "") + Arguments(v.Arguments) + (v.Destination is null ? "" : $" into {v.Destination}"),
            Recall r => $"recall {r.Recalled}" + (r.Iterations.Count == 0 ? "" : $" at {Arguments(r.Iterations)}"),
            var other => throw new NotSupportedException(other.GetType().Name),
        });

        for (int i = 0; i < statement.Operation.Regions.Count; i++)
        {
            if (i > 0)
            {
                text.Append(" else ");
            }

            Write(text, statement.Operation.Regions[i], depth);
        }

        if (statement.Step is { } step)
        {
            text.Append(" step ").Append(step.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }
    }

    private static string Rule(ExternalRule? rule) => rule is null ? ""
        : $" rule ({string.Join(", ", rule.Active.Select(a => a ? "1" : "0"))})"
        + Source("partials", rule.Partials) + Source("pullback", rule.Pullback) + Source("pushforward", rule.Pushforward) + Rule(rule.OfPartials);

    private static string Source(string name, string? text) => text is null ? "" : $" {name} \"{text}\"";

    private static string Arguments(EquatableArray<Value> values) => $"({string.Join(", ", values)})";

    private static void Indent(StringBuilder text, int depth) => text.Append(' ', 2 * depth);
}
