using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SymDiff.Compiler;
using SymDiff.Compiler.Emit;
using SymDiff.Compiler.Emit.Sets;
using SymDiff.Compiler.IR;
using SymDiff.Generator.Diagnostics;
using SymDiff.Generator.Sets;

namespace SymDiff.Generator.Frontend;

/// <summary>
/// The sets of an array, and those that may be null. Which of them is meant is known at run time alone, so that their parameters are one buffer, the blocks one after the other, and a set is
/// the number of its first block.
/// </summary>
internal static class SetElements
{
    private const string Memory = "global::SymDiff.SetMemory";

    /// <summary>Makes parameters of the function of the memory that inner sets are handed on as.</summary>
    /// <param name="context">The reading.</param>
    /// <param name="builder">The function under construction.</param>
    /// <param name="layout">What they are taken apart into.</param>
    /// <param name="set">What stands for the array, or for the set that may be null.</param>
    /// <param name="path">What the user calls it.</param>
    public static IReadOnlyList<Value> Enter(LoweringContext context, FunctionBuilder builder, Layout layout, Value set, string path)
    {
        var origin = new SetMemberOrigin(path, IsArray: false);
        var leaves = new List<Value> { set, Parameter(1, path, isActive: true), Parameter(2, path + "Starts", isActive: false), Parameter(3, path + "Lengths", isActive: false), context.FirstBlock };
        if (layout.Elements is not null)
        {
            leaves.Add(Parameter(5, path + "First", isActive: false));
        }

        else
        {
            context.LoneSets.Add(context.Bundle(layout, leaves));
        }

        return leaves;

        Value Parameter(int leaf, string name, bool isActive)
        {
            var value = builder.Parameter(layout.Members[leaf].Held!, name);
            context.MarkGiven(value);
            context.EnterBuffer(origin, value, isActive, isInput: true);
            return value;
        }
    }

    /// <summary>What a member of a located set is known to be; null if that is no set.</summary>
    public static Layout? Inner(LoweringContext context, Layout located, ISymbol member) => located.Located!.Layout.Member(member)?.Inner is not { IsSet: true } inner ? null
        : inner.Elements is { } elements ? SetLayout.Sets(inner.Type, elements, hasFirst: false)
        : inner.IsInner ? inner
        : SetLayout.Located((INamedTypeSymbol)inner.Type, SetLayout.OfInner((INamedTypeSymbol)inner.Type, context.Sources.Compilation, context.Home));

    /// <summary>What an element of an array of sets is known to be.</summary>
    public static Layout ElementOf(Layout sets) => SetLayout.Located((INamedTypeSymbol)((IArrayTypeSymbol)sets.Type).ElementType, sets.Elements!);

    /// <summary>Whether a value is an array of sets that are differentiated by.</summary>
    public static bool IsSets(LoweringContext context, Value value) => context.AggregateOf(value) is { Layout.Elements: not null };

    /// <summary>How many sets an array has.</summary>
    public static Value Count(LoweringContext context, Value sets, string? name = null) =>
        context.External(IrType.Int32, "{0}.Length", EquatableArray.Of(context.ObjectOf(context.AggregateOf(sets)!.Leaves[0])), Effect.None, name);

    /// <summary>A set of an array.</summary>
    public static Value Element(LoweringContext context, Value sets, IOperation index)
    {
        var (layout, leaves) = (context.AggregateOf(sets)!.Layout, context.AggregateOf(sets)!.Leaves);
        if (BufferLowering.IsRange(index))
        {
            return ExpressionLowering.Unsupported(context, index.Parent ?? index);
        }

        // As many first blocks as sets, so that the former can be counted from the end; the numbers of others are counted by the array itself.
        var at = layout.HasFirst || !BufferLowering.IsIndex(index.Type) ? BufferLowering.Index(context, leaves[5], index) : ExpressionLowering.Unsupported(context, index);
        return context.IsPoisoned(at) ? context.Poison(context.TypeOf(((IArrayTypeSymbol)layout.Type).ElementType)) : Element(context, sets, at);
    }

    /// <summary>The set of an array that has a number.</summary>
    public static Value Element(LoweringContext context, Value sets, Value index)
    {
        var (layout, leaves) = (context.AggregateOf(sets)!.Layout, context.AggregateOf(sets)!.Leaves);
        var element = ElementOf(layout);
        var array = context.ObjectOf(leaves[0]);
        var self = Given(context, context.External(context.TypeOf(element.Type), "{0}[{1}]", EquatableArray.Of(array, index), Effect.None));
        var block = layout.HasFirst
            ? context.Load(leaves[5], index)
            : Sum(context, leaves[4], context.External(IrType.Int32, $"{Memory}.BlocksBefore{TypeArguments(layout.Elements!)}({{0}}, {{1}})", EquatableArray.Of(array, index), Effect.None));
        var set = context.Bundle(element, [self, leaves[1], leaves[2], leaves[3], block]);
        Cut(context, set);
        return set;
    }

    /// <summary>Cuts all arrays of a set out of the memory where the set is found, so that no loop inside does it again. What is not used goes.</summary>
    /// <param name="context">The reading.</param>
    /// <param name="set">The set.</param>
    public static void Cut(LoweringContext context, Value set)
    {
        var located = context.AggregateOf(set)!.Layout.Located!;
        foreach (var member in located.Layout.Members.Skip(1).Where(m => m.Inner is null))
        {
            var part = located.Parts.Parts[Number(located.Layout, member)];
            if (part.Type.IsBuffer && int.TryParse(part.Block, out _))
            {
                context.KeepInnerArray(set, member.Symbol, Array(context, set, part, member));
            }
        }
    }

    /// <summary>A member of a set that is found by its blocks; null if it is none with parameters.</summary>
    public static Value? Read(LoweringContext context, Value set, ISymbol member, string? name)
    {
        var (located, leaves) = (context.AggregateOf(set)!.Layout.Located!, context.AggregateOf(set)!.Leaves);
        if (located.Layout.Member(member) is not { } state)
        {
            return null;
        }

        if (context.InnerArray(set, state.Symbol) is { } kept)
        {
            return kept;
        }

        int number = Number(located.Layout, state);
        var part = number < located.Parts.Parts.Count ? located.Parts.Parts[number] : null;
        if (state.Inner is not { IsSet: true } inner)
        {
            return part!.Type.IsBuffer ? Array(context, set, part, state, name) : context.Load(leaves[1], context.Load(leaves[2], BlockOf(context, set, part)), name ?? NameOf(state));
        }

        var block = part is null ? context.ObjectOf(leaves[4]) : BlockOf(context, set, part);
        var place = Given(context, context.External(context.TypeOf(state.Type), "{0}." + SymbolText.Identifier(state.Name), EquatableArray.Of(context.ObjectOf(leaves[0])), Effect.None));
        var layout = Inner(context, context.AggregateOf(set)!.Layout, member)!;
        return inner.Elements is not null ? context.Bundle(layout, [place, leaves[1], leaves[2], leaves[3], block, leaves[2]])
            : context.Bundle(layout, [place, leaves[1], leaves[2], leaves[3], inner.Type.IsReferenceType
                ? context.External(IrType.Int32, Memory + ".BlockOf({0}, {1})", EquatableArray.Of(place, block), Effect.None)
                : block]);
    }

    /// <summary>Where a number of a set stands among the parameters.</summary>
    public static Value IndexOf(LoweringContext context, Value set, ISymbol member)
    {
        var (located, leaves) = (context.AggregateOf(set)!.Layout.Located!, context.AggregateOf(set)!.Leaves);
        return context.Load(leaves[2], BlockOf(context, set, located.Parts.Parts[Number(located.Layout, located.Layout.Member(member)!)]));
    }

    private static Value Array(LoweringContext context, Value set, SetPart part, LayoutMember member, string? name = null)
    {
        var (type, leaves) = (context.AggregateOf(set)!.Layout.Type, context.AggregateOf(set)!.Leaves);
        var block = BlockOf(context, set, part);
        var array = context.Slice(leaves[1], context.Load(leaves[2], block), context.Load(leaves[3], block), name ?? NameOf(member));
        var self = context.ObjectOf(leaves[0]);
        context.EnterInnerArray(array, part.IsReadable ? self : null, "{0}." + SymbolText.Identifier(member.Name));
        if (TypeMap.Matrix(member.Type) is not null)
        {
            context.SetShape(array, Size("Rows"), Size("Columns"));
        }

        return array;

        Value Size(string what) => context.External(
            IrType.Int32, $"global::SymDiff.Buffers.{what}({{0}}{(type.IsReferenceType ? "?" : "")}.{SymbolText.Identifier(member.Name)})", EquatableArray.Of(self), Effect.None);
    }

    private static Value BlockOf(LoweringContext context, Value set, SetPart part)
    {
        var leaves = context.AggregateOf(set)!.Leaves;
        return part.Block == "0" ? context.ObjectOf(leaves[4]) : Sum(context, leaves[4], Offset(context, part.Block, context.ObjectOf(leaves[0])));
    }

    /// <summary>What can be asked of an array of sets besides its elements.</summary>
    public static Value OfArray(LoweringContext context, Value sets, IMemberReferenceOperation read, string? name) => read.Member.Name switch
    {
        "Length" => Count(context, sets, name),
        "LongLength" => context.Apply(IrType.Int64, "Convert", EquatableArray.Of(Count(context, sets)), name),
        _ => ExpressionLowering.Unsupported(context, read),
    };

    private static string NameOf(LayoutMember member)
    {
        string name = member.Name.TrimStart('_');
        return name.Length == 0 || char.IsDigit(name[0]) ? member.Name : char.ToLowerInvariant(name[0]) + name.Substring(1);
    }

    // How many numbers, arrays and inner sets stand before a member.
    private static int Number(Layout layout, LayoutMember member) => layout.Members.Skip(1).TakeWhile(m => m != member).Sum(Parts);

    private static int Parts(LayoutMember member) => member.Inner is { IsInner: false } inner ? inner.Members.Skip(1).Sum(Parts) : 1;

    private static Value Offset(LoweringContext context, string blocks, Value self) => int.TryParse(blocks, out int number)
        ? context.Builder.Int(number)
        : context.External(IrType.Int32, $"({blocks})", EquatableArray.Of(self), Effect.None);

    private static Value Sum(LoweringContext context, Value first, Value second) => first == context.FirstBlock ? second
        : context.Apply(IrType.Int32, "Add", EquatableArray.Of(context.ObjectOf(first), second));

    private static string TypeArguments(SetLayout set) => $"<{External.Verbatim(SymbolText.Of(set.Layout.Type.WithNullableAnnotation(NullableAnnotation.NotAnnotated)))}, {CSharpTypes.Name(set.Parts.Scalar)}>";

    private static Value Given(LoweringContext context, Value value)
    {
        context.MarkGiven(value);
        return value;
    }
}
