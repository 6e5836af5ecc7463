using SymDiff.Compiler.Emit;
using SymDiff.Compiler.IR;
using SymDiff.Compiler.Simplify;

namespace SymDiff.Compiler.Transforms;

/// <summary>The driver: which passes make which form of a scalar method. What forms share is derived once.</summary>
/// <param name="primal">The method: scalar parameters, one scalar result.</param>
/// <param name="active">One flag a parameter: whether derivatives are taken with respect to it.</param>
public sealed class Differentiate(Function primal, EquatableArray<bool> active)
{
#if DEBUG
    private const bool Verify = true;
#else
    private const bool Verify = false;
#endif

    private readonly Derivations _derivations = new(new Module(primal), Verify);
    private Function? _gradient;

    /// <summary>Derives one form of a scalar method.</summary>
    /// <param name="primal">The method.</param>
    /// <param name="active">One flag a parameter.</param>
    /// <param name="kind">The form.</param>
    public static Function Form(Function primal, EquatableArray<bool> active, DerivativeKind kind) => new Differentiate(primal, active).Form(kind);

    /// <summary>Derives one form.</summary>
    /// <param name="kind">The form; see <see cref="DerivativeKind"/> for what the function looks like.</param>
    public Function Form(DerivativeKind kind) => kind switch
    {
        DerivativeKind.Gradient => _gradient ??= Seeded(withValue: false),
        DerivativeKind.ValueAndGradient => Seeded(withValue: true),
        DerivativeKind.Vjp => _derivations.Module[_derivations.Vjp(primal.Name, active)],
        DerivativeKind.Jvp => _derivations.Module[_derivations.Jvp(primal.Name, active)],
        DerivativeKind.Hvp => AlongDirection(),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    // A gradient is the pullback of 1.
    private Function Seeded(bool withValue)
    {
        var vjp = Form(DerivativeKind.Vjp);
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

    // Forward over reverse: the tangent of the gradient.
    private Function AlongDirection()
    {
        var gradient = Form(DerivativeKind.Gradient);
        var second = new Derivations(new Module(gradient), Verify);
        var pushed = second.Module[second.Jvp(gradient.Name, active)];
        int components = gradient.Results.Count;
        var direction = pushed with
        {
            Results = pushed.Results.Skip(components).ToEquatableArray(),
            Body = pushed.Body with { End = pushed.Body.End with { Values = pushed.Body.End.Values.Skip(components).ToEquatableArray() } },
        };
        return Simplifier.Run(direction, 0);
    }
}
