using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SymDiff.Compiler.IR;

namespace SymDiff.Generator.Frontend.Nested;

/// <summary>A set that is handed on number by number and array by array, in the order of its parts.</summary>
internal sealed class HandedSet
{
    private readonly LoweringContext _context;
    private readonly Value _set;
    private readonly IOperation _at;
    private readonly List<(Value Owner, LayoutMember? Member)> _parts = [];

    /// <summary>Takes a set.</summary>
    /// <param name="context">The reading.</param>
    /// <param name="set">The set.</param>
    /// <param name="at">Where it is handed on.</param>
    public HandedSet(LoweringContext context, Value set, IOperation at)
    {
        (_context, _set, _at) = (context, set, at);
        Add(set);
    }

    /// <summary>Whether all its parts are known, those of another one in the same order.</summary>
    public bool Fits(Value other) => IsWhole && new HandedSet(_context, other, _at) is { IsWhole: true } like && like._parts.Count == _parts.Count
        && SymbolEqualityComparer.Default.Equals(Type(other), Type(_set));

    /// <summary>Whether all its parts are known.</summary>
    public bool IsWhole { get; private set; } = true;

    /// <summary>How many parts there are.</summary>
    public int Count => _parts.Count;

    /// <summary>A number, an array, or the memory of the sets in it.</summary>
    public Value Value(int number)
    {
        var (owner, member) = _parts[number];
        var (layout, leaves) = (_context.AggregateOf(owner)!.Layout, _context.AggregateOf(owner)!.Leaves);
        return member is null ? leaves[1]
            : layout.Located is not null ? SetElements.Read(_context, owner, member.Symbol, null)!
            : SetLowering.Part(_context, owner, member);
    }

    /// <summary>The place of a number of a set that is memory.</summary>
    public Place Place(int number) => SetLowering.Number(_context, _parts[number].Owner, _parts[number].Member!.Symbol, _at);

    /// <summary>A table that says where the blocks of inner sets are.</summary>
    /// <param name="number">The part.</param>
    /// <param name="text">Which table.</param>
    public Value Table(int number, string text) => _context.AggregateOf(_parts[number].Owner)!.Leaves[text switch
    {
        "{0}.Starts" => 2,
        "{0}.Lengths" => 3,
        _ => 5,
    }];

    private ITypeSymbol Type(Value set) => _context.AggregateOf(set)!.Layout.Type.WithNullableAnnotation(NullableAnnotation.None);

    private void Add(Value set)
    {
        var layout = _context.AggregateOf(set)!.Layout;
        if (layout.IsInner && (layout.Located is null || set != _set))
        {
            _parts.Add((set, null));
            return;
        }

        foreach (var member in (layout.Located?.Layout ?? layout).Members.Skip(1))
        {
            if (member.Inner is null)
            {
                _parts.Add((set, member));
            }
            else if (layout.Located is not null)
            {
                // What is in a set that is found at run time is found by other numbers than in one that is not.
                IsWhole = false;
            }
            else
            {
                Add(_context.Part(set, member));
            }
        }
    }
}
