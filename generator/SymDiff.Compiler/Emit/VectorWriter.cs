using SymDiff.Compiler.Analysis;
using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Emit;

/// <summary>Writes one loop over elements as calls of vector functions: each does its part for all elements before the next one begins.</summary>
internal sealed class VectorWriter
{
    private readonly Aliasing _aliasing;
    private readonly Statement _statement;
    private readonly Loop _loop;
    private readonly VectorBody _body;
    private readonly List<VectorItem> _items;
    private readonly RegionBuilder _builder;
    private readonly IrType _element;

    // Where the elements are: the memory that they are read from, or temporary memory.
    private readonly Dictionary<Value, Value> _places = [];
    private readonly Dictionary<Value, ComputeItem> _pending = [];
    private readonly Dictionary<Value, int> _uses = [];
    private readonly List<Value> _free;
    private readonly List<Value> _taken = [];
    private readonly HashSet<Value> _own = [];
    private readonly Value?[] _sums;
    private readonly HashSet<Value> _zeros;

    /// <summary>Begins with a loop.</summary>
    /// <param name="values">Where values come from.</param>
    /// <param name="aliasing">What the function's buffers refer to.</param>
    /// <param name="zeros">The values of the function that are 0.</param>
    /// <param name="free">Temporary memory of the same kind that loops before it in the same region have left.</param>
    /// <param name="statement">The loop.</param>
    /// <param name="body">What it does.</param>
    public VectorWriter(ValueSource values, Aliasing aliasing, HashSet<Value> zeros, List<Value> free, Statement statement, VectorBody body)
    {
        _aliasing = aliasing;
        _zeros = zeros;
        _free = free;
        _statement = statement;
        _loop = (Loop)statement.Operation;
        _body = body;
        _builder = new RegionBuilder(values) { Step = statement.Step ?? _loop.Body.Statements.Select(s => s.Step).FirstOrDefault(s => s is not null) };
        _items = InOrder(body.Items);
        _element = body.Element;
        _sums = [.. _loop.Initial];
        foreach (var value in _items.SelectMany(i => i.Takes))
        {
            _uses[value] = (_uses.TryGetValue(value, out int uses) ? uses : 0) + 1;
        }
    }

    /// <summary>The calls.</summary>
    public IEnumerable<Statement> Write()
    {
        foreach (var statement in _body.Invariant)
        {
            _builder.Add(statement);
        }

        for (int i = 0; i < _items.Count; i++)
        {
            Write(_items[i], i);
        }

        for (int i = 0; i < _sums.Length; i++)
        {
            if (_sums[i] != _statement.Results[i])
            {
                _builder.Add(new Apply("StopGradient", EquatableArray.Of(_sums[i]!)), _statement.Results[i]);
            }
        }

        _free.AddRange(_taken.Where(t => !_free.Contains(t)));
        return _builder.Statements;
    }

    // Zeroing what an element was read from comes as late as it can: then what was read is still there, or what is added there is all that it holds.
    private List<VectorItem> InOrder(IReadOnlyList<VectorItem> given)
    {
        var items = given.ToList();
        foreach (var zeroing in given.OfType<WriteItem>().Where(w => !w.Adds && IsZero(w.Stored)))
        {
            int at = items.IndexOf(zeroing);
            int next = at + 1;
            while (next < items.Count && !Touches(items[next], zeroing.Buffer))
            {
                next++;
            }

            if (next < items.Count && items[next] is WriteItem { Adds: true } sum && sum.Buffer == zeroing.Buffer)
            {
                items[next] = sum with { Adds = false };
                bool isThere = items.Take(next).Any(i => i is ReadItem read && read.Element == sum.Stored && read.Buffer == sum.Buffer)
                    && !items.Take(next).Where((_, i) => i != at).Any(i => i.Writes is { } written && MayBeSame(written, sum.Buffer));
                if (isThere)
                {
                    items.RemoveAt(next);
                }

                items.RemoveAt(at);
            }
            else
            {
                items.Insert(next, zeroing);
                items.RemoveAt(at);
            }
        }

        return items;
    }

    private bool IsZero(Value value) => _zeros.Contains(value);

    private bool Touches(VectorItem item, Value buffer) =>
        (item.Writes is { } written && MayBeSame(written, buffer)) || (item.Reads is { } read && MayBeSame(read, buffer));

    private bool MayBeSame(Value a, Value b) =>
        a == b || _aliasing.Roots(a) is not { } roots || _aliasing.Roots(b) is not { } others || roots.Any(others.Contains);

    private void Write(VectorItem item, int at)
    {
        switch (item)
        {
            case ReadItem read:
                _places[read.Element] = read.Buffer;
                break;
            case ComputeItem compute:
                _pending[compute.Element] = compute;
                if (_uses.TryGetValue(compute.Element, out int uses) && uses > 1)
                {
                    _places[compute.Element] = Compute(compute.Element, null);
                    _own.Remove(_places[compute.Element]);
                }

                break;
            case WriteItem write:
                Keep(write.Buffer, at);
                Write(write);
                break;
            case SumItem sum:
                Add(sum, isLast: !_items.Skip(at + 1).OfType<SumItem>().Any(s => s.Sum == sum.Sum));
                break;
        }
    }

    // What was read from the memory and is needed later is copied before it changes.
    private void Keep(Value written, int at)
    {
        foreach (var read in _items.Take(at).OfType<ReadItem>().Where(r => _places[r.Element] == r.Buffer && MayBeSame(r.Buffer, written) && NeededUntil(r.Element) > at && !Mutation.ReadsOverwrittenElements).ToList())
        {
            var copy = Temporary();
            _own.Remove(copy);
            Call("Copy", copy, _places[read.Element]);
            _places[read.Element] = copy;
        }
    }

    // The place of the last item that takes the element, or what is made of it when it is written.
    private int NeededUntil(Value element)
    {
        int last = -1;
        for (int i = 0; i < _items.Count; i++)
        {
            if (_items[i].Takes.Contains(element))
            {
                last = Math.Max(last, _items[i] is ComputeItem { Element: var made } && _uses.TryGetValue(made, out int uses) && uses == 1 ? NeededUntil(made) : i);
            }
        }

        return last;
    }

    private void Write(WriteItem write)
    {
        var (buffer, stored) = (write.Buffer, write.Stored);
        var pending = IsPending(stored) ? _pending[stored].Operation : null;
        if (!write.Adds)
        {
            if (!_body.Elements.Contains(stored))
            {
                Call(IsZero(stored) ? "Clear" : "Fill", buffer, IsZero(stored) ? [] : [stored]);
            }
            else if (pending is not null)
            {
                Compute(stored, buffer);
            }
            else
            {
                Call("Copy", buffer, Place(stored));
            }
        }
        else if (pending is { Primitive: "Multiply" })
        {
            var factors = Operands(pending);
            Call("MultiplyAdd", buffer, factors[0], factors[1], buffer);
            Release(factors);
        }
        else
        {
            bool isNegative = pending is { Primitive: "Negate" };
            var added = isNegative ? Place(pending!.Arguments[0]) : Place(stored);
            Call(isNegative ? "Subtract" : "Add", buffer, buffer, added);
            Release([added]);
        }
    }

    private void Add(SumItem sum, bool isLast)
    {
        var final = isLast ? _statement.Results[sum.Sum] : _builder.Values.Fresh(_element);
        bool isFirst = !sum.IsNegative && IsZero(_sums[sum.Sum]!);
        var into = isFirst ? final : null;
        var pending = IsPending(sum.Term) ? _pending[sum.Term].Operation : null;
        Value total;
        if (!_body.Elements.Contains(sum.Term))
        {
            total = Times(sum.Term, _builder.Apply(_element, "Convert", _loop.Count!), into);
        }
        else if (pending is { Primitive: "Multiply" } && pending.Arguments.All(_body.Elements.Contains))
        {
            var factors = Operands(pending);
            total = factors[0] == factors[1] ? Reduce("SumOfSquares", into, factors[0]) : Reduce("Dot", into, factors[0], factors[1]);
            Release(factors);
        }
        else if (pending is { Primitive: "Multiply" })
        {
            var factors = Operands(pending);
            total = Times(Reduce("Sum", null, factors[0]), factors[1], into);
            Release(factors);
        }
        else
        {
            var term = Place(sum.Term);
            total = Reduce("Sum", into, term);
            Release([term]);
        }

        if (!isFirst)
        {
            _builder.Add(new Apply(sum.IsNegative ? "Subtract" : "Add", EquatableArray.Of(_sums[sum.Sum]!, total)), final);
        }

        _sums[sum.Sum] = final;
    }

    private Value Times(Value a, Value b, Value? into)
    {
        into ??= _builder.Values.Fresh(_element);
        _builder.Add(new Apply("Multiply", EquatableArray.Of(a, b)), into);
        return into;
    }

    private Value Reduce(string function, Value? into, params Value[] arguments)
    {
        into ??= _builder.Values.Fresh(_element);
        _builder.Add(new Vector(function, new(arguments), null, IsGeneric: true), into);
        return into;
    }

    private bool IsPending(Value element) => _pending.ContainsKey(element) && !_places.ContainsKey(element);

    // Where the elements are, computed if they are not there yet; a number is itself.
    private Value Place(Value value) => !_body.Elements.Contains(value) ? value : _places.TryGetValue(value, out var place) ? place : Compute(value, null);

    // A span first, where the arguments may change places.
    private Value[] Operands(Apply apply)
    {
        Value[] operands = [.. apply.Arguments.Select(Place)];
        return VectorBody.IsSymmetric(apply.Primitive) && !operands[0].Type.IsBuffer ? [operands[1], operands[0]] : operands;
    }

    private Value Compute(Value element, Value? into)
    {
        var apply = _pending[element].Operation;
        var (function, operands) = Fused(apply) ?? (VectorBody.Function(apply.Primitive)!, Operands(apply));
        var destination = into ?? operands.FirstOrDefault(_own.Contains) ?? Temporary();
        Call(function, destination, operands);
        Release(operands.Where(o => o != destination));
        return destination;
    }

    // A product that is added to something, of which not all but the first are numbers.
    private (string Function, Value[] Operands)? Fused(Apply apply)
    {
        if (apply.Primitive != "Add")
        {
            return null;
        }

        for (int i = 1; i >= 0; i--)
        {
            var (product, other) = (apply.Arguments[i], apply.Arguments[1 - i]);
            if (IsPending(product) && _pending[product].Operation is { Primitive: "Multiply" } factors
                && (factors.Arguments.All(_body.Elements.Contains) || _body.Elements.Contains(other)))
            {
                var addend = Place(other);
                var operands = Operands(factors);
                return ("MultiplyAdd", [.. operands, addend]);
            }
        }

        return null;
    }

    private Value Temporary()
    {
        if (_free.Count > 0)
        {
            var reused = _free[_free.Count - 1];
            _free.RemoveAt(_free.Count - 1);
            _own.Add(reused);
            _taken.Add(reused);
            return reused;
        }

        var made = _builder.Add(new Alloc(_element, _loop.Count), IrType.Buffer(_element), "terms");
        _taken.Add(made);
        _own.Add(made);
        return made;
    }

    private void Release(IEnumerable<Value> operands) => _free.AddRange(operands.Distinct().Where(o => _own.Remove(o)));

    private void Call(string function, Value destination, params Value[] arguments) =>
        _builder.Add(new Vector(function, new(arguments), destination, IsGeneric: true));
}
