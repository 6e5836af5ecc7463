using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Analysis;

/// <summary>A forward loop and the loops around it.</summary>
/// <param name="Statement">The loop.</param>
/// <param name="Parent">The next loop outward; null for none.</param>
internal sealed record LoopSite(Statement Statement, LoopSite? Parent)
{
    /// <summary>The loop.</summary>
    public Loop Loop => (Loop)Statement.Operation;

    /// <summary>This loop and those around it, outermost first.</summary>
    public IReadOnlyList<LoopSite> Nest => Parent is null ? [this] : [.. Parent.Nest, this];

    /// <summary>Loops are places: two are the same only if they are one.</summary>
    public bool Equals(LoopSite? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => ByReference.Instance.GetHashCode(Statement);
}

/// <summary>Where a value of the forward sweep is defined.</summary>
/// <param name="Value">The value.</param>
/// <param name="Definition">The statement that defines it; null for a parameter of a region or of the function.</param>
/// <param name="Loop">The innermost loop around it; null for none.</param>
/// <param name="IsTopLevel">Whether it is in scope to the end of the function.</param>
/// <param name="Order">Its place in the order of definition.</param>
/// <param name="Outermost">The place of the outermost statement that it is defined in or by; -1 for a parameter of the function.</param>
internal sealed record Site(Value Value, Statement? Definition, LoopSite? Loop, bool IsTopLevel, int Order, int Outermost);

/// <summary>The definition of every value in a run of statements.</summary>
internal sealed class Sites
{
    private readonly Dictionary<Value, Site> _sites = [];
    private readonly int _outermost = -1;

    /// <summary>Collects them.</summary>
    /// <param name="parameters">The function's parameters.</param>
    /// <param name="statements">The forward sweep.</param>
    public Sites(IEnumerable<Value> parameters, IEnumerable<Statement> statements)
    {
        foreach (var parameter in parameters)
        {
            Add(parameter, null, null, isTopLevel: true);
        }

        foreach (var statement in statements)
        {
            _outermost++;
            Visit([statement], null, isTopLevel: true);
        }
    }

    /// <summary>The site of a value of the forward sweep.</summary>
    public Site this[Value value] => _sites[value];

    /// <summary>Whether a value is one of the forward sweep.</summary>
    public bool Has(Value value) => _sites.ContainsKey(value);

    private void Visit(IEnumerable<Statement> statements, LoopSite? loop, bool isTopLevel)
    {
        foreach (var statement in statements)
        {
            foreach (var result in statement.Results)
            {
                Add(result, statement, loop, isTopLevel);
            }

            var inner = statement.Operation is Loop ? new LoopSite(statement, loop) : loop;
            foreach (var region in statement.Operation.Regions)
            {
                foreach (var parameter in region.Parameters)
                {
                    Add(parameter, null, inner, isTopLevel: false);
                }

                Visit(region.Statements, inner, isTopLevel: false);
            }
        }
    }

    private void Add(Value value, Statement? definition, LoopSite? loop, bool isTopLevel) =>
        _sites.Add(value, new Site(value, definition, loop, isTopLevel, _sites.Count, _outermost));
}
