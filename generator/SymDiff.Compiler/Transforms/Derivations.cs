using SymDiff.Compiler.IR;
using SymDiff.Compiler.Simplify;

namespace SymDiff.Compiler.Transforms;

/// <summary>
/// Adds derived functions to a module, and those that they call, function at a time: a derivative that calls the halves of a callee makes the
/// callee be differentiated, at every order alike.
/// </summary>
/// <param name="module">The primals; derived functions are added to it.</param>
/// <param name="verify">Whether to verify after each pass.</param>
public sealed class Derivations(Module module, bool verify)
{
    private const string ForwardSuffix = "__Forward";
    private const string ReverseSuffix = "__Reverse";
    private const string JvpSuffix = "__Jvp";

    /// <summary>The functions, given and derived.</summary>
    public Module Module { get; } = module;

    /// <summary>Derives the pullback of a function; see <see cref="Adjoint.Run"/> for what it looks like.</summary>
    /// <param name="name">The function.</param>
    /// <param name="active">One flag a parameter; default for all.</param>
    /// <returns>The derived function's name.</returns>
    public string Vjp(string name, EquatableArray<bool> active = default)
    {
        string derived = DerivedNames.Vjp(name);
        if (!Module.Contains(derived))
        {
            var primal = Module[name];
            var stored = Restores.KeepOutputs(Restores.DropUnread(Sweep(primal, Mask(primal, active))), primal.Parameters);
            Add(Checked(stored.Function), primal);
        }

        return derived;
    }

    /// <summary>Derives the pushforward of a function; see <see cref="Pushforward.Run"/> for what it looks like.</summary>
    /// <param name="name">The function.</param>
    /// <param name="active">One flag a parameter; default for all.</param>
    /// <returns>The derived function's name.</returns>
    public string Jvp(string name, EquatableArray<bool> active = default)
    {
        string derived = DerivedNames.Jvp(name);
        if (!Module.Contains(derived))
        {
            var primal = Module[name];
            Add(Checked(Pushforward.Run(primal, Mask(primal, active))), primal);
        }

        return derived;
    }

    private static EquatableArray<bool> Mask(Function primal, EquatableArray<bool> active) =>
        active.Count > 0 ? active : primal.Parameters.Select(p => p.IsReal || p.Type.HasShadow).ToEquatableArray();

    private Sweeps Sweep(Function primal, EquatableArray<bool> active)
    {
        var sweeps = Adjoint.Run(primal, active);
        Checked(sweeps.Function, allowRecalls: true);
        var stored = Storage.Run(sweeps);
        Checked(stored.Function);
        return stored;
    }

    private Function Checked(Function function, bool allowRecalls = false) => verify ? Verifier.Check(function, allowRecalls) : function;

    private void Add(Function function, Function primal)
    {
        function = Checked(Simplifier.Run(function, primal.Results.Count, primal.Parameters.Count));
        Module.Add(function);
        foreach (var call in function.Body.AllStatements().Select(s => s.Operation).OfType<Call>().ToList())
        {
            Require(call.Callee);
        }
    }

    private void Require(string callee)
    {
        if (Module.Contains(callee))
        {
            return;
        }

        if (callee.EndsWith(JvpSuffix, StringComparison.Ordinal))
        {
            Jvp(callee.Substring(0, callee.Length - JvpSuffix.Length));
            return;
        }

        int suffix = callee.EndsWith(ForwardSuffix, StringComparison.Ordinal) ? ForwardSuffix.Length : ReverseSuffix.Length;
        string name = callee.Substring(0, callee.Length - suffix);
        var primal = Module[name];
        var (forward, reverse) = SplitPair.Run(name, Sweep(primal, Mask(primal, default)), (primal.Parameters.Count, primal.Results.Count(t => t.IsReal)));

        // Both are there before either is looked into: a recursion calls them.
        forward = Checked(Simplifier.Run(Checked(forward), primal.Results.Count, primal.Parameters.Count));
        reverse = Checked(Simplifier.Run(Checked(reverse), 0));
        Module.Add(forward);
        Module.Add(reverse);
        foreach (var call in forward.Body.AllStatements().Concat(reverse.Body.AllStatements()).Select(s => s.Operation).OfType<Call>().ToList())
        {
            Require(call.Callee);
        }
    }
}
