using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SymDiff.Compiler.IR;
using SymDiff.Generator.Diagnostics;

namespace SymDiff.Generator.Frontend;

/// <summary>An element of a buffer that is followed.</summary>
/// <param name="Operation">The element.</param>
/// <param name="Buffer">The buffer.</param>
/// <param name="Index">The number of the element.</param>
internal sealed record BufferElement(IOperation Operation, Value Buffer, Value Index) : Place
{
    /// <inheritdoc/>
    public override Value Read(LoweringContext context) => context.IsPoisoned(Buffer) || context.IsPoisoned(Index)
        ? context.Poison(context.TypeOf(Operation.Type))
        : context.Load(Buffer, Index);

    /// <inheritdoc/>
    public override IReadOnlyList<Value>? ReadLeaves(LoweringContext context, int first, int count) =>
        context.AggregateOf(Buffer) is not { } columns || context.IsPoisoned(Buffer) || context.IsPoisoned(Index) ? null : context.Loaded(columns, Index, first, count);

    /// <inheritdoc/>
    public override bool StoreLeaves(LoweringContext context, IOperation assignment, int first, IReadOnlyList<Value> leaves)
    {
        if (context.AggregateOf(Buffer) is not { } columns || context.IsPoisoned(Index))
        {
            return false;
        }

        context.StoreParts(columns, Index, first, leaves, assignment);
        return true;
    }

    /// <inheritdoc/>
    public override Value Store(LoweringContext context, IOperation assignment, Value value)
    {
        context.Store(Buffer, Index, value, assignment);
        return value;
    }
}

/// <summary>An element of an array that stays C#.</summary>
/// <param name="Operation">The element.</param>
/// <param name="Values">The array and the indices.</param>
/// <param name="Text">The element, as C#.</param>
internal sealed record KeptElement(IArrayElementReferenceOperation Operation, IReadOnlyList<Value> Values, string Text) : Place
{
    /// <inheritdoc/>
    public override Value Read(LoweringContext context) => Values.Any(context.IsPoisoned)
        ? context.Poison(context.TypeOf(Operation.Type))
        : context.External(context.TypeOf(Operation.Type), Text, Values.ToEquatableArray(), Effect.Once);

    /// <inheritdoc/>
    public override Value Store(LoweringContext context, IOperation assignment, Value value)
    {
        // An array of the method's own goes in as the C# that it then is.
        if (value.Type.IsBuffer && (context.Keep(value) || context.Assumptions.HasChanged))
        {
            return context.Poison(context.TypeOf(Operation.Type));
        }

        if (context.IsVaried(value))
        {
            return context.Reject(Descriptors.ActiveValueLost, assignment, Snippet.Of(assignment), "an array", Hints.StoreConstant);
        }

        if (context.FunctionOf(value) is not null)
        {
            return ExpressionLowering.Unsupported(context, assignment);
        }

        if (!context.IsPoisoned(value) && !Values.Any(context.IsPoisoned))
        {
            string stored = " = {" + Values.Count.ToString(System.Globalization.CultureInfo.InvariantCulture) + "}";
            context.Do(Text + stored, Values.Append(value).ToEquatableArray(), Effects.OfStoring(Operation.Type));
        }

        return value;
    }
}
