using SymDiff.Compiler.Analysis;
using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Transforms;

/// <summary>
/// Makes choices of guards: <c>if (c) leave; rest</c>, where leaving is what the rest comes to as well, is <c>if (c) … else rest</c>. The reverse
/// of a choice needs no note of what was reached, and the reverse of an early return is as plain as that of a choice.
/// </summary>
internal sealed class Nesting
{
    // A thousand guards in a row shall not overflow anybody's stack.
    private const int Deepest = 24;

    private readonly ValueSource _values;

    private Nesting(Function function) => _values = new ValueSource(function);

    /// <summary>The same function with fewer exits.</summary>
    public static Function Run(Function function)
    {
        var pass = new Nesting(function);
        return function with { Body = pass.Visit(function.Body, Function.ReturnLabel, function.Results, 0) };
    }

    // The region ends where leaving for the label leads to.
    private Region Visit(Region region, string? label, EquatableArray<IrType> types, int depth)
    {
        var builder = new RegionBuilder(_values, [.. region.Parameters]);
        for (int i = 0; i < region.Statements.Count; i++)
        {
            var statement = region.Statements[i];
            if (depth < Deepest && label is not null && region.End.IsYield && statement.Operation is If choice && Leaving(choice, label) is { } leaves)
            {
                var stays = leaves == 0 ? choice.Else : choice.Then;
                var renamed = statement.Results.Zip(stays.End.Values, (r, v) => (r, v)).ToDictionary(p => p.r, p => p.v);
                var rest = new Region(default, region.Statements.Skip(i + 1).ToEquatableArray(), region.End).Rename(renamed);
                var goesOn = Visit(rest with { Statements = stays.Statements.Concat(rest.Statements).ToEquatableArray() }, label, types, depth + 1);
                var left = leaves == 0 ? choice.Then : choice.Else;
                var leaving = Visit(left with { End = left.End with { Label = null } }, label, types, depth + 1);
                var results = types.Select((t, j) => _values.Fresh(t, rest.End.Values[j].Name ?? left.End.Values[j].Name)).ToArray();
                builder.If(choice.Condition, results, leaves == 0 ? leaving : goesOn, leaves == 0 ? goesOn : leaving);
                return builder.Yield(results);
            }

            Add(statement, builder);
        }

        return builder.End(region.End.Label, region.End.Values);
    }

    // Which arm leaves for the label, where the other goes on.
    private static int? Leaving(If choice, string label) =>
        choice.Then.End.Label == label && choice.Else.End.IsYield ? 0 : choice.Else.End.Label == label && choice.Then.End.IsYield ? 1 : null;

    private void Add(Statement statement, RegionBuilder builder)
    {
        var types = statement.Results.Select(r => r.Type).ToEquatableArray();
        switch (statement.Operation)
        {
            case Block block:
                var body = Visit(block.Body, block.Label, types, 0);
                builder.Add(statement with { Operation = block with { Body = body } });
                break;
            default:
                builder.Add(statement.Operation.Regions.Count == 0 ? statement : statement with
                {
                    Operation = statement.Operation.With(
                        statement.Operation.Operands,
                        statement.Operation.Regions.Select(r => Visit(r, null, default, 0)).ToEquatableArray()),
                });
                break;
        }
    }
}
