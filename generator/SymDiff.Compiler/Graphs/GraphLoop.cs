using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Graphs;

/// <summary>A loop, run as often as it is known to.</summary>
/// <param name="builder">What runs its iterations.</param>
/// <param name="loop">The loop.</param>
internal sealed class GraphLoop(GraphBuilder builder, Loop loop)
{
    /// <summary>How it ends.</summary>
    public Outcome Run()
    {
        int? count = loop.Count is null ? null : Math.Max(0, builder.Known(loop.Count, "The number of iterations of a loop"));
        return From(0, count, [.. loop.Initial.Select(builder.Of)]);
    }

    private Outcome From(int done, int? count, IReadOnlyList<object> carried)
    {
        for (int i = done; count is null || i < count; i++)
        {
            var outcome = builder.Iteration(loop.Body, loop.IsReversed ? count!.Value - 1 - i : i, carried);
            if (!outcome.Any(e => e.Label is null))
            {
                return GraphBuilder.Caught(outcome, loop.Label);
            }

            if (!outcome.Any(e => e.Label is not null))
            {
                carried = builder.Land(outcome);
                continue;
            }

            if (count is null)
            {
                throw new GraphException("How often a loop runs depends on the values of the inputs: a graph has a node for every operation, so the number of iterations must be known.");
            }

            // It may break off here. Whether it does decides which of the iterations count.
            int next = i + 1;
            var broken = builder.GoingOn(outcome, values => From(next, count, values));
            return GraphBuilder.Caught(broken, loop.Label);
        }

        return builder.Yields(carried);
    }
}
