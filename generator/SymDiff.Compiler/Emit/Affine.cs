using System.Globalization;
using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Emit;

/// <summary>A sum of named integers and a number, for the bounds of loops.</summary>
internal sealed class Affine
{
    private readonly List<(string Name, int Factor)> _terms = [];
    private long _number;

    /// <summary>Whether this is a name as it stands.</summary>
    public bool IsName => _number == 0 && _terms.Count == 1 && _terms[0].Factor == 1;

    /// <summary>What a value is in terms of what has names.</summary>
    public static Affine Of(FoldedFunction folded, Value value, Func<Value, string> nameOf) => Of(folded, value, nameOf, null);

    /// <summary>
    /// What a count is in terms of what has names. One that is kept from falling below zero is what it would be otherwise: where the difference of the bounds
    /// is no longer positive, a loop that compares with the bounds themselves has no iteration either.
    /// </summary>
    public static Affine OfCount(FoldedFunction folded, Value count, Func<Value, string> nameOf) =>
        Of(folded, count, nameOf, 1) is { _terms.Count: 0, _number: <= 0 } ? Of(folded, count, nameOf, 0) : Of(folded, count, nameOf);

    private static Affine Of(FoldedFunction folded, Value value, Func<Value, string> nameOf, int? greater)
    {
        var sum = new Affine();
        sum.Add(folded, value, 1, nameOf, greater);
        return sum;
    }

    /// <summary>This plus a number.</summary>
    public Affine Plus(long number)
    {
        var sum = Plus(new Affine(), 1);
        sum._number += number;
        return sum;
    }

    /// <summary>This plus or minus another.</summary>
    public Affine Plus(Affine other, int factor)
    {
        var sum = new Affine { _number = _number + (factor * other._number) };
        sum._terms.AddRange(_terms);
        foreach (var (name, times) in other._terms)
        {
            sum.Add(name, factor * times);
        }

        return sum;
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        string text = "";
        foreach (var (name, factor) in _terms.OrderByDescending(t => t.Factor > 0))
        {
            string sign = text.Length == 0 ? (factor < 0 ? "-" : "") : factor < 0 ? " - " : " + ";
            int size = Math.Abs(factor);
            text += sign + (size == 1 ? "" : size.ToString(CultureInfo.InvariantCulture) + " * ") + name;
        }

        string number = Math.Abs(_number).ToString(CultureInfo.InvariantCulture);
        return text.Length == 0 ? _number.ToString(CultureInfo.InvariantCulture)
            : _number == 0 ? text
            : text + (_number < 0 ? " - " : " + ") + number;
    }

    // Of the greater of two integers that argument is taken, where one is given.
    private void Add(FoldedFunction folded, Value value, int factor, Func<Value, string> nameOf, int? greater)
    {
        switch (folded.Inlined(value)?.Operation)
        {
            case Constant { Literal.Symbol: null } constant:
                _number += factor * constant.Literal.Bits;
                break;
            case Apply { IsChecked: false, Primitive: "Add" or "Subtract" } apply:
                Add(folded, apply.Arguments[0], factor, nameOf, greater);
                Add(folded, apply.Arguments[1], apply.Primitive == "Add" ? factor : -factor, nameOf, greater);
                break;
            case Apply { Primitive: "Max" } max when greater is { } side:
                bool isLowest = folded.Inlined(max.Arguments[1])?.Operation is Constant { Literal.Bits: int.MinValue + 1 };
                Add(folded, max.Arguments[isLowest ? 0 : side], factor, nameOf, greater);
                break;
            default:
                Add(nameOf(value), factor);
                break;
        }
    }

    private void Add(string name, int factor)
    {
        int index = _terms.FindIndex(t => t.Name == name);
        if (index < 0)
        {
            _terms.Add((name, factor));
        }
        else if (_terms[index].Factor + factor == 0)
        {
            _terms.RemoveAt(index);
        }
        else
        {
            _terms[index] = (name, _terms[index].Factor + factor);
        }
    }
}
