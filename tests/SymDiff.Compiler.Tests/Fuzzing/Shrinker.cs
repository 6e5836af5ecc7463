using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Tests.Fuzzing;

/// <summary>Makes a failing program smaller as long as it fails: statements go, choices become one of their arms, computations become constants.</summary>
internal static class Shrinker
{
    /// <summary>The smallest program found.</summary>
    /// <param name="program">A program that fails.</param>
    /// <param name="fails">Whether a program fails alike.</param>
    public static RandomProgram Shrink(RandomProgram program, Func<RandomProgram, bool> fails)
    {
        if (!fails(program))
        {
            return program;
        }

        bool smaller = true;
        for (int round = 0; smaller && round < 12; round++)
        {
            smaller = false;
            foreach (string name in program.Module.Functions.Select(f => f.Name).OrderDescending(StringComparer.Ordinal).ToList())
            {
                // From the end: what is used by nothing goes first.
                for (int i = program.Module[name].Body.AllStatements().Count() - 1; i >= 0; i--)
                {
                    foreach (var candidate in Edits(program.Module[name], i))
                    {
                        var module = new Module([.. program.Module.Functions.Where(f => f.Name != name), candidate]);
                        if (fails(program with { Module = module }))
                        {
                            program = program with { Module = module };
                            smaller = true;
                            break;
                        }
                    }
                }
            }
        }

        var called = program.Module.Functions.SelectMany(f => f.Body.AllStatements()).Select(s => s.Operation).OfType<Call>().Select(c => c.Callee).ToHashSet();
        var without = program with { Module = new Module([.. program.Module.Functions.Where(f => f.Name == program.Name || called.Contains(f.Name))]) };
        return fails(without) ? without : program;
    }

    private static IEnumerable<Function> Edits(Function function, int index)
    {
        var statement = function.Body.AllStatements().ElementAtOrDefault(index);
        if (statement is null)
        {
            yield break;
        }

        yield return Replace(function, statement, []);
        foreach (var region in statement.Operation is If or Block ? statement.Operation.Regions.Where(r => r.End.IsYield) : [])
        {
            // The region's statements take its place; what it yields is what it gave.
            yield return Replace(function, statement, [.. region.Statements], statement.Results.Zip(region.End.Values).ToDictionary(p => p.First, p => p.Second));
        }

        if (statement.Results.Count > 0 && statement.Operation is not Constant && statement.Results.All(r => !r.Type.IsBuffer))
        {
            yield return Replace(function, statement, [.. statement.Results.Select(r => new Statement(EquatableArray.Of(r), new Constant(One(r.Type))))]);
        }

        foreach (var operand in statement.Operation is Apply apply ? apply.Arguments.Where(a => a.Type == statement.Result.Type) : [])
        {
            yield return Replace(function, statement, [], new() { [statement.Result] = operand });
        }
    }

    private static Literal One(IrType type) => type == IrType.Bool ? Literal.Of(true) : Literal.Of(type, 1L);

    private static Function Replace(Function function, Statement statement, Statement[] by, Dictionary<Value, Value>? renamed = null)
    {
        var body = Replace(function.Body, statement, by);
        return function with { Body = renamed is null ? body : body.Rename(renamed) };
    }

    private static Region Replace(Region region, Statement statement, Statement[] by) => region with
    {
        Statements = region.Statements.SelectMany(s => ReferenceEquals(s, statement) ? by : [s with
        {
            Operation = s.Operation.Regions.Count == 0 ? s.Operation
                : s.Operation.With(s.Operation.Operands, s.Operation.Regions.Select(r => Replace(r, statement, by)).ToEquatableArray()),
        }]).ToEquatableArray(),
    };
}
