using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SymDiff.Compiler;
using SymDiff.Compiler.Emit;
using SymDiff.Compiler.IR;
using SymDiff.Generator.Diagnostics;

namespace SymDiff.Generator.Frontend;

/// <summary>Sets that the method makes: what every set offers to make another one and to go a step along it.</summary>
internal static class SetMaking
{
    private const string Mismatch = "throw new global::System.ArgumentException(\"The sets differ in shape.\", \"other\")";

    /// <summary>Whether a call gives a set that is made by it: <c>CreateZero</c>, or a derivative that allocates.</summary>
    public static bool IsMaking(IInvocationOperation call) =>
        SetLayout.IsSet(call.Type) && Marks.IsEmitted(call.TargetMethod.OriginalDefinition);

    /// <summary>Appends a call of what every set offers; null for every other call.</summary>
    public static Value? TryLower(LoweringContext context, IInvocationOperation call)
    {
        if (!context.HasSets || call.Instance is not { } instance || call.TargetMethod.Name is not ("CreateZero" or "AddScaled" or "Clear") || !Marks.IsEmitted(call.TargetMethod.OriginalDefinition)
            || SetLowering.LayoutOf(context, instance) is not { } layout)
        {
            return null;
        }

        if (Obstacle(layout) is { } obstacle)
        {
            return context.Reject(Descriptors.ParameterSetNotSupported, call, Snippet.Of(call), obstacle, "read and write the members of sets that are classes");
        }

        var set = ExpressionLowering.Lower(context, instance);
        var arguments = call.Arguments.OrderBy(a => a.Parameter!.Ordinal).Select(a => a.Value).ToList();
        if (context.IsPoisoned(set))
        {
            return context.Poison(context.HeldTypeOf(call.Type));
        }

        if (call.TargetMethod.Name == "CreateZero")
        {
            return Like(context, set);
        }

        if (!IsMade(context, set))
        {
            return context.Reject(Descriptors.StoreNotSupported, call, Snippet.Of(call), "a parameter set that is a parameter");
        }

        if (arguments.Count == 0)
        {
            Each(context, set, null, (target, index, _) => context.Store(target, index, context.Builder.Zero(target.Type.Element!), call), call);
            return LoweringContext.Nothing;
        }

        if (SetLowering.LayoutOf(context, arguments[0]) is not { } other || !SymbolEqualityComparer.Default.Equals(other.Type, layout.Type))
        {
            return context.Reject(Descriptors.ParameterSetNotSupported, call, Snippet.Of(call), $"'{Snippet.Of(arguments[0])}' is no set of the same type that is seen here", "pass a parameter, or a set that the method makes");
        }

        var added = ExpressionLowering.Lower(context, arguments[0]);
        var scale = ExpressionLowering.Lower(context, arguments[1]);
        if (!context.IsPoisoned(added) && !context.IsPoisoned(scale))
        {
            // The set may be added to itself: every number is read before it is written.
            Each(
                context, set, added,
                (target, index, source) => context.Store(
                    target, index, context.Apply(scale.Type, "Add", EquatableArray.Of(context.Load(target, index), context.Apply(scale.Type, "Multiply", EquatableArray.Of(scale, source!)))), call),
                call);
        }

        return LoweringContext.Nothing;
    }

    /// <summary>A set like another one, all zero. What is no parameter is that of the other.</summary>
    public static Value Like(LoweringContext context, Value set)
    {
        var (layout, leaves) = (context.AggregateOf(set)!.Layout, context.AggregateOf(set)!.Leaves);
        if (layout.IsInner)
        {
            var made = context.Bundle(layout, [leaves[0], Memory(context, leaves[1]), .. leaves.Skip(2)]);
            if (layout.Located is not null)
            {
                SetElements.Cut(context, made);
            }

            return made;
        }

        return context.Bundle(SetLayout.Made(layout), [leaves[0], .. layout.Members.Skip(1).SelectMany(m => m.Inner is { } inner
            ? context.AggregateOf(Like(context, context.Bundle(inner, [.. leaves.Skip(m.First).Take(m.Count)])))!.Leaves
            : [Memory(context, leaves[m.First], MayBeNull(m))])]);
    }

    /// <summary>Why no set like one can be made; null if one can.</summary>
    public static string? Obstacle(Layout layout) =>
        layout.Located is not null ? "a set like one that is found at run time, or may be null, is not made here"
        : layout.Elements is null && layout.Type.IsValueType ? $"'{SymbolText.Short(layout.Type)}' is a struct, of which the method would change copies"
        : layout.Elements is null ? layout.Members.Where(m => m.Inner is { IsInner: false }).Select(m => Obstacle(m.Inner!)).FirstOrDefault(o => o is not null)
        : null;

    /// <summary>Whether all that a set has is memory that the method made.</summary>
    public static bool IsMade(LoweringContext context, Value set) => context.AggregateOf(set)!.Layout is { IsMade: true } or { IsInner: true };

    /// <summary>Memory like an array, or for a number.</summary>
    /// <param name="context">The reading.</param>
    /// <param name="like">The array, or the number.</param>
    /// <param name="mayBeNull">Whether it may be no array at all.</param>
    public static Value Memory(LoweringContext context, Value like, bool mayBeNull = false)
    {
        if (context.RowsOf(like) is { } rows)
        {
            return context.AllocateApart(rows.Elements.Type.Element!, BufferLowering.Length(context, rows.Elements), like, like.Name);
        }

        if (!like.Type.IsBuffer)
        {
            return context.AllocateApart(like.Type, context.Builder.Int(1), null, like.Name);
        }

        var array = context.AllocateApart(like.Type.Element!, mayBeNull ? LengthOrNone(context, like) : BufferLowering.Length(context, like), like, like.Name);
        if (context.ShapeOf(like) is var (count, columns))
        {
            context.SetShape(array, count, columns);
        }

        return array;
    }

    // An array that is null is a span without elements.
    private static Value LengthOrNone(LoweringContext context, Value array) => context.Builder.Add(
        new External($"((global::System.ReadOnlySpan<{CSharpTypes.Name(array.Type.Element!)}>){{0}}).Length", EquatableArray.Of(array), Effect.None), IrType.Int32);

    // All numbers of a set, one after the other, with those of another one.
    private static void Each(LoweringContext context, Value set, Value? other, Action<Value, Value, Value?> action, IOperation at)
    {
        var (layout, leaves) = (context.AggregateOf(set)!.Layout, context.AggregateOf(set)!.Leaves);
        var sources = other is null ? null : context.AggregateOf(other)!.Leaves;
        var targets = Memories(layout, 0).Select(m => (Target: Elements(leaves[m.Leaf]), Source: sources is null ? null : Elements(sources[m.Leaf]), m.Member)).ToList();
        foreach (var (target, source, member) in targets.Where(t => t.Source is not null && !IsNumber(t.Member)))
        {
            var length = MayBeNull(member) && context.RootOf(source!) is null ? LengthOrNone(context, source!) : BufferLowering.Length(context, source!);
            var differ = context.Apply(IrType.Bool, "NotEqual", EquatableArray.Of(BufferLowering.Length(context, target), length));
            context.Leave(differ, context.Nested(null, () => Throw()), null);
        }

        foreach (var (target, source, member) in targets)
        {
            if (IsNumber(member))
            {
                Do(context.Builder.Int(0));
            }
            else
            {
                BufferLowering.Each(context, BufferLowering.Length(context, target), Do);
            }

            void Do(Value index) => action(target, index, source is null ? null : source.Type.IsBuffer ? context.Load(source, index) : source);
        }

        Value Elements(Value leaf) => context.RowsOf(leaf)?.Elements ?? leaf;

        void Throw()
        {
            context.Do(Mismatch, default, Effect.Once);
            context.End = Ending.Dead;
        }
    }

    private static IEnumerable<(int Leaf, LayoutMember? Member)> Memories(Layout layout, int first) => layout.IsInner ? [(first + 1, null)]
        : layout.Members.Skip(1).SelectMany(m => m.Inner is { } inner ? Memories(inner, first + m.First) : [(first + m.First, m)]);

    private static bool IsNumber(LayoutMember? member) => member is not null && TypeMap.Scalar(member.Type) is not null;

    // Memory of arrays of arrays and of inner sets is there in any case.
    private static bool MayBeNull(LayoutMember? member) => member is not null && TypeMap.Jagged(member.Type) is null && member.Type.NullableAnnotation != NullableAnnotation.NotAnnotated;
}
