using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Analysis;

/// <summary>What becomes of a value that a loop carries: whether it is handed on as it came, or only added to.</summary>
internal static class Additions
{
    /// <summary>The value that another one equals by construction: what was multiplied by one, or handed through a loop or a choice as it came.</summary>
    /// <param name="region">Where both are known.</param>
    /// <param name="value">The value.</param>
    public static Value Source(Region region, Value value)
    {
        while (region.Statements.FirstOrDefault(s => s.Results.Contains(value)) is { } definition && Source(region, definition, value) is { } source)
        {
            value = source;
        }

        return value;
    }

    private static Value? Source(Region region, Statement definition, Value value)
    {
        int place = definition.Results.ToList().IndexOf(value);
        switch (definition.Operation)
        {
            case Apply { Primitive: "Multiply" } product when IsOne(region, product.Arguments[1]):
                return product.Arguments[0];
            case Loop loop when Exits.Labels(loop.Body).Count == 0 && loop.Body.End.IsYield && Source(loop.Body, loop.Body.End.Values[place]) == loop.Body.Parameters[place + 1]:
                return loop.Initial[place];
            case If choice when choice.Regions.All(r => r.End.IsYield):
                var sources = choice.Regions.Select(r => Source(r, r.End.Values[place])).Distinct().ToList();
                return sources.Count == 1 && choice.Regions.All(r => !r.Statements.Any(s => s.Results.Contains(sources[0]))) ? sources[0] : null;
            default:
                return null;
        }
    }

    private static bool IsOne(Region region, Value value) =>
        region.Statements.FirstOrDefault(s => s.Results.Contains(value))?.Operation is Constant { Literal: { Symbol: null, Type.IsReal: true, Real: 1 } };

    /// <summary>Whether a value reaches another through additions alone, through loops and choices inside, and is used for nothing else.</summary>
    /// <param name="region">Where both are known.</param>
    /// <param name="value">The value that is added to.</param>
    /// <param name="sum">What comes of it at the region's end.</param>
    public static bool IsSum(Region region, Value value, Value sum)
    {
        while (true)
        {
            var users = region.Statements.Where(s => Uses(s, value)).ToList();
            int ends = region.End.Values.Count(v => v == value);
            if (users.Count == 0)
            {
                return value == sum && ends == 1;
            }

            if (users.Count > 1 || ends > 0 || Next(region, users[0], value) is not { } next)
            {
                return false;
            }

            value = next;
        }
    }

    // What a statement makes of the value by adding to it; null if it does anything else with it.
    private static Value? Next(Region region, Statement statement, Value value)
    {
        switch (statement.Operation)
        {
            case Apply { Primitive: "Multiply" } product when product.Arguments[0] == value && IsOne(region, product.Arguments[1]):
                return statement.Result;
            case Apply { Primitive: "Add" } add when add.Arguments.Count(a => a == value) == 1:
                return statement.Result;
            case Loop loop when loop.Initial.Count(v => v == value) == 1 && loop.Count != value && !loop.Body.FreeValues().Contains(value) && Exits.Labels(loop.Body).Count == 0 && loop.Body.End.IsYield:
                int place = loop.Initial.ToList().IndexOf(value);
                return IsSum(loop.Body, loop.Body.Parameters[place + 1], loop.Body.End.Values[place]) ? statement.Results[place] : null;
            case If choice when choice.Condition != value && choice.Regions.All(r => r.End.IsYield):
                var places = Enumerable.Range(0, statement.Results.Count).Where(i => choice.Regions.All(r => IsSum(r, value, r.End.Values[i]))).ToList();
                return places.Count == 1 ? statement.Results[places[0]] : null;
            default:
                return null;
        }
    }

    private static bool Uses(Statement statement, Value value) =>
        statement.Operation.Operands.Contains(value) || statement.Operation.Regions.Any(r => r.FreeValues().Contains(value));
}
