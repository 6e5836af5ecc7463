using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Transforms;

/// <content>Choices, loops, calls and what is executed once.</content>
internal sealed partial class Dependence
{
    private void VisitChoice(Statement statement, If choice, RegionBuilder builder, bool isDecided)
    {
        if (!_influence.Reaches(choice.Condition))
        {
            var arms = new[] { choice.Then, choice.Else }.Select(arm =>
            {
                var inside = builder.Nested();
                VisitStatements(arm, inside, isDecided);
                return End(arm.End, inside, statement.Results, isDecided);
            }).ToList();
            Define(statement, new If(choice.Condition, arms[0], arms[1]), builder);
            return;
        }

        // Both ways, after each other: what one writes is added to what is there. A way that ends in an exception has no results.
        var ways = new[] { choice.Then, choice.Else }.Where(arm => !Throws(arm)).ToList();
        _decisions++;
        foreach (var way in ways)
        {
            VisitStatements(way, builder, isDecided: true);
            End(way.End, builder.Nested(), statement.Results, isDecided: true);
        }

        _decisions--;

        for (int i = 0; i < statement.Results.Count; i++)
        {
            var result = statement.Results[i];
            var handed = ways.Select(w => w.End.Values[i]).Distinct().ToList();
            if (IsMemory(result))
            {
                throw new NoPatternException("which memory is used depends on an active value");
            }

            if (HasMarks(result.Type))
            {
                _marks[result] = Union(builder, handed.Where(_marks.ContainsKey).Select(h => _marks[h]));
            }
        }
    }

    private static bool Throws(Region arm) => arm.Statements.Any(s => s.Operation is External { HasEffect: true } e && e.Text.StartsWith("throw ", StringComparison.Ordinal));

    private void VisitLoop(Statement statement, Loop loop, RegionBuilder builder, bool isDecided)
    {
        if (loop.Count is { } count && _influence.Reaches(count))
        {
            throw new NoPatternException("how often a loop runs depends on an active value", loop.Label);
        }

        if (loop.Count is null && isDecided)
        {
            // It is run here where the method may not run it, and might not end.
            throw new NoPatternException("an active value decides whether a loop is run that only its condition ends", loop.Label);
        }

        _labels[loop.Label] = (statement.Results, _decisions);
        var carried = loop.Body.Parameters.Skip(1).ToEquatableArray();
        var initial = loop.Initial.Where((_, i) => IsComputed(carried[i])).Concat(loop.Initial.Where((_, i) => IsMarked(carried[i])).Select(v => MarksOf(v, builder)).ToList()).ToEquatableArray();
        var parameters = loop.Body.Parameters.Take(1).Concat(carried.Where(IsComputed)).Concat(carried.Where(IsMarked).Select(p => NewMarks(p, builder)).ToList()).ToArray();
        var inside = builder.Nested(parameters);
        VisitStatements(loop.Body, inside, isDecided);
        var body = End(loop.Body.End, inside, carried, isDecided);
        Define(statement, loop with { Initial = initial, Body = body, Snapshots = 0 }, builder);
    }

    // Whatever a callee is given may go into whatever it gives and writes. What it keeps for its reverse half would be written by that.
    private void VisitCall(Statement statement, Call call, RegionBuilder builder)
    {
        if (call.Arguments.Skip(call.Arguments.Count - call.Kept).Any(a => a.Type.IsBuffer))
        {
            throw new NoPatternException($"a method is called with memory whose derivatives it keeps");
        }

        var marks = call.Arguments.Where(a => _marks.ContainsKey(a)).Select(a => IsMemory(a) ? AllOf(_marks[a], builder) : _marks[a]).ToList();
        var union = Union(builder, marks);
        foreach (var result in statement.Results)
        {
            if (IsMemory(result))
            {
                throw new NoPatternException($"'{call.Callee}' gives memory, and what is in it cannot be told from outside");
            }

            if (HasMarks(result.Type))
            {
                _marks[result] = union;
            }
        }

        foreach (var written in call.Written.Where(w => IsMemory(w) && _marks.ContainsKey(w)))
        {
            Spread(union, _marks[written], builder);
        }
    }

    private void VisitEffect(Statement statement, External external, RegionBuilder builder, bool isDecided)
    {
        bool isGuard = Analysis.Repeating.IsGuard(external);
        if (isDecided || external.Arguments.Any(_influence.Reaches))
        {
            // An exception that an active value decides about says nothing of results; any other effect is to happen once, or not at all.
            if (!isGuard)
            {
                throw new NoPatternException("C# with an effect of its own depends on an active value");
            }

            return;
        }

        builder.Add(statement);
    }
}
