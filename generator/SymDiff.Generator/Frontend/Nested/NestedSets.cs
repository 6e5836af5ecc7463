using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SymDiff.Compiler;
using SymDiff.Compiler.Emit;
using SymDiff.Compiler.IR;

namespace SymDiff.Generator.Frontend.Nested;

/// <summary>Calls of what is emitted for a method that has sets of parameters, or is one of a set: the sets are handed on number by number and array by array.</summary>
internal static class NestedSets
{
    /// <summary>Appends the call.</summary>
    /// <param name="context">The reading.</param>
    /// <param name="call">The call.</param>
    /// <param name="primal">The marked method.</param>
    /// <param name="form">Its form as it is declared.</param>
    /// <param name="isComposed">Whether that is made of another one.</param>
    /// <param name="name">The variable that the result is for, if any.</param>
    public static Value Lower(LoweringContext context, IInvocationOperation call, IMethodSymbol primal, FormSignature form, bool isComposed, string? name)
    {
        if (form.Parameters.Any(p => p.Role is FormRole.Matrix or FormRole.Block) || (isComposed && form.Kind is not (DerivativeKind.Gradient or DerivativeKind.ValueAndGradient or DerivativeKind.Hvp or DerivativeKind.HessianDiagonal)))
        {
            return NestedCalls.Refuse(context, call, "this form of it cannot be read where there are parameter sets");
        }

        if (NestedDerivative.Of(context, primal, form) is not { } derivative)
        {
            return NestedCalls.Refuse(context, call, $"'{primal.Name}' is refused itself, or hands arrays to a method that calls itself");
        }

        // C# evaluates what it is called on first.
        var sets = new Dictionary<string, Value>(StringComparer.Ordinal);
        if (SignatureReader.IsThisActive(primal) && Set(context, call.Instance!, sets, NestedDerivative.Self) is { } ofThis)
        {
            return NestedCalls.Refuse(context, call, ofThis);
        }

        if (NestedCalls.Given(context, call, derivative, form, out var refused) is not { } given)
        {
            return refused!;
        }

        foreach (var argument in call.Arguments)
        {
            int ordinal = argument.Parameter!.Ordinal;
            if (derivative.Given.Parameters.Any(p => p.Set is not null && p.Name == PrimalOf(form.Parameters[ordinal])) && (given.Values.TryGetValue(ordinal, out var set) ? Obstacle(context, argument.Value, set) : "a set that is a struct is changed") is { } why)
            {
                return NestedCalls.Refuse(context, call, why);
            }
        }

        var values = new Dictionary<int, Value>();
        var places = new Dictionary<int, Place>();
        var types = new Dictionary<int, ITypeSymbol?>();
        var declared = form.Parameters.Select((p, i) => (Parameter: p, Ordinal: i)).ToDictionary(p => (p.Parameter.Role, PrimalOf(p.Parameter)), p => p.Ordinal);
        foreach (var set in derivative.Given.Parameters.Where(p => p.Set is not null && p.Name != NestedDerivative.Self))
        {
            sets[set.Name] = given.Values[declared[(FormRole.Primal, set.Name)]];
        }

        foreach (var set in derivative.Given.Parameters.Where(p => p.Set is not null))
        {
            if (new HandedSet(context, sets[set.Name], call) is not { IsWhole: true } handed || handed.Count != set.Set!.Parts.Count)
            {
                return NestedCalls.Refuse(context, call, $"the set that is its '{(set.Name == NestedDerivative.Self ? "this" : set.Name)}' holds others that are not taken apart here");
            }
        }

        var results = isComposed ? Destinations(context, call, derivative, form.Kind, sets, given, declared) : [];
        if (results is null)
        {
            return NestedCalls.Refuse(context, call, "this form of it cannot be read where there are parameter sets");
        }

        var parts = SetSignature.Parts(derivative.Given);
        var tables = SetSignature.Tables(derivative.Given);
        for (int i = 0; i < derivative.Form.Parameters.Count; i++)
        {
            var parameter = derivative.Form.Parameters[i];
            if (tables.TryGetValue(parameter.Name, out var table))
            {
                var (set, part) = parts[table.Part];
                values[i] = new HandedSet(context, sets[set.Name], call).Table(Number(set, part), table.Text);
            }
            else if (parts.TryGetValue(parameter.Primal, out var member))
            {
                var owner = parameter.Role == FormRole.Primal ? sets[member.Set.Name]
                    : declared.TryGetValue((parameter.Role, member.Set.Name), out int ordinal) ? given.Values[ordinal]
                    : results[(parameter.Role, member.Set.Name)].Value!;
                var part = new HandedSet(context, owner, call);
                int number = Number(member.Set, member.Part);
                if (parameter.Role is FormRole.Destination or FormRole.Diagonal or FormRole.Accumulator && !SetMaking.IsMade(context, owner))
                {
                    return NestedCalls.Refuse(context, call, $"'{parameter.Name}' goes to a set that is a parameter");
                }

                if (parameter.Role != FormRole.Primal && !part.Fits(sets[member.Set.Name]))
                {
                    return NestedCalls.Refuse(context, call, $"'{parameter.Name}' goes to a set that is not made here like the one that it belongs to");
                }

                if (member.Part.Type.IsBuffer || parameter.Role is FormRole.Primal or FormRole.Tangent or FormRole.Direction)
                {
                    values[i] = part.Value(number);
                }
                else
                {
                    places[i] = part.Place(number);
                }
            }
            else if (parameter.Role == FormRole.Primal && sets.TryGetValue(parameter.Name, out var self))
            {
                values[i] = context.ObjectOf(context.AggregateOf(self)!.Leaves[0]);
            }
            else if (declared.TryGetValue((parameter.Role, PrimalOf(parameter)), out int own))
            {
                types[i] = given.TypeOf(own);
                if (given.Values.TryGetValue(own, out var value))
                {
                    values[i] = value;
                }

                if (given.Places.TryGetValue(own, out var place))
                {
                    places[i] = place;
                }
            }
            else
            {
                var (value, place) = results[(parameter.Role, parameter.Primal)];
                (values[i], places[i]) = (value!, place!);
                if (value is null)
                {
                    values.Remove(i);
                }

                if (place is null)
                {
                    places.Remove(i);
                }
            }
        }

        var returned = NestedCalls.Lower(context, call, derivative, new NestedArguments(values, places, i => types.TryGetValue(i, out var type) ? type : null), isComposed ? null : name, isComposed ? primal.ReturnType : null);
        if (!isComposed || context.IsPoisoned(returned))
        {
            return returned;
        }

        var gradient = results.Values.Select(r => r.Value ?? r.Place!.Read(context)).ToList();
        return form.Kind == DerivativeKind.ValueAndGradient && context.LayoutOf(call.Type) is { Members: var both } whole
            ? Together(context, both[1].Type, gradient, call) is { } second ? context.Assembled(whole, [returned, second], call) : NestedCalls.Refuse(context, call, "its result cannot be followed")
            : Together(context, call.Type!, gradient, call) ?? NestedCalls.Refuse(context, call, "its result cannot be followed");
    }

    // What an overload that allocates makes: sets, arrays, and numbers that are read in the end.
    private static Dictionary<(FormRole Role, string Primal), (Value? Value, Place? Place)>? Destinations(
        LoweringContext context, IInvocationOperation call, NestedDerivative derivative, DerivativeKind kind, Dictionary<string, Value> sets, NestedArguments given, Dictionary<(FormRole, string), int> declared)
    {
        var made = new Dictionary<(FormRole Role, string Primal), (Value? Value, Place? Place)>();
        foreach (var destination in Forms.Of(derivative.Given, kind).Parameters.Where(p => p.Role is FormRole.Destination))
        {
            var key = (destination.Role, destination.Primal);
            if (sets.TryGetValue(destination.Primal, out var set))
            {
                if (SetMaking.Obstacle(context.AggregateOf(set)!.Layout) is not null)
                {
                    return null;
                }

                made.Add(key, (SetMaking.Like(context, set), null));
                continue;
            }

            var like = given.Values[declared[(FormRole.Primal, destination.Primal)]];
            if (context.AggregateOf(like) is not null || context.RowsOf(like) is not null)
            {
                return null;
            }

            var memory = SetMaking.Memory(context, like);
            made.Add(key, like.Type.IsBuffer ? (memory, null) : (null, new BufferElement(call, memory, context.Builder.Int(0))));
        }

        return made;
    }

    private static Value? Together(LoweringContext context, ITypeSymbol type, List<Value> parts, IInvocationOperation call) =>
        parts.Count == 1 ? parts[0] : context.LayoutOf(type) is { } tuple && tuple.Members.Count == parts.Count ? context.Assembled(tuple, parts, call) : null;

    private static string? Set(LoweringContext context, IOperation operation, Dictionary<string, Value> sets, string name)
    {
        var set = ExpressionLowering.Lower(context, operation);
        sets[name] = set;
        return context.IsPoisoned(set) ? "what it is called on is refused" : Obstacle(context, operation, set);
    }

    private static string? Obstacle(LoweringContext context, IOperation operation, Value set) => context.AggregateOf(set) is { Layout: { IsSet: true } } ? null
        : $"'{Snippet.Of(operation)}' is no parameter set that is seen here";

    private static string PrimalOf(FormParameter parameter) => parameter.Primal == MethodSignature.ThisName ? NestedDerivative.Self : parameter.Primal;

    private static int Number(ParameterSignature set, SetPart part) => set.Set!.Parts.ToList().IndexOf(part);
}
