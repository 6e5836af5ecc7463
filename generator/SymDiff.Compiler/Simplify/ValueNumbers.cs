using SymDiff.Compiler.IR;
using SymDiff.Compiler.Rules;

namespace SymDiff.Compiler.Simplify;

/// <summary>Numbers for values: the same for two that the same operation makes of the same operands, whichever region they are defined in.</summary>
internal sealed class ValueNumbers
{
    private readonly Dictionary<Value, int> _ofValue = [];
    private readonly Dictionary<Key, int> _ofKey = [];
    private readonly Dictionary<int, (int Condition, int Then, int Else)> _choices = [];
    private int _next;

    /// <summary>What makes a value; of an operation its kind, without the operands.</summary>
    private sealed record Key(Operation? Kind, IrType? Type, EquatableArray<int> Operands);

    /// <summary>The number of a value; one of its own if nothing is known of its definition.</summary>
    public int Of(Value value)
    {
        if (!_ofValue.TryGetValue(value, out int number))
        {
            _ofValue[value] = number = _next++;
        }

        return number;
    }

    /// <summary>The number of what a value is where some conditions are known to hold, or not to.</summary>
    /// <param name="value">The value.</param>
    /// <param name="holds">Whether the condition of a number holds, if that is known.</param>
    public int Of(Value value, Func<int, bool?> holds)
    {
        int number = Of(value);
        while (_choices.TryGetValue(number, out var choice) && holds(choice.Condition) is { } way)
        {
            number = way ? choice.Then : choice.Else;
        }

        return number;
    }

    /// <summary>Numbers the result of a pure operation without regions.</summary>
    /// <param name="result">The result.</param>
    /// <param name="operation">The operation.</param>
    /// <param name="holds">Whether the condition of a number holds where the operation stands, if that is known.</param>
    public int Define(Value result, Operation operation, Func<int, bool?> holds)
    {
        var operands = operation.Operands.Select(o => Of(o, holds));
        bool isCommutative = operation is Apply apply && PrimitiveTable.Get(apply.Primitive).IsCommutative;
        return Number(result, new Key(operation.With(default, default), result.Type, (isCommutative ? operands.OrderBy(n => n) : operands).ToEquatableArray()));
    }

    /// <summary>Numbers a result of a choice.</summary>
    public int Define(Value result, int condition, Value then, Value otherwise)
    {
        int number = Of(then);
        if (number == Of(otherwise))
        {
            return _ofValue[result] = number;
        }

        int choice = Number(result, new Key(null, null, EquatableArray.Of(condition, number, Of(otherwise))));
        _choices[choice] = (condition, number, Of(otherwise));
        return choice;
    }

    private int Number(Value result, Key key)
    {
        if (!_ofKey.TryGetValue(key, out int number))
        {
            _ofKey[key] = number = _next++;
        }

        return _ofValue[result] = number;
    }
}
