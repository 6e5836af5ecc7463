using SymDiff.Compiler.Analysis;
using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Transforms;

/// <summary>
/// Makes every exit leave one loop at a time: an exit from a loop for a label further out ends the loop with a tag and what is handed over,
/// and a test after the loop goes on from there. The reverse sweep then meets loops that only ever end themselves.
/// </summary>
internal sealed class LocalExits
{
    private readonly ValueSource _values;
    private readonly Dictionary<string, EquatableArray<IrType>> _labels = new(StringComparer.Ordinal);

    private LocalExits(Function function)
    {
        _values = new ValueSource(function);
        _labels.Add(Function.ReturnLabel, function.Results);
    }

    /// <summary>The same function with local exits only.</summary>
    public static Function Run(Function function)
    {
        var pass = new LocalExits(function);
        return function with { Body = pass.Visit(function.Body) };
    }

    private Region Visit(Region region)
    {
        var builder = new RegionBuilder(_values, [.. region.Parameters]);
        foreach (var statement in region.Statements)
        {
            Visit(statement, builder);
        }

        return builder.End(region.End.Label, region.End.Values);
    }

    private void Visit(Statement statement, RegionBuilder builder)
    {
        if (statement.Operation.Regions.Count == 0)
        {
            builder.Add(statement);
            return;
        }

        if (statement.Operation.Label() is { } own)
        {
            _labels[own] = statement.Results.Select(r => r.Type).ToEquatableArray();
        }

        var operation = statement.Operation.With(statement.Operation.Operands, statement.Operation.Regions.Select(Visit).ToEquatableArray());
        var outer = operation is Loop ? Exits.Labels(operation).OrderBy(l => l, StringComparer.Ordinal).ToList() : [];
        if (operation is Loop loop && outer.Count > 0)
        {
            Land(loop, statement.Results, outer, builder);
        }
        else
        {
            builder.Add(statement with { Operation = operation });
        }
    }

    private void Land(Loop loop, EquatableArray<Value> results, List<string> outer, RegionBuilder builder)
    {
        // Extra carried values: which label was left for (0: none), then what each is handed.
        var types = new[] { IrType.Int32 }.Concat(outer.SelectMany(l => _labels[l])).ToList();
        var initial = types.Select(builder.Zero).ToList();
        var parameters = types.Select(t => _values.Fresh(t)).ToList();
        var landed = types.Select((t, i) => _values.Fresh(t, i == 0 ? "left" : null)).ToList();

        var body = Redirect(loop.Body, loop, parameters, outer);
        body = body with { Parameters = body.Parameters.Concat(parameters).ToEquatableArray() };
        builder.Add(new Statement(results.Concat(landed).ToEquatableArray(), loop with { Initial = loop.Initial.Concat(initial).ToEquatableArray(), Body = body }));

        int at = 1;
        for (int i = 0; i < outer.Count; i++)
        {
            var handed = landed.Skip(at).Take(_labels[outer[i]].Count).ToArray();
            at += handed.Length;
            var taken = builder.Apply(IrType.Bool, "Equal", landed[0], builder.Int(i + 1));
            builder.If(taken, [], builder.Nested().Exit(outer[i], handed), builder.Nested().Yield());
        }
    }

    private Region Redirect(Region region, Loop loop, List<Value> passed, List<string> outer) => Redirect(region, loop, passed, outer, isBody: true);

    private Region Redirect(Region region, Loop loop, List<Value> passed, List<string> outer, bool isBody)
    {
        var builder = new RegionBuilder(_values, [.. region.Parameters]);
        foreach (var statement in region.Statements)
        {
            builder.Add(statement with
            {
                Operation = statement.Operation.With(
                    statement.Operation.Operands,
                    statement.Operation.Regions.Select(r => Redirect(r, loop, passed, outer, isBody: false)).ToEquatableArray()),
            });
        }

        if (region.End.Label == loop.Label || (region.End.IsYield && isBody))
        {
            return builder.End(region.End.Label, region.End.Values.Concat(passed));
        }

        int index = region.End.Label is null ? -1 : outer.IndexOf(region.End.Label);
        if (index < 0)
        {
            return builder.End(region.End.Label, region.End.Values);
        }

        int at = 1 + outer.Take(index).Sum(l => _labels[l].Count);
        var extra = passed.ToArray();
        extra[0] = builder.Int(Mutation.LandsNowhere ? 0 : index + 1);
        region.End.Values.ToArray().CopyTo(extra, at);
        return builder.End(loop.Label, loop.Body.Parameters.Skip(1).Concat(extra));
    }
}
