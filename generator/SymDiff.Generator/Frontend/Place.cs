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
    public override Value Read(LoweringContext context) => context.Part(Owner.Read(context), Member);

    /// <inheritdoc/>
    public override Value Store(LoweringContext context, IOperation assignment, Value value)
    {
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
internal sealed record Receiver(Place? Place, Value Value);
