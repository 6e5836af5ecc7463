using SymDiff.Compiler.Analysis;
using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Transforms;

/// <summary>Forward sweep and reverse sweep of a function, one after the other, before it is decided what becomes of the recalls in between.</summary>
/// <param name="Function">The function; its body begins with the forward sweep.</param>
/// <param name="ForwardCount">How many statements of the body are the forward sweep.</param>
/// <param name="Results">The primal results, then the shadows of those that are buffers.</param>
/// <param name="Cotangents">The cotangents of the active real parameters, in order.</param>
internal sealed record Sweeps(Function Function, int ForwardCount, EquatableArray<Value> Results, EquatableArray<Value> Cotangents)
{
    /// <summary>The label of each loop that reverses whole iterations, with that of the forward loop.</summary>
    public IReadOnlyDictionary<string, string> Reversals { get; init; } = new Dictionary<string, string>();

    /// <summary>The shadows that the reverse sweep makes, each with the memory whose shadow it is.</summary>
    public IReadOnlyDictionary<Value, Value> Shadows { get; init; } = new Dictionary<Value, Value>();
}

/// <summary>The reverse pass.</summary>
internal static class Adjoint
{
    /// <summary>
    /// The pullback. Parameters: the primal's, the cotangent of each real result, the shadow of each active buffer parameter (on entry the
    /// cotangent of its final content, on exit that of its initial content). Results: the primal's, the cotangents of the active real parameters.
    /// </summary>
    /// <param name="primal">The function.</param>
    /// <param name="active">One flag a parameter.</param>
    /// <param name="callees">What it calls.</param>
    /// <param name="isWhole">Whether it is for a caller that knows no shadows: the cotangents of returned buffers are parameters too, which may be longer.</param>
    /// <param name="callsWhole">Whether calls that are handed no memory are reversed by calls of pullbacks, which run the callee again, and not by halves: what is made so calls nothing that has no derivative in turn.</param>
    public static Sweeps Run(Function primal, EquatableArray<bool> active, Module callees, bool isWhole, bool callsWhole = false)
    {
        primal = Nesting.Run(LocalExits.Run(Preparation.Run(primal)));
        var values = new ValueSource(primal);
        var activity = Activity.Of(primal, active, callees);
        var direct = DirectBuffers.Of(primal);
        var forward = new ForwardSweep(values, callees, direct) { CallsWhole = callsWhole };
        var parameters = primal.Parameters.ToList();

        bool isOne = primal.Results.Count(r => r.IsReal || (isWhole && r.HasShadow)) == 1;
        var given = primal.Results.Select(t => t.IsReal || (isWhole && t.HasShadow) ? values.Fresh(t, isOne ? "cotangent" : null) : null).ToArray();
        parameters.AddRange(given.OfType<Value>());
        for (int i = 0; i < active.Count; i++)
        {
            if (active[i] && primal.Parameters[i].Type.HasShadow)
            {
                var shadow = values.Fresh(primal.Parameters[i].Type, DerivedNames.Cotangent(primal.Parameters[i].Name));
                forward.SetShadow(primal.Parameters[i], shadow);
                parameters.Add(shadow);
            }
        }

        var builder = new RegionBuilder(values);
        var results = forward.Append(primal, builder, parameters);
        int forwardCount = builder.Statements.Count;

        var sweep = new Sweep(builder, forward.Depth);
        var returnedShadows = new Queue<Value>(results.Skip(primal.Results.Count));
        for (int i = 0; i < given.Length; i++)
        {
            if (primal.Results[i].HasShadow && returnedShadows.Dequeue() is var shadow && given[i] is { } cotangent)
            {
                Receive(cotangent, sweep.Recall(shadow), builder, primal.Results.Count(r => r.HasShadow) == 1);
            }
        }

        var seeds = given.Select(s => s is { IsReal: true } ? s : null).ToArray();
        var reverse = new ReverseSweep(forward, activity, new Uses(primal), callees, direct);
        reverse.Append(primal, seeds, sweep);
        builder.Step = null;
        var cotangents = primal.Parameters.Where((p, i) => active[i] && p.IsReal).Select(p => sweep.Pop(p) ?? builder.Zero(p.Type)).ToEquatableArray();

        var returned = results.Take(primal.Results.Count).Concat(cotangents).ToArray();
        var function = new Function(DerivedNames.Vjp(primal.Name), parameters.ToEquatableArray(), returned.Select(r => r.Type).ToEquatableArray(), builder.Yield(returned))
        {
            MayOverlap = primal.MayOverlap,
            Shadows = primal.MayOverlap ? parameters.Count - primal.Parameters.Count - given.OfType<Value>().Count() : 0,
        };
        return new Sweeps(function, forwardCount, results.ToEquatableArray(), cotangents) { Reversals = reverse.Reversals, Shadows = reverse.Shadows };
    }

    // How long what is returned is, is known only now. Several arrays are the numbers of one array of structs.
    private static void Receive(Value cotangent, Value shadow, RegionBuilder builder, bool isOne)
    {
        var length = builder.Add(new Length(shadow), IrType.Int32);
        builder.Add(new External($"global::SymDiff.Buffers.RequireLength({{0}}, {{1}}, {(isOne ? "nameof({0})" : "\"cotangent\"")})", EquatableArray.Of(cotangent, length), Effect.Once));
        var index = builder.Values.Fresh(IrType.Int32);
        var body = builder.Nested(index);
        body.Add(new Accumulate(shadow, index, body.Add(new Load(cotangent, index), cotangent.Type.Element!)));
        builder.Add(new Loop(builder.Values.FreshLabel("cotangent"), length, false, default, body.Yield()));
    }
}
