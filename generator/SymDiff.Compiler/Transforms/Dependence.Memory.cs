using SymDiff.Compiler.IR;
using SymDiff.Compiler.Rules;

namespace SymDiff.Compiler.Transforms;

/// <content>Memory, beside which stands memory of marks.</content>
internal sealed partial class Dependence
{
    private void VisitMemory(Statement statement, RegionBuilder builder)
    {
        if (statement.Operation is Alloc { Length: { } length } && _influence.Reaches(length))
        {
            throw new NoPatternException("the length of an array depends on an active value");
        }

        if (statement.Result.Type == IrType.Frame)
        {
            // That of a call which was not reached.
            if (statement.Operation is Alloc)
            {
                throw new NoPatternException("what a call keeps for its reverse half is looked into");
            }

            return;
        }

        builder.Add(statement);
        if (statement.Result.Type.HasShadow)
        {
            Operation marks = statement.Operation is Alloc alloc ? alloc with { Element = TypeOf(alloc.Element) } : new NoBuffer(TypeOf(statement.Result.Type.Element!));
            var beside = NewMarks(statement.Result, builder);
            builder.Add(marks, beside);
            if (_growing.Contains(statement.Result))
            {
                _growing.Add(beside);
            }
        }
    }

    private void VisitLoad(Statement statement, Load load, RegionBuilder builder, bool isDecided)
    {
        var result = statement.Result;
        _marks.TryGetValue(load.Buffer, out var memory);
        if (_influence.Reaches(load.Index))
        {
            // What stands in a table of constants is no matter of derivatives.
            if (memory is not null || IsMemory(result))
            {
                throw new NoPatternException($"the index of an element of {Named(load.Buffer)} depends on an active value");
            }

            return;
        }

        if (IsComputed(result))
        {
            Read(load, result, builder, isDecided && !IsMemory(result));
        }

        if (memory is not null && IsMarked(result))
        {
            Read(load with { Buffer = memory }, NewMarks(result, builder), builder, isDecided && !IsMemory(result));
        }
    }

    // Where it is not known that the statement runs at all, there may be no such element.
    private void Read(Load load, Value result, RegionBuilder builder, bool isGuarded)
    {
        if (!isGuarded)
        {
            builder.Add(load, result);
            return;
        }

        var (there, none) = (builder.Nested(), builder.Nested());
        var element = there.Add(load, result.Type);
        builder.If(IsThere(load.Buffer, load.Index, builder), [result], there.Yield(element), none.Yield(none.Zero(result.Type)));
    }

    private void VisitStore(Store store, RegionBuilder builder, bool isDecided, bool isAdded = false)
    {
        _marks.TryGetValue(store.Buffer, out var memory);
        if (_influence.Reaches(store.Index))
        {
            if (memory is not null)
            {
                throw new NoPatternException($"the index of an element of {Named(store.Buffer)} depends on an active value");
            }

            return;
        }

        bool isMemory = IsMemory(store.Stored);
        if (isMemory && isDecided)
        {
            throw new NoPatternException("which memory is used depends on an active value");
        }

        if (isMemory || (store.Stored.Type != IrType.Frame && !_influence.Reaches(store.Buffer)))
        {
            builder.Add(store);
        }

        if (memory is null || !HasMarks(store.Stored.Type) || ((isDecided || isAdded) && !_marks.ContainsKey(store.Stored)))
        {
            return;
        }

        var marks = MarksOf(store.Stored, builder);
        if (!isDecided)
        {
            if (isAdded)
            {
                Add(memory, store.Index, marks, builder);
                return;
            }

            builder.Add(new Store(memory, store.Index, marks));
            return;
        }

        var (there, none) = (builder.Nested(), builder.Nested());
        Add(memory, store.Index, marks, there);
        builder.If(IsThere(memory, store.Index, builder), [], there.Yield(), none.Yield());
    }

    private static void Add(Value memory, Value index, Value marks, RegionBuilder builder) =>
        builder.Add(new Store(memory, index, builder.Apply(Marks, "Or", builder.Add(new Load(memory, index), Marks), marks)));

    // Memory that grows has every element from the first on.
    private Value IsThere(Value memory, Value index, RegionBuilder builder)
    {
        var isAboveStart = builder.Apply(IrType.Bool, "GreaterOrEqual", index, builder.Int(0));
        return _growing.Contains(memory) ? isAboveStart : builder.Apply(IrType.Bool, "And", isAboveStart, builder.Apply(IrType.Bool, "Less", index, builder.Add(new Length(memory), IrType.Int32)));
    }

    private void VisitVector(Statement statement, Vector vector, RegionBuilder builder, bool isDecided)
    {
        bool isComputed = vector.Destination is { } written ? !_influence.Reaches(written) : IsComputed(statement.Result);
        if (isComputed && !isDecided)
        {
            builder.Add(statement);
        }

        var arguments = vector.Arguments.Where(_marks.ContainsKey).ToList();
        bool isElementwise = VectorTable.Of(vector).Kind == VectorKind.Elementwise;
        var everywhere = Union(builder, arguments.Where(a => a.IsReal || !isElementwise || vector.Destination is null).Select(a => a.IsReal ? _marks[a] : AllOf(_marks[a], builder)).ToList());
        if (vector.Destination is not { } destination)
        {
            _marks[statement.Result] = everywhere;
            return;
        }

        if (!_marks.TryGetValue(destination, out var memory))
        {
            return;
        }

        var elements = isElementwise ? arguments.Where(a => a.Type.IsBuffer).Select(a => _marks[a]).ToList() : [];
        Each(builder.Add(new Length(vector.First), IrType.Int32), builder, (body, index) =>
        {
            var marks = Union(body, elements.Select(e => body.Add(new Load(e, index), Marks)).ToList().Append(everywhere));
            if (isDecided)
            {
                Add(memory, index, marks, body);
            }
            else
            {
                body.Add(new Store(memory, index, marks));
            }
        });
    }

    // The marks of all elements, in one.
    private static Value AllOf(Value memory, RegionBuilder builder)
    {
        if (memory.Type.Element != Marks)
        {
            throw new NoPatternException("an array of arrays is handed on as a whole");
        }

        var (iteration, sum) = (builder.Values.Fresh(IrType.Int32), builder.Values.Fresh(Marks));
        var body = builder.Nested(iteration, sum);
        var next = body.Apply(Marks, "Or", sum, body.Add(new Load(memory, iteration), Marks));
        var all = builder.Values.Fresh(Marks);
        var none = builder.Constant(Literal.Of(Marks, 0L));
        builder.Add(new Loop(builder.Values.FreshLabel("all"), builder.Add(new Length(memory), IrType.Int32), false, EquatableArray.Of(none), body.Yield(next)), all);
        return all;
    }

    // Adds marks to those of all elements.
    private static void Spread(Value marks, Value memory, RegionBuilder builder)
    {
        if (memory.Type.Element != Marks)
        {
            throw new NoPatternException("an array of arrays is handed on as a whole");
        }

        Each(builder.Add(new Length(memory), IrType.Int32), builder, (body, index) => Add(memory, index, marks, body));
    }

    private static void Each(Value count, RegionBuilder builder, Action<RegionBuilder, Value> write)
    {
        var index = builder.Values.Fresh(IrType.Int32);
        var body = builder.Nested(index);
        write(body, index);
        builder.Add(new Loop(builder.Values.FreshLabel("each"), count, false, default, body.Yield()));
    }

    private static string Named(Value memory) => memory.Name is { } name ? $"'{name}'" : "an array";
}
