using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Analysis.Costs;

/// <summary>
/// Which loops may run for ever as far as their text says: those without a count that nothing ends but comparisons of real numbers. A loop that integers end, or a sequence, or what a method says, is taken
/// for one that comes to an end, though it is not known when.
/// </summary>
internal sealed class EndlessLoops
{
    private readonly Dictionary<Value, (Operation Operation, int Index)> _definitions = [];

    private readonly Function _function;

    /// <summary>Looks at the loops of a function.</summary>
    /// <param name="function">The function.</param>
    public EndlessLoops(Function function)
    {
        _function = function;
        foreach (var statement in function.Body.AllStatements())
        {
            for (int i = 0; i < statement.Results.Count; i++)
            {
                _definitions[statement.Results[i]] = (statement.Operation, i);
            }
        }
    }

    /// <summary>Whether there is one.</summary>
    public bool IsAny => _function.Body.AllStatements().Any(s => s.Operation is Loop loop && Contains(loop));

    /// <summary>Whether nothing bounds the number of turns.</summary>
    public bool Contains(Loop loop) => loop.Count is null && !Exits(loop.Body).Any(IsBound);

    // The conditions of choices of which an arm leaves, wherever to.
    private static IEnumerable<Value> Exits(Region region) => region.Statements.SelectMany(s => s.Operation switch
    {
        Loop => [],
        If choice when choice.Regions.Any(r => !r.End.IsYield) => choice.Regions.SelectMany(Exits).Prepend(choice.Condition),
        var other => other.Regions.SelectMany(Exits),
    });

    private bool IsBound(Value condition)
    {
        var seen = new HashSet<Value>();
        var pending = new Stack<Value>([condition]);
        while (pending.Count > 0)
        {
            var next = pending.Pop();
            if (!seen.Add(next))
            {
                continue;
            }

            switch (_definitions.TryGetValue(next, out var definition) ? definition.Operation : null)
            {
                case Constant:
                case Apply compared when compared.Arguments.Any(a => a.Type.IsReal):
                    break;
                case Apply combined when combined.Arguments.All(a => a.Type == IrType.Bool):
                    combined.Arguments.ToList().ForEach(pending.Push);
                    break;
                case If choice:
                    pending.Push(choice.Condition);
                    choice.Regions.Where(r => r.End.IsYield).ToList().ForEach(r => pending.Push(r.End.Values[definition.Index]));
                    break;
                default:
                    return true;
            }
        }

        return false;
    }
}
