using SymDiff.Compiler.Analysis;
using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Transforms;

/// <summary>The shadow of a buffer where the reverse sweep stands: one that moved along in the forward sweep is recalled; that of direct memory the reverse sweep makes.</summary>
/// <param name="forward">The forward sweep.</param>
/// <param name="uses">Where values are defined.</param>
/// <param name="direct">Memory whose shadow the reverse sweep makes, and slices of it.</param>
internal sealed class Shadows(ForwardSweep forward, Uses uses, HashSet<Value> direct)
{
    private readonly Dictionary<Value, Value> _made = [];
    private readonly Dictionary<Value, Value> _origins = [];

    /// <summary>All that were made, each with the memory whose shadow it is.</summary>
    public IReadOnlyDictionary<Value, Value> Made => _origins;

    /// <summary>The reverse of some statements begins, all of which were reached: the memory that they make is about to be used. It is all zero, and ends with the region.</summary>
    public void Enter(IEnumerable<Statement> statements, Sweep sweep)
    {
        foreach (var statement in statements)
        {
            if (statement.Operation is Alloc alloc && direct.Contains(statement.Result))
            {
                var length = sweep.Recall(alloc.Length!);
                _made[statement.Result] = sweep.Builder.Add(new Alloc(alloc.Element, length), statement.Result.Type, DerivedNames.Cotangent(statement.Result.Name));
                _origins[_made[statement.Result]] = statement.Result;
            }
        }
    }

    /// <summary>The shadow of a buffer; null for a constant one.</summary>
    public Value? Get(Value buffer, Sweep sweep)
    {
        if (!direct.Contains(buffer))
        {
            return forward.Shadow(buffer) is { } shadow ? sweep.Recall(shadow) : null;
        }

        if (uses.Definition(buffer)!.Operation is not Slice slice)
        {
            return _made[buffer];
        }

        // Cut once where the forward sweep cut it, not in every iteration of loops inside.
        var place = sweep.Before(forward.Depth[buffer]);
        return place.Part(buffer) ?? place.Have(
            buffer,
            place.Builder.Add(
                new Slice(Get(slice.Buffer, place)!, Mutation.ShadowsBeginAtZero ? place.Builder.Int(0) : place.Recall(slice.Start), place.Recall(slice.Length)),
                buffer.Type,
                DerivedNames.Cotangent(buffer.Name)));
    }

    /// <summary>Whether the buffer is no constant.</summary>
    public bool Has(Value buffer) => direct.Contains(buffer) || forward.Shadow(buffer) is not null;
}
