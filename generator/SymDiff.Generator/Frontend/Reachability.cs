using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SymDiff.Generator.Frontend;

/// <summary>How control can leave a statement, by its form alone.</summary>
/// <param name="Completes">It may go on after the statement.</param>
/// <param name="Returns">It may leave the method.</param>
/// <param name="Continues">It may go on with the next iteration of the loop around the statement.</param>
/// <param name="Breaks">It may leave the loop or switch around the statement.</param>
internal readonly record struct Ways(bool Completes, bool Returns, bool Continues, bool Breaks)
{
    /// <summary>Whether it may jump to a target of that kind.</summary>
    public bool Has(JumpKind kind) => kind switch
    {
        JumpKind.Return => Returns,
        JumpKind.Continue => Continues,
        _ => Breaks,
    };

    /// <summary>Whatever one of two does, in that the way past them is open only if it is decided by <paramref name="completes"/>.</summary>
    public Ways Or(Ways other, bool completes) => new(completes, Returns || other.Returns, Continues || other.Continues, Breaks || other.Breaks);
}

/// <summary>Finds the ways out of statements, each once.</summary>
/// <param name="decide">What is known of a condition.</param>
internal sealed class Reachability(Func<IOperation, bool?> decide)
{
    private readonly Dictionary<IOperation, Ways> _known = [];

    /// <summary>The ways out of a statement.</summary>
    public Ways Of(IOperation? statement)
    {
        if (statement is null)
        {
            return new Ways(true, false, false, false);
        }

        if (!_known.TryGetValue(statement, out var ways))
        {
            // A goto that comes back to itself is refused; until then it goes nowhere.
            _known.Add(statement, default);
            ways = Find(statement);
            _known[statement] = ways;
        }

        return ways;
    }

    private Ways Find(IOperation statement) => statement switch
    {
        IBlockOperation block => Sequence(block.Operations),
        IReturnOperation => new Ways(false, true, false, false),
        IBranchOperation branch when SwitchJumps.Section(branch) is { } section => Sequence(section.Body) with { Completes = false },
        IBranchOperation branch => new Ways(false, false, branch.BranchKind == BranchKind.Continue, branch.BranchKind == BranchKind.Break),
        IThrowOperation or IExpressionStatementOperation { Operation: IThrowOperation } => default,
        ILabeledOperation { Operation: { } inner } => Of(inner),
        IConditionalOperation { Type: null } choice => OfChoice(choice),
        ISwitchOperation switched => OfSwitch(switched),
        ILoopOperation loop => OfLoop(loop),
        _ => new Ways(true, false, false, false),
    };

    private Ways OfChoice(IConditionalOperation choice)
    {
        var (then, otherwise) = (Of(choice.WhenTrue), Of(choice.WhenFalse));
        return decide(choice.Condition) is { } taken
            ? taken ? then : otherwise
            : then.Or(otherwise, then.Completes || otherwise.Completes);
    }

    private Ways OfSwitch(ISwitchOperation switched)
    {
        var all = default(Ways);
        bool hasDefault = false;
        foreach (var section in switched.Cases)
        {
            var ways = Sequence(section.Body);
            all = all.Or(ways, all.Completes || ways.Completes);
            hasDefault |= section.Clauses.Any(c => c.CaseKind == CaseKind.Default);
        }

        return all with { Completes = all.Completes || all.Breaks || !hasDefault, Breaks = false };
    }

    private Ways OfLoop(ILoopOperation loop)
    {
        var body = Of(loop.Body);
        var condition = loop switch
        {
            IForLoopOperation { Condition: { } test } => test,
            IWhileLoopOperation { Condition: { } test } => test,
            _ => null,
        };

        bool isEndless = loop is IForLoopOperation { Condition: null } || condition?.ConstantValue is { HasValue: true, Value: true };
        bool runsOnce = loop is IWhileLoopOperation { ConditionIsTop: false };
        bool completes = body.Breaks || (runsOnce ? !isEndless && (body.Completes || body.Continues) : !isEndless);
        return new Ways(completes, body.Returns, false, false);
    }

    private Ways Sequence(IEnumerable<IOperation> statements)
    {
        var all = new Ways(true, false, false, false);
        foreach (var statement in statements)
        {
            var ways = Of(statement);
            all = all.Or(ways, ways.Completes);
            if (!all.Completes)
            {
                break;
            }
        }

        return all;
    }
}
