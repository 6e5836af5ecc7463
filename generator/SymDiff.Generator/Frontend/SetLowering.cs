using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SymDiff.Compiler.Emit;
using SymDiff.Compiler.IR;
using SymDiff.Generator.Diagnostics;
using SymDiff.Generator.Sets;

namespace SymDiff.Generator.Frontend;

/// <summary>Sets of parameters that are differentiated by: how they enter the function, and how their members are read.</summary>
internal static class SetLowering
{
    /// <summary>Makes a parameter of the function of every number and array of a set.</summary>
    /// <param name="context">The reading.</param>
    /// <param name="builder">The function under construction.</param>
    /// <param name="set">The set.</param>
    /// <param name="name">What it is called; null for <c>this</c>.</param>
    public static Value Enter(LoweringContext context, FunctionBuilder builder, SetLayout set, string? name)
    {
        var self = name is null ? null : builder.Parameter(context.TypeOf(set.Layout.Type), name);
        if (self is not null)
        {
            context.MarkGiven(self);
        }

        if (set.Layout.IsInner)
        {
            return context.Bundle(set.Layout, SetElements.Enter(context, builder, set.Layout, self!, name!));
        }

        int next = 0;
        return Enter(context, builder, set, set.Layout, ref next, self, name is null ? "this" : "{0}", name is null ? "" : name + ".");
    }

    private static Value Enter(LoweringContext context, FunctionBuilder builder, SetLayout set, Layout layout, ref int next, Value? self, string text, string prefix)
    {
        var leaves = new List<Value> { context.SetObject(context.TypeOf(layout.Type), self, text) };
        foreach (var member in layout.Members.Skip(1))
        {
            if (member.Inner is { IsInner: true } inners)
            {
                next++;
                leaves.AddRange(SetElements.Enter(context, builder, inners, context.SetObject(context.TypeOf(member.Type), self, text + "." + SymbolText.Identifier(member.Name)), prefix + member.Name));
                continue;
            }

            if (member.Inner is { } inner)
            {
                leaves.AddRange(context.AggregateOf(Enter(context, builder, set, inner, ref next, self, text + "." + SymbolText.Identifier(member.Name), prefix + member.Name + "."))!.Leaves);
                continue;
            }

            leaves.Add(Leaf(context, builder, member.Type, prefix + member.Name, set.Parts.Parts[next++].IsReadable));
        }

        return context.Bundle(layout, leaves);
    }

    private static Value Leaf(LoweringContext context, FunctionBuilder builder, ITypeSymbol type, string path, bool isArray)
    {
        var origin = new SetMemberOrigin(path, isArray);
        if (TypeMap.Jagged(type) is { } rows)
        {
            var elements = builder.Parameter(rows, path);
            context.MarkGiven(elements);
            context.EnterBuffer(origin, elements, isActive: true, isInput: true);
            var array = builder.Parameter(TypeMap.Of(type), path);
            var jagged = context.EnterJagged(origin, new JaggedRows(elements, array, builder.Parameter(IrType.Opaque(MethodSignature.Starts), path)));
            context.MarkGiven(jagged);
            return jagged;
        }

        var value = builder.Parameter(TypeMap.Memory(type) ?? TypeMap.Of(type), path);
        context.MarkGiven(value);
        if (value.Type.IsBuffer)
        {
            context.EnterBuffer(origin, value, isActive: true, isInput: true);
            if (TypeMap.Matrix(type) is not null)
            {
                var count = builder.Parameter(IrType.Int32, MethodSignature.RowsOf(path));
                context.SetShape(value, count, builder.Parameter(IrType.Int32, MethodSignature.ColumnsOf(path)));
            }
        }
        else
        {
            context.MarkVaried(value);
        }

        return value;
    }

    /// <summary>What the set is taken apart into that an expression is known to be before it is read; null for all else.</summary>
    public static Layout? LayoutOf(LoweringContext context, IOperation? operation) => operation switch
    {
        IParenthesizedOperation parenthesized => LayoutOf(context, parenthesized.Operand),
        IConversionOperation conversion when IsWidening(conversion) => LayoutOf(context, conversion.Operand),
        ILocalReferenceOperation { IsDeclaration: false } local => Held(context, local.Local),
        IParameterReferenceOperation parameter => Held(context, parameter.Parameter),
        IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance } when context.This is { } self => Held(context, self),
        IMemberReferenceOperation { Instance: { } instance } read => LayoutOf(context, instance) switch
        {
            { Located: not null } located => SetElements.Inner(context, located, read.Member),
            { } layout => layout.Member(read.Member)?.Inner is { IsSet: true } inner ? inner : null,
            null => Known(context, read) is { } value ? context.AggregateOf(value) is { Layout: { IsSet: true } held } ? held : null
                : IsOfMaking(instance) && SetLayout.IsSet(read.Type) && Of(context, read.Type!) is { } part ? SetLayout.Made(part) : null,
        },
        IInvocationOperation call when SetMaking.IsMaking(call) => Of(context, call.Type!) is { } made ? SetLayout.Made(made) : null,
        IArrayElementReferenceOperation { ArrayReference: { } array, Indices.Length: 1 } => LayoutOf(context, array) is { Elements: not null } sets ? SetElements.ElementOf(sets) : null,
        _ => null,
    };

    /// <summary>Whether a conversion gives the same set, as one of its own type or of one that it derives from.</summary>
    public static bool IsWidening(IConversionOperation conversion) => conversion is { OperatorMethod: null, IsTryCast: false, Operand.Type: { } from, Type: { TypeKind: Microsoft.CodeAnalysis.TypeKind.Class or Microsoft.CodeAnalysis.TypeKind.Struct } to }
        && SelfAndBases(from).Any(t => SymbolEqualityComparer.Default.Equals(t, to)) && to.SpecialType == SpecialType.None;

    /// <summary>A part of a set that is not found by its blocks.</summary>
    public static Value Part(LoweringContext context, Value set, LayoutMember member, string? name = null)
    {
        var part = context.Part(set, member);
        if (member.Inner is not null || context.AggregateOf(set)!.Layout is not { IsMade: true })
        {
            return part;
        }

        // What is made is as long as what it is like, and has as many rows.
        if (TypeMap.Scalar(member.Type) is not null)
        {
            return context.Load(part, context.Builder.Int(0), name);
        }

        if (TypeMap.Jagged(member.Type) is not null && context.RootOf(part) is { } jagged && context.RowsOf(jagged) is { } rows)
        {
            return context.EnterJagged(new object(), rows with { Elements = part });
        }

        if (TypeMap.Matrix(member.Type) is not null && context.RootOf(part) is { } matrix && context.ShapeOf(matrix) is var (count, columns))
        {
            context.SetShape(part, count, columns);
        }

        return part;
    }

    /// <summary>The place of a number of a set whose parameters are memory; null for every other target.</summary>
    public static Place? Target(LoweringContext context, IOperation target)
    {
        if (!context.HasSets || target is not IMemberReferenceOperation { Instance: { } instance } write || LayoutOf(context, instance) is not { } layout
            || !(layout.IsMade ? layout.Member(write.Member) is { Inner: null } && TypeMap.Scalar(target.Type!) is not null : layout.Located?.Layout.Member(write.Member) is { Inner: null } && TypeMap.Scalar(target.Type!) is not null))
        {
            return null;
        }

        var set = ExpressionLowering.Lower(context, instance);
        return context.IsPoisoned(set) ? null : Number(context, set, write.Member, target);
    }

    /// <summary>The place of a number of a set whose parameters are memory.</summary>
    public static Place Number(LoweringContext context, Value set, ISymbol member, IOperation at)
    {
        var (layout, leaves) = (context.AggregateOf(set)!.Layout, context.AggregateOf(set)!.Leaves);
        return layout.Located is null ? new BufferElement(at, leaves[layout.Member(member)!.First], context.Builder.Int(0)) : new BufferElement(at, leaves[1], SetElements.IndexOf(context, set, member));
    }

    // A part of what a variable holds: nothing is read for it.
    private static Value? Known(LoweringContext context, IOperation operation) => operation switch
    {
        IParenthesizedOperation parenthesized => Known(context, parenthesized.Operand),
        ILocalReferenceOperation { IsDeclaration: false } local when context.PlaceOf(local.Local) is null => context.Read(local.Local),
        IFieldReferenceOperation { Instance: { } instance } field when Known(context, instance) is { } whole && context.AggregateOf(whole) is { Layout: { IsSet: false } layout, Leaves: var leaves }
            && layout.Member(field.Field) is { Inner: null } member => leaves[member.First],
        _ => null,
    };

    // What a derivative gives that allocates several sets, or a set and numbers.
    private static bool IsOfMaking(IOperation operation) => operation switch
    {
        IFieldReferenceOperation { Instance: { } instance } => IsOfMaking(instance),
        IInvocationOperation { Type.IsTupleType: true } call => Marks.IsEmitted(call.TargetMethod.OriginalDefinition),
        _ => false,
    };

    private static Layout? Of(LoweringContext context, ITypeSymbol type) => SetLayout.Of(type.WithNullableAnnotation(NullableAnnotation.NotAnnotated), context.Sources.Compilation, context.Home).Layout?.Layout;

    /// <summary>A field or a property of a set; null if what it is read of is none that is differentiated by.</summary>
    public static Value? Read(LoweringContext context, IMemberReferenceOperation read, string? name)
    {
        if (read.Instance is not { } instance || LayoutOf(context, instance) is null)
        {
            return null;
        }

        var value = ExpressionLowering.Lower(context, instance);
        return context.IsPoisoned(value) ? context.Poison(context.HeldTypeOf(read.Type)) : Read(context, value, read, name);
    }

    /// <summary>A field or a property of the set that a value is.</summary>
    public static Value Read(LoweringContext context, Value set, IMemberReferenceOperation read, string? name)
    {
        var layout = context.AggregateOf(set)!.Layout;
        if (layout.Elements is not null)
        {
            return SetElements.OfArray(context, set, read, name);
        }

        if (layout.Located is null && layout.Member(read.Member) is { } part)
        {
            return Part(context, set, part, name);
        }

        if (layout.Located is not null && SetElements.Read(context, set, read.Member, name) is { } located)
        {
            return located;
        }

        var arguments = read is IPropertyReferenceOperation { Arguments: var given } ? given : System.Collections.Immutable.ImmutableArray<IArgumentOperation>.Empty;
        if (IsState(read))
        {
            return Constant(context, set, read, name);
        }

        if (read is IPropertyReferenceOperation { Property: { GetMethod: { ReturnsByRef: false, ReturnsByRefReadonly: false } getter } property } && !IsDispatched(property) && !Marks.IsEmitted(property)
            && context.Sources.Body(getter, context.Cancellation) is not null && arguments.All(a => a.Parameter is { RefKind: RefKind.None or RefKind.In, IsParams: false }))
        {
            return Inlining.Lower(
                context, read, getter, null, [.. arguments.Select(a => new Argument(getter.Parameters[a.Parameter!.Ordinal], ExpressionLowering.Lower(context, a.Value), a))], name, new Receiver(null, set));
        }

        return context.Reject(
            Descriptors.CallNotDifferentiable, read, Snippet.Of(read), $"'{SymbolText.Short(read.Member)}' may depend on the parameters in a way that cannot be seen here",
            "read the members of the set themselves");
    }

    /// <summary>Tests whether a set is null; null if it is no such test.</summary>
    public static Value? TryLower(LoweringContext context, IOperation operation) => operation switch
    {
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } test when test.OperatorMethod is null or { ContainingType.IsRecord: true } =>
            NullTest(context, IsNull(test.RightOperand) ? test.LeftOperand : IsNull(test.LeftOperand) ? test.RightOperand : null, test.OperatorKind == BinaryOperatorKind.Equals),
        IIsPatternOperation { Pattern: IConstantPatternOperation { Value: { } constant } } test when IsNull(constant) => NullTest(context, test.Value, isNull: true),
        IIsPatternOperation { Pattern: INegatedPatternOperation { Pattern: IConstantPatternOperation { Value: { } constant } } } test when IsNull(constant) => NullTest(context, test.Value, isNull: false),
        ICoalesceOperation choice when LayoutOf(context, choice.Value) is not null && ThrowLowering.Of(choice.WhenNull) is { } thrown => OrThrow(context, choice, thrown),
        _ => null,
    };

    private static Value Object(LoweringContext context, Value value) =>
        context.AggregateOf(value) is { Layout.IsSet: true } aggregate ? context.ObjectOf(aggregate.Leaves[0]) : value;

    /// <summary>The set itself, where an expression is one, as an object too, that is only asked whether it is there; null for all else.</summary>
    public static Value? Asked(LoweringContext context, IOperation? operation) =>
        IsAsked(context, operation) ? Object(context, ExpressionLowering.Lower(context, Unconverted(operation)!)) : null;

    /// <summary>Whether an expression is a set that is a class, as an object too.</summary>
    public static bool IsAsked(LoweringContext context, IOperation? operation) =>
        context.HasSets && Unconverted(operation) is { Type.IsReferenceType: true } set && LayoutOf(context, set) is not null;

    /// <summary>Whether a set is null.</summary>
    public static Value IsNone(LoweringContext context, Value set) => context.External(IrType.Bool, "((object){0} == null)", EquatableArray.Of(Object(context, set)), Effect.None);

    private static IOperation? Unconverted(IOperation? operation)
    {
        while (operation is IConversionOperation { IsImplicit: true, OperatorMethod: null } conversion)
        {
            operation = conversion.Operand;
        }

        return operation;
    }

    private static Value OrThrow(LoweringContext context, ICoalesceOperation choice, IOperation thrown)
    {
        var value = ExpressionLowering.Lower(context, choice.Value);
        if (!context.IsPoisoned(value))
        {
            context.Leave(IsNone(context, value), context.Nested(null, () => ThrowLowering.Lower(context, (IThrowOperation)thrown)), null);
        }

        return value;
    }

    private static Value? NullTest(LoweringContext context, IOperation? set, bool isNull)
    {
        if (Asked(context, set) is not { } value)
        {
            return null;
        }

        if (context.IsPoisoned(value))
        {
            return context.Poison(IrType.Bool);
        }

        var test = IsNone(context, value);
        return isNull ? test : context.Apply(IrType.Bool, "Not", EquatableArray.Of(test));
    }

    // State that is no parameter: a setting, or what is marked as constant.
    private static Value Constant(LoweringContext context, Value set, IMemberReferenceOperation read, string? name)
    {
        if (!context.CanName(read.Member))
        {
            return context.Reject(Descriptors.Inaccessible, read, Snippet.Of(read), SymbolText.Short(read.Member), SymbolText.Short(context.Home));
        }

        if (!ReadLowering.CanName(context, read.Type))
        {
            return ExpressionLowering.Unsupported(context, read);
        }

        // Nothing in the method changes it: neither stores nor code that may do anything are in the language beside a set.
        string owner = SetLayout.IsHidden((INamedTypeSymbol)context.AggregateOf(set)!.Layout.Type, read.Member) ? $"(({External.Verbatim(SymbolText.Of(read.Member.ContainingType))}){{0}})" : "{0}";
        var value = context.External(context.TypeOf(read.Type), owner + "." + SymbolText.OfInstance(read.Member), EquatableArray.Of(Object(context, set)), Effect.None, name);
        context.MarkGiven(value);
        return value;
    }

    /// <summary>Whether a field or a property of a set is read that is the same as long as the method runs.</summary>
    public static bool IsState(LoweringContext context, IMemberReferenceOperation read) => context.HasSets && LayoutOf(context, read.Instance) is not null && IsState(read);

    private static bool IsState(IMemberReferenceOperation read) => read is IFieldReferenceOperation { Field.IsVolatile: false }
        || (read is IPropertyReferenceOperation { Property: { IsVirtual: false, IsOverride: false, IsAbstract: false } auto } && (PlainConstructors.IsAuto(auto) || ForeignState.IsSetting(auto)));

    private static bool IsDispatched(IPropertySymbol property) =>
        (property.IsVirtual || property.IsAbstract || property.IsOverride) && !property.IsSealed && !property.ContainingType.IsSealed;

    private static bool IsNull(IOperation operation) => operation is { ConstantValue: { HasValue: true, Value: null } };

    private static Layout? Held(LoweringContext context, ISymbol variable) => context.PlaceOf(variable) is null && context.AggregateOf(context.Read(variable)) is { Layout: { IsSet: true } layout } ? layout : null;

    private static IEnumerable<ITypeSymbol> SelfAndBases(ITypeSymbol type)
    {
        for (ITypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            yield return current;
        }
    }
}

/// <summary>Where the memory of a set's member comes from.</summary>
/// <param name="Path">What the user calls the member.</param>
/// <param name="IsArray">Whether it is handed on as the array that it is; else as a span.</param>
internal sealed record SetMemberOrigin(string Path, bool IsArray);
