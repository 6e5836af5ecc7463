using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SymDiff.Compiler.Analysis;
using SymDiff.Compiler.IR;
using SymDiff.Generator.Diagnostics;
using SymDiff.Generator.Frontend.Nested;

namespace SymDiff.Generator.Frontend;

/// <content>Buffers: where they come from, and which are kept as C#.</content>
internal sealed partial class LoweringContext
{
    private readonly Dictionary<int, HashSet<object>> _origins = [];
    private readonly Dictionary<int, object> _inputs = [];
    private readonly HashSet<int> _constants = [];
    private readonly List<(Value Buffer, EquatableArray<Value> Stored, IOperation At)> _stores = [];

    private readonly Dictionary<int, (Value Rows, Value Columns)> _shapes = [];

    // A parameter whose elements the forms copy.
    private string? _copied;

    /// <summary>Says how many rows and columns a matrix has.</summary>
    public void SetShape(Value matrix, Value rows, Value columns) => _shapes[matrix.Id] = (rows, columns);

    /// <summary>How many rows and columns a matrix has; null if that is not known, or it is none.</summary>
    public (Value Rows, Value Columns)? ShapeOf(Value matrix) => _shapes.TryGetValue(matrix.Id, out var shape) ? shape : null;

    /// <summary>What is taken for granted of buffers.</summary>
    public BufferAssumptions Assumptions { get; init; } = new();

    /// <summary>Whether the method makes arrays of reals that are followed.</summary>
    public bool HasLocalBuffers { get; private set; }

    /// <summary>The type of what a variable of a C# type holds: a buffer, where that can be followed.</summary>
    public IrType HeldTypeOf(ITypeSymbol? type) => BufferOf(type) ?? TypeOf(type);

    /// <summary>The buffer that a C# type is here; null for everything else.</summary>
    public IrType? BufferOf(ITypeSymbol? type) =>
        type is IArrayTypeSymbol { Rank: 2 } matrix
            ? Assumptions.KeepAll ? null
            : ScalarOf(matrix.ElementType) is { } number ? IrType.Buffer(number)
            : LayoutReader.IsColumns(Stands(type)) && LayoutOf(matrix.ElementType) is { Shape: not null } ? IrType.Buffer(TypeOf(matrix.ElementType))
            : null
        : type is null || Assumptions.KeepAll || TypeMap.ElementOf(Stands(type)) is not { } element ? null
        : ScalarOf(element) is { } scalar ? IrType.Buffer(scalar)
        : LayoutReader.IsColumns(Stands(type)) && LayoutOf(element) is { Shape: not null } ? IrType.Buffer(TypeOf(element))
        : type is IArrayTypeSymbol && element is IArrayTypeSymbol { IsSZArray: true } row && ScalarOf(row.ElementType) is { IsReal: true } real && (!Assumptions.LocalsAreConstant || HasJaggedParameters) ? IrType.Buffer(IrType.Buffer(real))
        : null;

    /// <summary>Says that a buffer is a parameter of the marked method, or a member of a set that is.</summary>
    public void EnterBuffer(object parameter, Value value, bool isActive, bool isInput)
    {
        _origins[value.Id] = [parameter];
        if (AggregateOf(value) is { Leaves: var columns, Layout: var layout })
        {
            _copied ??= (parameter as IParameterSymbol)?.Name;
            foreach (var (column, leaf) in columns.Zip(layout.Shape!.Leaves, (c, l) => (c, l)))
            {
                EnterBuffer(parameter, column, isActive && leaf.IsActive, isInput);
            }

            return;
        }

        if (isActive)
        {
            MarkVaried(value);
        }
        else
        {
            _constants.Add(value.Id);
        }

        if (isActive && isInput)
        {
            _inputs.Add(value.Id, parameter);
        }
    }

    /// <summary>Appends new memory, all zero.</summary>
    public Value Allocate(IrType element, Value length, IOperation creation, string? name)
    {
        if (LayoutOf(element) is { } layout)
        {
            return Columns(layout, [.. layout.Leaves.Zip(LeafTypes(layout), (l, t) => Allocate(t, length, creation, name is null ? null : Frontend.Parcel.LeafName(name, l.Path)))]);
        }

        var buffer = Builder.Add(new Alloc(element, length, IsArray: true), IrType.Buffer(element), name);
        _origins[buffer.Id] = [creation.Syntax];
        if (IsPoisoned(length))
        {
            _poisoned.Add(buffer.Id);
        }

        if (element.IsReal || element.HasShadow)
        {
            HasLocalBuffers = true;
            if (Assumptions.LocalsAreConstant)
            {
                _constants.Add(buffer.Id);
            }
            else
            {
                MarkVaried(buffer);
            }
        }

        return buffer;
    }

    /// <summary>Appends part of a buffer.</summary>
    public Value Slice(Value buffer, Value start, Value length, string? name = null)
    {
        if (IsJagged(buffer))
        {
            // Part of an array of arrays stays C#.
            KeepOrReject(buffer);
            return Poison(buffer.Type);
        }

        if (AggregateOf(buffer) is { } columns)
        {
            return Columns(columns.Layout, [.. columns.Leaves.Select(c => Slice(c, start, length, name is null ? null : c.Name))]);
        }

        var part = Builder.Add(new Slice(buffer, start, length), buffer.Type, name);
        Follow(part, buffer, start, length);
        return part;
    }

    /// <summary>Appends a read of an element.</summary>
    public Value Load(Value buffer, Value index, string? name = null)
    {
        if (RowsOf(buffer) is { } rows)
        {
            return Row(rows, index, name);
        }

        if (AggregateOf(buffer) is { } columns)
        {
            return Bundle(columns.Layout, Loaded(columns, index, 0, columns.Leaves.Count, name));
        }

        var element = Builder.Add(new Load(buffer, index), buffer.Type.Element!, name);
        Follow(element, buffer, index);
        if (IsJagged(buffer))
        {
            NoteJagged(buffer);
            FollowRow(element);
        }

        return element;
    }

    /// <summary>Appends a write of an element.</summary>
    public void Store(Value buffer, Value index, Value stored, IOperation at)
    {
        if (IsPoisoned(buffer) || IsPoisoned(index) || IsPoisoned(stored))
        {
            return;
        }

        if (RowsOf(buffer) is not null)
        {
            RejectRow(at);
            return;
        }

        if (AggregateOf(buffer) is { } columns)
        {
            StoreParts(columns, index, 0, Leaves(stored, columns.Layout), at);
            return;
        }

        if (IsJagged(buffer))
        {
            NoteJagged(buffer);
            if (!stored.Type.IsBuffer)
            {
                // A row that is not followed, or null.
                KeepOrReject(buffer);
                return;
            }
        }

        _stores.Add((buffer, EquatableArray.Of(stored), at));
        Builder.Add(new Store(buffer, index, stored));
    }

    /// <summary>Appends a call of a vector function. What it writes is cut out of its destination, which may be longer.</summary>
    public Value Vector(Vector call, IOperation at, string? name)
    {
        if (call.Arguments.Any(a => a.Type.Element == IrType.Float32))
        {
            _singleVectors.Add(at);
        }

        if (call.Destination is not { } destination)
        {
            var result = Builder.Add(call, call.Element, name);
            Follow(result, call.Arguments, _ => true);
            return result;
        }

        _stores.Add((destination, call.Arguments, at));
        if (!call.Arguments.Contains(destination))
        {
            destination = Slice(destination, Builder.Int(0), BufferLowering.Length(this, call.First));
        }

        Builder.Add(call with { Destination = destination, Step = Builder.Values.Fresh(destination).Id });
        return Nothing;
    }

    /// <summary>Something cannot be done with a buffer that is followed: the method is read again with it kept as C#.</summary>
    /// <returns>Whether there is anything to keep; false for active parameters.</returns>
    public bool Keep(Value buffer)
    {
        bool any = false;
        foreach (object origin in _origins.TryGetValue(buffer.Id, out var origins) ? origins : [])
        {
            any |= origin switch
            {
                SyntaxNode creation => Assumptions.KeptCreations.Add(creation),
                IParameterSymbol parameter when !SignatureReader.IsActive(parameter) => Assumptions.KeptParameters.Add(parameter),
                _ => false,
            };
        }

        Assumptions.HasChanged |= any;
        return any;
    }

    /// <summary>What stands for a buffer that is used as C# where it is followed: nothing, for the method is read again; an error if it cannot be kept.</summary>
    public Value Escaped(Value buffer, IOperation at) => Keep(buffer) || IsPoisoned(buffer) || Assumptions.HasChanged
        ? Poison(TypeOf(at.Type))
        : IsVaried(buffer)
        ? Reject(Descriptors.CallNotDifferentiable, at, Snippet.Of(at), "the array is used as an object there", "read and write its elements")
        : ExpressionLowering.Unsupported(this, at);

    /// <summary>The innermost expression that is being read.</summary>
    public IOperation? At { get; set; }

    /// <summary>Refuses a use of a buffer that is neither a read nor a write of it.</summary>
    public void RejectUse(Value buffer)
    {
        if (At is { } at && !IsPoisoned(buffer))
        {
            Reject(
                IsVaried(buffer) ? Descriptors.CallNotDifferentiable : Descriptors.ExpressionNotSupported,
                at,
                IsVaried(buffer) ? [Snippet.Of(at), "the array is used as an object there", "read and write its elements"] : [Snippet.Of(at), "this use of an array is", "read and write its elements"]);
        }
    }

    /// <summary>Appends reads of some of the numbers of a struct in an array.</summary>
    public IReadOnlyList<Value> Loaded(Aggregate columns, Value index, int first, int count, string? name = null)
    {
        var paths = columns.Layout.Leaves.Select(l => l.Path).ToList();
        return [.. Enumerable.Range(first, count).Select(i => Load(columns.Leaves[i], index, name is null ? null : Frontend.Parcel.LeafName(name, paths[i])))];
    }

    /// <summary>Appends writes of some of the numbers of a struct in an array.</summary>
    public void StoreParts(Aggregate columns, Value index, int first, IReadOnlyList<Value> leaves, IOperation at)
    {
        for (int i = 0; i < leaves.Count; i++)
        {
            Store(columns.Leaves[first + i], index, leaves[i], at);
        }
    }

    /// <summary>An array or a span of structs: one buffer a number.</summary>
    public Value Columns(Layout layout, IReadOnlyList<Value> columns)
    {
        var value = Builder.Values.Fresh(IrType.Buffer(TypeOf(layout.Type)));
        _aggregates.Add(value.Id, new Aggregate(layout, columns, null));
        foreach (var column in columns)
        {
            FollowBuffer(value, column);
        }

        return value;
    }

    /// <summary>Whether two buffers may share memory.</summary>
    public bool MayShare(Value a, Value b) =>
        !_origins.TryGetValue(a.Id, out var here) || !_origins.TryGetValue(b.Id, out var there) || here.Overlaps(there)
        || ((here.Contains(AnyRow) || there.Contains(AnyRow)) && !(IsMade(a) && IsGivenMemory(there)) && !(IsMade(b) && IsGivenMemory(here)));

    /// <summary>Whether all memory that a buffer may be is the caller's: what must not overlap there every form has checked.</summary>
    public bool IsOfCaller(Value buffer) => _origins.TryGetValue(buffer.Id, out var origins) && origins.All(o => o is IParameterSymbol);

    /// <summary>Whether a buffer is an array that is null.</summary>
    public Value IsNull(Value buffer)
    {
        if (IsMadeNull(buffer) is { } ofMade)
        {
            return ofMade;
        }

        if (RowsOf(buffer) is { } rows)
        {
            return External(IrType.Bool, "({0} == null)", EquatableArray.Of(rows.Array), Effect.None);
        }

        if (IsInnerNull(buffer) is { } ofInner)
        {
            return ofInner;
        }

        if (AggregateOf(buffer) is not null)
        {
            // The forms refuse null before they copy the numbers.
            return Builder.Add(new Constant(Literal.Of(false)), IrType.Bool);
        }

        bool isKnown = _origins.TryGetValue(buffer.Id, out var origins);
        if (isKnown && origins!.Contains(AnyRow))
        {
            KeepOrReject(buffer);
            return Poison(IrType.Bool);
        }

        return isKnown && !origins!.Any(o => o is IParameterSymbol or SetMemberOrigin)
            ? Builder.Add(new Constant(Literal.Of(false)), IrType.Bool)
            : Builder.Add(new External(ShapeOf(buffer) is null && origins?.Any(o => o is SetMemberOrigin { IsArray: false }) != true ? NullTests.OfArray : NullTests.OfSpan, EquatableArray.Of(buffer), Effect.None), IrType.Bool);
    }

    /// <summary>Refuses stores whose derivative would be lost, or that go where the declaration says that nothing is written.</summary>
    /// <param name="function">What was read.</param>
    public void CheckStores(Function function)
    {
        if (_stores.Count == 0)
        {
            return;
        }

        var aliasing = Aliasing.Of(function);
        foreach (var (buffer, stored, at) in _stores)
        {
            var roots = aliasing.Roots(buffer) ?? [];
            if (InputOf(roots) is { } input)
            {
                RejectWritten(at, input);
            }
            else if (stored.Any(IsVaried) && roots.FirstOrDefault(r => _constants.Contains(r.Id)) is { } constant)
            {
                Reject(Descriptors.ActiveValueLost, at, Snippet.Of(at), constant.Name is { } name ? $"the constant '{name}'" : "an array of constants", Hints.StoreConstant);
            }
        }
    }

    /// <summary>Keeps a buffer as C#, or refuses what is being read.</summary>
    public void KeepOrReject(Value buffer)
    {
        if (!Keep(buffer) && !Assumptions.HasChanged)
        {
            RejectUse(buffer);
        }
    }

    private void RejectWritten(IOperation at, object input)
    {
        if (input is IParameterSymbol parameter)
        {
            _rejections.Add(Roles.Written(at.Syntax.GetLocation(), Snippet.Of(at), parameter));
        }
        else
        {
            Reject(Descriptors.StoreNotSupported, at, Snippet.Of(at), $"'{((SetMemberOrigin)input).Path}', a member of a parameter set,");
        }
    }

    private object? InputOf(IEnumerable<Value> roots) => roots.FirstOrDefault(r => _inputs.ContainsKey(r.Id)) is { } root ? _inputs[root.Id] : null;

    private void AbandonBuffers(int first)
    {
        _constants.RemoveWhere(id => id >= first);
        _origins.Keys.Where(id => id >= first).ToList().ForEach(id => _origins.Remove(id));
    }

    // What a joined buffer may be is what any of its sources may be.
    private void FollowBuffer(Value result, Value source)
    {
        if (!source.Type.IsBuffer || !_origins.TryGetValue(source.Id, out var origins))
        {
            return;
        }

        if (!_origins.TryGetValue(result.Id, out var known))
        {
            _origins[result.Id] = known = [];
        }

        known.UnionWith(origins);
    }
}
