using SymDiff.Compiler.IR;
using SymDiff.Compiler.Simplify;

namespace SymDiff.Compiler.Transforms;

/// <summary>
/// Adds derived functions to a module, and those that they call, function at a time: a derivative that calls the halves of a callee makes the
/// callee be differentiated, at every order alike. What is only declared is derived where it is defined.
/// </summary>
/// <param name="module">The primals; derived functions are added to it.</param>
/// <param name="verify">Whether to verify after each pass.</param>
public sealed class Derivations(Module module, bool verify)
{
    private readonly SortedSet<string> _requested = new(StringComparer.Ordinal);
    private WholePullbacks? _whole;

    /// <summary>Whether calls that are handed no memory are reversed by calls of pullbacks, so that all that is derived has derivatives in turn.</summary>
    public bool CallsWhole { get; set; }

    /// <summary>The functions, given and derived.</summary>
    public Module Module { get; } = module;

    /// <summary>The derived functions that are called and must be defined elsewhere, because what they are derived from is.</summary>
    public IReadOnlyCollection<string> Requested => _requested;

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
            primal = primal with { MayOverlap = primal.MayOverlap || (IsCalled(name) && (CallsWhole || Whole.Of(primal).Contains(name))) };
            var stored = Restores.KeepOutputs(Sweep(primal, Mask(primal, active), isWhole: true), primal.Parameters);
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
            primal = primal with { MayOverlap = primal.MayOverlap || IsCalled(name) };
            Add(Checked(Pushforward.Run(primal, Mask(primal, active), Module)), primal);
        }

        return derived;
    }

    /// <summary>Derives what a name says, with all that it calls; nothing if it is there already, or defined elsewhere.</summary>
    /// <param name="name">A function's name and what is derived of it: <c>f__Forward__Jvp</c>.</param>
    public void Require(string name)
    {
        if (Module.Contains(name) || name == DerivedNames.Origin(name))
        {
            return;
        }

        if (Module.Foreign(DerivedNames.Primal(name)) is { } foreign)
        {
            throw new NoDerivativeException(foreign);
        }

        if (Module.Declared(DerivedNames.Primal(name)) is not null)
        {
            _requested.Add(name);
            return;
        }

        string origin = DerivedNames.Origin(name);
        Require(origin);
        if (DerivedNames.Jvp(origin) == name)
        {
            Jvp(origin);
        }
        else if (DerivedNames.Vjp(origin) == name)
        {
            Vjp(origin);
        }
        else
        {
            Halves(origin);
        }
    }

    private void Halves(string name)
    {
        // Who calls by name may hand over any memory twice.
        var primal = Module[name] with { MayOverlap = true };
        var sweeps = Sweep(primal, Mask(primal, default), isWhole: false);
        var (forward, reverse) = SplitPair.Run(name, sweeps, (primal.Parameters.Count, primal.Results.Count(t => t.IsReal)));
        reverse = Checked(Simplifier.Run(Checked(reverse), 0));
        (forward, reverse) = FrameSlots.KeepRead(Checked(forward), reverse);
        forward = Checked(Simplifier.Run(Checked(forward), primal.Results.Count, primal.Parameters.Count));
        reverse = Upward.Run(reverse);

        // Both are there before either is looked into: a recursion calls them.
        Module.Add(forward);
        Module.Add(Checked(reverse));
        RequireCallees(forward);
        RequireCallees(reverse);
    }

    private bool IsCalled(string name) => Module.Functions.Any(f => f.Body.AllStatements().Any(s => s.Operation is Call call && call.Callee == name));

    private EquatableArray<bool> Mask(Function primal, EquatableArray<bool> active) => active.Count > 0 ? active
        : primal.Parameters.Select((p, i) => (p.IsReal || p.Type.HasShadow) && Module.IsActive(primal.Name, i)).ToEquatableArray();

    private Sweeps Sweep(Function primal, EquatableArray<bool> active, bool isWhole)
    {
        var sweeps = Reversed(primal, active, isWhole);
        if (isWhole)
        {
            sweeps = Fused(primal, sweeps);
            Checked(sweeps.Function, allowRecalls: true);
        }

        sweeps = Checkpointing.Run(sweeps);
        Checked(sweeps.Function, allowRecalls: true);
        var stored = Storage.Run(sweeps);
        Checked(stored.Function);
        return stored;
    }

    private WholePullbacks Whole => _whole ??= new WholePullbacks(
        Module,
        (primal, calls) => Fusion.Run(Restores.DropUnread(Reversed(primal with { MayOverlap = true }, Mask(primal, default), isWhole: true), areCallsFused: true), calls),
        sweeps => Simplifier.Run(Storage.Run(sweeps).Function, sweeps.Function.Results.Count - sweeps.Cotangents.Count));

    private Sweeps Reversed(Function primal, EquatableArray<bool> active, bool isWhole)
    {
        var sweeps = Adjoint.Run(primal, active, Module, isWhole, CallsWhole);
        Checked(sweeps.Function, allowRecalls: true);
        sweeps = SummedTerms.Run(sweeps);
        Checked(sweeps.Function, allowRecalls: true);
        return sweeps;
    }

    private Sweeps Fused(Function primal, Sweeps sweeps)
    {
        if (CallsWhole)
        {
            return Fusion.Run(Restores.DropUnread(sweeps), FusedCalls.None);
        }

        var callees = Whole.Of(primal);
        if (callees.Count > 0)
        {
            var fused = Fusion.Run(Restores.DropUnread(sweeps, areCallsFused: true), new FusedCalls(callees, true, MayScale: !IsCalled(primal.Name)));
            if (WholePullbacks.IsWhole(fused, isCalled: false))
            {
                return fused;
            }
        }

        return Fusion.Run(Restores.DropUnread(sweeps), new FusedCalls(callees, false));
    }

    private Function Checked(Function function, bool allowRecalls = false) => verify ? Verifier.Check(function, allowRecalls) : function;

    private void Add(Function function, Function primal)
    {
        function = Checked(Simplifier.Run(function, primal.Results.Count, primal.Parameters.Count));
        foreach (var pass in new Func<Function, Function>[] { SummedCotangents.Run, RecordedScratch.Run, OverwrittenShadows.Run, SkippedLoops.Run })
        {
            if (pass(function) is var changed && changed != function)
            {
                function = Checked(Simplifier.Run(Checked(changed), primal.Results.Count, primal.Parameters.Count));
            }
        }

        function = Checked(Upward.Run(function));
        Module.Add(function);
        RequireCallees(function);
    }

    private void RequireCallees(Function function)
    {
        foreach (var call in function.Body.AllStatements().Select(s => s.Operation).OfType<Call>().ToList())
        {
            Require(call.Callee);
        }
    }
}
