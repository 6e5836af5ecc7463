using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Transforms;

/// <summary>
/// Parts that are all of their buffer are the buffer: <c>slice b[0, n]</c> where <c>b</c> is known to have as many elements as there are in <c>n</c>, whatever memory
/// that is the length of.
/// </summary>
internal sealed class WholeSlices
{
    private readonly Dictionary<Value, Operation> _definitions;

    private WholeSlices(Function function) =>
        _definitions = function.Body.AllStatements().Where(s => s.Results.Count == 1).ToDictionary(s => s.Result, s => s.Operation);

    /// <summary>The same function without such slices.</summary>
    public static Function Run(Function function)
    {
        if (!function.Body.AllStatements().Any(s => s.Operation is Slice))
        {
            return function;
        }

        var pass = new WholeSlices(function);
        var map = new Dictionary<Value, Value>();
        foreach (var statement in function.Body.AllStatements().Where(s => s.Operation is Slice slice && pass.IsWhole(slice)))
        {
            map[statement.Result] = ((Slice)statement.Operation).Buffer;
        }

        // A part of a part.
        foreach (var part in map.Keys.ToList())
        {
            while (map.TryGetValue(map[part], out var outer))
            {
                map[part] = outer;
            }
        }

        return map.Count == 0 ? function : function with { Body = Without(function.Body.Rename(map), map) };
    }

    private static Region Without(Region region, Dictionary<Value, Value> map) => region with
    {
        Statements = region.Statements.Where(s => s.Results.Count != 1 || !map.ContainsKey(s.Result))
            .Select(s => s.Operation.Regions.Count == 0 ? s : s with { Operation = s.Operation.With(s.Operation.Operands, s.Operation.Regions.Select(r => Without(r, map)).ToEquatableArray()) })
            .ToEquatableArray(),
    };

    private bool IsWhole(Slice slice) =>
        _definitions.TryGetValue(slice.Start, out var start) && start is Constant { Literal.Bits: 0 } && Size(slice.Buffer).Equals(Number(slice.Length));

    // What the length of a buffer is known by.
    private object Size(Value buffer) => _definitions.TryGetValue(buffer, out var operation) ? operation switch
    {
        Alloc { Length: { } length } => Number(length),
        Slice slice => Number(slice.Length),
        _ => buffer,
    } : buffer;

    private object Number(Value number) => _definitions.TryGetValue(number, out var operation) ? operation switch
    {
        Length length => Size(length.Buffer),
        Constant constant => constant.Literal,
        _ => number,
    } : number;
}
