using Microsoft.CodeAnalysis;
using SymDiff.Compiler.IR;
using SymDiff.Compiler.Simplify;
using SymDiff.Generator.Diagnostics;

namespace SymDiff.Generator.Frontend;

/// <content>Structs and tuples: values that stand for one value a leaf. Like numbers they never change; a variable that is assigned in part holds another one.</content>
internal sealed partial class LoweringContext
{
    private readonly Dictionary<int, Aggregate> _aggregates = [];
    private readonly Dictionary<string, Layout> _layouts = new(StringComparer.Ordinal);
    private readonly Dictionary<int, (Value? Root, string Text)> _setObjects = [];
    private LayoutReader? _reader;

    /// <summary>What a type is taken apart into; null if it is not.</summary>
    public Layout? LayoutOf(ITypeSymbol? type) => type is { IsValueType: true } or ITypeParameterSymbol ? (_reader ??= new(Sources, Home)).Of(Stands(type)) : null;

    /// <summary>What a type that was met is taken apart into; null if it is not.</summary>
    public Layout? LayoutOf(IrType type) => type.Kind == Compiler.IR.TypeKind.Opaque && _layouts.TryGetValue(type.Name, out var layout) ? layout : null;

    /// <summary>The parts that a value stands for; null if it is a value of the program.</summary>
    public Aggregate? AggregateOf(Value? value) => value is not null && _aggregates.TryGetValue(value.Id, out var aggregate) ? aggregate : null;

    /// <summary>The value of a struct or a tuple with the given leaves.</summary>
    /// <param name="layout">What it is taken apart into.</param>
    /// <param name="leaves">Its leaves.</param>
    /// <param name="whole">A value of the program that it is bit for bit; null if there is none.</param>
    public Value Bundle(Layout layout, IReadOnlyList<Value> leaves, Value? whole = null)
    {
        var value = Builder.Values.Fresh(HeldTypeOf(layout));
        _aggregates.Add(value.Id, new Aggregate(layout, leaves, whole));
        if (layout.IsSet)
        {
            _layouts[value.Type.Name] = layout;
        }

        return value;
    }

    /// <summary>What leaves without a name are called after the variables that were declared with them.</summary>
    public AdoptedNames LeafNames { get; } = new();

    /// <summary>Calls the leaves of a value that have no name after the variable that begins with it: what an operator makes has none.</summary>
    public void NameLeaves(Value value, ISymbol variable)
    {
        if (AggregateOf(value) is { } aggregate && !value.Type.IsBuffer)
        {
            foreach (var (leaf, path) in aggregate.Leaves.Zip(aggregate.Layout.Leaves, (leaf, described) => (leaf, described.Path)))
            {
                LeafNames.Note(leaf, Parcel.LeafName(variable.Name, path));
            }
        }
    }

    /// <summary>What the leaves of a type are to the compiler.</summary>
    public IReadOnlyList<IrType> LeafTypes(Layout layout) => [.. layout.Leaves.Select(l => l.Held ?? HeldTypeOf(l.Type))];

    /// <summary>The type of a value that is taken apart. That a set is found by the numbers of its blocks is part of it.</summary>
    public IrType HeldTypeOf(Layout layout) => layout.Located is not null || layout is { Elements: not null, HasFirst: false }
        ? IrType.Opaque(TypeOf(layout.Type).Name + " /* by its blocks */")
        : layout.IsMade ? IrType.Opaque(TypeOf(layout.Type).Name + " /* made here */")
        : TypeOf(layout.Type);

    /// <summary>What stands for a set itself, which is named where it is used.</summary>
    /// <param name="type">Its type.</param>
    /// <param name="root">The parameter that it is, or is a part of; null for <c>this</c>.</param>
    /// <param name="text">C# that names it, with a placeholder for the parameter.</param>
    public Value SetObject(IrType type, Value? root, string text)
    {
        if (root is not null && text == "{0}")
        {
            return root;
        }

        var value = Builder.Values.Fresh(type);
        _setObjects.Add(value.Id, (root, text));
        MarkGiven(value);
        return value;
    }

    /// <summary>A set itself, as a value of the program; every other value as it is.</summary>
    public Value ObjectOf(Value value)
    {
        if (value == _firstBlock)
        {
            return Builder.Int(0);
        }

        if (!_setObjects.TryGetValue(value.Id, out var named))
        {
            return value;
        }

        var made = External(value.Type, named.Text, named.Root is null ? default : EquatableArray.Of(named.Root), Effect.None);
        MarkGiven(made);
        return made;
    }

    /// <summary>The leaves of a value; C# that reads them where it is a value of the program.</summary>
    public IReadOnlyList<Value> Leaves(Value value, Layout layout)
    {
        if (AggregateOf(value) is { } aggregate)
        {
            return aggregate.Leaves;
        }

        if (IsPoisoned(value) || !RequireShape(layout))
        {
            return [.. LeafTypes(layout).Select(Poison)];
        }

        return [.. layout.Leaves.Select(l => External(TypeOf(l.Type), "{0}." + Path(l.Path), EquatableArray.Of(value), Effect.None))];
    }

    /// <summary>A part of a value.</summary>
    public Value Part(Value value, LayoutMember member)
    {
        if (IsPoisoned(value))
        {
            return Poison(HeldTypeOf(member.Type));
        }

        if (AggregateOf(value) is not { } aggregate)
        {
            return External(TypeOf(member.Type), "{0}." + Path(member.Name), EquatableArray.Of(value), Effect.None);
        }

        var leaves = aggregate.Leaves.Skip(member.First).Take(member.Count).ToArray();
        return member.Inner is { } inner ? Bundle(inner, leaves) : leaves[0];
    }

    /// <summary>The value with another part.</summary>
    /// <param name="value">The value.</param>
    /// <param name="layout">What it is taken apart into.</param>
    /// <param name="member">The part.</param>
    /// <param name="stored">What the part becomes.</param>
    /// <param name="at">Where that is said.</param>
    public Value With(Value value, Layout layout, LayoutMember member, Value stored, IOperation at)
    {
        if (IsPoisoned(value))
        {
            return value;
        }

        var leaves = Leaves(value, layout).ToArray();
        var parts = Stored(member, stored, at);
        for (int i = 0; i < parts.Count; i++)
        {
            leaves[member.First + i] = parts[i];
        }

        return Bundle(layout, leaves);
    }

    /// <summary>A value made of its members.</summary>
    public Value Assembled(Layout layout, IReadOnlyList<Value> members, IOperation at) =>
        Swapped(Bundle(layout, [.. layout.Members.Zip(members, (m, v) => Stored(m, v, at)).SelectMany(l => l)]));

    /// <summary>The value itself, but for a mistake that tests make.</summary>
    public Value Swapped(Value made) => Mutation.SwapsFields && AggregateOf(made) is { Leaves: { Count: > 1 } leaves, Layout: var layout } && leaves[0].Type == leaves[1].Type
        ? Bundle(layout, [leaves[1], leaves[0], .. leaves.Skip(2)])
        : made;

    /// <summary>The value that C# itself begins with.</summary>
    public Value Default(Layout layout) => Bundle(layout, [.. layout.Leaves.Select(l => Placeholder(TypeOf(l.Type)))]);

    /// <summary>A value as one of the program: made of its leaves, if it stands for them.</summary>
    public Value Whole(Value value)
    {
        if (AggregateOf(value) is not { } aggregate || IsPoisoned(value) || value.Type.IsBuffer)
        {
            return value;
        }

        if (IsVaried(value))
        {
            return At is { } at
                ? Reject(Descriptors.ActiveValueLost, at, Snippet.Of(at), "C# that is not looked into", Hints.StoreConstant)
                : throw new InvalidOperationException("an active value goes into C# that is not looked into");
        }

        return RequireShape(aggregate.Layout)
            ? External(value.Type, aggregate.Layout.Shape!.Make([.. aggregate.Leaves.Select((_, i) => ReadLowering.Placeholders(i, 1))], inText: true), aggregate.Leaves.ToEquatableArray(), Effect.None, value.Name)
            : Poison(value.Type);
    }

    /// <summary>What is handed over for a variable or a result.</summary>
    /// <param name="symbol">The variable; null for a result.</param>
    /// <param name="type">Its type.</param>
    /// <param name="held">What it holds, if that is known.</param>
    public Parcel ParcelOf(ISymbol? symbol, IrType type, Value? held = null) =>
        type.IsBuffer && LayoutOf(type.Element!) is { } columns ? new Parcel(symbol, type, columns, [.. LeafTypes(columns).Select(IrType.Buffer)])
            : LayoutOf(type) is { } layout && (layout.Shape is not null || AggregateOf(held) is not null)
            ? new Parcel(symbol, type, layout, LeafTypes(layout))
            : new Parcel(symbol, type, null, [type]);

    /// <summary>The values of a variable or a result.</summary>
    public IReadOnlyList<Value> Flat(Parcel parcel, Value value) => parcel.Layout is { } layout
        ? parcel.Type.IsBuffer && AggregateOf(value) is null || !IsHeldAs(value, layout) ? [.. parcel.Types.Select(Poison)] : [.. Leaves(value, layout).Select(ObjectOf).Zip(parcel.Types, Fit)]
        : AggregateOf(value) is { Layout: { IsInner: true } or { IsMade: true } } held && held.Layout is var own ? [parcel.Symbol is null || RequireShape(own) ? value : Poison(parcel.Type)]
        : [Fit(value, parcel.Type)];

    /// <summary>The variable or the result that values are.</summary>
    public Value Joined(Parcel parcel, IReadOnlyList<Value> values) => parcel.Layout is not { } layout ? values[0] : parcel.Type.IsBuffer ? Columns(layout, values) : Bundle(layout, values);

    /// <summary>The method whose variable it is: a parameter or a local variable, or what <c>this</c> is in it, which the method itself stands for.</summary>
    public static ISymbol Owner(ISymbol variable) => variable is IMethodSymbol method ? method.OriginalDefinition : variable.ContainingSymbol.OriginalDefinition;

    /// <summary>The leaves of what a part becomes; what cannot be a part of a struct, or not of a constant, is refused.</summary>
    public IReadOnlyList<Value> Stored(LayoutMember member, Value stored, IOperation at)
    {
        if (FunctionOf(stored) is not null || ListOf(stored) is not null)
        {
            stored = ExpressionLowering.Unsupported(this, at);
        }

        if (member.IsConstant && IsVaried(stored))
        {
            stored = Reject(Descriptors.ActiveValueLost, at, Snippet.Of(at), $"'{member.Name}', which is marked [NoGradient]", Hints.StoreConstant);
        }

        return member.Inner is { } inner ? Leaves(stored, inner) : [stored];
    }

    // Sets that are found by their blocks, and those that are not, do not meet in a variable.
    private bool IsHeldAs(Value value, Layout layout)
    {
        if (AggregateOf(value) is not { Layout: { IsSet: true } own } || own.IsHeldLike(layout))
        {
            return true;
        }

        RequireShape(own);
        return false;
    }

    // A helper may give a set that is found by its blocks, if there is only one way to its end.
    private void RefuseInner(IEnumerable<Value> results)
    {
        foreach (var result in results)
        {
            if (AggregateOf(result) is { Layout: { IsInner: true } or { IsMade: true } } held)
            {
                RequireShape(held.Layout);
            }
        }
    }

    private bool RequireShape(Layout layout)
    {
        if (layout.Shape is not null)
        {
            return true;
        }

        if (layout.IsSet && At is { } set)
        {
            Reject(
                Descriptors.ExpressionNotSupported, set, Snippet.Of(set), $"a variable of type '{SymbolText.Short(layout.Type)}' that may hold one set or another, of which not all are parameters, or elements of an array, is",
                "use the sets themselves");
            return false;
        }

        if (At is { } at)
        {
            Reject(
                Descriptors.ExpressionNotSupported, at, Snippet.Of(at), $"a value of '{SymbolText.Short(layout.Type)}' whose state the emitted code can neither read nor set is",
                "make its fields accessible, or give it a constructor that assigns them");
        }

        return false;
    }

    private static string Path(string path) => string.Join(".", path.Split('.').Select(SymbolText.Identifier));
}

/// <summary>What a value of a struct or a tuple stands for.</summary>
/// <param name="Layout">What it is taken apart into.</param>
/// <param name="Leaves">Its leaves, depth first.</param>
/// <param name="Whole">A value of the program that it is bit for bit, without its derivative; null if there is none.</param>
internal sealed record Aggregate(Layout Layout, IReadOnlyList<Value> Leaves, Value? Whole);
