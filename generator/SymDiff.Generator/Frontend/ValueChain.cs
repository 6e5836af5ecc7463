using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SymDiff.Generator.Frontend;

/// <summary>
/// The way from where a derivative is lost back to the parameter that it was by: the assignments and arguments in between, a shortest such way. It is found in the source, for people to follow, and decides nothing.
/// </summary>
/// <param name="context">The reading, as it stands at the loss.</param>
internal sealed class ValueChain(LoweringContext context)
{
    private readonly HashSet<ISymbol> _seen = new(SymbolEqualityComparer.Default);
    private readonly Queue<Link> _pending = new();

    /// <summary>The places, the one nearest to the loss first and the declaration of the parameter last; none where no way is found.</summary>
    /// <param name="lost">What is refused or warned of.</param>
    public EquatableArray<Location> To(IOperation lost)
    {
        _pending.Enqueue(new Link(lost, null, context.Frames.Count - 1));
        while (_pending.Count > 0)
        {
            var link = _pending.Dequeue();
            foreach (var reference in (link.Source ?? link.Operation).DescendantsAndSelf())
            {
                var symbol = Variable(reference);
                if (symbol is null || !_seen.Add(symbol.OriginalDefinition))
                {
                    continue;
                }

                if (symbol is IParameterSymbol parameter && IsRoot(parameter))
                {
                    return Places(link).Reverse().Append(MethodShape.Location(parameter)).ToEquatableArray();
                }

                Follow(symbol, reference, link);
            }
        }

        return default;
    }

    private static ISymbol? Variable(IOperation operation) => operation switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        _ => null,
    };

    // Of a loop over elements, what they are elements of.
    private static SyntaxNode Shown(IOperation operation) => (operation is IForEachLoopOperation loop ? loop.Collection : operation).Syntax;

    // What is assigned, not what it is assigned to; of a sum both, of a tuple the part.
    private static IOperation Source(IOperation operation, ISymbol symbol) => operation switch
    {
        IForEachLoopOperation loop => loop.Collection,
        ISimpleAssignmentOperation assignment => assignment.Value,
        IDeconstructionAssignmentOperation assignment => Part(assignment.Target, assignment.Value, symbol),
        _ => operation,
    };

    private static IOperation Part(IOperation target, IOperation value, ISymbol symbol)
    {
        target = target is IDeclarationExpressionOperation declaration ? declaration.Expression : target;
        value = value is IConversionOperation conversion ? conversion.Operand : value;
        return target is ITupleOperation targets && value is ITupleOperation values && targets.Elements.Length == values.Elements.Length
            && Enumerable.Range(0, targets.Elements.Length).Where(i => Changes(targets.Elements[i], symbol)).DefaultIfEmpty(-1).First() is >= 0 and var at
            ? Part(targets.Elements[at], values.Elements[at], symbol)
            : value;
    }

    // The loss itself is where the diagnostic is.
    private static IEnumerable<Location> Places(Link link)
    {
        for (var on = link; on.Next is not null; on = on.Next)
        {
            yield return Shown(on.Operation).GetLocation();
        }
    }

    private bool IsRoot(IParameterSymbol parameter) =>
        context.Frames.Count > 0 && SymbolEqualityComparer.Default.Equals(parameter.ContainingSymbol.OriginalDefinition, context.Frames[0].Method.OriginalDefinition) && SignatureReader.IsActive(parameter);

    private void Follow(ISymbol symbol, IOperation reference, Link link)
    {
        // What a helper was given.
        for (int i = link.Frame; i > 0 && symbol is IParameterSymbol parameter; i--)
        {
            if (SymbolEqualityComparer.Default.Equals(context.Frames[i].Method.OriginalDefinition, parameter.ContainingSymbol.OriginalDefinition)
                && context.Frames[i].Given.FirstOrDefault(a => a.Parameter?.Ordinal == parameter.Ordinal)?.Source?.Value is { } given)
            {
                _pending.Enqueue(new Link(given, link, i - 1));
                break;
            }
        }

        var body = reference;
        while (body.Parent is { } parent)
        {
            body = parent;
        }

        // The last assignments before come first; those behind may be those of an earlier iteration.
        int at = reference.Syntax.SpanStart;
        foreach (var assignment in body.Descendants().Where(o => Assigns(o, symbol) && !Shown(o).Span.Contains(reference.Syntax.Span)).OrderByDescending(o => o.Syntax.SpanStart < at).ThenByDescending(o => o.Syntax.SpanStart))
        {
            _pending.Enqueue(new Link(assignment, link, link.Frame) { Source = Source(assignment, symbol) });
        }
    }

    private static bool Assigns(IOperation operation, ISymbol symbol)
    {
        return operation switch
        {
            IVariableDeclaratorOperation declarator => Is(declarator.Symbol) && declarator.GetVariableInitializer() is not null,
            IAssignmentOperation assignment => Changes(assignment.Target, symbol),
            IForEachLoopOperation loop => loop.Locals.Any(Is),
            _ => false,
        };

        bool Is(ISymbol? other) => SymbolEqualityComparer.Default.Equals(symbol, other);
    }

    private static bool Changes(IOperation target, ISymbol symbol) => Targets(target).Any(t => SymbolEqualityComparer.Default.Equals(Variable(t), symbol));

    // The variables that an assignment changes, or parts of which it does; not those of indices.
    private static IEnumerable<IOperation> Targets(IOperation target) => target switch
    {
        IArrayElementReferenceOperation element => Targets(element.ArrayReference),
        IMemberReferenceOperation { Instance: { } instance } => Targets(instance),
        ITupleOperation tuple => tuple.Elements.SelectMany(Targets),
        IDeclarationExpressionOperation declaration => Targets(declaration.Expression),
        _ => [target],
    };

    /// <summary>A place on the way.</summary>
    /// <param name="Operation">What is there.</param>
    /// <param name="Next">The place nearer to the loss; null for the loss.</param>
    /// <param name="Frame">The method that it is in, by its place among those that are being read.</param>
    private sealed record Link(IOperation Operation, Link? Next, int Frame)
    {
        /// <summary>What of it the value is from; null for all.</summary>
        public IOperation? Source { get; init; }
    }
}
