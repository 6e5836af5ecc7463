using SymDiff.Compiler.Analysis;
using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Transforms;

/// <summary>
/// The functions whose pullbacks have no halves of calls in them, because the cotangent of what every call in them returns is known before the call: a call of the
/// pullback takes the place of both. Functions that call each other have it together or not at all.
/// </summary>
/// <param name="module">The functions.</param>
/// <param name="sweep">The sweeps of a function, before storage, with calls fused as is said.</param>
/// <param name="finish">What becomes of them.</param>
internal sealed class WholePullbacks(Module module, Func<Function, FusedCalls, Sweeps> sweep, Func<Sweeps, Function> finish)
{
    private readonly Dictionary<string, bool> _known = new(StringComparer.Ordinal);

    /// <summary>Those among the callees of a function, and their callees.</summary>
    /// <param name="function">The function.</param>
    public IReadOnlyCollection<string> Of(Function function)
    {
        var reached = Reached(function);
        var pending = new HashSet<string>(reached.Where(r => !_known.ContainsKey(r)), StringComparer.Ordinal);
        foreach (string name in pending.Where(n => !CanBe(n)).ToList())
        {
            _known[name] = false;
            pending.Remove(name);
        }

        // All of them are taken to be until one is found that is not.
        while (pending.Count > 0)
        {
            var calls = new FusedCalls([.. pending, .. _known.Where(k => k.Value).Select(k => k.Key)], true);
            var failed = pending.Where(n => sweep(module[n], calls) is var sweeps && !(IsWhole(sweeps, isCalled: true) && KeepsNothing(finish(sweeps)))).ToList();
            bool isSettled = failed.Count == 0;
            foreach (string name in isSettled ? [.. pending] : failed)
            {
                _known[name] = isSettled;
                pending.Remove(name);
            }
        }

        return [.. reached.Where(r => _known[r])];
    }

    /// <summary>Whether no call has halves, and all memory is where C# finds it without a record of calls.</summary>
    /// <param name="sweeps">The sweeps of a function, before storage.</param>
    /// <param name="isCalled">Whether other functions call it.</param>
    public static bool IsWhole(Sweeps sweeps, bool isCalled)
    {
        var function = sweeps.Function;
        var statements = function.Body.AllStatements().ToList();
        if (statements.Any(s => s.Operation is Call call && DerivedNames.IsOfHalf(call.Callee)))
        {
            return false;
        }

        var named = new HashSet<Value>(function.Parameters);
        foreach (var statement in InOrder(function.Body))
        {
            if (statement.Operation is Alloc { Length: not null, Element.IsBuffer: false } || (statement.Operation is Slice slice && named.Contains(slice.Buffer))
                || (statement.Operation is Recall recall && named.Contains(recall.Recalled)))
            {
                named.UnionWith(statement.Results);
            }
        }

        // A variable of C# holds no span, and what C# does with an array it does not do with a span.
        return !function.Body.Nested().SelectMany(r => r.Parameters.Concat(r.End.Values)).Any(v => v.Type.IsBuffer)
            && statements.All(s => s.Operation switch
            {
                Call call => call.Arguments.All(a => !a.Type.IsBuffer || named.Contains(a)),
                Alloc alloc => !alloc.Element.IsBuffer,
                External or Vector => !isCalled || !s.Operation.Operands.Concat(s.Results).Any(o => o.Type.IsBuffer),
                Load => !s.Result.Type.IsBuffer,
                _ => true,
            });
    }

    // Frames that each take memory of their own are more than a pool holds, while a record of calls has room for all of them.
    private static bool KeepsNothing(Function function) => !function.Body.AllStatements().Any(s => s.Operation is Alloc);

    private static IEnumerable<Statement> InOrder(Region region) =>
        region.Statements.SelectMany(s => new[] { s }.Concat(s.Operation.Regions.SelectMany(InOrder)));

    private bool CanBe(string name) =>
        module.Foreign(name) is null && module[name] is var function && !function.Results.Any(r => r.IsBuffer) && !function.Parameters.Any(p => p.Type == IrType.Frame)
        && !function.Body.AllStatements().Any(s => s.Operation is Loop { Snapshots: > 0 });

    private HashSet<string> Reached(Function function)
    {
        var reached = new HashSet<string>(StringComparer.Ordinal);
        var pending = new Stack<Function>([function]);
        while (pending.Count > 0)
        {
            foreach (string callee in pending.Pop().Body.AllStatements().Select(s => s.Operation).OfType<Call>().Select(c => c.Callee))
            {
                if (module.Contains(callee) && reached.Add(callee))
                {
                    pending.Push(module[callee]);
                }
            }
        }

        return reached;
    }
}
