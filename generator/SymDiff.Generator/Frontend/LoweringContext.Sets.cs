using Microsoft.CodeAnalysis;
using SymDiff.Compiler;
using SymDiff.Compiler.IR;

namespace SymDiff.Generator.Frontend;

/// <content>Arrays of sets whose parameters are memory of one buffer: part of it says nothing of whether the array is there.</content>
internal sealed partial class LoweringContext
{
    private readonly Dictionary<int, (Value Set, string Text)> _innerArrays = [];
    private readonly Dictionary<(int Memory, int Block), Dictionary<ISymbol, Value>> _keptArrays = [];
    private Value? _firstBlock;

    /// <summary>Sets that may be null, and stand by themselves.</summary>
    public List<Value> LoneSets { get; } = [];

    /// <summary>Says that an array of a set was cut out of its memory where the set was found.</summary>
    public void KeepInnerArray(Value set, ISymbol member, Value array)
    {
        if (!_keptArrays.TryGetValue(Place(set), out var arrays))
        {
            _keptArrays[Place(set)] = arrays = new(SymbolEqualityComparer.Default);
        }

        arrays[member] = array;
    }

    /// <summary>An array of a set, where it was cut out already; else null.</summary>
    public Value? InnerArray(Value set, ISymbol member) => _keptArrays.TryGetValue(Place(set), out var arrays) && arrays.TryGetValue(member, out var array) ? array : null;

    /// <summary>What stands for the number of the first block of all, which is named where it is used.</summary>
    public Value FirstBlock => _firstBlock ??= Builder.Values.Fresh(IrType.Int32);

    /// <summary>Says which member of a set a part of its memory is.</summary>
    /// <param name="array">The part.</param>
    /// <param name="set">The set; null where C# cannot name the member.</param>
    /// <param name="text">C# of the member, with a placeholder for the set.</param>
    public void EnterInnerArray(Value array, Value? set, string text)
    {
        FollowRow(array);
        if (set is not null)
        {
            _innerArrays[array.Id] = (set, text);
        }
    }

    /// <summary>Appends memory of a set that the method makes, which is that of nothing else.</summary>
    /// <param name="element">What it holds.</param>
    /// <param name="length">How long it is.</param>
    /// <param name="like">The array that it is like, which it is null as; null for what is none.</param>
    /// <param name="name">What it is called.</param>
    public Value AllocateApart(IrType element, Value length, Value? like, string? name)
    {
        var buffer = Builder.Add(new Alloc(element, length, IsArray: true), IrType.Buffer(element), name);
        _origins[buffer.Id] = [new MadeOrigin(like is null ? null : RootOf(like) ?? like)];
        MarkGiven(buffer);
        MarkVaried(buffer);
        return buffer;
    }

    /// <summary>What memory of a set that the method makes is like, where that is known of whatever it may be; else null.</summary>
    public Value? RootOf(Value made) => IsMade(made) && _origins[made.Id].Cast<MadeOrigin>().Select(o => o.Like).Distinct().ToList() is { Count: 1 } roots ? roots[0] : null;

    // What is null in one set is null in all that are made like it.
    private Value? IsMadeNull(Value made)
    {
        if (!IsMade(made))
        {
            return null;
        }

        if (RootOf(made) is { } root)
        {
            return IsNull(root);
        }

        KeepOrReject(made);
        return Poison(IrType.Bool);
    }

    // Rows of parameters are parts of what the method is given; those of its own arrays may be whatever was put there.
    private static bool IsGivenMemory(HashSet<object> origins) => origins.All(o => o == AnyRow || o is SetMemberOrigin or IParameterSymbol) && origins.Any(o => o != AnyRow);

    private bool IsMade(Value buffer) => _origins.TryGetValue(buffer.Id, out var origins) && origins.Count > 0 && origins.All(o => o is MadeOrigin);

    private Value? IsInnerNull(Value array) => _innerArrays.TryGetValue(array.Id, out var member)
        ? External(IrType.Bool, $"({member.Text} == null)", EquatableArray.Of(member.Set), Effect.None)
        : null;

    private (int Memory, int Block) Place(Value set) => (AggregateOf(set)!.Leaves[1].Id, AggregateOf(set)!.Leaves[4].Id);
}

/// <summary>Memory of a set that the method makes, which is that of no other.</summary>
/// <param name="like">The array that it is like; null for a number.</param>
internal sealed class MadeOrigin(Value? like)
{
    /// <summary>The array that it is like, of a parameter; null for a number.</summary>
    public Value? Like => like;
}
