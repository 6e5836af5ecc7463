using SymDiff.Compiler.Analysis;
using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Transforms;

/// <summary>
/// A reverse loop whose iterations have nothing to do with each other goes upward: that reads more easily, and the run-time compiler makes more of it.
/// </summary>
/// <remarks>
/// What iterations may share is what they only read, memory that they only add to, and values that they carry and only add to. Sums are made in another order then, so only derivatives are.
/// </remarks>
internal sealed class Upward
{
    // Each is compared with each other.
    private const int MostAccesses = 200;

    private readonly Aliasing _aliasing;

    private Upward(Function function) => _aliasing = Aliasing.Of(function);

    /// <summary>The same function with such loops turned round.</summary>
    public static Function Run(Function function) => function.Body.AllStatements().Any(s => s.Operation is Loop { IsReversed: true })
        ? function with { Body = new Upward(function).Visit(function.Body) }
        : function;

    private Region Visit(Region region) => region with
    {
        Statements = region.Statements.Select(s => s.Operation.Regions.Count == 0 ? s : s with { Operation = Turned(s.Operation.With(s.Operation.Operands, s.Operation.Regions.Select(Visit).ToEquatableArray())) }).ToEquatableArray(),
    };

    private Operation Turned(Operation operation) => operation is Loop { IsReversed: true, Count: not null, IsVector: false } loop && IsFree(loop) ? loop with { IsReversed = false } : operation;

    private bool IsFree(Loop loop)
    {
        var body = loop.Body;
        if (!body.End.IsYield || Exits.Labels(body).Count > 0 || body.Statements.Any(s => s.Operation.Regions.Count > 0)
            || Enumerable.Range(0, loop.Initial.Count).Any(i => !loop.Initial[i].IsReal || !Additions.IsSum(body, body.Parameters[i + 1], body.End.Values[i])))
        {
            return false;
        }

        var accesses = new List<(Value Buffer, Value? Index, bool IsWritten, bool IsSum)>();
        foreach (var operation in body.Statements.Select(s => s.Operation))
        {
            switch (operation)
            {
                case Load load:
                    accesses.Add((load.Buffer, load.Index, false, false));
                    break;
                case Store store:
                    accesses.Add((store.Buffer, store.Index, true, false));
                    break;
                case Accumulate sum:
                    accesses.Add((sum.Buffer, sum.Index, true, true));
                    break;
                case Constant or Length:
                case Apply apply when !Emit.Shapes.CanThrow(apply):
                    break;
                default:
                    return false;
            }
        }

        return accesses.Count <= MostAccesses && accesses.Where(a => a.IsWritten).All(written => accesses.All(other => Mutation.TurnsDependentLoops || IsApart(written.Buffer, other.Buffer)
            || (written.IsSum && other.IsSum)
            || (written.Buffer == other.Buffer && written.Index == other.Index && IsOwn(written.Index!, loop))));
    }

    // Whether an index is another one in every iteration.
    private static bool IsOwn(Value index, Loop loop) => index == loop.Iteration
        || (Definition(loop.Body, index) is Apply { Primitive: "Add" or "Subtract" } sum && sum.Arguments.Contains(loop.Iteration)
            && sum.Arguments.All(a => a == loop.Iteration || (!loop.Body.Parameters.Contains(a) && Definition(loop.Body, a) is null or Constant)) && sum.Arguments[0] != sum.Arguments[1]);

    private static Operation? Definition(Region body, Value value) => body.Statements.FirstOrDefault(s => s.Results.Contains(value))?.Operation;

    private bool IsApart(Value first, Value second) => first != second && _aliasing.Roots(first) is { } roots && _aliasing.Roots(second) is { } others && !roots.Any(others.Contains);
}
