using SymDiff.Compiler.Analysis;
using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Transforms;

/// <summary>Rewrites the reverse sweep: every recall becomes the value it stands for, had in the way that the plan says.</summary>
internal sealed class Recalling(RecallPlan plan, Recording recording)
{
    /// <summary>Appends the reverse sweep to the builder.</summary>
    /// <returns>What the recalls became, by their results.</returns>
    public IReadOnlyDictionary<Value, Value> Append(Region reverse, RegionBuilder builder)
    {
        var place = new Place(builder, [], null);
        foreach (var statement in reverse.Statements)
        {
            Visit(statement, place);
        }

        return place.Renamed;
    }

    /// <summary>Where the rewriting stands.</summary>
    /// <param name="Builder">What is appended to.</param>
    /// <param name="Renamed">What recalls became, anywhere: each stands once in the function and is used only where it is known.</param>
    /// <param name="Outer">What is around it.</param>
    /// <param name="IsLoop">Whether it is the body of a loop.</param>
    private sealed record Place(RegionBuilder Builder, Dictionary<Value, Value> Renamed, Place? Outer, bool IsLoop = false)
    {
        // Of this region alone: a copy of what is known outside would cost every region the length of the function.
        private readonly Dictionary<(Value, EquatableArray<Value>), Value> _had = [];

        public Place Nested(bool isLoop, params Value[] parameters) => new(Builder.Nested(parameters), Renamed, this, isLoop);

        /// <summary>What was already had here, by value and iterations.</summary>
        public Value? Had(Value value, EquatableArray<Value> iterations)
        {
            for (var place = this; place is not null; place = place.Outer)
            {
                if (place._had.TryGetValue((value, iterations), out var had))
                {
                    return had;
                }
            }

            return null;
        }

        public void Have(Value value, EquatableArray<Value> iterations, Value got) => _had[(value, iterations)] = got;
    }

    private void Visit(Statement statement, Place place)
    {
        place.Builder.Step = statement.Step;
        if (statement.Operation is Recall recall)
        {
            place.Renamed[statement.Result] = Get(recall.Recalled, recall.Iterations.Map(place.Renamed), place);
            return;
        }

        var regions = statement.Operation.Regions.Select(r =>
        {
            var inner = place.Nested(statement.Operation is Loop, [.. r.Parameters]);
            foreach (var nested in r.Statements)
            {
                Visit(nested, inner);
            }

            return inner.Builder.End(r.End.Label, r.End.Values.Map(inner.Renamed));
        }).ToEquatableArray();
        place.Builder.Add(statement with { Operation = statement.Operation.With(statement.Operation.Operands.Map(place.Renamed), regions) });
    }

    private Value Get(Value value, EquatableArray<Value> iterations, Place place)
    {
        var site = plan.Site(value);
        switch (plan.Kind(value))
        {
            case RecallKind.InScope:
                return value;
            case RecallKind.Iteration:
                return iterations[Mutation.MixesIterations ? 0 : iterations.Count - 1];
        }

        if (place.Had(value, iterations) is { } had)
        {
            return had;
        }

        Value got;
        if (plan.Kind(value) == RecallKind.Keep)
        {
            // Read once an iteration of the loops that it was recorded in, not in every iteration of loops inside.
            place = site.Loop is null ? place : Outside(place, iterations);
            got = site.Loop is null
                ? recording.Kept(value)
                : place.Builder.Add(new Load(recording.Record(value), Ticket(site.Loop, iterations, place)), value.Type, value.Name);
        }
        else if (plan.Kind(value) == RecallKind.Stored)
        {
            got = place.Builder.Add(new Load(plan.Memory(value), iterations[iterations.Count - 1]), value.Type, value.Name);
        }
        else if (plan.Kind(value) == RecallKind.Forwarded)
        {
            var forwarded = plan.Forwarded(value)!;
            var stored = forwarded.Iteration is { } number ? Get(number, Around(number, iterations), place) : null;
            got = Get(forwarded.Stored, plan.IterationsOf(forwarded, iterations, stored), place);
        }
        else if (plan.Kind(value) == RecallKind.Induction)
        {
            var induction = plan.Induction(value)!;
            if (induction.Growth != 0)
            {
                // What takes more than a sum is computed once an iteration, not once in each of a loop inside.
                place = Outside(place, iterations, leavesChoices: true);
            }

            var operands = induction.Operands.Select(o => Get(o, Around(o, iterations), place)).ToList();
            got = induction.Append(place.Builder, value.Type, operands, iterations[iterations.Count - 1], value.Name);
        }
        else if (site.Definition!.Operation.Regions.Count > 0)
        {
            var inputs = site.Definition.Operation.Operands.Concat(site.Definition.Operation.Regions.SelectMany(r => r.FreeValues())).Distinct()
                .ToDictionary(v => v, v => Get(v, Around(v, iterations), place));
            var again = Again(site.Definition, inputs, place.Builder.Values);
            place.Builder.Add(again);
            for (int i = 0; i < again.Results.Count; i++)
            {
                place.Have(site.Definition.Results[i], iterations, again.Results[i]);
            }

            return inputs[value];
        }
        else
        {
            var operation = site.Definition.Operation;
            if (operation is Slice)
            {
                // Cut once where the forward sweep cut it, not in every iteration of loops inside.
                place = Outside(place, iterations);
            }

            var operands = operation.Operands.Select(o => Get(o, Around(o, iterations), place)).ToEquatableArray();
            got = place.Builder.Add(operation.With(operands, default), value.Type, value.Name);
        }

        place.Have(value, iterations, got);
        return got;
    }

    // The place before the loops that are not among the iterations, as far as it stands in no choice. A number that is computed in the loops may be known nowhere else.
    private static Place Outside(Place place, EquatableArray<Value> iterations, bool leavesChoices = false)
    {
        if (!iterations.All(i => IsParameter(i, place)))
        {
            return place;
        }

        while ((place.IsLoop || leavesChoices) && place.Outer is { } around && !iterations.Any(place.Builder.Parameters.Contains))
        {
            place = around;
        }

        return place;
    }

    private static bool IsParameter(Value iteration, Place place)
    {
        for (Place? around = place; around is not null; around = around.Outer)
        {
            if (around.Builder.Parameters.Contains(iteration))
            {
                return true;
            }
        }

        return false;
    }

    // The same statement once more, with all that it defines.
    private static Statement Again(Statement statement, Dictionary<Value, Value> renamed, ValueSource values)
    {
        var operands = statement.Operation.Operands.Map(renamed);
        var regions = statement.Operation.Regions.Select(r =>
        {
            var statements = r.Statements.Select(s => Again(s, renamed, values)).ToEquatableArray();
            return new Region(r.Parameters, statements, r.End with { Values = r.End.Values.Map(renamed) });
        }).ToEquatableArray();
        var results = statement.Results.Select(r => renamed[r] = values.Fresh(r)).ToEquatableArray();
        return new Statement(results, statement.Operation.With(operands, regions));
    }

    private EquatableArray<Value> Around(Value value, EquatableArray<Value> iterations) =>
        iterations.Take(plan.Site(value).Loop?.Nest.Count ?? 0).ToEquatableArray();

    private Value Ticket(LoopSite loop, EquatableArray<Value> iterations, Place place)
    {
        var iteration = iterations[loop.Nest.Count - 1];
        if (loop.Parent is not { } parent || Mutation.RecallsWrongTicket)
        {
            return iteration;
        }

        var outer = Ticket(parent, iterations, place);
        var start = plan.IsRectangular(loop)
            ? place.Builder.Apply(IrType.Int32, "Multiply", outer, Get(loop.Loop.Count!, default, place))
            : place.Builder.Add(new Load(recording.BaseRecord(loop), outer), IrType.Int32);
        return place.Builder.Apply(IrType.Int32, "Add", start, iteration);
    }
}
