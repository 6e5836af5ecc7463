using SymDiff.Compiler.Emit;
using SymDiff.Compiler.IR;
using SymDiff.Compiler.Simplify;

namespace SymDiff.Compiler.Transforms;

/// <summary>The driver: the list of passes, and nothing else.</summary>
public static class Differentiate
{
#if DEBUG
    private const bool Verify = true;
#else
    private const bool Verify = false;
#endif

    /// <summary>Derives one form of a scalar method.</summary>
    /// <param name="primal">The method: scalar parameters, one scalar result.</param>
    /// <param name="active">One flag a parameter: whether derivatives are taken with respect to it.</param>
    /// <param name="kind">The form; see <see cref="DerivativeKind"/> for what the function looks like.</param>
    public static Function Form(Function primal, EquatableArray<bool> active, DerivativeKind kind)
    {
        var module = new Module(primal);
        var derivations = new Derivations(module, Verify);
        return kind switch
        {
            DerivativeKind.Jvp => module[derivations.Jvp(primal.Name, active)],
            DerivativeKind.Vjp => module[derivations.Vjp(primal.Name, active)],
            DerivativeKind.ValueAndGradient => Seeded(primal, module[derivations.Vjp(primal.Name, active)], withValue: true),
            DerivativeKind.Gradient => Seeded(primal, module[derivations.Vjp(primal.Name, active)], withValue: false),
            DerivativeKind.Hvp => AlongDirection(active, Form(primal, active, DerivativeKind.Gradient)),
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
    }

    // Forward over reverse: the tangent of the gradient.
    private static Function AlongDirection(EquatableArray<bool> active, Function gradient)
    {
        var module = new Module(gradient);
        var pushed = module[new Derivations(module, Verify).Jvp(gradient.Name, active)];
        int components = gradient.Results.Count;
        var direction = pushed with
        {
            Results = pushed.Results.Skip(components).ToEquatableArray(),
            Body = pushed.Body with { End = pushed.Body.End with { Values = pushed.Body.End.Values.Skip(components).ToEquatableArray() } },
        };
        return Simplifier.Run(direction, 0);
    }

    // A gradient is the pullback of 1.
    private static Function Seeded(Function primal, Function vjp, bool withValue)
    {
        var cotangent = vjp.Parameters[primal.Parameters.Count];
        var builder = new RegionBuilder(new ValueSource(vjp));
        var seed = builder.Constant(cotangent.Type, 1);
        foreach (var statement in vjp.Body.Rename(new Dictionary<Value, Value> { [cotangent] = seed }).Statements)
        {
            builder.Add(statement);
        }

        int dropped = withValue ? 0 : primal.Results.Count;
        var results = vjp.Body.End.Values.Skip(dropped).Select(v => v == cotangent ? seed : v).ToArray();
        var seeded = vjp with
        {
            Parameters = primal.Parameters,
            Results = vjp.Results.Skip(dropped).ToEquatableArray(),
            Body = builder.Yield(results),
        };
        return Simplifier.Run(seeded, withValue ? primal.Results.Count : 0);
    }
}
