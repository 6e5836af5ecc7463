using Microsoft.CodeAnalysis;
using SymDiff.Compiler.Analysis;
using SymDiff.Compiler.IR;

namespace SymDiff.Generator.Frontend;

/// <content>Arrays of arrays that the method makes: memory that holds buffers, as long as it is known everywhere which of them is meant.</content>
internal sealed partial class LoweringContext
{
    // Where a row comes from that was read out of an array of arrays: it may be any row, or none.
    private static readonly object AnyRow = new();

    private readonly List<Value> _jagged = [];

    /// <summary>Whether a buffer holds buffers.</summary>
    public static bool IsJagged(Value buffer) => buffer.Type is { IsBuffer: true, Element.IsBuffer: true };

    /// <summary>An array that is made here stays C#: something in it cannot be followed.</summary>
    public Value KeepCreation(IOperation creation)
    {
        Assumptions.HasChanged |= Assumptions.KeptCreations.Add(creation.Syntax);
        return Poison(HeldTypeOf(creation.Type));
    }

    /// <summary>
    /// Keeps arrays of arrays as C# that emitted code could not find: those made in a loop, and those of which it depends on the way taken which one a variable holds.
    /// </summary>
    /// <param name="function">What was read.</param>
    public void CheckJagged(Function function)
    {
        if (_jagged.Count == 0)
        {
            return;
        }

        var loops = function.Body.AllStatements().Where(s => s.Operation is Loop).SelectMany(s => s.Operation.Regions);
        foreach (var made in loops.SelectMany(r => r.AllStatements()).Where(s => s.Operation is Alloc { Element.IsBuffer: true }).Select(s => s.Result).Distinct())
        {
            KeepOrReject(made);
        }

        var aliasing = Aliasing.Of(function);
        foreach (var used in _jagged.Where(u => aliasing.Roots(u) is not { Count: <= 1 }))
        {
            KeepOrReject(used);
        }
    }

    /// <summary>Notes a use of a buffer that is looked at in the end.</summary>
    public void NoteUse(Value buffer)
    {
        if (IsJagged(buffer))
        {
            NoteJagged(buffer);
        }
    }

    private void NoteJagged(Value buffer) => _jagged.Add(buffer);

    private void FollowRow(Value row)
    {
        if (!_origins.TryGetValue(row.Id, out var origins))
        {
            _origins[row.Id] = origins = [];
        }

        origins.Add(AnyRow);
    }
}
