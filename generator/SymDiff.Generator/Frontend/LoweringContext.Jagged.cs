using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SymDiff.Compiler.Analysis;
using SymDiff.Compiler.IR;
using SymDiff.Generator.Diagnostics;

namespace SymDiff.Generator.Frontend;

/// <content>Arrays of arrays that the method makes: memory that holds buffers, as long as it is known everywhere which of them is meant.</content>
internal sealed partial class LoweringContext
{
    // Where a row comes from that was read out of an array of arrays: it may be any row, or none.
    private static readonly object AnyRow = new();

    private readonly List<Value> _jagged = [];
    private readonly Dictionary<int, JaggedRows> _parameterRows = [];

    /// <summary>Whether the method is differentiated by a set, whose numbers are read where it begins.</summary>
    public bool HasSets { get; set; }

    /// <summary>Whether the method has parameters that are arrays of arrays with derivatives.</summary>
    public bool HasJaggedParameters => _parameterRows.Count > 0;

    /// <summary>The rows of a parameter that is an array of arrays; null for every other value.</summary>
    public JaggedRows? RowsOf(Value jagged) => _parameterRows.TryGetValue(jagged.Id, out var rows) ? rows : null;

    /// <summary>Says that an array of arrays is a parameter of the marked method.</summary>
    /// <returns>What stands for the array. It has no rows of its own: who would read one out of it, because it may be another array too, is refused.</returns>
    public Value EnterJagged(object parameter, JaggedRows rows)
    {
        var array = Builder.Add(new Alloc(rows.Elements.Type, Builder.Int(0)), IrType.Buffer(rows.Elements.Type), rows.Elements.Name);
        _parameterRows.Add(array.Id, rows);
        _origins[array.Id] = [parameter];
        MarkVaried(array);
        return array;
    }

    /// <summary>Whether an element is a row of such a parameter, in whose place no other can be put.</summary>
    public bool IsRowOfParameter(IArrayElementReferenceOperation element)
    {
        var variable = element.ArrayReference switch
        {
            ILocalReferenceOperation local => (ISymbol)local.Local,
            IParameterReferenceOperation parameter => parameter.Parameter,
            _ => null,
        };
        return variable is not null && Read(variable) is { } array && RowsOf(array) is not null;
    }

    /// <summary>A row of a parameter.</summary>
    private Value Row(JaggedRows rows, Value index, string? name)
    {
        if (IsPoisoned(index))
        {
            return Poison(rows.Elements.Type);
        }

        // The array itself knows which rows there are, and which are null. That stands first.
        var length = External(IrType.Int32, "{0}[{1}].Length", EquatableArray.Of(rows.Array, index), Effect.None);
        var start = External(IrType.Int32, "{0}[{1}]", EquatableArray.Of(rows.Starts, index), Effect.None);
        var row = Slice(rows.Elements, start, length, name);
        FollowRow(row);
        return row;
    }

    /// <summary>Whether a row of a parameter is null.</summary>
    public Value IsNullRow(Value jagged, Value index) => IsPoisoned(jagged) || IsPoisoned(index) ? Poison(IrType.Bool)
        : External(IrType.Bool, "({0}[{1}] == null)", EquatableArray.Of(RowsOf(jagged)!.Array, index), Effect.None);

    // The rows of a parameter are copies in every form, and so are the numbers of structs: what C# does to the caller's own, by another name, would not be seen.
    private bool MissesRows(Effect effect)
    {
        if (effect != Effect.Any || !(HasJaggedParameters || HasSets || _copied is not null) || At is not { } at)
        {
            return false;
        }

        // What was read last may be part of an argument of what does it.
        at = Ancestors(at).FirstOrDefault(o => o is IInvocationOperation or IObjectCreationOperation) ?? at;
        Reject(
            Descriptors.ExpressionNotSupported, at, Snippet.Of(at),
            HasSets ? "code that may know of the parameter set by another name is"
                : HasJaggedParameters ? $"code that may know of the rows of '{_parameterRows.Values.First().Elements.Name}' by another name is"
                : $"code that may know of the elements of '{_copied}' by another name is",
            "call it before or after the method, or pass what it gives as a parameter");
        return true;
    }

    private static IEnumerable<IOperation> Ancestors(IOperation operation)
    {
        for (var whole = operation; whole is not (null or IBlockOperation or IExpressionStatementOperation); whole = whole.Parent)
        {
            yield return whole;
        }
    }

    private void RejectRow(IOperation at) =>
        Reject(Descriptors.ExpressionNotSupported, at, Snippet.Of(at), "putting another row into a parameter is", "copy the elements of the row, or permute the rows of a local array of arrays");

    /// <summary>
    /// Refuses an array of arrays that may be a parameter, or another array, depending on the way taken. The rows of the parameter are known only where it is the parameter for sure.
    /// </summary>
    private bool RejectLost(Value jagged)
    {
        if (!IsJagged(jagged) || RowsOf(jagged) is not null || !_origins.TryGetValue(jagged.Id, out var origins) || !origins.Any(o => o is IParameterSymbol or SetMemberOrigin))
        {
            return false;
        }

        RejectUse(jagged);
        return true;
    }

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

    private void NoteJagged(Value buffer)
    {
        if (!RejectLost(buffer))
        {
            _jagged.Add(buffer);
        }
    }

    private void FollowRow(Value row)
    {
        if (!_origins.TryGetValue(row.Id, out var origins))
        {
            _origins[row.Id] = origins = [];
        }

        origins.Add(AnyRow);
    }
}
