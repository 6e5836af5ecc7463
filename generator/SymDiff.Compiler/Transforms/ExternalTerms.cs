using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Transforms;

/// <summary>
/// The derivative of C# that is not looked into, from what its rule has: partials serve both directions, a pullback can stand in for a pushforward and the
/// other way round, since there is one result.
/// </summary>
/// <param name="external">The C#.</param>
/// <param name="result">Its result.</param>
/// <param name="builder">Where to append.</param>
/// <param name="use">Gives a value of the primal where the derivative needs it.</param>
/// <remarks>Partials have the type of the result; contributions that of the argument.</remarks>
internal sealed class ExternalTerms(External external, Value result, RegionBuilder builder, Func<Value, Value> use)
{
    private readonly ExternalRule _rule = external.Rule!;

    /// <summary>What the cotangent of the result contributes to each flagged argument, in order.</summary>
    public IReadOnlyList<Value> Pull(Value cotangent)
    {
        if (_rule.Partials is not null)
        {
            return [.. (Mutation.SwapsPartials ? Enumerable.Reverse(Partials()) : Partials()).Select((p, i) => Multiply(cotangent, p, Flagged[i]))];
        }

        if (_rule.Pullback is { } pullback)
        {
            return Call(pullback, external.Arguments.Select(use).Append(cotangent), [.. Flagged.Select(a => builder.Values.Fresh(a.Type, DerivedNames.Cotangent(a.Name)))]);
        }

        // One pass along each argument.
        return [.. Flagged.Select((a, i) =>
        {
            var unit = Flagged.Select((b, j) => i == j ? builder.Constant(b.Type, 1) : builder.Zero(b.Type));
            return Multiply(cotangent, Pushed([.. unit]), a);
        })];
    }

    /// <summary>The tangent of the result.</summary>
    /// <param name="tangents">The tangents of the flagged arguments, null for zero.</param>
    public Value Push(IReadOnlyList<Value?> tangents)
    {
        if (_rule.Partials is null && _rule.Pushforward is not null)
        {
            return Pushed([.. Flagged.Select((a, i) => tangents[i] ?? builder.Zero(a.Type))]);
        }

        // The pullback of 1 is the gradient, in the types of the arguments.
        var partials = _rule.Partials is not null ? Partials() : [.. Pull(builder.Constant(result.Type, 1)).Select(p => Convert(p, result.Type))];
        Value? sum = null;
        for (int i = 0; i < partials.Length; i++)
        {
            if (tangents[i] is { } tangent)
            {
                var term = Multiply(Convert(tangent, partials[i].Type), partials[i], result);
                sum = sum is null ? term : builder.Add(new Apply("Add", EquatableArray.Of(sum, term)), result.Type, DerivedNames.Tangent(result.Name));
            }
        }

        return sum ?? builder.Zero(result.Type);
    }

    // It need not be kept if nothing reads it.
    private bool UsesResult => _rule.Partials!.Contains("{" + external.Arguments.Count.ToString(System.Globalization.CultureInfo.InvariantCulture) + "}");

    private List<Value> Flagged => [.. external.Arguments.Where((_, i) => _rule.Active[i])];

    private Value[] Partials() =>
        Call(_rule.Partials!, external.Arguments.Select(use).Concat(UsesResult ? [use(result)] : []), [.. Flagged.Select(_ => builder.Values.Fresh(result.Type))], _rule.OfPartials);

    private Value Pushed(Value[] tangents) =>
        Call(_rule.Pushforward ?? throw new NoDerivativeException(external.Text), external.Arguments.Select(use).Concat(tangents), [builder.Values.Fresh(result.Type), builder.Values.Fresh(result.Type, DerivedNames.Tangent(result.Name))])[1];

    // A derivative is no constant: where it is differentiated in turn without a rule, that is an error and not a zero.
    private Value[] Call(string text, IEnumerable<Value> arguments, Value[] results, ExternalRule? rule = null)
    {
        var used = arguments.ToEquatableArray();
        builder.Add(new External(text, used, Effect.None, rule ?? ExternalRule.Unknown(used)), results);
        return results;
    }

    // What flows to a value of another width is rounded like any conversion.
    private Value Multiply(Value direction, Value partial, Value target)
    {
        string? name = target == result ? DerivedNames.Tangent(target.Name) : DerivedNames.Cotangent(target.Name);
        return Convert(builder.Add(new Apply("Multiply", EquatableArray.Of(direction, partial)), partial.Type, name), target.Type);
    }

    private Value Convert(Value value, IrType type) => value.Type == type ? value : builder.Apply(type, "Convert", value);
}
