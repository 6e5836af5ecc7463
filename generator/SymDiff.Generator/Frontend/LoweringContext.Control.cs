using Microsoft.CodeAnalysis;
using SymDiff.Compiler.IR;

namespace SymDiff.Generator.Frontend;

/// <content>Control flow: regions, how they end, and where jumps go.</content>
internal sealed partial class LoweringContext
{
    // Beyond that many choices inside each other, the rest of a block follows a choice instead of standing in one of its arms.
    private const int DeepestNesting = 32;

    // The passes go into regions by recursion, and a compiler's threads may have little stack: no method that a person wants to read comes near this.
    private const int DeepestArm = 100;

    private readonly Dictionary<ILabelSymbol, Target> _targets = new(SymbolEqualityComparer.Default);

    private int _depth;

    /// <summary>How the region under construction ended; null while statements may follow.</summary>
    public Ending? End { get; set; }

    /// <summary>The place that the region under construction yields to: going there at its end needs no exit.</summary>
    public Target? Tail { get; private set; }

    /// <summary>How many arms that hold the rest of a block are inside each other here.</summary>
    public int Nesting { get; private set; }

    /// <summary>Whether the rest of a block may be put into an arm.</summary>
    public bool MayNest => Nesting < DeepestNesting;

    /// <summary>The enumerators of the loops around this place, which must be disposed of by whoever leaves.</summary>
    public List<(Value Enumerator, Effect Effect)> OpenEnumerators { get; } = [];

    /// <summary>Where returns go.</summary>
    public Target Return => Frames[Frames.Count - 1].Return;

    /// <summary>Where a <c>break</c> or <c>continue</c> goes; null if that is not known.</summary>
    public Target? TargetOf(ILabelSymbol label) => _targets.TryGetValue(label, out var target) ? target : null;

    /// <summary>Says where jumps to a label go while something is lowered.</summary>
    public void WithTarget(ILabelSymbol label, Target target, Action lower)
    {
        _targets.TryGetValue(label, out var before);
        _targets[label] = target;
        lower();
        if (before is null)
        {
            _targets.Remove(label);
        }
        else
        {
            _targets[label] = before;
        }
    }

    /// <summary>Lowers a region beside the one under construction; what it assigns is taken back.</summary>
    /// <param name="tail">The place that the region yields to; null if it yields what was assigned.</param>
    /// <param name="lower">Lowers its statements.</param>
    /// <param name="parameters">Its parameters.</param>
    public Arm Nested(Target? tail, Action lower, params Value[] parameters)
    {
        // The body itself is the first.
        if (_depth > DeepestArm)
        {
            throw new TooDeepException();
        }

        var (builder, outerTail, end, nesting) = (Builder, Tail, End, Nesting);
        Builder = builder.Nested(parameters);
        _depth++;
        (Tail, End) = (tail, null);
        Nesting = tail is not null && tail == outerTail ? nesting + 1 : 0;
        int mark = Bindings.Mark;
        try
        {
            lower();
            return new Arm(Builder, End, Bindings.Since(mark));
        }
        finally
        {
            _depth--;
            Bindings.Undo(mark);
            (Builder, Tail, End, Nesting) = (builder, outerTail, end, nesting);
        }
    }

    /// <summary>Goes to a target: the region under construction ends.</summary>
    public void Jump(Target target, Value? result = null)
    {
        DisposeEnumerators(target.OpenEnumerators);
        var values = new List<Value>();
        if (target.Result is { } parcel)
        {
            values.AddRange(Flat(parcel, result is null ? Placeholder(parcel.Type) : Fit(result, parcel.Type)));
        }

        values.AddRange(target.Variables.SelectMany(v => Flat(v, Held(v.Symbol!, v.Type))));
        HandOver(target, values);
    }

    /// <summary>Disposes of the enumerators of loops that are left, the innermost first.</summary>
    /// <param name="kept">How many stay open.</param>
    public void DisposeEnumerators(int kept)
    {
        for (int i = OpenEnumerators.Count - 1; i >= kept; i--)
        {
            Do("{0}.Dispose()", EquatableArray.Of(OpenEnumerators[i].Enumerator), OpenEnumerators[i].Effect);
        }
    }

    /// <summary>Ends the region with values for a target.</summary>
    public void HandOver(Target target, IEnumerable<Value> values)
    {
        var handed = values.ToEquatableArray();
        target.HandedOver.Add(handed);
        bool isTail = ReferenceEquals(Tail, target);
        target.IsLeftFor |= !isTail;
        End = new Ending(isTail ? null : target.Label, handed);
    }

    /// <summary>What a variable holds, as a value of the type.</summary>
    public Value Held(ISymbol variable, IrType type) => Read(variable) is { } value ? Fit(value, type) : Placeholder(type);

    /// <summary>The value as one of the type, from which it differs at most in whether it may be null.</summary>
    public Value Fit(Value value, IrType type) =>
        AggregateOf(value) is { } aggregate && value.Type != type && LayoutOf(type) is { } layout && layout.Count == aggregate.Leaves.Count && layout.IsHeldLike(aggregate.Layout)
            ? Bundle(layout, [.. aggregate.Leaves.Select(ObjectOf).Zip(LeafTypes(layout), Fit)])
            : value.Type.IsBuffer != type.IsBuffer && !IsPoisoned(value) ? Mixed(type)
            : AggregateOf(value) is { Layout: { IsInner: true } or { IsMade: true } } || value.Type == type || !(value.Type.Kind == Compiler.IR.TypeKind.Opaque || value.Type.IsReal) || type.Kind != Compiler.IR.TypeKind.Opaque || IsPoisoned(value)
            ? value
            : External(type, "{0}", EquatableArray.Of(value), Effect.None);

    // An array that is followed and one that is not meet in a variable: none is followed.
    private Value Mixed(IrType type)
    {
        Assumptions.HasChanged |= !Assumptions.KeepAll;
        Assumptions.KeepAll = true;
        return Poison(type);
    }

    /// <summary>Something that is of the type and is never used.</summary>
    public Value Placeholder(IrType type) => type.IsBuffer && LayoutOf(type.Element!) is { } columns
        ? Columns(columns, [.. LeafTypes(columns).Select(t => Placeholder(IrType.Buffer(t)))])
        : LayoutOf(type) is { IsSet: false } layout
        ? Bundle(layout, [.. LeafTypes(layout).Select(Placeholder)])
        : Builder.Zero(type);

    /// <summary>The type of a variable.</summary>
    public static ITypeSymbol? VariableType(ISymbol variable) => variable switch
    {
        ILocalSymbol local => local.Type,
        IParameterSymbol parameter => parameter.Type,

        // What "this" is in a method of a struct.
        IMethodSymbol method => method.ContainingType,

        // What is being made by an initialiser.
        INamedTypeSymbol type => type,
        _ => null,
    };

    /// <summary>The type of what a variable holds, wherever it is assigned.</summary>
    public IrType TypeOfVariable(ISymbol variable) =>
        Read(variable) is { } held && (held.Type.Kind != Compiler.IR.TypeKind.Opaque || AggregateOf(held) is { Layout: { IsInner: true } or { IsMade: true } } || BufferOf(VariableType(variable)) is not null) ? held.Type : HeldTypeOf(VariableType(variable));

    /// <summary>A target at the end of something.</summary>
    /// <param name="kind">Which jumps go there.</param>
    /// <param name="stem">How its label begins.</param>
    /// <param name="result">The type of its result, if it has one.</param>
    /// <param name="footprint">What is assigned before the end; null for nothing that anybody sees.</param>
    /// <param name="alsoUnassigned">Which variables are handed over although they hold nothing yet.</param>
    /// <param name="more">Further variables.</param>
    public Target TargetFor(JumpKind kind, string stem, IrType? result, Footprint? footprint, Func<ISymbol, bool> alsoUnassigned, IEnumerable<Parcel>? more = null)
    {
        var variables = (footprint?.Written ?? [])
            .Where(v => PlaceOf(v) is null)
            .Where(v => Read(v) is { } held ? ListOf(held) is null : alsoUnassigned(v))
            .Where(v => VariableType(v) is { TypeKind: not Microsoft.CodeAnalysis.TypeKind.Delegate })
            .Select(v => ParcelOf(v, TypeOfVariable(v), Read(v)));
        return new Target(kind, () => Builder.Values.FreshLabel(stem), result is null ? null : ParcelOf(null, result), [.. variables, .. more ?? []], OpenEnumerators.Count);
    }

    /// <summary>
    /// Lowers something that jumps to a target of its own may leave. It stands in a block only if one does so before its end; variables hold
    /// afterwards what was handed over.
    /// </summary>
    /// <param name="target">The target at its end.</param>
    /// <param name="lower">Lowers it.</param>
    /// <param name="owner">The method that ends there; what it declares means nothing afterwards.</param>
    /// <param name="name">What the result is called, if it has a name.</param>
    /// <returns>The result, or <see cref="Nothing"/> where there is none; null if the end is never reached.</returns>
    public Value? Unit(Target target, Action lower, IMethodSymbol? owner = null, string? name = null)
    {
        var arm = Nested(target, () =>
        {
            lower();
            if (End is null)
            {
                Jump(target);
            }
        });

        List<Value> results;
        if (target.IsLeftFor)
        {
            RefuseInner(target.HandedOver.SelectMany(h => h));
            results = target.Fresh(Builder.Values, name);
            FollowHandedOver(target, results);
            var body = arm.End is { IsDead: true }
                ? arm.Builder.Yield(Placeholders(arm, results))
                : arm.Builder.End(arm.End!.Label, arm.End.Values);
            Builder.Add(new Block(target.Label, body), [.. results]);
        }
        else
        {
            foreach (var statement in arm.Builder.Statements)
            {
                Builder.Add(statement);
            }

            if (arm.End is not { IsYield: true })
            {
                End = arm.End;
                return null;
            }

            results = [.. arm.End.Values];
        }

        foreach (var change in arm.Changes)
        {
            // Which function a variable holds would depend on the way taken.
            if (change.Before is not null && change.Now != change.Before && !SymbolEqualityComparer.Default.Equals(Owner(change.Variable), owner))
            {
                Bindings.Set(change.Variable, null);
            }
        }

        int first = target.Result?.Count ?? 0;
        foreach (var variable in target.Variables)
        {
            AssignJoined(variable, results.GetRange(first, variable.Count));
            first += variable.Count;
        }

        return target.Result is { } result ? Joined(result, results.GetRange(0, result.Count)) : Nothing;
    }

    /// <summary>Assigns a variable what was handed over for it; nothing where it holds that already.</summary>
    public void AssignJoined(Parcel variable, IReadOnlyList<Value> values)
    {
        var held = Read(variable.Symbol!);
        bool isSame = held is not null && (AggregateOf(held) is { } aggregate && variable.Layout is not null ? aggregate.Leaves.SequenceEqual(values) : values.Count == 1 && held == values[0]);
        if (!isSame)
        {
            Assign(variable.Symbol!, Joined(variable, values));
        }
    }

    /// <summary>Runs something that appends to an arm that was lowered before.</summary>
    public T In<T>(Arm arm, Func<T> append)
    {
        var outer = Builder;
        Builder = arm.Builder;
        T result = append();
        Builder = outer;
        return result;
    }

    /// <summary>Results depend on what any jump hands over.</summary>
    public void FollowHandedOver(Target target, IReadOnlyList<Value> results)
    {
        foreach (var handed in target.HandedOver)
        {
            for (int i = 0; i < results.Count; i++)
            {
                Follow(results[i], EquatableArray.Of(handed[i]), _ => true);
            }
        }
    }

    /// <summary>A result depends on any of the values.</summary>
    public void Follow(Value result, params Value[] values) => Follow(result, new EquatableArray<Value>(values), _ => true);
}
