using SymDiff.Compiler.Analysis;
using SymDiff.Compiler.Analysis.Costs;
using SymDiff.Compiler.Emit;
using SymDiff.Compiler.IR;
using SymDiff.Compiler.Simplify;

namespace SymDiff.Compiler.Transforms;

/// <summary>The driver: which passes make which form of a method. What forms share is derived once.</summary>
public sealed class Differentiate
{
#if DEBUG
    /// <summary>
    /// Whether each function is verified after each pass: where the tests ask for it (<c>tests/Directory.Build.props</c>). In a build of a project, the tests' own too, it would take as long as all passes.
    /// </summary>
    internal static bool Verify { get; } = AppContext.TryGetSwitch("SymDiff.Verify", out bool isOn) && isOn;
#else
    private const bool Verify = false;
#endif

    private readonly Function _primal;
    private readonly EquatableArray<bool> _active;
    private readonly EquatableArray<ParameterRole> _roles;
    private readonly FormMemory _memory;
    private readonly Derivations _derivations;
    private readonly List<string> _roots;
    private Function? _gradient;
    private Function? _valueAndGradient;

    /// <summary>A driver for a method.</summary>
    /// <param name="body">The method: one real result or none.</param>
    /// <param name="active">One flag a parameter: whether it carries derivatives.</param>
    /// <param name="roles">What the method does with its buffers, by parameter; default for methods that only read theirs.</param>
    public Differentiate(MethodBody body, EquatableArray<bool> active, EquatableArray<ParameterRole> roles = default)
    {
        _primal = body.Main;
        _active = active;
        _roles = roles.Count > 0 ? roles : active.Select(_ => ParameterRole.Input).ToEquatableArray();
        _memory = new FormMemory(_primal.Parameters, active, _roles);
        var module = new Module();
        module.Add(_primal, active);
        foreach (var helper in body.Helpers)
        {
            module.Add(helper.Function with { MayOverlap = true }, helper.Active);
            if (helper.Foreign is { } foreign)
            {
                module.SetForeign(helper.Function.Name, foreign);
                helper.Given.ToList().ForEach(g => module.Add(g));
            }
        }

        foreach (var callee in body.Callees)
        {
            module.Declare(new Declaration(callee.Key, callee.Active));
        }

        _derivations = new Derivations(module, Verify);
        _roots = [];
    }

    // What is derived for another function of the same module, and called by it, is shared.
    private Differentiate(Differentiate origin, Function primal, EquatableArray<bool> active)
    {
        (_primal, _active, _derivations, _roots) = (primal, active, origin._derivations, origin._roots);
        _roles = active.Select(_ => ParameterRole.Input).ToEquatableArray();
        _memory = new FormMemory(primal.Parameters, active, _roles);
        Module.Add(primal, active);
    }

    /// <summary>A driver for a method that calls nothing.</summary>
    /// <param name="primal">The method.</param>
    /// <param name="active">One flag a parameter.</param>
    public Differentiate(Function primal, EquatableArray<bool> active)
        : this(new MethodBody(primal), active)
    {
    }

    /// <summary>Whether what is derived becomes part of another method and is differentiated in turn; else it is emitted.</summary>
    public bool IsNested
    {
        get => _derivations.CallsWhole;
        init => _derivations.CallsWhole = value;
    }

    private Module Module => _derivations.Module;

    private int RealResults => _primal.Results.Count(t => t.IsReal);

    /// <summary>Derives one form of a scalar method that calls nothing.</summary>
    /// <param name="primal">The method.</param>
    /// <param name="active">One flag a parameter.</param>
    /// <param name="kind">The form.</param>
    public static Function Form(Function primal, EquatableArray<bool> active, DerivativeKind kind) => new Differentiate(primal, active).Form(kind);

    /// <summary>Derives one form.</summary>
    /// <param name="kind">The form; see <see cref="DerivativeKind"/> for what the function looks like.</param>
    public Function Form(DerivativeKind kind)
    {
        var form = kind switch
        {
            DerivativeKind.Gradient => Overwritten(Gradient()),
            DerivativeKind.ValueAndGradient => Overwritten(ValueAndGradient()),
            DerivativeKind.Vjp => WithMemory(Module[_derivations.Vjp(_primal.Name, _active)] with { MayOverlap = false, Shadows = 0 }, _memory.OfVjp, _primal.Results.Count),
            DerivativeKind.Jvp => WithMemory(
                Module[_derivations.Jvp(_primal.Name, _active)], f => _memory.OfScratch(f, _primal.Parameters.Count, coversScalars: true), _primal.Results.Count),
            DerivativeKind.Hvp => AlongDirection(),
            DerivativeKind.Dependence => Simplifier.Run(Verified(Dependence.Run(_primal, _active, _roles)), 0),
            DerivativeKind.GradientDependence => GradientDependence(),
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
        _roots.AddRange(Callees(form));
        return Finished(form);
    }

    /// <summary>Derives value and gradient of the sum over samples, which calls what the method calls.</summary>
    /// <param name="sum">The sum: <see cref="SampleSum"/> of the method, which only reads its memory.</param>
    /// <param name="active">One flag a parameter of it.</param>
    public Function SumGradient(Function sum, EquatableArray<bool> active) => new Differentiate(this, sum, active).Form(DerivativeKind.ValueAndGradient);

    /// <summary>In how many directions <see cref="Tangents"/> are at once.</summary>
    public const int Directions = 4;

    /// <summary>
    /// Derives the pushforward in several directions at once, which share the primal; null for methods that return anything, or leave it in variables, and where there are calls. Function: primal
    /// parameters, direction by direction the tangent of each active parameter, in their order → nothing.
    /// </summary>
    public Function? Tangents() => _primal.Results.Count > 0 || _roles.Any(r => r is ParameterRole.InOut or ParameterRole.Scratch) || !Pushforward.CanShare(_primal) ? null
        : Simplifier.Run(Verified(Pushforward.Run(_primal, _active, Module, Directions)), 0, _primal.Parameters.Count);

    /// <summary>Derives a Jacobian as one function; null where it is better made of sweeps. See <see cref="UnrolledJacobian"/>.</summary>
    public Function? Jacobian() => UnrolledJacobian.Run(_primal, _active.Count(a => a), () => Module[_derivations.Vjp(_primal.Name, _active)], () => Module[_derivations.Jvp(_primal.Name, _active)]);

    /// <summary>
    /// Derives a Hessian as one function, the primal's parameters → value, the gradient if that is asked for, the entries row by row; null where it is better taken along one axis after the other.
    /// Only the entries up to the diagonal are computed: the others are the same.
    /// </summary>
    /// <param name="withGradient">Whether the gradient is a result too.</param>
    public Function? Hessian(bool withGradient)
    {
        if (Entries() is not { } whole)
        {
            return null;
        }

        int inputs = _active.Count(a => a);
        int given = _primal.Results.Count + inputs;

        // The first row is that of the value: the gradient once more.
        int first = given + inputs;
        var kept = Enumerable.Range(0, withGradient ? given : given - inputs)
            .Concat(Enumerable.Range(0, inputs).SelectMany(i => Enumerable.Range(0, inputs).Select(j => first + (Math.Max(i, j) * inputs) + Math.Min(i, j))))
            .ToList();
        var values = whole.Body.End.Values;
        var function = whole with
        {
            Results = kept.Select(k => whole.Results[k]).ToEquatableArray(),
            Body = whole.Body with { End = whole.Body.End with { Values = kept.Select(k => values[k]).ToEquatableArray() } },
        };
        return Finished(Simplifier.Run(function, _primal.Results.Count));
    }

    /// <summary>
    /// Derives the diagonal of the Hessian: the primal's parameters, memory for the gradient of each buffer if that is asked for, memory for the part of the diagonal of each → the value and the
    /// gradient if they are asked for, one entry of the diagonal a number. All memory is overwritten. Null where the method has to run several times and cannot.
    /// </summary>
    /// <param name="withGradient">Whether value and gradient are results too.</param>
    public Function? HessianDiagonal(bool withGradient)
    {
        var diagonal = new HessianDiagonal(_primal, _active, _memory);
        Function function;
        bool isByAxes = false;
        if (Entries() is { } whole)
        {
            function = diagonal.OfEntries(whole, withGradient);
        }
        else if (diagonal.IsProved(Gradient()))
        {
            var gradient = withGradient ? ValueAndGradient() : Gradient();
            function = diagonal.AlongOnes(Pushed(gradient), gradient, withGradient);
        }
        else if (Repeating.FirstUnrepeatable(_primal) is not null || ChangesItsInput)
        {
            return null;
        }
        else
        {
            isByAxes = true;
            function = diagonal.ByAxes(AlongDirection(), withGradient ? ValueAndGradient() : null);
        }

        function = Overwriting.Run(Verified(function), diagonal.Added(function, withGradient, isByAxes));
        _roots.AddRange(Callees(function));
        return Finished(function);
    }

    /// <summary>Derives what other methods call: the halves of the method, its pushforward, the pushforwards of its halves.</summary>
    /// <param name="derived">The names of the derived functions.</param>
    public void Require(IEnumerable<string> derived)
    {
        foreach (string name in derived)
        {
            _derivations.Require(name);
            _roots.Add(name);
        }
    }

    /// <summary>The derived functions that the forms made so far call, and those that were required, directly or through each other; callees first.</summary>
    public IReadOnlyList<Function> Called()
    {
        var called = new List<Function>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (string root in _roots)
        {
            Visit(root);
        }

        return called;

        void Visit(string name)
        {
            if (!seen.Add(name) || !Module.Contains(name))
            {
                return;
            }

            foreach (string callee in Callees(Module[name]))
            {
                Visit(callee);
            }

            called.Add(Finished(Module[name]));
        }
    }

    /// <summary>
    /// Whether the method changes memory that it reads first, without being asked for the derivative by it, as a counter in an array: run again, it would begin with another value. What is only a workspace
    /// holds nothing to begin with.
    /// </summary>
    public bool ChangesItsInput => Repeating.Overwritten(_primal).Any(v => _roles[_primal.Parameters.ToList().IndexOf(v)] is ParameterRole.Input or ParameterRole.InOut);

    /// <summary>
    /// What value and gradient cost beside the method: those of one real result, else the pullback. Loops that are reversed from snapshots are to be given without: how often their turns
    /// are run again is no property of the code.
    /// </summary>
    public DerivativeCost Cost()
    {
        bool hasOneResult = RealResults == 1 && _roles.All(r => r is ParameterRole.Input or ParameterRole.Scratch);
        var gradient = hasOneResult ? Overwritten(ValueAndGradient()) : Module[_derivations.Vjp(_primal.Name, _active)];
        var counter = new OperationCounter(Module);
        var derived = Reached(gradient);
        return new DerivativeCost(counter.Of(_primal), counter.Of(gradient), derived.SelectMany(RecordedValues.Of).ToEquatableArray());
    }

    // A function with all of the module that it calls, directly or not.
    private List<Function> Reached(Function function)
    {
        var reached = new List<Function> { function };
        for (int i = 0; i < reached.Count; i++)
        {
            reached.AddRange(Callees(reached[i]).Where(c => Module.Contains(c) && reached.All(r => r.Name != c)).Select(c => Module[c]));
        }

        return reached;
    }

    private Function Finished(Function function) => IsNested ? function : Definitions.Drop(function);

    private static Function Verified(Function function) => Verify ? Verifier.Check(function) : function;

    private static IEnumerable<string> Callees(Function function) => function.Body.AllStatements().Select(s => s.Operation).OfType<Call>().Select(c => c.Callee).Distinct();

    private Function WithMemory(Function derived, Func<Function, Function> withMemory, int exactResults)
    {
        if (_memory.IsNothingToDo)
        {
            return derived;
        }

        var function = withMemory(derived);
        return function.Body.Statements.Count == derived.Body.Statements.Count ? function : Simplifier.Run(function, exactResults, _primal.Parameters.Count);
    }

    private Function Overwritten(Function gradient) => Overwriting.Run(gradient, _memory.Destinations(gradient));

    private Function Gradient() => _gradient ??= Seeded(withValue: false);

    private Function ValueAndGradient() => _valueAndGradient ??= Seeded(withValue: true);

    // What the gradient depends on is what second derivatives may be of. The gradient itself is not asked for. What is refused shows in the method first, where it has a place.
    private Function GradientDependence()
    {
        Dependence.Run(_primal, _active, _roles);
        var gradient = Gradient();
        int destinations = gradient.Parameters.Count - _primal.Parameters.Count;
        var active = _active.Concat(Enumerable.Repeat(true, destinations)).ToEquatableArray();
        var roles = _roles.Concat(Enumerable.Repeat(ParameterRole.Output, destinations)).ToEquatableArray();
        return Simplifier.Run(Verified(_memory.WithoutGradient(Dependence.Run(gradient, active, roles), destinations)), 0);
    }

    // The pushforward of a gradient: of what it gives, and of its memory.
    private Function Pushed(Function gradient)
    {
        var active = _active.Concat(Enumerable.Repeat(true, gradient.Parameters.Count - _primal.Parameters.Count)).ToEquatableArray();
        if (!Module.Contains(gradient.Name))
        {
            Module.Add(gradient, active);
        }

        return Module[_derivations.Jvp(gradient.Name, active)];
    }

    // A Hessian as one function: the primal's parameters → value, integers, gradient, the value's row, which is the gradient again, the others. Null where sweeps in a loop are better.
    private Function? Entries()
    {
        if (_primal.Parameters.Any(p => p.Type.IsBuffer) || _primal.Body.AllStatements().Any(s => s.Operation is Loop or Call or External { HasEffect: true }))
        {
            return null;
        }

        var gradient = ValueAndGradient();
        if (!Module.Contains(gradient.Name))
        {
            Module.Add(gradient, _active);
        }

        return UnrolledJacobian.Run(
            gradient, _active.Count(a => a), () => Module[_derivations.Vjp(gradient.Name, _active)], () => Module[_derivations.Jvp(gradient.Name, _active)], _primal.Results.Count);
    }

    // A gradient is the pullback of 1.
    private Function Seeded(bool withValue)
    {
        var vjp = Module[_derivations.Vjp(_primal.Name, _active)];
        var cotangent = vjp.Parameters[_primal.Parameters.Count];
        var builder = new RegionBuilder(new ValueSource(vjp));
        var seed = builder.Constant(cotangent.Type, 1);
        foreach (var statement in vjp.Body.Rename(new Dictionary<Value, Value> { [cotangent] = seed }).Statements)
        {
            builder.Add(statement);
        }

        // What the method leaves in an integer of its caller's is left by every form.
        int dropped = withValue ? 0 : RealResults;
        var results = vjp.Body.End.Values.Skip(dropped).Select(v => v == cotangent ? seed : v).ToArray();
        var seeded = vjp with
        {
            Name = DerivedNames.Gradient(_primal.Name, withValue),
            Parameters = vjp.Parameters.Where(p => p != cotangent).ToEquatableArray(),
            Results = vjp.Results.Skip(dropped).ToEquatableArray(),
            Body = builder.Yield(results),
            MayOverlap = false,
            Shadows = 0,
        };
        return Simplifier.Run(_memory.OfScratch(seeded, _primal.Parameters.Count, coversScalars: false), _primal.Results.Count - dropped);
    }

    // Forward over reverse: the tangent of the gradient.
    private Function AlongDirection()
    {
        var gradient = Gradient();
        int destinations = gradient.Parameters.Count - _primal.Parameters.Count;
        var pushed = Pushed(gradient);
        int components = gradient.Results.Count;
        int kept = _primal.Results.Count - RealResults;
        var direction = pushed with
        {
            Results = Remaining(pushed.Results),
            Body = pushed.Body with { End = pushed.Body.End with { Values = Remaining(pushed.Body.End.Values) } },
        };
        return Simplifier.Run(_memory.OfPushedGradient(direction, destinations), kept);

        EquatableArray<T> Remaining<T>(EquatableArray<T> all)
            where T : notnull => all.Take(kept).Concat(all.Skip(components)).ToEquatableArray();
    }
}
