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
        var body = pass.Visit(function.Body);
        return function with { Body = body.End.Label == Function.ReturnLabel ? body with { End = body.End with { Label = null } } : body };
    }

    private Region Visit(Region region)
    {
        var builder = new RegionBuilder(_values, [.. region.Parameters]);
        foreach (var statement in region.Statements)
        {
            if (Visit(statement, builder) is { } end)
            {
                return builder.End(end.Label, end.Values);
            }
        }

        return builder.End(region.End.Label, region.End.Values);
    }

    /// <summary>Adds the statement; returns how the region ends behind it where it always does.</summary>
    private Terminator? Visit(Statement statement, RegionBuilder builder)
    {
        if (statement.Operation.Regions.Count == 0)
        {
            builder.Add(statement);
            return null;
        }

        if (statement.Operation.Label() is { } own)
        {
            _labels[own] = statement.Results.Select(r => r.Type).ToEquatableArray();
        }

        var operation = statement.Operation.With(statement.Operation.Operands, statement.Operation.Regions.Select(Visit).ToEquatableArray());
        var outer = operation is Loop ? Exits.Labels(operation).OrderBy(l => l, StringComparer.Ordinal).ToList() : [];
        if (operation is Loop loop && outer.Count > 0)
        {
            return Land(loop, statement.Results, outer, builder);
        }

        builder.Add(statement with { Operation = operation });
        return null;
    }

    private Terminator? Land(Loop loop, EquatableArray<Value> results, List<string> outer, RegionBuilder builder)
    {
        // Extra carried values: what each label is handed, then which was left for (0: none). A loop that never ends by itself, with one label to leave for, has been left for that.
        bool endsItself = Exits.Completes(loop);
        bool hasTag = endsItself || outer.Count > 1;
        var types = outer.SelectMany(l => _labels[l]).Concat(hasTag ? [IrType.Int32] : Enumerable.Empty<IrType>()).ToList();
        var initial = types.Select(builder.Zero).ToList();
        var parameters = types.Select(t => _values.Fresh(t)).ToList();
        var landed = types.Select((t, i) => _values.Fresh(t, hasTag && i == types.Count - 1 ? "left" : null)).ToList();

        var body = Redirect(loop.Body, loop, parameters, outer, hasTag);
        body = body with { Parameters = body.Parameters.Concat(parameters).ToEquatableArray() };
        builder.Add(new Statement(results.Concat(landed).ToEquatableArray(), loop with { Initial = loop.Initial.Concat(initial).ToEquatableArray(), Body = body }));

        int at = 0;
        for (int i = 0; i < outer.Count; i++)
        {
            var handed = landed.Skip(at).Take(_labels[outer[i]].Count).ToArray();
            at += handed.Length;
            if (i == outer.Count - 1 && !endsItself)
            {
                return new Terminator(outer[i], handed.ToEquatableArray());
            }

            var taken = builder.Apply(IrType.Bool, "Equal", landed[landed.Count - 1], builder.Int(i + 1));
            builder.If(taken, [], builder.Nested().Exit(outer[i], handed), builder.Nested().Yield());
        }

        return null;
    }

    private Region Redirect(Region region, Loop loop, List<Value> passed, List<string> outer, bool hasTag, bool isBody = true)
    {
        var builder = new RegionBuilder(_values, [.. region.Parameters]);
        foreach (var statement in region.Statements)
        {
            builder.Add(statement with
            {
                Operation = statement.Operation.With(
                    statement.Operation.Operands,
                    statement.Operation.Regions.Select(r => Redirect(r, loop, passed, outer, hasTag, isBody: false)).ToEquatableArray()),
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

        int at = outer.Take(index).Sum(l => _labels[l].Count);
        var extra = passed.ToArray();
        if (hasTag)
        {
            extra[extra.Length - 1] = builder.Int(Mutation.LandsNowhere ? 0 : index + 1);
        }

        region.End.Values.ToArray().CopyTo(extra, at);
        return builder.End(loop.Label, loop.Body.Parameters.Skip(1).Concat(extra));
    }
}
