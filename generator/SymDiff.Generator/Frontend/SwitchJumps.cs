using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SymDiff.Generator.Diagnostics;

namespace SymDiff.Generator.Frontend;

/// <summary><c>goto case</c> and <c>goto default</c>: the section that is meant is read in place of the jump, as often as there are jumps to it.</summary>
internal static class SwitchJumps
{
    /// <summary>The section of a switch that a jump goes to; null if it is another jump.</summary>
    public static ISwitchCaseOperation? Section(IBranchOperation branch)
    {
        if (branch.BranchKind != BranchKind.GoTo)
        {
            return null;
        }

        for (var around = branch.Parent; around is not null; around = around.Parent)
        {
            // C# means the innermost switch.
            if (around is ISwitchOperation choice)
            {
                return choice.Cases.FirstOrDefault(c => c.Clauses.Any(l => SymbolEqualityComparer.Default.Equals(l.Label, branch.Target)));
            }
        }

        return null;
    }

    /// <summary>What is read in place of a jump; null after a refusal.</summary>
    public static Work? Follow(LoweringContext context, IBranchOperation branch, ISwitchCaseOperation section)
    {
        string? obstacle = LeavesLoop(branch) ? "goto out of a loop is"
            : IsRound(branch, section) ? "goto to a section from which it is reached again is"
            : !context.CountSection() ? "so many gotos are"
            : null;
        if (obstacle is null)
        {
            return Work.Of(section.Body, null);
        }

        context.Reject(Descriptors.StatementNotSupported, branch.Syntax.GetFirstToken().GetLocation(), LoweringContext.Nothing.Type, obstacle, "put the switch into a loop, or what both sections do into a local function");
        context.End = Ending.Dead;
        return null;
    }

    // What a loop carries, and who disposes of its enumerator, is decided by what stands in it.
    private static bool LeavesLoop(IBranchOperation branch)
    {
        IOperation? around = branch.Parent;
        while (around is not (null or ISwitchOperation or ILoopOperation))
        {
            around = around.Parent;
        }

        return around is ILoopOperation;
    }

    private static bool IsRound(IBranchOperation branch, ISwitchCaseOperation section)
    {
        var seen = new HashSet<ISwitchCaseOperation>();
        var stack = new Stack<ISwitchCaseOperation>([section]);
        while (stack.Count > 0)
        {
            var next = stack.Pop();
            if (seen.Add(next))
            {
                var inner = next.Body.SelectMany(s => s.DescendantsAndSelf()).OfType<IBranchOperation>().ToList();
                if (inner.Contains(branch))
                {
                    return true;
                }

                inner.Select(Section).OfType<ISwitchCaseOperation>().Where(s => s.Parent == section.Parent).ToList().ForEach(stack.Push);
            }
        }

        return false;
    }
}
