using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Tests.Fuzzing;

/// <summary>Buffers.</summary>
internal sealed partial class ProgramGenerator
{
    /// <summary>An index inside the buffer, which has an element at least.</summary>
    private Value Inside(Scope scope, Value buffer)
    {
        var type = IrType.Int32;
        var index = Chance(0.3) ? IntegerExpression(scope) : Integer(scope);
        var length = scope.Add(new Length(buffer), type);
        if (Chance(0.5))
        {
            var last = scope.Apply(type, "Subtract", length, scope.Int(1));
            return scope.Apply(type, "Max", scope.Apply(type, "Min", index, last), scope.Int(0));
        }

        var positive = scope.Apply(type, "And", index, scope.Int(int.MaxValue));
        var quotient = scope.Apply(type, "Divide", positive, length);
        return scope.Apply(type, "Subtract", positive, scope.Apply(type, "Multiply", quotient, length));
    }

    private Value Writable(Scope scope, IrType type) => Find(scope, v => v.Type == type && !_readOnly.Contains(v)) ?? Allocate(scope, type);

    private Value Any(Scope scope, IrType type) => Find(scope, v => v.Type == type) ?? Allocate(scope, type);

    private Value Allocate(Scope scope, IrType type)
    {
        var length = Chance(0.6) ? scope.Int(_random.Next(1, 4))
            : scope.Apply(IrType.Int32, "Max", scope.Apply(IrType.Int32, "And", Integer(scope), scope.Int(3)), scope.Int(1));
        var buffer = scope.Add(new Alloc(type.Element!, length), type);
        if (type == Rows)
        {
            // No row is ever missing, so that all loads of rows are safe.
            var index = _values.Fresh(IrType.Int32);
            var inner = scope.Nested([], index);
            inner.Builder.Add(new Store(buffer, index, Chance(0.5) ? Allocate(inner, Reals) : Writable(inner, Reals)));
            scope.Builder.Add(new Loop(_values.FreshLabel("rows"), length, false, default, inner.Builder.Yield()));
        }
        else if (Chance(0.7))
        {
            StoreInto(scope, buffer);
        }

        return buffer;
    }

    private void MakeMemory(Scope scope)
    {
        if (Chance(0.5))
        {
            Allocate(scope, Pick(Reals, Reals, Singles, Integers, Rows));
            return;
        }

        var whole = Any(scope, Pick(Reals, Reals, Integers));
        var start = Inside(scope, whole);
        var rest = scope.Apply(IrType.Int32, "Subtract", scope.Add(new Length(whole), IrType.Int32), start);
        var part = scope.Add(new Slice(whole, start, Chance(0.7) ? rest : scope.Int(1)), whole.Type);
        if (_readOnly.Contains(whole))
        {
            _readOnly.Add(part);
        }
    }

    private void ReadMemory(Scope scope)
    {
        var type = Pick(Reals, Reals, Reals, Reals, Singles, Integers, Rows);
        if (type != Reals && Find(scope, v => v.Type == type) is null && Chance(0.7))
        {
            type = Reals;
        }

        var buffer = Any(scope, type);
        scope.Add(new Load(buffer, Inside(scope, buffer)), type.Element!);
    }

    private void WriteMemory(Scope scope)
    {
        var type = Pick(Reals, Reals, Reals, Reals, Singles, Integers, Rows);
        if (type != Reals && Find(scope, v => v.Type == type && !_readOnly.Contains(v)) is null && Chance(0.7))
        {
            type = Reals;
        }

        var buffer = Writable(scope, type);
        if (type == Rows && Chance(0.5))
        {
            // Rows change places.
            var i = Inside(scope, buffer);
            var j = Inside(scope, buffer);
            var a = scope.Add(new Load(buffer, i), Reals);
            var b = scope.Add(new Load(buffer, j), Reals);
            scope.Builder.Add(new Store(buffer, i, b));
            scope.Builder.Add(new Store(buffer, j, a));
            return;
        }

        StoreInto(scope, buffer);
    }

    private void StoreInto(Scope scope, Value buffer)
    {
        var index = Inside(scope, buffer);
        var element = buffer.Type.Element!;
        if (element.IsReal)
        {
            var value = Bounded(scope, element);
            scope.Builder.Add(Chance(0.25) ? new Accumulate(buffer, index, value) : new Store(buffer, index, value));
        }
        else
        {
            scope.Builder.Add(new Store(buffer, index, element == IrType.Int32 ? IntegerExpression(scope) : Writable(scope, element)));
        }
    }

    private void Call(Scope scope)
    {
        bool again = _self is { IsRecursive: true } && scope.Depth == 0 && Chance(0.5);
        if (!again && _helpers.Count == 0)
        {
            External(scope);
            return;
        }

        var helper = again ? _self! : Pick<Helper>(_helpers);
        var given = new HashSet<IrType>();
        bool writes = helper.Parameters.Where((p, i) => p.Type == Reals && !helper.ReadsOnly[i]).Any();
        var arguments = new List<Value>();
        for (int i = 0; i < helper.Parameters.Count; i++)
        {
            var type = helper.Parameters[i].Type;
            if (i == 0 && helper.IsRecursive)
            {
                // One less inside the recursion, bounded where it begins.
                arguments.Add(again
                    ? scope.Apply(IrType.Int32, "Subtract", _self!.Parameters[0], scope.Int(1))
                    : scope.Apply(IrType.Int32, "And", Integer(scope), scope.Int(3)));
            }
            else if (!type.IsBuffer)
            {
                arguments.Add(type == IrType.Int32 ? Integer(scope) : Bounded(scope, type));
            }
            else if (helper.ReadsOnly[i] && !(writes && type == Reals) && type != Rows)
            {
                arguments.Add(Any(scope, type));
            }
            else
            {
                // What is written overlaps no other argument: new memory for all but the first.
                arguments.Add(given.Add(type) ? Writable(scope, type) : Allocate(scope, type));
            }
        }

        var results = helper.Results.Select(t => _values.Fresh(t)).ToList();
        scope.Builder.Add(new Statement(results.ToEquatableArray(), new Call(helper.Name, arguments.ToEquatableArray())));
        scope.SeeAll(results);
    }
}
