using SymDiff.Compiler.Analysis;
using SymDiff.Compiler.IR;
using SymDiff.Compiler.Rules;

namespace SymDiff.Compiler.Transforms;

/// <summary>The pushforward of a call of a vector function.</summary>
/// <param name="call">The call.</param>
/// <param name="statement">The same.</param>
/// <param name="aliasing">What the function's buffers refer to.</param>
/// <param name="companion">The tangent of a value; null for a constant.</param>
/// <param name="builder">Where to append.</param>
internal sealed class VectorForward(Vector call, Statement statement, Aliasing aliasing, Func<Value, Value?> companion, RegionBuilder builder)
{
    private readonly VectorFunction _row = VectorTable.Of(call);

    /// <summary>Appends the call and what computes the tangents beside it.</summary>
    /// <returns>The tangent of the result; null if it is none or a constant.</returns>
    public Value? Append()
    {
        var count = builder.Add(new Length(call.First), IrType.Int32);
        var tangents = call.Arguments.Select(companion).ToList();
        bool isActive = tangents.Any(t => t is not null);

        // What the call overwrites is needed as it was.
        var arguments = call.Arguments.Select(a => isActive && a.Type.IsBuffer && MayBeOverwritten(a) ? VectorLoop.Copy(builder, a, count) : a).ToList();
        builder.Add(statement);
        if (call.Destination is { } destination)
        {
            if (companion(destination) is { } into)
            {
                Push(count, arguments, tangents, destination, into);
            }

            return null;
        }

        return !isActive ? null : _row.Kind == VectorKind.Product ? PushProduct(count, arguments, tangents) : PushReduction(count, arguments, tangents);
    }

    private bool MayBeOverwritten(Value argument) =>
        call.Destination is { } destination && (aliasing.Roots(argument) is not { } own || aliasing.Roots(destination) is not { } written || own.Any(written.Contains));

    private void Push(Value count, List<Value> arguments, List<Value?> tangents, Value destination, Value into)
    {
        Value? sum = null;
        if (_row.Kind == VectorKind.SoftMax && tangents[0] is { } tangent)
        {
            sum = VectorLoop.Append(builder, count, [builder.Zero(call.Element)], (body, index, sums) =>
                [Add(body, sums[0], Multiply(body, body.Add(new Load(tangent, index), call.Element), body.Add(new Load(destination, index), call.Element)))], call.IsGeneric).Results[0];
        }

        VectorLoop.Append(builder, count, [], (body, index, _) =>
        {
            Value? pushed = null;
            if (sum is not null)
            {
                pushed = Multiply(body, body.Apply(call.Element, "Subtract", body.Add(new Load(tangents[0]!, index), call.Element), sum), body.Add(new Load(destination, index), call.Element));
            }
            else if (_row.Kind == VectorKind.Elementwise)
            {
                var rule = Rule(body, index, arguments, () => body.Add(new Load(destination, index), call.Element));
                for (int i = 0; i < arguments.Count; i++)
                {
                    if (_row.Partials[i] is { } partial && tangents[i] is { } own)
                    {
                        var term = Linear.Term(rule, partial, Element(body, own, index), null);
                        pushed = pushed is null ? term : Add(body, pushed, term);
                    }
                }
            }

            body.Add(new Store(into, index, pushed ?? body.Zero(call.Element)));
            return [];
        }, call.IsGeneric);
    }

    private Value PushReduction(Value count, List<Value> arguments, List<Value?> tangents)
    {
        var result = statement.Result;
        var totals = VectorLoop.Append(builder, count, [.. _row.Totals.Select(_ => builder.Zero(call.Element))], (body, index, sums) =>
            sums.Select((s, i) => Add(body, s, _row.Totals[i](Rule(body, index, arguments, () => result)))), call.IsGeneric).Results;
        var active = Enumerable.Range(0, tangents.Count).Where(i => tangents[i] is not null).ToList();
        var number = builder.Apply(call.Element, "Convert", count);
        var all = totals.Append(number).ToList();
        var products = VectorLoop.Append(builder, count, [.. active.Select(_ => builder.Zero(call.Element))], (body, index, sums) =>
        {
            var rule = Rule(body, index, arguments, () => result);
            return active.Select((a, i) =>
            {
                var tangent = Element(body, tangents[a]!, index);
                return Add(body, sums[i], _row.Slopes[a].Factor is { } factor ? rule.Multiply(tangent, factor(rule, all)) : tangent);
            });
        }, call.IsGeneric).Results;
        var outside = new RuleContext(builder, call.Element, _ => throw new NotSupportedException("A scale is the same for all elements."), () => result);
        var terms = active.Select((a, i) => _row.Slopes[a].Scale is { } scale ? outside.Multiply(products[i], scale(outside, totals, number)) : products[i]).ToList();
        return terms.Aggregate((a, b) => builder.Add(new Apply("Add", EquatableArray.Of(a, b)), call.Element, DerivedNames.Tangent(result.Name)));
    }

    private Value PushProduct(Value count, List<Value> arguments, List<Value?> tangents) =>
        VectorLoop.Append(builder, count, [builder.Constant(call.Element, 1), builder.Zero(call.Element)], (body, index, carried) =>
        {
            var factor = _row.Factors.Factor(Rule(body, index, arguments, () => statement.Result));
            Value? slope = null;
            for (int i = 0; i < tangents.Count; i++)
            {
                if (tangents[i] is { } tangent)
                {
                    var own = Element(body, tangent, index);
                    own = _row.Factors.Signs[i] > 0 ? own : body.Apply(call.Element, "Negate", own);
                    slope = slope is null ? own : Add(body, slope, own);
                }
            }

            return
            [
                Multiply(body, carried[0], factor),
                Add(body, Multiply(body, carried[1], factor), Multiply(body, carried[0], slope!)),
            ];
        }, isVector: false).Results[1];

    private RuleContext Rule(RegionBuilder body, Value index, List<Value> arguments, Func<Value> result) =>
        new(body, call.Element, i => Element(body, arguments[i], index), result);

    private Value Element(RegionBuilder body, Value value, Value index) => value.Type.IsBuffer ? body.Add(new Load(value, index), call.Element) : value;

    private Value Add(RegionBuilder body, Value a, Value b) => body.Apply(call.Element, "Add", a, b);

    private Value Multiply(RegionBuilder body, Value a, Value b) => body.Apply(call.Element, "Multiply", a, b);
}
