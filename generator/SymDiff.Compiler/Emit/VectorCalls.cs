using SymDiff.Compiler.Analysis;
using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Emit;

/// <summary>
/// Writes loops that were made of calls of vector functions as such calls again. A loop stays one where it does something that no vector function does, such as
/// a product that is exactly 0 where a factor is.
/// </summary>
internal sealed class VectorCalls
{
    private readonly ValueSource _values;
    private readonly Aliasing _aliasing;
    private readonly HashSet<Value> _zeros;

    private VectorCalls(Function function)
    {
        _values = new ValueSource(function);
        _aliasing = Aliasing.Of(function);
        _zeros = [.. function.Body.AllStatements().Where(s => s.Operation is Constant { Literal: { Symbol: null, Type.IsReal: true, Real: 0 } }).Select(s => s.Result)];
    }

    /// <summary>The same function with vector functions for loops.</summary>
    /// <param name="function">The function, otherwise ready to be written.</param>
    public static Function Run(Function function) =>
        function.Body.AllStatements().Any(s => s.Operation is Loop { IsVector: true }) ? function with { Body = new VectorCalls(function).Visit(function.Body) } : function;

    /// <summary>
    /// The same function with destinations that may be longer than what is written into them, as the platform's functions allow: the part that is written is
    /// only cut out where something else needs it.
    /// </summary>
    /// <param name="function">The function.</param>
    public static Function WithWholeDestinations(Function function)
    {
        var definitions = function.Body.AllStatements().Where(s => s.Results.Count == 1).ToDictionary(s => s.Result, s => s.Operation);
        return function.Body.AllStatements().Any(s => s.Operation is Vector { Destination: not null }) ? function with { Body = Whole(function.Body) } : function;

        Region Whole(Region region) => region with
        {
            Statements = region.Statements.Select(s => s.Operation switch
            {
                Vector { Destination: { } destination } call when call.Arguments.Any(a => a.Type.IsBuffer) && !call.Arguments.Contains(destination) && definitions.TryGetValue(destination, out var cut) && cut is Slice slice
                    && definitions.TryGetValue(slice.Start, out var start) && start is Constant { Literal.Bits: 0 } => s with { Operation = call with { Destination = slice.Buffer } },
                var operation when operation.Regions.Count > 0 => s with { Operation = operation.With(operation.Operands, operation.Regions.Select(Whole).ToEquatableArray()) },
                _ => s,
            }).ToEquatableArray(),
        };
    }

    private Region Visit(Region region)
    {
        var statements = new List<Statement>();
        var free = new Dictionary<(IrType, Value), List<Value>>();
        foreach (var statement in region.Statements)
        {
            if (statement.Operation is Loop { IsVector: true, IsReversed: false, Count: not null } loop && VectorBody.Of(loop) is { } body)
            {
                var kind = (body.Element, loop.Count!);
                if (!free.TryGetValue(kind, out var left))
                {
                    free[kind] = left = [];
                }

                statements.AddRange(new VectorWriter(_values, _aliasing, _zeros, left, statement, body).Write());
            }
            else
            {
                var operation = statement.Operation;
                statements.Add(operation.Regions.Count == 0 ? statement : statement with { Operation = operation.With(operation.Operands, operation.Regions.Select(Visit).ToEquatableArray()) });
            }
        }

        return region with { Statements = statements.ToEquatableArray() };
    }
}
