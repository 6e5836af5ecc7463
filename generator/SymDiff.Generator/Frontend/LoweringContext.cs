using Microsoft.CodeAnalysis;
using SymDiff.Compiler.IR;
using SymDiff.Compiler.Rules;
using SymDiff.Generator.Diagnostics;

namespace SymDiff.Generator.Frontend;

/// <summary>The state of reading one method: where statements go, what variables hold, which values are active, what was refused.</summary>
/// <param name="sources">The compilation's operations.</param>
/// <param name="home">The type that the derivatives are emitted into.</param>
/// <param name="builder">The body under construction.</param>
/// <param name="callees">The methods that are called by name.</param>
/// <param name="cancellation">Stops the reading.</param>
internal sealed partial class LoweringContext(OperationSource sources, INamedTypeSymbol home, RegionBuilder builder, CalleeTable callees, CancellationToken cancellation)
{
    // Sections that go to sections twice each grow exponentially.
    private const int MostSections = 200;

    // What is refused because a derivative would be lost there.
    private static readonly HashSet<DiagnosticDescriptor> Losses =
    [
        Descriptors.CallNotDifferentiable, Descriptors.NoRuleYet, Descriptors.ActiveValueLost, Descriptors.NumberTypeNotSupported, Descriptors.UserDefinedOperator, Descriptors.CannotInline,
        Descriptors.ActiveArgumentOfConstant,
    ];

    private readonly HashSet<int> _varied = [];
    private readonly HashSet<int> _poisoned = [];
    private readonly HashSet<int> _given = [];
    private readonly List<Rejection> _rejections = [];
    private readonly List<(Value Value, IOperation Operation, EquatableArray<Location> Chain)> _steps = [];
    private readonly Dictionary<IMethodSymbol, Purity> _purity = new(SymbolEqualityComparer.Default);
    private int _inlined;
    private int _sections;

    /// <summary>What a call that returns nothing evaluates to.</summary>
    public static Value Nothing { get; } = new(-1, IrType.Opaque("void"));

    /// <summary>The compilation's operations.</summary>
    public OperationSource Sources { get; } = sources;

    /// <summary>The type that the derivatives are emitted into.</summary>
    public INamedTypeSymbol Home { get; } = home;

    /// <summary>The methods that are called by name.</summary>
    public CalleeTable Callees { get; } = callees;

    /// <summary>Stops the reading.</summary>
    public CancellationToken Cancellation { get; } = cancellation;

    /// <summary>Where statements go.</summary>
    public RegionBuilder Builder { get; private set; } = builder;

    /// <summary>What variables hold.</summary>
    private Bindings Bindings { get; } = new();

    /// <summary>The methods being read, outermost first: the marked one and the helpers inlined into it.</summary>
    public List<InlineFrame> Frames { get; } = [];

    /// <summary>The ways out of statements.</summary>
    public Reachability Reachability => Frames[Frames.Count - 1].Reachability ??= new(condition => Decisions.Of(this, condition));

    /// <summary>What stands before the <c>?.</c> whose right side is read, innermost last.</summary>
    public Stack<Value> ConditionalReceivers { get; } = [];

    /// <summary>The variable that <c>this</c> is here, where a method of a struct is read in place; null where it is that of the marked method.</summary>
    public ISymbol? This
    {
        get
        {
            // A lambda or a local function has that of the method around it.
            var method = Frames.Count == 0 ? null : Frames[Frames.Count - 1].Method;
            for (int i = Frames.Count - 1; i >= 0; i--)
            {
                if (i < Frames.Count - 1 && !SymbolEqualityComparer.Default.Equals(Frames[i].Method, method))
                {
                    continue;
                }

                if (Frames[i].This is not null || Frames[i].Method is not { MethodKind: MethodKind.LocalFunction or MethodKind.AnonymousFunction, ContainingSymbol: IMethodSymbol outer })
                {
                    return Frames[i].This;
                }

                method = (outer.PartialImplementationPart ?? outer).OriginalDefinition;
            }

            return null;
        }
    }

    /// <summary>Counts a call that is read through; gives how many there are.</summary>
    public int CountInlined() => ++_inlined;

    /// <summary>Counts a section of a switch that is read once more; gives whether that may be.</summary>
    public bool CountSection() => ++_sections <= MostSections;

    /// <summary>What was found out about a helper whose arguments are constants.</summary>
    public Purity PurityOf(IMethodSymbol method) => _purity.TryGetValue(method, out var purity) ? purity : Purity.Unknown;

    /// <summary>Says what was found out about a helper whose arguments are constants.</summary>
    public void SetPurity(IMethodSymbol method, Purity purity) => _purity[method] = purity;

    /// <summary>Reads something to see what becomes of it: nothing is appended, and nothing of it is refused but sets of parameters.</summary>
    /// <returns>Its value, null if any of it was refused or its end is never reached, and the statements that compute it.</returns>
    public (Value? Result, IReadOnlyList<Statement> Statements) Attempt(Func<Value> lower)
    {
        var (inlined, refused, steps, truncated, open, stores, calls, anything, vectors) = (_inlined, _rejections.Count, _steps.Count, _truncated.Count, OpenEnumerators.Count, _stores.Count, _calls.Count, _anything.Count, _singleVectors.Count);
        Value? result = null;
        IReadOnlyList<Statement> statements = [];
        try
        {
            var arm = Nested(null, () => result = lower());
            bool isDone = arm.End is null && _rejections.Count == refused && !IsPoisoned(result!);
            (result, statements) = isDone ? (result, arm.Builder.Statements) : (null, []);
        }
        catch (TooDeepException)
        {
            (result, statements) = (null, []);
        }

        // A set that the helper reads would be a constant as well where the call stays C#.
        var lasting = _rejections.Skip(refused).Where(r => r.Descriptor.Id == Descriptors.ParameterSetNotSupported.Id && !_rejections.Take(refused).Contains(r)).ToList();
        _rejections.RemoveRange(refused, _rejections.Count - refused);
        _rejections.AddRange(lasting);
        _steps.RemoveRange(steps, _steps.Count - steps);
        _truncated.RemoveRange(truncated, _truncated.Count - truncated);
        _stores.RemoveRange(stores, _stores.Count - stores);
        _calls.RemoveRange(calls, _calls.Count - calls);
        _anything.RemoveRange(anything, _anything.Count - anything);
        _singleVectors.RemoveRange(vectors, _singleVectors.Count - vectors);
        OpenEnumerators.RemoveRange(open, OpenEnumerators.Count - open);
        _inlined = result is null ? inlined : _inlined;
        return (result, statements);
    }

    /// <summary>Forgets the values of an attempt that comes to nothing: what is read afterwards must not depend on it.</summary>
    /// <param name="mark">What had been handed out before it.</param>
    public void Abandon((int Next, IReadOnlyCollection<string> Labels) mark)
    {
        Builder.Values.Reset(mark);
        _varied.RemoveWhere(id => id >= mark.Next);
        _poisoned.RemoveWhere(id => id >= mark.Next);
        _given.RemoveWhere(id => id >= mark.Next);
        LeafNames.Forget(mark.Next);
        AbandonBuffers(mark.Next);
        foreach (int id in _functions.Keys.Concat(_lists.Keys).Concat(_aggregates.Keys).Concat(_divisions.Keys).Where(id => id >= mark.Next).ToList())
        {
            _functions.Remove(id);
            _lists.Remove(id);
            _aggregates.Remove(id);
            _divisions.Remove(id);
        }
    }

    /// <summary>What was refused, in the order of reading.</summary>
    public IReadOnlyList<Rejection> Rejections => _rejections;

    /// <summary>Where the loops are, by label.</summary>
    public Dictionary<string, Location> LoopPlaces { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether the value depends on an active parameter.</summary>
    public bool IsVaried(Value value) => AggregateOf(value) is { } aggregate ? aggregate.Leaves.Any(IsVaried) : _varied.Contains(value.Id);

    /// <summary>Declares that the value depends on an active parameter.</summary>
    public void MarkVaried(Value value) => _varied.Add(value.Id);

    /// <summary>Whether the value is a parameter or is had from one, or from what is marked as constant: somebody said that it is none to differentiate by.</summary>
    public bool IsGiven(Value value) => AggregateOf(value) is { } aggregate ? aggregate.Leaves.All(IsGiven) : _given.Contains(value.Id);

    /// <summary>Declares that somebody said that the value is a constant, or what it is to be.</summary>
    public void MarkGiven(Value value) => _given.Add(value.Id);

    /// <summary>Whether the value stands for something that was refused, so that nothing more need be said about what is made of it.</summary>
    public bool IsPoisoned(Value value) => _poisoned.Contains(value.Id) || (AggregateOf(value) is { } aggregate && aggregate.Leaves.Any(IsPoisoned));

    /// <summary>The type a C# type is here, generic parameters of inlined helpers replaced.</summary>
    public IrType TypeOf(ITypeSymbol? type)
    {
        if (type is null)
        {
            return Nothing.Type;
        }

        var known = TypeMap.Of(Stands(type));
        if (known.Kind == Compiler.IR.TypeKind.Opaque && !_layouts.ContainsKey(known.Name) && LayoutOf(type) is { } layout)
        {
            _layouts.Add(known.Name, layout);
        }

        return known;
    }

    /// <summary>The scalar a C# type is here, or null.</summary>
    public IrType? ScalarOf(ITypeSymbol? type) => type is null ? null : TypeMap.Scalar(Stands(type));

    /// <summary>Appends a primitive.</summary>
    public Value Apply(IrType type, string primitive, EquatableArray<Value> arguments, string? name = null, bool isChecked = false)
    {
        var result = Builder.Add(new Apply(primitive, arguments, isChecked), type, name);
        var partials = PrimitiveTable.Get(primitive).Partials;
        Follow(result, arguments, i => partials.Count == 0 || partials[i] is not null);
        CheckDivisions(result, arguments);
        return result;
    }

    /// <summary>Appends C# that is not looked into.</summary>
    public Value External(IrType type, string text, EquatableArray<Value> arguments, Effect effect, string? name = null, ExternalRule? rule = null)
    {
        if (KeepArguments(arguments) | MissesRows(effect))
        {
            return Poison(type);
        }

        arguments = arguments.Select(Whole).ToEquatableArray();
        if (arguments.Any(a => AggregateOf(a) is not null))
        {
            return Poison(type);
        }

        NoteAnything(effect);
        var result = Builder.Add(new External(text, arguments, effect, rule), type, name);
        Follow(result, arguments, i => rule?.Active[i] == true);
        return result;
    }

    /// <summary>Appends C# that is run for what it does.</summary>
    public Value Do(string text, EquatableArray<Value> arguments, Effect effect)
    {
        arguments = arguments.Select(Whole).ToEquatableArray();
        if (!(KeepArguments(arguments) | MissesRows(effect)) && !arguments.Any(a => AggregateOf(a) is not null))
        {
            NoteAnything(effect);
            Builder.Add(new External(text, arguments, effect));
        }

        return Nothing;
    }

    /// <summary>Refuses a place; the value returned stands for what cannot be had.</summary>
    public Value Reject(DiagnosticDescriptor descriptor, IOperation operation, params string[] arguments) =>
        Reject(descriptor, operation, [], arguments);

    /// <summary>Refuses a place and says what code fixes need to know.</summary>
    public Value Reject(DiagnosticDescriptor descriptor, IOperation operation, IEnumerable<(string Key, string Value)> hints, params string[] arguments)
    {
        _rejections.Add(new Rejection(descriptor, operation.Syntax.GetLocation(), new(arguments))
        {
            Properties = hints.ToEquatableArray(),
            Chain = Losses.Contains(descriptor) ? new ValueChain(this).To(operation) : default,
        });
        return Poison(TypeOf(operation.Type));
    }

    /// <summary>The last call of an emitted form that is made of others, and read like a helper.</summary>
    public SyntaxNode? ReadAsHelper { get; set; }

    /// <summary>Refuses a place given by its location.</summary>
    public Value Reject(DiagnosticDescriptor descriptor, Location location, IrType type, params string[] arguments)
    {
        _rejections.Add(new Rejection(descriptor, location, new(arguments)));
        return Poison(type);
    }

    /// <summary>Warns of a place.</summary>
    public void Warn(DiagnosticDescriptor descriptor, IOperation operation) =>
        _rejections.Add(new Rejection(descriptor, operation.Syntax.GetLocation(), EquatableArray.Of(Snippet.Of(operation))));

    /// <summary>Notes that a value passes through a step function: worth a warning if that is the only way in which it reaches the result.</summary>
    public void PassThroughStep(IOperation operation, Value value)
    {
        if (IsVaried(value))
        {
            _steps.Add((value, operation, new ValueChain(this).To(operation)));
        }
    }

    /// <summary>The warnings about values that go through step functions and nothing else.</summary>
    /// <param name="dependence">What the result depends on in a differentiable way.</param>
    public IEnumerable<Rejection> Steps(Dependence dependence) => _steps.Where(s => !dependence.Reaches(s.Value)).Select(s => new Rejection(
        Descriptors.StepFunction, s.Operation.Syntax.GetLocation(), EquatableArray.Of(Snippet.Of(s.Operation), string.Join(" → ", dependence.PathTo(s.Value))))
    {
        Chain = s.Chain,
    });

    /// <summary>A value for what cannot be had because a part of it was refused already.</summary>
    public Value Poison(IrType type)
    {
        var value = Builder.Values.Fresh(type);
        _poisoned.Add(value.Id);
        return value;
    }

    /// <summary>
    /// Whether the emitted method may name the symbol. Text is written into <see cref="Home"/>, which need not be where an inlined helper stands;
    /// and type parameters of an inlined helper mean nothing there. A member of an extension block has no name that holds without a <c>using</c>.
    /// </summary>
    public bool CanName(ISymbol symbol) =>
        !TypeChain.IsExtensionBlock(symbol.ContainingType)
        && IsAccessible(symbol)
        && !(symbol is ITypeSymbol type ? MentionsReplaced(type) : MentionsReplaced(symbol.ContainingType) || (symbol is IMethodSymbol m && !m.TypeArguments.All(IsNamed)));

    /// <summary>Whether a type parameter of an inlined helper stands for something here.</summary>
    public bool IsReplaced(ITypeSymbol type) => type is ITypeParameterSymbol && MentionsReplaced(type);

    /// <summary>Whether the emitted method may use the symbol, if it had a name for it.</summary>
    public bool IsAccessible(ISymbol symbol) => Sources.Compilation.IsSymbolAccessibleWithin(symbol, Home);

    private bool IsNamed(ITypeSymbol type) => type is ITypeParameterSymbol ? !MentionsReplaced(type) : CanName(type);

    // C# is handed arrays, not memory of the intermediate form.
    private bool KeepArguments(EquatableArray<Value> arguments)
    {
        bool any = false;
        foreach (var buffer in arguments.Where(a => a.Type.IsBuffer))
        {
            any = true;
            if (!Keep(buffer) && !Assumptions.HasChanged)
            {
                RejectUse(buffer);
            }
        }

        return any;
    }

    /// <summary>The type with what type parameters of inlined helpers stand for in their place.</summary>
    public ITypeSymbol Stands(ITypeSymbol type)
    {
        if (type is INamedTypeSymbol { IsGenericType: true, IsUnboundGenericType: false } named && Frames.Count > 0 && MentionsReplaced(named))
        {
            return named.IsTupleType
                ? Sources.Compilation.CreateTupleTypeSymbol(
                    System.Collections.Immutable.ImmutableArray.CreateRange(named.TupleElements.Select(e => Stands(e.Type))),
                    System.Collections.Immutable.ImmutableArray.CreateRange(named.TupleElements.Select(e => e.IsExplicitlyNamedTupleElement ? e.Name : null)))
                : Constructed(named);
        }

        for (int i = type is ITypeParameterSymbol ? Frames.Count - 1 : -1; i >= 0; i--)
        {
            if (Frames[i].TypeArguments.TryGetValue((ITypeParameterSymbol)type, out var argument))
            {
                return argument;
            }
        }

        return type;
    }

    // A type in a generic type is that of the type which stands for it.
    private INamedTypeSymbol Constructed(INamedTypeSymbol type)
    {
        var declared = type.ContainingType is { IsGenericType: true } outer ? Constructed(outer).GetTypeMembers(type.Name, type.Arity).Single() : type.ConstructedFrom;
        return type.Arity == 0 ? declared : declared.Construct([.. type.TypeArguments.Select(Stands)]);
    }

    private void Follow(Value result, EquatableArray<Value> arguments, Func<int, bool> carries)
    {
        for (int i = 0; i < arguments.Count; i++)
        {
            if (result.Type.IsBuffer)
            {
                FollowBuffer(result, arguments[i]);
            }

            if ((result.IsReal || result.Type.HasShadow) && IsVaried(arguments[i]) && carries(i))
            {
                _varied.Add(result.Id);
            }

            if (IsPoisoned(arguments[i]))
            {
                _poisoned.Add(result.Id);
            }

            if (IsGiven(arguments[i]))
            {
                _given.Add(result.Id);
            }
        }
    }

    private bool MentionsReplaced(ITypeSymbol? type) => type switch
    {
        null => false,
        ITypeParameterSymbol parameter => Frames.Any(f => f.TypeArguments.ContainsKey(parameter)),
        IArrayTypeSymbol array => MentionsReplaced(array.ElementType),
        INamedTypeSymbol named => named.TypeArguments.Any(MentionsReplaced) || MentionsReplaced(named.ContainingType),
        _ => false,
    };
}
