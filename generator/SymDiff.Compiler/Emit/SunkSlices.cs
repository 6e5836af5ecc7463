using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Emit;

/// <summary>
/// What a reverse sweep cuts out for one branch alone, it cuts out there. That a part may be missing is no matter: the forward sweep has cut out the same, and would have failed.
/// Only reverse sweeps have loops that go backward, and in a derivative of a derivative nothing else tells what they do from what the method does.
/// </summary>
internal static class SunkSlices
{
    /// <summary>The same function with such parts cut where they are used.</summary>
    /// <param name="function">The function, whose memory has names.</param>
    public static Function Run(Function function) => function.Body.AllStatements().Any(s => s.Operation is If) ? function with { Body = Visit(function.Body, isReverse: false) } : function;

    private static Region Visit(Region region, bool isReverse)
    {
        var statements = region.Statements.ToList();
        for (int i = statements.Count - 1; i >= 0; i--)
        {
            if (statements[i] is { Operation: Slice } part && (isReverse || part.Step is not null) && Only(statements, i, region.End) is { } at && statements[at].Operation is If choice)
            {
                bool isThen = Uses(choice.Then, part.Result);
                if (isThen != Uses(choice.Else, part.Result))
                {
                    var arm = isThen ? choice.Then : choice.Else;
                    arm = arm with { Statements = new[] { part }.Concat(arm.Statements).ToEquatableArray() };
                    statements[at] = statements[at] with { Operation = choice.With(choice.Operands, isThen ? EquatableArray.Of(arm, choice.Else) : EquatableArray.Of(choice.Then, arm)) };
                    statements.RemoveAt(i);
                }
            }
        }

        return region with { Statements = statements.Select(s => s.Operation.Regions.Count == 0 ? s : s with { Operation = s.Operation.With(s.Operation.Operands, s.Operation.Regions.Select(r => Visit(r, isReverse || s.Operation is Loop { IsReversed: true })).ToEquatableArray()) }).ToEquatableArray() };
    }

    // The one statement that uses a part, and not in order to choose.
    private static int? Only(List<Statement> statements, int part, Terminator end)
    {
        var value = statements[part].Result;
        if (end.Values.Contains(value))
        {
            return null;
        }

        var users = Enumerable.Range(part + 1, statements.Count - part - 1).Where(i => statements[i].Operation.Operands.Contains(value) || statements[i].Operation.Regions.Any(r => Uses(r, value))).Take(2).ToList();
        return users.Count == 1 && !statements[users[0]].Operation.Operands.Contains(value) ? users[0] : null;
    }

    private static bool Uses(Region region, Value value) => region.FreeValues().Contains(value);
}
