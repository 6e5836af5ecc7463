using SymDiff.Compiler.IR;
using SymDiff.Compiler.Rules;

namespace SymDiff.Compiler.Analysis.Costs;

/// <summary>
/// Counts the operations of functions: sums, products, quotients and calls of functions, one each, and one an element for vector functions. Of a choice the arm with more counts.
/// A method that is defined elsewhere counts as one operation, and so does a call of a function within itself.
/// </summary>
/// <param name="module">The functions that may be called.</param>
internal sealed class OperationCounter(Module module)
{
    private readonly Dictionary<string, OperationCount> _known = new(StringComparer.Ordinal);
    private readonly HashSet<string> _open = new(StringComparer.Ordinal);

    /// <summary>Counts the operations of a function.</summary>
    /// <param name="function">The function.</param>
    public OperationCount Of(Function function)
    {
        if (!_known.TryGetValue(function.Name, out var count))
        {
            _open.Add(function.Name);
            _known[function.Name] = count = Of(function.Body, Definitions(function));
            _open.Remove(function.Name);
        }

        return count;
    }

    private static Dictionary<Value, Operation> Definitions(Function function) =>
        function.Body.AllStatements().Where(s => s.Results.Count == 1).GroupBy(s => s.Result).ToDictionary(g => g.Key, g => g.First().Operation);

    private OperationCount Of(Region region, Dictionary<Value, Operation> definitions)
    {
        var sum = OperationCount.Of(0);
        foreach (var statement in region.Statements)
        {
            sum += Of(statement.Operation, definitions);
        }

        return sum;
    }

    private OperationCount Of(Operation operation, Dictionary<Value, Operation> definitions)
    {
        switch (operation)
        {
            case Loop loop:
                var turn = Of(loop.Body, definitions);
                return loop.Count is { } count && definitions.TryGetValue(count, out var made) && made is Constant { Literal.Bits: var turns } ? turn * Math.Max(0, turns) : turn.EachTurn();
            case If choice:
                var (then, otherwise) = (Of(choice.Then, definitions), Of(choice.Else, definitions));
                return then.Total >= otherwise.Total ? then : otherwise;
            case Block block:
                return Of(block.Body, definitions);
            case Call call:
                return module.Contains(call.Callee) && !_open.Contains(call.Callee) ? Of(module[call.Callee]) : OperationCount.Of(1);
            case Vector:
                return OperationCount.Of(1).EachTurn();
            default:
                return OperationCount.Of(Counts(operation) ? 1 : 0);
        }
    }

    private static bool Counts(Operation operation) => operation switch
    {
        Apply apply => apply.Arguments.Any(a => a.Type.IsReal) && (apply.Primitive is "Add" or "Subtract" or "Multiply" or "Divide"
            or PrimitiveTable.StrongMultiply or PrimitiveTable.StrongDivide or PrimitiveTable.DivideOrZero || PrimitiveTable.Get(apply.Primitive).CSharp.Kind == CSharpFormKind.Math),
        Accumulate => true,
        External external => external.Arguments.Any(a => a.Type.IsReal) && !external.IsCheap,
        _ => false,
    };
}
