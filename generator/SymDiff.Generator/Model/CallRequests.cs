using SymDiff.Compiler.Emit;
using SymDiff.Compiler.IR;
using SymDiff.Compiler.Transforms;

namespace SymDiff.Generator.Model;

/// <summary>What a method needs of the marked methods that it calls.</summary>
/// <param name="Key">The method.</param>
/// <param name="Callees">The marked methods that it calls.</param>
/// <param name="Needed">What its own forms need of them.</param>
internal sealed record OutgoingCalls(string Key, EquatableArray<string> Callees, DerivedKinds Needed)
{
    /// <summary>The calls of a method; null if it calls no marked method.</summary>
    public static OutgoingCalls? Of(DifferentiableMethod method, Options options)
    {
        if (method.Body is not { Callees.Count: > 0 } body)
        {
            return null;
        }

        var needed = DerivedKinds.None;
        foreach (var kind in method.Requested.Resolve(options.DefaultForms))
        {
            needed |= kind switch
            {
                DerivativeKind.Jvp => DerivedKinds.Pushforward,
                DerivativeKind.JacobianPattern or DerivativeKind.HessianPattern => DerivedKinds.None,
                DerivativeKind.Jacobian or DerivativeKind.JacobianBlocks or DerivativeKind.SparseJacobian => DerivedKinds.Halves | DerivedKinds.Pushforward,
                DerivativeKind.Hvp or DerivativeKind.Hessian or DerivativeKind.ValueGradientAndHessian or DerivativeKind.HessianDiagonal
                    or DerivativeKind.ValueGradientAndHessianDiagonal or DerivativeKind.SparseHessian => DerivedKinds.Halves | DerivedKinds.PushedHalves,
                _ => DerivedKinds.Halves,
            };
        }

        return new OutgoingCalls(method.Key, body.Callees.Select(c => c.Key).ToEquatableArray(), needed);
    }
}

/// <summary>What is derived of a method for others to call.</summary>
[Flags]
internal enum DerivedKinds
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The halves of a split call.</summary>
    Halves = 1,

    /// <summary>The pushforward.</summary>
    Pushforward = 2,

    /// <summary>The pushforwards of the halves.</summary>
    PushedHalves = 4,
}

/// <summary>What is asked of one method by all others.</summary>
/// <param name="Key">The method.</param>
/// <param name="Kinds">What they call.</param>
internal sealed record CallRequest(string Key, DerivedKinds Kinds)
{
    /// <summary>The names of the derived functions.</summary>
    /// <param name="kinds">What is asked.</param>
    /// <param name="name">The function that they are derived of.</param>
    public static IEnumerable<string> Names(DerivedKinds kinds, string name)
    {
        if (kinds.HasFlag(DerivedKinds.Halves))
        {
            yield return DerivedNames.Forward(name);
            yield return DerivedNames.Reverse(name);
        }

        if (kinds.HasFlag(DerivedKinds.Pushforward))
        {
            yield return DerivedNames.Jvp(name);
        }

        if (kinds.HasFlag(DerivedKinds.PushedHalves))
        {
            yield return DerivedNames.Jvp(DerivedNames.Forward(name));
            yield return DerivedNames.Jvp(DerivedNames.Reverse(name));
        }
    }
}

/// <summary>What is asked of the methods of a project.</summary>
/// <param name="All">By method, those that are asked for something.</param>
internal sealed record CallRequests(EquatableArray<CallRequest> All)
{
    /// <summary>What is asked of each method, directly and through the methods that ask for it.</summary>
    public static CallRequests Close(IEnumerable<OutgoingCalls> sites)
    {
        var callees = new SortedDictionary<string, EquatableArray<string>>(StringComparer.Ordinal);
        var asked = new SortedDictionary<string, DerivedKinds>(StringComparer.Ordinal);
        var pending = new Queue<(string Key, DerivedKinds Kinds)>();
        foreach (var site in sites)
        {
            callees[site.Key] = site.Callees;
            foreach (string callee in site.Callees)
            {
                pending.Enqueue((callee, site.Needed));
            }
        }

        while (pending.Count > 0)
        {
            var (key, kinds) = pending.Dequeue();
            asked.TryGetValue(key, out var known);
            if ((known | kinds) == known)
            {
                continue;
            }

            asked[key] = known | kinds;
            if (callees.TryGetValue(key, out var next))
            {
                foreach (string callee in next)
                {
                    pending.Enqueue((callee, kinds));
                }
            }
        }

        return new CallRequests(asked.Select(a => new CallRequest(a.Key, a.Value)).ToEquatableArray());
    }

    /// <summary>What is asked of a method.</summary>
    public DerivedKinds Of(string key) => All.FirstOrDefault(r => r.Key == key)?.Kinds ?? DerivedKinds.None;
}
