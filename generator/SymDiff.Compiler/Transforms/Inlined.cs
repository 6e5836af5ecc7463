using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Transforms;

/// <summary>The body of a function in the middle of another one.</summary>
internal static class Inlined
{
    /// <summary>Appends a function's statements under new names.</summary>
    /// <param name="function">The function.</param>
    /// <param name="arguments">What stands for each of its parameters.</param>
    /// <param name="builder">Where they go.</param>
    /// <returns>What it returns.</returns>
    public static IReadOnlyList<Value> Append(Function function, IEnumerable<Value> arguments, RegionBuilder builder)
    {
        var copy = new Duplicate(builder.Values, function.Parameters.Zip(arguments, (p, a) => (p, a)).ToDictionary(p => p.p, p => p.a));
        if (function.Body.Nested().All(r => r.End.Label != Function.ReturnLabel))
        {
            foreach (var statement in function.Body.Statements)
            {
                builder.Add(copy.Of(statement));
            }

            return [.. function.Body.End.Values.Select(v => copy[v])];
        }

        // Returning early is leaving for the end of a block.
        string label = builder.Values.FreshLabel("body");
        var results = function.Results.Select(t => builder.Values.Fresh(t)).ToList();
        var body = builder.Nested();
        foreach (var statement in function.Body.Statements)
        {
            body.Add(Left(copy.Of(statement), label));
        }

        builder.Add(new Statement(results.ToEquatableArray(), new Block(label, body.Yield(function.Body.End.Values.Select(v => copy[v])))));
        return results;
    }

    private static Statement Left(Statement statement, string label) => statement.Operation.Regions.Count == 0 ? statement : statement with
    {
        Operation = statement.Operation.With(statement.Operation.Operands, statement.Operation.Regions.Select(r => r with
        {
            Statements = r.Statements.Select(s => Left(s, label)).ToEquatableArray(),
            End = r.End.Label == Function.ReturnLabel ? r.End with { Label = label } : r.End,
        }).ToEquatableArray()),
    };
}
