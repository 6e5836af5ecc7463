using SymDiff.Compiler.Analysis;
using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Transforms;

/// <summary>
/// The reverse of a loop's completed iterations: a loop over the same numbers in the other direction, which carries the cotangents of the carried
/// values, and those of the values from outside that the body reads, which add up.
/// </summary>
/// <param name="loop">The forward loop.</param>
/// <param name="completed">How many iterations it completed.</param>
/// <param name="activity">What can carry a cotangent.</param>
internal sealed class LoopReversal(Loop loop, Value completed, Activity activity)
{
    /// <summary>Appends the loop.</summary>
    /// <param name="seeds">The cotangents of the carried values after the last completed iteration, null for zero.</param>
    /// <param name="sweep">Where to append.</param>
    /// <param name="body">Reverses the body, given the cotangents of what it yields.</param>
    /// <returns>The loop's label; null if there is nothing to be done.</returns>
    public string? Append(Value?[] seeds, Sweep sweep, Action<Value?[], Sweep> body)
    {
        var values = sweep.Builder.Values;
        var carried = loop.Body.Parameters.Skip(1).ToList();
        var own = Enumerable.Range(0, carried.Count).Where(i => carried[i].IsReal && activity.IsVaried(carried[i])).ToList();
        var outer = loop.Body.FreeValues().Where(v => v.IsReal && activity.IsVaried(v)).ToList();

        var iteration = values.Fresh(IrType.Int32, loop.Iteration.Name);
        var ownParameters = own.Select(i => values.Fresh(carried[i].Type, DerivedNames.Cotangent(carried[i].Name))).ToList();
        var outerParameters = outer.Select(v => values.Fresh(v.Type, DerivedNames.Cotangent(v.Name))).ToList();

        var inside = sweep.InBody(loop, iteration);
        inside.Cotangents.Clear();
        for (int i = 0; i < outer.Count; i++)
        {
            inside.Cotangents[outer[i]] = outerParameters[i];
        }

        var inner = new Value?[carried.Count];
        for (int i = 0; i < own.Count; i++)
        {
            inner[own[i]] = ownParameters[i];
        }

        body(inner, inside);

        // What comes out as it went in is no part of the loop.
        var touched = Enumerable.Range(0, outer.Count).Where(i => inside.Cotangents[outer[i]] != outerParameters[i]).ToList();
        var yielded = own.Select(i => (inside.Pop(carried[i]) is { } left && !Mutation.ForgetsCarriedCotangent ? left : null) ?? inside.Builder.Zero(carried[i].Type)).ToList();
        yielded.AddRange(touched.Select(i => inside.Cotangents[outer[i]]));
        var parameters = ownParameters.Concat(touched.Select(i => outerParameters[i])).ToList();
        var initial = own.Select(i => seeds[i] ?? sweep.Builder.Zero(carried[i].Type)).ToList();
        initial.AddRange(touched.Select(i => sweep.Cotangents.TryGetValue(outer[i], out var known) && !Mutation.ForgetsOuterCotangent ? known : sweep.Builder.Zero(outer[i].Type)));
        if (inside.Builder.Statements.Count == 0 && yielded.SequenceEqual(parameters))
        {
            Finish(initial);
            return null;
        }

        var region = new Region(new[] { iteration }.Concat(parameters).ToEquatableArray(), inside.Builder.Statements.ToEquatableArray(), new Terminator(null, yielded.ToEquatableArray()));
        var results = parameters.Select(values.Fresh).ToList();
        string label = values.FreshLabel("reverse");
        sweep.Builder.Add(new Loop(label, completed, loop.IsReversed == Mutation.ReversesLoopsForward, initial.ToEquatableArray(), region), [.. results]);
        Finish(results);
        return label;

        void Finish(List<Value> final)
        {
            for (int i = 0; i < touched.Count; i++)
            {
                sweep.Cotangents[outer[touched[i]]] = final[own.Count + i];
            }

            for (int i = 0; i < own.Count; i++)
            {
                if (activity.IsVaried(loop.Initial[own[i]]))
                {
                    sweep.Contribute(loop.Initial[own[i]], final[i]);
                }
            }
        }
    }
}
