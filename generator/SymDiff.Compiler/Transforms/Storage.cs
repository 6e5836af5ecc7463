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
    public static Sweeps Run(Sweeps sweeps)
    {
        var function = sweeps.Function;
        var forward = function.Body.Statements.Take(sweeps.ForwardCount).ToList();
        var reverse = function.Body with { Statements = function.Body.Statements.Skip(sweeps.ForwardCount).ToEquatableArray() };

        var plan = new RecallPlan(function, forward, reverse);
        var builder = new RegionBuilder(new ValueSource(function));
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
