using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Analysis;

/// <summary>Whether a value that a loop carries is only added to.</summary>
internal static class Additions
{
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

            if (users.Count > 1 || ends > 0 || Next(users[0], value) is not { } next)
            {
                return false;
            }

            value = next;
        }
    }

    // What a statement makes of the value by adding to it; null if it does anything else with it.
    private static Value? Next(Statement statement, Value value)
    {
        switch (statement.Operation)
        {
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
