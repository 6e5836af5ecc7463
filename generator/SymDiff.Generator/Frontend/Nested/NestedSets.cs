using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SymDiff.Compiler;
using SymDiff.Compiler.Emit;
using SymDiff.Compiler.IR;

namespace SymDiff.Generator.Frontend.Nested;

/// <summary>Calls of what is emitted for a method that has sets of parameters, or is one of a set: the sets are handed on number by number and array by array.</summary>
internal sealed class NestedSets
{
    private readonly LoweringContext _context;
    private readonly IInvocationOperation _call;
    private readonly NestedDerivative _derivative;
    private readonly FormSignature _form;
    private readonly bool _isComposed;

    // The sets that the method is given, by the names of its parameters.
    private readonly Dictionary<string, Value> _sets = new(StringComparer.Ordinal);

    // Where the declared form has a parameter, by what it is for.
    private readonly Dictionary<(FormRole Role, string Primal), int> _declared;
    private readonly Dictionary<(FormRole Role, string Primal), (Value? Value, Place? Place)> _made = [];

    // What the form that the function is of is given.
    private readonly Dictionary<int, Value> _values = [];
    private readonly Dictionary<int, Place> _places = [];
    private readonly Dictionary<int, ITypeSymbol?> _types = [];

    private NestedSets(LoweringContext context, IInvocationOperation call, NestedDerivative derivative, FormSignature form, bool isComposed)
    {
        (_context, _call, _derivative, _form, _isComposed) = (context, call, derivative, form, isComposed);
        _declared = form.Parameters.Select((p, i) => (Parameter: p, Ordinal: i)).ToDictionary(p => (p.Parameter.Role, PrimalOf(p.Parameter)), p => p.Ordinal);
    }

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
            return NestedCalls.Refuse(context, call, NotRead);
        }

        return NestedDerivative.Of(context, primal, form) is { } derivative ? Lower(context, call, derivative, form, isComposed, name)
            : NestedCalls.Refuse(context, call, $"'{primal.Name}' is refused itself, or hands arrays to a method that calls itself");
    }

    /// <summary>Appends the call of a form whose derivative is there.</summary>
    /// <param name="context">The reading.</param>
    /// <param name="call">The call.</param>
    /// <param name="derivative">The derivative.</param>
    /// <param name="form">The form as it is declared.</param>
    /// <param name="isComposed">Whether the form makes the destinations of the derivative.</param>
    /// <param name="name">The variable that the result is for, if any.</param>
    public static Value Lower(LoweringContext context, IInvocationOperation call, NestedDerivative derivative, FormSignature form, bool isComposed, string? name)
    {
        var nested = new NestedSets(context, call, derivative, form, isComposed);

        // C# evaluates what it is called on first.
        if (nested.TakeThis() is { } ofThis)
        {
            return NestedCalls.Refuse(context, call, ofThis);
        }

        return NestedCalls.Given(context, call, derivative, form, out var refused) is not { } given ? refused!
            : (nested.TakeSets(given) ?? nested.MakeDestinations(given) ?? nested.HandOn(given)) is { } why ? NestedCalls.Refuse(context, call, why)
            : nested.Result(name);
    }

    private const string NotRead = "this form of it cannot be read where there are parameter sets";

    private IEnumerable<ParameterSignature> Sets => _derivative.Given.Parameters.Where(p => p.Set is not null);

    private string? TakeThis()
    {
        if (!SignatureReader.IsThisActive(_derivative.Primal))
        {
            return null;
        }

        var set = _sets[NestedDerivative.Self] = ExpressionLowering.Lower(_context, _call.Instance!);
        return _context.IsPoisoned(set) ? "what it is called on is refused" : Obstacle(_call.Instance!, set);
    }

    // The sets among the arguments, all parts of which must be known.
    private string? TakeSets(NestedArguments given)
    {
        foreach (var argument in _call.Arguments)
        {
            int ordinal = argument.Parameter!.Ordinal;
            if (Sets.Any(p => p.Name == PrimalOf(_form.Parameters[ordinal])) && (given.Values.TryGetValue(ordinal, out var set) ? Obstacle(argument.Value, set) : "a set that is a struct is changed") is { } why)
            {
                return why;
            }
        }

        foreach (var set in Sets)
        {
            if (set.Name != NestedDerivative.Self)
            {
                _sets[set.Name] = given.Values[_declared[(FormRole.Primal, set.Name)]];
            }

            if (Handed(_sets[set.Name]) is not { IsWhole: true } handed || handed.Count != set.Set!.Parts.Count)
            {
                return $"the set that is its '{(set.Name == NestedDerivative.Self ? "this" : set.Name)}' holds others that are not taken apart here";
            }
        }

        return null;
    }

    // What an overload that allocates makes: sets, arrays, and numbers that are read in the end.
    private string? MakeDestinations(NestedArguments given)
    {
        if (!_isComposed)
        {
            return null;
        }

        foreach (var destination in Forms.Of(_derivative.Given, _form.Kind).Parameters.Where(p => p.Role is FormRole.Destination))
        {
            var key = (destination.Role, destination.Primal);
            if (_sets.TryGetValue(destination.Primal, out var set))
            {
                if (SetMaking.Obstacle(_context.AggregateOf(set)!.Layout) is not null)
                {
                    return NotRead;
                }

                _made.Add(key, (SetMaking.Like(_context, set), null));
                continue;
            }

            var like = given.Values[_declared[(FormRole.Primal, destination.Primal)]];
            if (_context.AggregateOf(like) is not null || _context.RowsOf(like) is not null)
            {
                return NotRead;
            }

            var memory = SetMaking.Memory(_context, like);
            _made.Add(key, like.Type.IsBuffer ? (memory, null) : (null, new BufferElement(_call, memory, _context.Builder.Int(0))));
        }

        return null;
    }

    // What each parameter of the form is given whose sets are taken apart.
    private string? HandOn(NestedArguments given)
    {
        var parts = SetSignature.Parts(_derivative.Given);
        var tables = SetSignature.Tables(_derivative.Given);
        for (int i = 0; i < _derivative.Form.Parameters.Count; i++)
        {
            var parameter = _derivative.Form.Parameters[i];
            if (tables.TryGetValue(parameter.Name, out var table))
            {
                var (set, part) = parts[table.Part];
                _values[i] = Handed(_sets[set.Name]).Table(Number(set, part), table.Text);
            }
            else if (parts.TryGetValue(parameter.Primal, out var member))
            {
                if (HandOnPart(i, parameter, member.Set, member.Part, given) is { } why)
                {
                    return why;
                }
            }
            else if (parameter.Role == FormRole.Primal && _sets.TryGetValue(parameter.Name, out var self))
            {
                _values[i] = _context.ObjectOf(_context.AggregateOf(self)!.Leaves[0]);
            }
            else if (_declared.TryGetValue((parameter.Role, PrimalOf(parameter)), out int own))
            {
                _types[i] = given.TypeOf(own);
                Set(i, given.Values.TryGetValue(own, out var value) ? value : null, given.Places.TryGetValue(own, out var place) ? place : null);
            }
            else
            {
                var (value, place) = _made[(parameter.Role, parameter.Primal)];
                Set(i, value, place);
            }
        }

        return null;
    }

    // A number or an array of a set, or the place of a number.
    private string? HandOnPart(int ordinal, FormParameter parameter, ParameterSignature set, SetPart part, NestedArguments given)
    {
        var owner = parameter.Role == FormRole.Primal ? _sets[set.Name]
            : _declared.TryGetValue((parameter.Role, set.Name), out int declared) ? given.Values[declared]
            : _made[(parameter.Role, set.Name)].Value!;
        if (parameter.Role is FormRole.Destination or FormRole.Diagonal or FormRole.Accumulator && !SetMaking.IsMade(_context, owner))
        {
            return $"'{parameter.Name}' goes to a set that is a parameter";
        }

        var handed = Handed(owner);
        if (parameter.Role != FormRole.Primal && !handed.Fits(_sets[set.Name]))
        {
            return $"'{parameter.Name}' goes to a set that is not made here like the one that it belongs to";
        }

        int number = Number(set, part);
        if (part.Type.IsBuffer || parameter.Role is FormRole.Primal or FormRole.Tangent or FormRole.Direction)
        {
            _values[ordinal] = handed.Value(number);
        }
        else
        {
            _places[ordinal] = handed.Place(number);
        }

        return null;
    }

    private void Set(int ordinal, Value? value, Place? place)
    {
        if (value is not null)
        {
            _values[ordinal] = value;
        }

        if (place is not null)
        {
            _places[ordinal] = place;
        }
    }

    // Writes the derivative, and puts together what an overload that allocates returns.
    private Value Result(string? name)
    {
        var arguments = new NestedArguments(_values, _places, i => _types.TryGetValue(i, out var type) ? type : null);
        var returned = NestedCalls.Lower(_context, _call, _derivative, arguments, _isComposed ? null : name, _isComposed ? _derivative.Primal.ReturnType : null);
        if (!_isComposed || _context.IsPoisoned(returned))
        {
            return returned;
        }

        var gradient = _made.Values.Select(r => r.Value ?? r.Place!.Read(_context)).ToList();
        return (_form.Kind == DerivativeKind.ValueAndGradient && _context.LayoutOf(_call.Type) is { Members: var both } whole
            ? Together(both[1].Type, gradient) is { } second ? _context.Assembled(whole, [returned, second], _call) : null
            : Together(_call.Type!, gradient)) ?? NestedCalls.Refuse(_context, _call, "its result cannot be followed");
    }

    private Value? Together(ITypeSymbol type, List<Value> parts) =>
        parts.Count == 1 ? parts[0] : _context.LayoutOf(type) is { } tuple && tuple.Members.Count == parts.Count ? _context.Assembled(tuple, parts, _call) : null;

    private HandedSet Handed(Value set) => new(_context, set, _call);

    private string? Obstacle(IOperation operation, Value set) => _context.AggregateOf(set) is { Layout: { IsSet: true } } ? null
        : $"'{Snippet.Of(operation)}' is no parameter set that is seen here";

    private static string PrimalOf(FormParameter parameter) => parameter.Primal == MethodSignature.ThisName ? NestedDerivative.Self : parameter.Primal;

    private static int Number(ParameterSignature set, SetPart part) => set.Set!.Parts.ToList().IndexOf(part);
}
