using Microsoft.CodeAnalysis;
using SymDiff.Compiler.IR;
using SymDiff.Generator.Diagnostics;

namespace SymDiff.Generator.Frontend;

/// <summary>Something that can be read and written: a variable, a part of one, an element of an array or a span.</summary>
internal abstract record Place
{
    /// <summary>The variable that a write changes; null for memory.</summary>
    public virtual ISymbol? Root => null;

    /// <summary>What it holds.</summary>
    public abstract Value Read(LoweringContext context);

    /// <summary>Some of its leaves, where they are read without the others; null where it is read as a whole.</summary>
    public virtual IReadOnlyList<Value>? ReadLeaves(LoweringContext context, int first, int count) => null;

    /// <summary>Writes some of its leaves without the others; gives whether that could be done.</summary>
    public virtual bool StoreLeaves(LoweringContext context, IOperation assignment, int first, IReadOnlyList<Value> leaves) => false;

    /// <summary>Writes it.</summary>
    public abstract Value Store(LoweringContext context, IOperation assignment, Value value);
}

/// <summary>A variable.</summary>
/// <param name="Variable">The variable.</param>
internal sealed record VariablePlace(ISymbol Variable) : Place
{
    /// <inheritdoc/>
    public override ISymbol Root => Variable;

    /// <inheritdoc/>
    public override Value Read(LoweringContext context) => context.Read(Variable)

        // A struct may be assigned part by part.
        ?? (context.LayoutOf(LoweringContext.VariableType(Variable)) is { } layout ? context.Default(layout) : context.Poison(context.HeldTypeOf(LoweringContext.VariableType(Variable))));

    /// <inheritdoc/>
    public override Value Store(LoweringContext context, IOperation assignment, Value value)
    {
        context.Assign(Variable, value);
        return value;
    }
}

/// <summary>A part of the state of a struct or a tuple.</summary>
/// <param name="Owner">The place of the whole.</param>
/// <param name="Layout">What the whole is taken apart into.</param>
/// <param name="Member">The part.</param>
internal sealed record MemberPlace(Place Owner, Layout Layout, LayoutMember Member) : Place
{
    /// <inheritdoc/>
    public override ISymbol? Root => Owner.Root;

    /// <inheritdoc/>
    public override Value Read(LoweringContext context) => Owner.ReadLeaves(context, Member.First, Member.Count) is not { } leaves ? context.Part(Owner.Read(context), Member)
        : Member.Inner is { } inner ? context.Bundle(inner, leaves) : leaves[0];

    /// <inheritdoc/>
    public override IReadOnlyList<Value>? ReadLeaves(LoweringContext context, int first, int count) => Owner.ReadLeaves(context, Member.First + first, count);

    /// <inheritdoc/>
    public override bool StoreLeaves(LoweringContext context, IOperation assignment, int first, IReadOnlyList<Value> leaves) =>
        Owner.StoreLeaves(context, assignment, Member.First + first, leaves);

    /// <inheritdoc/>
    public override Value Store(LoweringContext context, IOperation assignment, Value value)
    {
        if (Owner.ReadLeaves(context, 0, 0) is not null)
        {
            Owner.StoreLeaves(context, assignment, Member.First, context.Stored(Member, value, assignment));
            return value;
        }

        Owner.Store(context, assignment, context.With(Owner.Read(context), Layout, Member, value, assignment));
        return value;
    }
}

/// <summary>A property of a struct whose accessors have bodies, which are read in place.</summary>
/// <param name="Owner">The place of the struct.</param>
/// <param name="Property">The property.</param>
/// <param name="Operation">Where it stands.</param>
/// <param name="Arguments">The arguments of an indexer, evaluated.</param>
internal sealed record PropertyPlace(Place Owner, IPropertySymbol Property, IOperation Operation, IReadOnlyList<Argument> Arguments) : Place
{
    /// <inheritdoc/>
    public override ISymbol? Root => Owner.Root;

    /// <inheritdoc/>
    public override Value Read(LoweringContext context) => Inlining.Lower(
        context, Operation, Property.GetMethod!, null, Arguments, null, new Receiver(StructMembers.IsReadOnly(Property.GetMethod!) ? null : Owner, Owner.Read(context)));

    /// <inheritdoc/>
    public override Value Store(LoweringContext context, IOperation assignment, Value value)
    {
        var setter = Property.SetMethod!;
        Inlining.Lower(
            context, Operation, setter, null, [.. Arguments, new Argument(setter.Parameters[setter.Parameters.Length - 1], value, null)], null, new Receiver(Owner, Owner.Read(context)));
        return value;
    }
}

/// <summary>What <c>this</c> means in a method of a struct that is read in place.</summary>
/// <param name="Place">What the method may change; null where it is a copy.</param>
/// <param name="Value">What it is at the beginning.</param>
internal sealed record Receiver(Place? Place, Value Value)
{
    /// <summary>The variable that it is called on, where it does not change that; null where it is called on a value.</summary>
    public Place? Variable { get; init; }
}
