using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SymDiff.Compiler.IR;
using SymDiff.Generator.Diagnostics;

namespace SymDiff.Generator.Frontend;

/// <summary>Divisions of integers whose result meets active values.</summary>
internal sealed partial class LoweringContext
{
    private readonly Dictionary<int, List<IBinaryOperation>> _divisions = [];
    private readonly List<IBinaryOperation> _truncated = [];

    /// <summary>The warnings about them.</summary>
    public IEnumerable<Rejection> Truncated => _truncated.Distinct().Select(d => new Rejection(Descriptors.IntegerDivision, d.Syntax.GetLocation(), EquatableArray.Of(Snippet.Of(d))));

    /// <summary>Notes that a number was converted from what may be a division of integers.</summary>
    /// <param name="result">The number.</param>
    /// <param name="conversion">The conversion.</param>
    public Value NoteDivisions(Value result, IOperation conversion)
    {
        if (IntegerDivision.In(conversion).ToList() is { Count: > 0 } divisions)
        {
            _divisions[result.Id] = divisions;
        }

        return result;
    }

    /// <summary>Notes that a number was computed from what may lack a fraction; what was a variable is left alone.</summary>
    /// <param name="result">The number.</param>
    /// <param name="left">What it was computed from.</param>
    /// <param name="right">What else.</param>
    /// <param name="binary">The operator.</param>
    public void CarryDivisions(Value result, Value left, Value right, IBinaryOperation binary)
    {
        if (_divisions.Count == 0 || !result.IsReal || IsVaried(result))
        {
            return;
        }

        var carried = Noted(left, binary.LeftOperand).Concat(Noted(right, binary.RightOperand)).ToList();
        if (carried.Count > 0)
        {
            _divisions[result.Id] = carried;
        }

        IEnumerable<IBinaryOperation> Noted(Value value, IOperation operand) =>
            operand is not (ILocalReferenceOperation or IParameterReferenceOperation) && _divisions.TryGetValue(value.Id, out var divisions) ? divisions : Enumerable.Empty<IBinaryOperation>();
    }

    // A constant factor, term or exponent of something active.
    private void CheckDivisions(Value result, EquatableArray<Value> arguments)
    {
        if (_divisions.Count == 0 || !IsVaried(result))
        {
            return;
        }

        foreach (var argument in arguments)
        {
            if (_divisions.TryGetValue(argument.Id, out var divisions))
            {
                _truncated.AddRange(divisions);
            }
        }
    }
}
