using SymDiff.Compiler.Analysis;
using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Emit;

/// <summary>
/// Turns buffers that are handed on, through choices, loops and records, into numbers: swapped buffers, a selected one, memory that a loop makes and carries
/// on. A variable of C# cannot hold one span and then any other. Where a number arrives the memory is looked up, so reads and writes stay what they are.
/// </summary>
internal sealed class MemoryNumbers
{
    private readonly Function _function;
    private readonly Aliasing _aliasing;
    private readonly HashSet<Value> _escaping;
    private readonly ValueSource _values;
    private readonly Dictionary<IrType, List<Value>> _named = [];
    private readonly Dictionary<IrType, Value> _workspaces = [];
    private readonly HashSet<Value> _made = [];

    // Memory with a name that is there where the pass stands.
    private readonly HashSet<Value> _defined;

    // How long records are that are found from outside the region that makes them.
    private readonly Dictionary<Value, Value> _lengths = [];

    // Memory of C# arrays, whose elements may be null.
    private readonly HashSet<Value> _arrays;
    private readonly HashSet<Value> _numbered = [];
    private readonly Dictionary<Value, Place> _places = [];
    private readonly Dictionary<Value, (Value Buffer, Value Start, Value Length)> _slices = [];
    private readonly Dictionary<Value, List<Value>> _records = [];
    private readonly Dictionary<string, EquatableArray<Value>> _labels = new(StringComparer.Ordinal);

    private MemoryNumbers(Function function)
    {
        _function = function;
        _aliasing = Aliasing.Of(function);
        _escaping = Escapes.Of(function, _aliasing);
        _values = new ValueSource(function);
        _defined = [.. function.Parameters];
        _arrays = [.. function.Body.AllStatements().Where(s => s.Operation is Alloc { IsArray: true }).Select(s => s.Result)];
    }

    /// <summary>Where a buffer is: the number of its memory, and where it begins and how long it is if it is a part.</summary>
    private sealed record Place(Value Number, Value? Start, Value? Length);

    /// <summary>The same function; unchanged where no buffer is handed on but such as <see cref="Records"/> can follow.</summary>
    /// <exception cref="NotSupportedException">It is not known where a buffer comes from.</exception>
    public static Function Run(Function function)
    {
        bool mayHandOn = function.Body.Nested().Any(r => r.Parameters.Concat(r.End.Values).Any(v => v.Type.IsBuffer))
            || function.Body.AllStatements().Any(s => s.Operation is Alloc { Element.IsBuffer: true });
        if (!mayHandOn)
        {
            return function;
        }

        var pass = new MemoryNumbers(function);
        return pass.Find() ? pass.Run() : function;
    }

    private static bool IsRecord(Value value) => value.Type is { IsBuffer: true, Element.IsBuffer: true };

    // What is handed on of several memories, or a part of one, or of memory that a loop makes. Where that happens all that is handed to one place is a number.
    private bool Find()
    {
        var statements = _function.Body.AllStatements().ToList();
        var growing = new HashSet<Value>(statements.Where(s => s.Operation is Alloc { Length: null }).Select(s => s.Result));
        var measured = new HashSet<Value>(statements.Select(s => s.Operation is Length length ? length.Buffer : s.Operation is Slice slice ? slice.Buffer : null).OfType<Value>()
            .Concat(statements.Select(s => s.Operation).OfType<Vector>().SelectMany(v => v.Operands.Where(o => o.Type.IsBuffer))).SelectMany(b => RootsOf(b)));
        var repeated = new HashSet<Value>(statements.Where(s => s.Operation is Loop).SelectMany(s => s.Operation.Regions).SelectMany(r => r.AllStatements())
            .Where(s => s.Operation is Alloc).Select(s => s.Result));
        bool any = statements.Any(s => s.Operation is Alloc { Element.IsBuffer: true });
        foreach (var value in statements.Where(s => s.Operation is If or Loop or Block or Load).SelectMany(s => s.Results)
            .Concat(_function.Body.Nested().SelectMany(r => r.Parameters)).Where(v => v.Type.IsBuffer && !IsRecord(v)))
        {
            var roots = RootsOf(value);
            if (roots.Count > 0 && roots.All(growing.Contains))
            {
                continue;
            }

            if (roots.Count > 1 || _aliasing.MayBePart(value) || roots.Any(r => _escaping.Contains(r) && (repeated.Contains(r) || (measured.Contains(r) && !growing.Contains(r)))) || statements.Any(s => s.Operation is Load && s.Results.Contains(value)))
            {
                any |= roots.Count > 0;
                _numbered.Add(value);
            }
        }

        if (!any)
        {
            return false;
        }

        bool grows = true;
        while (grows)
        {
            int before = _numbered.Count;
            foreach (var statement in statements.Where(s => s.Operation is Loop))
            {
                var parameters = ((Loop)statement.Operation).Body.Parameters;
                for (int i = 0; i < statement.Results.Count; i++)
                {
                    if (_numbered.Contains(statement.Results[i]) || _numbered.Contains(parameters[i + 1]))
                    {
                        _numbered.Add(statement.Results[i]);
                        _numbered.Add(parameters[i + 1]);
                    }
                }
            }

            // Memory that has a number because it is made in a region and handed out of it has one wherever it is handed on.
            _made.UnionWith(_numbered.Concat(Stored()).SelectMany(RootsOf).Where(_escaping.Contains));
            foreach (var value in statements.Where(s => s.Operation is If or Loop or Block).SelectMany(s => s.Results)
                .Concat(_function.Body.Nested().SelectMany(r => r.Parameters)).Where(v => v.Type.IsBuffer && !IsRecord(v)))
            {
                if (RootsOf(value).Any(_made.Contains))
                {
                    _numbered.Add(value);
                }
            }

            grows = _numbered.Count > before;
        }

        foreach (var root in _numbered.Concat(Stored()).SelectMany(RootsOf).Distinct().Where(r => !_made.Contains(r)))
        {
            if (!_named.TryGetValue(root.Type, out var named))
            {
                _named[root.Type] = named = [];
            }

            named.Add(root);
        }

        return true;
    }

    private IEnumerable<Value> Stored() => _function.Body.AllStatements().Select(s => s.Operation).OfType<Store>().Select(s => s.Stored).Where(v => v.Type.IsBuffer);

    private IReadOnlyCollection<Value> RootsOf(Value buffer) =>
        _aliasing.Roots(buffer) ?? throw new NotSupportedException("The emitter does not know where a buffer comes from.");

    private Function Run()
    {
        var builder = new RegionBuilder(_values);
        foreach (var type in _made.Select(m => m.Type).Distinct())
        {
            _workspaces[type] = builder.Add(new MakeWorkspace(type.Element!), IrType.Opaque("workspace"), "work");
        }

        // Records that are made in an arm are there for the whole method.
        foreach (var statement in _function.Body.AllStatements().Where(s => s.Operation is Alloc && IsRecord(s.Result) && _escaping.Contains(s.Result)))
        {
            MakeRecords(statement.Result, null, builder);
            if (_arrays.Contains(statement.Result))
            {
                _lengths[statement.Result] = builder.Add(new Alloc(IrType.Int32, null), IrType.Buffer(IrType.Int32), statement.Result.Name);
            }
        }

        _labels[Function.ReturnLabel] = default;
        foreach (var statement in _function.Body.Statements)
        {
            Visit(statement, builder);
        }

        return _function with { Body = builder.End(_function.Body.End.Label, _function.Body.End.Values) };
    }

    private void MakeRecords(Value record, Value? length, RegionBuilder builder)
    {
        bool hasParts = _function.Body.AllStatements().Select(s => s.Operation).OfType<Store>()
            .Any(s => s.Stored.Type.IsBuffer && RootsOf(s.Buffer).Contains(record) && _aliasing.MayBePart(s.Stored));
        _records[record] = [.. Enumerable.Range(0, hasParts ? 3 : 1).Select(_ => builder.Add(new Alloc(IrType.Int32, length, length is not null && _arrays.Contains(record)), IrType.Buffer(IrType.Int32), record.Name))];
    }

    private Region Visit(Region region, RegionBuilder outer, EquatableArray<Value> receivers)
    {
        var parameters = new List<Value>();
        var looked = new List<Value>();
        foreach (var parameter in region.Parameters)
        {
            parameters.AddRange(Arrive(parameter, looked));
        }

        var builder = outer.Nested([.. parameters]);
        looked.ForEach(v => Look(v, builder));
        foreach (var statement in region.Statements)
        {
            Visit(statement, builder);
        }

        builder.Step = null;
        var given = region.End.Label is { } label ? _labels[label] : receivers;
        return builder.End(region.End.Label, HandOver(region.End.Values, given, builder));
    }

    // What a place receives: the value itself, or its number, or nothing for records, which are found by name.
    private List<Value> Arrive(Value value, List<Value> looked)
    {
        if (IsRecord(value))
        {
            return [];
        }

        if (!_numbered.Contains(value))
        {
            return [value];
        }

        looked.Add(value);
        bool isPart = _aliasing.MayBePart(value);
        var place = new Place(
            _values.Fresh(IrType.Int32, value.Name), isPart ? _values.Fresh(IrType.Int32) : null, isPart ? _values.Fresh(IrType.Int32) : null);
        _places[value] = place;
        return Parts(place);
    }

    private static List<Value> Parts(Place place) => place.Start is null ? [place.Number] : [place.Number, place.Start, place.Length!];

    private List<Value> HandOver(EquatableArray<Value> values, EquatableArray<Value> receivers, RegionBuilder builder)
    {
        var handed = new List<Value>();
        for (int i = 0; i < values.Count; i++)
        {
            if (receivers.Count == 0 || !receivers[i].Type.IsBuffer)
            {
                handed.Add(values[i]);
            }
            else if (!IsRecord(receivers[i]))
            {
                handed.AddRange(_numbered.Contains(receivers[i]) ? Parts(At(values[i], _aliasing.MayBePart(receivers[i]), builder)) : [values[i]]);
            }
        }

        return handed;
    }

    // Looks up the memory of a number.
    private void Look(Value value, RegionBuilder builder, bool mayBeNone = false)
    {
        var place = _places[value];
        var roots = RootsOf(value);
        var named = NamedOf(value.Type);

        // What is made only later cannot be meant, and has no name yet.
        var candidates = named.Where(n => roots.Contains(n) && _defined.Contains(n)).ToList();
        var workspace = roots.Any(_made.Contains) ? _workspaces[value.Type] : null;
        var pick = new PickMemory(
            place.Number, workspace, candidates.ToEquatableArray(), candidates.Select(c => named.IndexOf(c) + 1).ToEquatableArray(), named.Count,
            workspace is null && (mayBeNone || candidates.Count == 0));
        if (place.Start is null)
        {
            builder.Add(pick, value);
        }
        else
        {
            builder.Add(new Slice(builder.Add(pick, value.Type), place.Start, place.Length!), value);
        }
    }

    private List<Value> NamedOf(IrType type) => _named.TryGetValue(type, out var named) ? named : [];

    // Where a buffer is, as whoever receives it wants to know.
    private Place At(Value buffer, bool isPart, RegionBuilder builder)
    {
        var place = PlaceOf(buffer, builder);
        return !isPart ? place with { Start = null, Length = null }
            : place.Start is not null ? place
            : new Place(place.Number, builder.Int(0), builder.Add(new Length(buffer), IrType.Int32));
    }

    private Place PlaceOf(Value buffer, RegionBuilder builder)
    {
        if (_places.TryGetValue(buffer, out var known))
        {
            return known;
        }

        if (_slices.TryGetValue(buffer, out var slice))
        {
            var whole = PlaceOf(slice.Buffer, builder);
            return new Place(whole.Number, whole.Start is null ? slice.Start : builder.Apply(IrType.Int32, "Add", whole.Start, slice.Start), slice.Length);
        }

        var roots = RootsOf(buffer);
        if (roots.Count == 0)
        {
            return new Place(builder.Int(0), builder.Int(0), builder.Int(0));
        }

        var root = roots.Single();
        return _places.TryGetValue(root, out var made) ? made : new Place(builder.Int(NamedOf(root.Type).IndexOf(root) + 1), null, null);
    }

    private void Visit(Statement statement, RegionBuilder builder)
    {
        builder.Step = statement.Step;
        switch (statement.Operation)
        {
            case Alloc alloc when IsRecord(statement.Result):
                if (!_records.TryGetValue(statement.Result, out var records))
                {
                    MakeRecords(statement.Result, alloc.Length, builder);
                }
                else if (_lengths.TryGetValue(statement.Result, out var lengths))
                {
                    Clear(records, lengths, alloc.Length!, builder);
                }

                break;
            case NoBuffer when IsRecord(statement.Result):
                break;
            case Alloc alloc when _made.Contains(statement.Result):
                var number = builder.Add(new AllocateNumber(_workspaces[statement.Result.Type], alloc.Length!), IrType.Int32, statement.Result.Name);
                int shift = NamedOf(statement.Result.Type).Count;
                builder.Add(new PickMemory(number, _workspaces[statement.Result.Type], default, default, 0), statement.Result);
                _places[statement.Result] = new Place(shift == 0 ? number : builder.Apply(IrType.Int32, "Add", number, builder.Int(shift)), null, null);
                break;
            case Slice slice:
                _slices[statement.Result] = (slice.Buffer, slice.Start, slice.Length);
                builder.Add(statement);
                break;
            case Store store when IsRecord(store.Buffer):
                var into = _records[RootsOf(store.Buffer).Single()];
                var stored = Parts(At(store.Stored, into.Count > 1, builder));
                for (int i = 0; i < into.Count; i++)
                {
                    builder.Add(store with { Buffer = into[i], Stored = stored[i] });
                }

                break;
            case Load load when IsRecord(load.Buffer):
                if (RootsOf(load.Buffer).Count == 0)
                {
                    builder.Add(new NoBuffer(statement.Result.Type.Element!), statement.Result);
                    break;
                }

                var from = _records[RootsOf(load.Buffer).Single()].Select(r => builder.Add(new Load(r, Mutation.RecallsFirstMemory ? builder.Int(0) : load.Index), IrType.Int32)).ToList();
                _places[statement.Result] = new Place(from[0], from.Count > 1 ? from[1] : null, from.Count > 1 ? from[2] : null);
                Look(statement.Result, builder, RootsOf(load.Buffer).Any(_arrays.Contains));
                break;
            case Length length when IsRecord(length.Buffer):
                var measured = RootsOf(length.Buffer).Single();
                builder.Add(_lengths.TryGetValue(measured, out var kept) ? new Load(kept, builder.Int(0)) : new Length(_records[measured][0]), statement.Result);
                break;
            case If or Block or Loop:
                VisitNested(statement, builder);
                break;
            default:
                _defined.UnionWith(statement.Operation is Alloc ? statement.Results : default);
                builder.Add(statement);
                break;
        }
    }

    // What stands for an array of arrays that is found from outside the region that makes it grows, and so has to be told how long it is.
    private static void Clear(List<Value> records, Value lengths, Value length, RegionBuilder builder)
    {
        builder.Add(new Store(lengths, builder.Int(0), length));
        var index = builder.Values.Fresh(IrType.Int32);
        var body = builder.Nested(index);
        foreach (var record in records)
        {
            body.Add(new Store(record, index, body.Int(0)));
        }

        builder.Add(new Loop(builder.Values.FreshLabel("rows"), length, IsReversed: false, default, body.Yield()));
    }

    private void VisitNested(Statement statement, RegionBuilder builder)
    {
        if (statement.Operation.Label() is { } label)
        {
            _labels[label] = statement.Results;
        }

        var operation = statement.Operation;
        var receivers = operation is Loop ? operation.Regions[0].Parameters.Skip(1).ToEquatableArray() : statement.Results;
        if (operation is Loop loop)
        {
            operation = loop with { Initial = HandOver(loop.Initial, receivers, builder).ToEquatableArray() };
        }

        var regions = statement.Operation.Regions.Select(r => Visit(r, builder, receivers)).ToEquatableArray();
        var looked = new List<Value>();
        var results = statement.Results.SelectMany(r => Arrive(r, looked)).ToList();
        builder.Step = statement.Step;
        builder.Add(statement with { Results = results.ToEquatableArray(), Operation = operation.With(operation.Operands, regions) });
        looked.ForEach(v => Look(v, builder));
    }
}
