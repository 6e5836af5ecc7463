using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Analysis;

/// <summary>
/// Scratch memory that is made before a loop and that every iteration writes before it reads: no iteration knows what another left there, so it might as well
/// have been made in the iteration. Nor does its shadow hold anything between the reverses of two iterations.
/// </summary>
internal sealed class PrivateMemory
{
    private readonly Sites _sites;
    private readonly ForwardedLoads _forwarded;
    private readonly Dictionary<Value, List<Value>> _loads = [];
    private readonly HashSet<Value> _ofVectors = [];
    private readonly bool _loadsAnything;

    /// <summary>Analyses a forward sweep.</summary>
    /// <param name="parameters">The function's parameters.</param>
    /// <param name="forward">The forward sweep.</param>
    /// <param name="aliasing">What its buffers refer to.</param>
    public PrivateMemory(IEnumerable<Value> parameters, IReadOnlyList<Statement> forward, Aliasing aliasing)
    {
        _sites = new Sites(parameters, forward);
        _forwarded = new ForwardedLoads(forward, aliasing, _sites);
        foreach (var statement in forward.Concat(forward.SelectMany(s => s.Operation.Regions).SelectMany(r => r.AllStatements())))
        {
            foreach (var buffer in statement.Operation is Load load ? [load.Buffer] : statement.Operation is Vector ? statement.Operation.Operands.Where(o => o.Type.IsBuffer) : [])
            {
                _loadsAnything |= aliasing.Roots(buffer) is null;
                foreach (var root in aliasing.Roots(buffer) ?? [])
                {
                    if (statement.Operation is Vector)
                    {
                        _ofVectors.Add(root);
                    }
                    else if (_loads.TryGetValue(root, out var values))
                    {
                        values.Add(statement.Result);
                    }
                    else
                    {
                        _loads[root] = [statement.Result];
                    }
                }
            }
        }
    }

    /// <summary>Whether an allocation that is used by loads and stores alone is private to each iteration of a loop.</summary>
    /// <param name="root">The allocation.</param>
    /// <param name="loop">The loop.</param>
    public bool Is(Value root, Loop loop)
    {
        if (!_sites.Has(loop.Iteration))
        {
            // An iteration that is run again.
            return false;
        }

        var around = _sites[loop.Iteration].Loop!;
        int depth = around.Nest.Count;
        return !_loadsAnything && !_ofVectors.Contains(root) && _loads.TryGetValue(root, out var loads) && loads.All(l => IsIn(l, around)
            ? Mutation.SharesScratch || _forwarded[l]?.Shared >= depth || _forwarded.SharedWithWhole(l) >= depth
            : depth == 1 && _sites[l].Outermost < _sites[loop.Iteration].Outermost);
    }

    private bool IsIn(Value value, LoopSite loop)
    {
        for (var around = _sites[value].Loop; around is not null; around = around.Parent)
        {
            if (around == loop)
            {
                return true;
            }
        }

        return false;
    }
}
