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
