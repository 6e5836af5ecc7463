using SymDiff.Compiler.Analysis;
using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Transforms;

/// <summary>
/// Turns every recall into the value itself, a recomputation, a repeated load, or a recorded value. All decisions about memory are made
/// here: <see cref="RecallPlan"/> decides, <see cref="Recording"/> rewrites the forward sweep, <see cref="Recalling"/> the reverse sweep.
/// </summary>
internal static class Storage
{
    /// <summary>The same sweeps without recalls.</summary>
    public static Sweeps Run(Sweeps sweeps) => Run(sweeps, new ValueSource(sweeps.Function), Aliasing.Of(sweeps.Function));

    /// <summary>The same sweeps without recalls, where they are part of a function.</summary>
    /// <param name="sweeps">The sweeps.</param>
    /// <param name="values">The values of the whole function.</param>
    /// <param name="aliasing">What its buffers refer to.</param>
    public static Sweeps Run(Sweeps sweeps, ValueSource values, Aliasing aliasing)
    {
        var function = sweeps.Function;
        var forward = function.Body.Statements.Take(sweeps.ForwardCount).ToList();
        var reverse = function.Body with { Statements = function.Body.Statements.Skip(sweeps.ForwardCount).ToEquatableArray() };

        var plan = new RecallPlan(function, forward, reverse, values, aliasing);
        var builder = new RegionBuilder(values);
        var recording = new Recording(plan, builder);
        recording.Append(forward);
        int forwardCount = builder.Statements.Count;
        var renamed = new Recalling(plan, recording).Append(reverse, builder);

        return sweeps with
        {
            Function = function with { Body = builder.Yield(function.Body.End.Values.Map(renamed)) },
            ForwardCount = forwardCount,
            Cotangents = sweeps.Cotangents.Map(renamed),
        };
    }
}
