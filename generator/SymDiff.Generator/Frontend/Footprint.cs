using Microsoft.CodeAnalysis;

namespace SymDiff.Generator.Frontend;

/// <summary>What running a part of a body can do to the variables outside it, calls of functions whose body is known included.</summary>
internal sealed class Footprint
{
    private readonly List<ISymbol> _written = [];
    private readonly HashSet<ISymbol> _isWritten = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _declared = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, List<ISymbol>> _uses = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _sources = new(SymbolEqualityComparer.Default);
    private readonly List<ISymbol> _alwaysVaried = [];
    private readonly LoweringContext _context;

    private Footprint(LoweringContext context) => _context = context;

    /// <summary>The variables assigned, in the order of first assignment.</summary>
    public IReadOnlyList<ISymbol> Written => _written;

    /// <summary>The footprint of parts of the body being read.</summary>
    public static Footprint Of(LoweringContext context, params IOperation[] parts)
    {
        var footprint = new Footprint(context);
        var assignments = context.AssignmentsOf(context.Frames[context.Frames.Count - 1].Body);
        footprint.Add(parts.SelectMany(assignments.In));
        return footprint;
    }

    /// <summary>The footprint of a whole body.</summary>
    public static Footprint OfBody(LoweringContext context, IOperation body)
    {
        var footprint = new Footprint(context);
        footprint.Add(context.AssignmentsOf(body).All);
        return footprint;
    }

    /// <summary>The same without the variables of a method itself.</summary>
    public Footprint Without(IMethodSymbol method)
    {
        _written.RemoveAll(v => SymbolEqualityComparer.Default.Equals(LoweringContext.Owner(v), method));
        return this;
    }

    /// <summary>Whether the variable is assigned.</summary>
    public bool Writes(ISymbol variable) => _isWritten.Contains(_context.Resolve(variable));

    /// <summary>Whether the variable is declared there.</summary>
    public bool Declares(ISymbol variable) => _declared.Contains(variable);

    /// <summary>
    /// The variables that may hold an active value at some time, whatever order the assignments run in: started from those that do now.
    /// </summary>
    /// <param name="given">A variable that is given an active value otherwise than by an assignment.</param>
    public HashSet<ISymbol> Varied(ISymbol? given = null)
    {
        var varied = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        var queue = new Queue<ISymbol>(_alwaysVaried);
        if (given is not null)
        {
            queue.Enqueue(_context.Resolve(given));
        }

        foreach (var source in _sources)
        {
            var value = _context.PlaceOf(source) is null ? _context.Read(source) : null;
            bool isNewBuffer = !_context.Assumptions.LocalsAreConstant && (value is null || _isWritten.Contains(source)) && _context.BufferOf(LoweringContext.VariableType(source)) is { HasShadow: true };
            bool isActiveElement = _context.PlaceOf(source) is BufferElement { Buffer: var buffer } && _context.IsVaried(buffer);
            if (isNewBuffer || isActiveElement || (value is not null && _context.IsVaried(value)))
            {
                queue.Enqueue(source);
            }
        }

        while (queue.Count > 0)
        {
            var next = queue.Dequeue();
            if (varied.Add(next) && _uses.TryGetValue(next, out var uses))
            {
                uses.ForEach(queue.Enqueue);
            }
        }

        return varied;
    }

    private void Add(IEnumerable<VariableEvent> events)
    {
        var bodies = new HashSet<IOperation>();
        var queue = new Queue<IEnumerable<VariableEvent>>();
        queue.Enqueue(events);
        while (queue.Count > 0)
        {
            foreach (var item in queue.Dequeue())
            {
                switch (item.Kind)
                {
                    case VariableEventKind.Declared:
                        _declared.Add(item.Variable);
                        break;

                    case VariableEventKind.Assigned:
                        Assigned(_context.Resolve(item.Variable), item.Sources);
                        break;

                    case VariableEventKind.Entered when item.Method is { } method && _context.Mutates(StructReceivers.Meant(_context, method, item.Through)):
                        Assigned(_context.Resolve(item.Variable), item.Sources);
                        break;

                    case VariableEventKind.Called when _context.FunctionOf(item.Variable) is { Body: { } body } function:
                        if (bodies.Add(body))
                        {
                            queue.Enqueue(_context.AssignmentsOf(body).All);

                            // What it gives may depend on whatever its body reads.
                            Depends(function.Method.OriginalDefinition, Assignments.Sources([.. body.ChildOperations]));
                            foreach (var parameter in function.Method.Parameters)
                            {
                                _declared.Add(parameter.OriginalDefinition);
                                if (function.Method.MethodKind != MethodKind.LocalFunction)
                                {
                                    _alwaysVaried.Add(parameter.OriginalDefinition);
                                }
                            }
                        }

                        Depends(_context.Resolve(item.Variable), [function.Method.OriginalDefinition]);
                        break;
                }
            }
        }
    }

    private void Assigned(ISymbol variable, IReadOnlyList<ISymbol?> sources)
    {
        if (_isWritten.Add(variable))
        {
            _written.Add(variable);
        }

        Depends(variable, sources);
    }

    private void Depends(ISymbol variable, IReadOnlyList<ISymbol?> sources)
    {
        foreach (var source in sources)
        {
            if (source is null)
            {
                _alwaysVaried.Add(variable);
                continue;
            }

            var resolved = _context.Resolve(source);
            _sources.Add(resolved);
            if (!_uses.TryGetValue(resolved, out var uses))
            {
                _uses.Add(resolved, uses = []);
            }

            uses.Add(variable);
        }
    }
}
