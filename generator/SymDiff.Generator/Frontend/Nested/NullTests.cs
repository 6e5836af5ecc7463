using SymDiff.Compiler;
using SymDiff.Compiler.IR;

namespace SymDiff.Generator.Frontend.Nested;

/// <summary>Tests whether a parameter is null: what is handed on as memory has another answer to that than an array, and who calls knows it.</summary>
internal static class NullTests
{
    /// <summary>C# that asks it of an array.</summary>
    public const string OfArray = "((object){0} == null)";

    /// <summary>C# that asks it of a span that was made of an array.</summary>
    public const string OfSpan = "global::SymDiff.Buffers.IsNone({0})";

    /// <summary>The function with a parameter for each answer, behind all others.</summary>
    /// <param name="function">The function.</param>
    /// <returns>The function, and which of its parameters are asked.</returns>
    public static (Function Function, IReadOnlyList<int> Tested) Run(Function function)
    {
        var tests = function.Body.AllStatements().Where(s => Tested(function, s) >= 0).ToList();
        var tested = tests.Select(s => Tested(function, s)).Distinct().ToList();
        if (tested.Count == 0)
        {
            return (function, tested);
        }

        var values = new ValueSource(function);
        var answers = tested.Select(i => values.Fresh(IrType.Bool)).ToList();
        var map = tests.ToDictionary(s => s.Result, s => answers[tested.IndexOf(Tested(function, s))]);
        return (function with { Parameters = function.Parameters.Concat(answers).ToEquatableArray(), Body = Without(function.Body.Rename(map), new(tests.Select(t => t.Result))) }, tested);
    }

    private static int Tested(Function function, Statement statement) =>
        statement.Operation is External { Text: OfArray or OfSpan, Arguments: { Count: 1 } asked } && asked[0].Type.IsBuffer ? function.Parameters.ToList().IndexOf(asked[0]) : -1;

    private static Region Without(Region region, HashSet<Value> tests) => region with
    {
        Statements = region.Statements.Where(s => s.Results.Count != 1 || !tests.Contains(s.Result)).Select(s => s.Operation.Regions.Count == 0 ? s : s with
        {
            Operation = s.Operation.With(s.Operation.Operands, s.Operation.Regions.Select(r => Without(r, tests)).ToEquatableArray()),
        }).ToEquatableArray(),
    };
}
