using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SymDiff.Compiler.IR;

namespace SymDiff.Generator.Frontend;

/// <content>Variables: what they hold, which are other names of others, which hold known functions.</content>
internal sealed partial class LoweringContext
{
    private readonly Dictionary<ISymbol, ISymbol> _aliases = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, Place> _places = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<int, KnownFunction> _functions = [];
    private readonly Dictionary<int, IReadOnlyList<Value>> _lists = [];
    private readonly Dictionary<IOperation, Assignments> _assignments = [];
    private readonly Dictionary<IMethodSymbol, bool> _mutates = new(SymbolEqualityComparer.Default);

    /// <summary>What the variable holds; null if it was not assigned.</summary>
    public Value? Read(ISymbol variable) => Bindings[Named(variable)];

    /// <summary>Assigns a variable.</summary>
    public void Assign(ISymbol variable, Value value) => Bindings.Set(Named(variable), value);

    /// <summary>Makes a variable unassigned, so that reading it is an error.</summary>
    public void Forget(ISymbol variable) => Bindings.Set(Named(variable), null);

    /// <summary>The variable that assignments of a name change: that which it is another name of, or of a part of.</summary>
    public ISymbol Resolve(ISymbol variable)
    {
        var symbol = Named(variable);
        while (_places.Count > 0 && _places.TryGetValue(symbol, out var place) && place.Root is { } root)
        {
            symbol = Named(root);
        }

        return symbol;
    }

    /// <summary>The variable that a name means: a parameter passed by reference is another name of its argument.</summary>
    public ISymbol Named(ISymbol variable)
    {
        var symbol = variable.OriginalDefinition;
        while (_aliases.TryGetValue(symbol, out var other))
        {
            symbol = other;
        }

        return symbol;
    }

    /// <summary>Makes a parameter a variable of its own, or another name of one.</summary>
    /// <returns>What it was before, to be given back to this method when the parameter's method ends.</returns>
    public ISymbol? Alias(ISymbol parameter, ISymbol? variable)
    {
        _aliases.TryGetValue(parameter.OriginalDefinition, out var before);
        if (variable is null)
        {
            _aliases.Remove(parameter.OriginalDefinition);
        }
        else
        {
            _aliases[parameter.OriginalDefinition] = variable;
        }

        return before;
    }

    /// <summary>Makes a parameter another name of a part of something, or of none.</summary>
    /// <returns>What it was before, to be given back to this method when the parameter's method ends.</returns>
    public Place? SetPlace(ISymbol parameter, Place? place)
    {
        _places.TryGetValue(parameter.OriginalDefinition, out var before);
        if (place is null)
        {
            _places.Remove(parameter.OriginalDefinition);
        }
        else
        {
            _places[parameter.OriginalDefinition] = place;
        }

        return before;
    }

    /// <summary>The part of a variable or of memory that a parameter passed by reference is another name of; null for every other variable.</summary>
    public Place? PlaceOf(ISymbol variable) => _places.Count > 0 && _places.TryGetValue(Named(variable), out var place) ? place : null;

    /// <summary>A method is entered again before it ended: its variables are new ones.</summary>
    public void BeginScope(IMethodSymbol method)
    {
        if (Frames.Any(f => SymbolEqualityComparer.Default.Equals(f.Method, method)))
        {
            Bindings.Forget(method);
        }
    }

    /// <summary>A point to come back to, in the log of assignments.</summary>
    public int MarkVariables() => Bindings.Mark;

    /// <summary>Gives the variables of a method that ends back what they held before it began.</summary>
    /// <param name="mark">The log before it began.</param>
    /// <param name="method">The method.</param>
    public void EndScope(int mark, IMethodSymbol method)
    {
        foreach (var change in Bindings.Since(mark))
        {
            if (change.Now != change.Before && SymbolEqualityComparer.Default.Equals(Owner(change.Variable), method))
            {
                Bindings.Set(change.Variable, change.Before);
            }
        }
    }

    /// <summary>A value that stands for a function whose body is known. It is no value of the program.</summary>
    public Value Function(IrType type, KnownFunction function)
    {
        var value = Builder.Values.Fresh(type);
        _functions.Add(value.Id, function);
        return value;
    }

    /// <summary>The function that a value stands for; null if it is an ordinary value.</summary>
    public KnownFunction? FunctionOf(Value? value) => value is not null && _functions.TryGetValue(value.Id, out var function) ? function : null;

    /// <summary>A value that stands for a list of values, as long as each is known. It is no value of the program.</summary>
    public Value List(IrType type, IReadOnlyList<Value> elements)
    {
        var value = Builder.Values.Fresh(type);
        _lists.Add(value.Id, elements);
        if (elements.Any(IsVaried))
        {
            MarkVaried(value);
        }

        return value;
    }

    /// <summary>The elements of the list that a value stands for; null if it is an ordinary value.</summary>
    public IReadOnlyList<Value>? ListOf(Value? value) => value is not null && _lists.TryGetValue(value.Id, out var elements) ? elements : null;

    /// <summary>The elements of the list that an expression names; null if it names none.</summary>
    public IReadOnlyList<Value>? ListOf(IOperation? operation) => operation switch
    {
        IParenthesizedOperation parenthesized => ListOf(parenthesized.Operand),
        IParameterReferenceOperation parameter => ListOf(Read(parameter.Parameter)),
        _ => null,
    };

    /// <summary>The function that a variable holds, or that a local function is.</summary>
    public KnownFunction? FunctionOf(ISymbol symbol) => symbol is IMethodSymbol { MethodKind: MethodKind.LocalFunction } local
        ? Sources.Body(local.OriginalDefinition, Cancellation) is { } body ? new KnownFunction(local, body) : null
        : FunctionOf(Read(symbol));

    /// <summary>Whether a method of a struct, whose body is known, may change what it is called on.</summary>
    public bool Mutates(IMethodSymbol method)
    {
        var declared = (method.PartialImplementationPart ?? method).OriginalDefinition;
        if (StructMembers.IsReadOnly(declared))
        {
            return false;
        }

        if (!_mutates.TryGetValue(declared, out bool known))
        {
            _mutates[declared] = false;
            known = Sources.Body(declared, Cancellation) is { } body && AssignmentsOf(body).All.Any(e => SymbolEqualityComparer.Default.Equals(e.Variable, declared)
                && (e.Kind == VariableEventKind.Assigned || (e.Kind == VariableEventKind.Entered && (e.Method is not { } inner || Mutates(inner)))));
            _mutates[declared] = known;
        }

        return known;
    }

    /// <summary>What is assigned in a body.</summary>
    public Assignments AssignmentsOf(IOperation body)
    {
        if (!_assignments.TryGetValue(body, out var assignments))
        {
            assignments = Assignments.Of(body);
            _assignments.Add(body, assignments);
        }

        return assignments;
    }
}

/// <summary>A function whose body is known, held by a variable of a delegate type.</summary>
/// <param name="Method">The lambda, local function or method.</param>
/// <param name="Body">Its body; null where only its name is known.</param>
internal sealed record KnownFunction(IMethodSymbol Method, IOperation? Body)
{
    /// <summary>The type parameter that a method of generic mathematics is called on; null where it is none.</summary>
    public IrType? Through { get; init; }
}
