using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using SymDiff.Compiler.IR;

namespace SymDiff.Generator.Frontend;

/// <summary>Arrays and spans of scalars that are followed: memory of the intermediate form. What cannot be followed stays C#.</summary>
internal static class BufferLowering
{
    /// <summary>Appends an expression that makes, cuts or asks a buffer; null if it is none.</summary>
    public static Value? TryLower(LoweringContext context, IOperation operation, string? name) => operation switch
    {
        IArrayCreationOperation creation when IsFollowed(context, creation) => Create(context, creation, name),
        IImplicitIndexerReferenceOperation indexer when context.BufferOf(indexer.Instance.Type) is not null => Indexed(context, indexer, name),
        IObjectCreationOperation { Type: { } type } creation when TypeMap.IsView(type) && context.BufferOf(type) is not null => NewSpan(context, creation, name),
        IPropertyReferenceOperation property => Property(context, property, name),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals, OperatorMethod: null } test =>
            NullTest(context, IsNull(test.RightOperand) ? test.LeftOperand : IsNull(test.LeftOperand) ? test.RightOperand : null, test.OperatorKind == BinaryOperatorKind.Equals),
        IIsPatternOperation { Pattern: IConstantPatternOperation { Value: { } constant } } test when IsNull(constant) => NullTest(context, test.Value, isNull: true),
        IIsPatternOperation { Pattern: INegatedPatternOperation { Pattern: IConstantPatternOperation { Value: { } constant } } } test when IsNull(constant) => NullTest(context, test.Value, isNull: false),
        IDefaultValueOperation { Type: { } type } when TypeMap.IsView(type) && context.BufferOf(type) is { } empty => context.Allocate(empty.Element!, context.Builder.Int(0), operation, name),
        IConversionOperation { Operand: { } operand, Type: { } type } when IsNewMemory(operand) && context.BufferOf(type) is not null => NewMemory(context, operand, type, name),
        _ when IsNewMemory(operation) && operation.Type is { } type && context.BufferOf(type) is not null => NewMemory(context, operation, type, name),
        _ => null,
    };

    /// <summary>The element that an expression names, its parts evaluated; null if it is none of a buffer that is followed.</summary>
    public static Place? Place(LoweringContext context, IOperation target)
    {
        var (instance, index) = target switch
        {
            IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } span, Arguments: { Length: 1 } arguments } => (span, arguments[0].Value),
            IImplicitIndexerReferenceOperation indexer => (indexer.Instance, indexer.Argument),
            _ => (null, null),
        };
        if (instance is null || context.BufferOf(instance.Type) is null)
        {
            return null;
        }

        var buffer = ExpressionLowering.Lower(context, instance);
        return buffer.Type.IsBuffer || context.IsPoisoned(buffer) ? new BufferElement(target, buffer, Index(context, buffer, index!)) : null;
    }

    /// <summary>The number of an element, from the beginning.</summary>
    public static Value Index(LoweringContext context, Value buffer, IOperation index)
    {
        switch (index)
        {
            case IConversionOperation { Operand: { } number } when IsIndex(index.Type):
                return Index(context, buffer, number);
            case IUnaryOperation { OperatorKind: UnaryOperatorKind.Hat } fromEnd:
                var offset = ExpressionLowering.Lower(context, fromEnd.Operand);
                return offset.Type == IrType.Int32
                    ? context.Apply(IrType.Int32, "Subtract", EquatableArray.Of(Length(context, buffer), offset))
                    : ExpressionLowering.Unsupported(context, index);
            default:
                var value = ExpressionLowering.Lower(context, index);
                if (IsIndex(index.Type) && !context.IsPoisoned(value))
                {
                    return context.External(IrType.Int32, "{0}.GetOffset({1})", EquatableArray.Of(value, Length(context, buffer)), Effect.None);
                }

                return value.Type == IrType.Int32 || context.IsPoisoned(value) ? value
                    : value.Type.Kind == Compiler.IR.TypeKind.Integer ? context.Apply(IrType.Int32, "Convert", EquatableArray.Of(value), isChecked: true)
                    : ExpressionLowering.Unsupported(context, index);
        }
    }

    /// <summary>The length of a buffer.</summary>
    public static Value Length(LoweringContext context, Value buffer, string? name = null)
    {
        if (context.RowsOf(buffer) is { } rows)
        {
            return context.External(IrType.Int32, "{0}.Length", EquatableArray.Of(rows.Array), Effect.None, name);
        }

        if (context.AggregateOf(buffer) is { } columns)
        {
            return Length(context, columns.Leaves[0], name);
        }

        context.NoteUse(buffer);
        var length = context.Builder.Add(new Length(buffer), IrType.Int32, name);
        context.Follow(length, buffer);
        return length;
    }

    /// <summary>A new buffer with the same content.</summary>
    public static Value Copy(LoweringContext context, Value buffer, IOperation at, string? name = null)
    {
        if (LoweringContext.IsJagged(buffer))
        {
            context.KeepOrReject(buffer);
            return context.Poison(buffer.Type);
        }

        var copy = context.Allocate(buffer.Type.Element!, Length(context, buffer), at, name);
        CopyInto(context, buffer, copy, at);
        return copy;
    }

    /// <summary>Copies all of a buffer to the beginning of another one, which must not overlap it.</summary>
    public static void CopyInto(LoweringContext context, Value from, Value to, IOperation at) => Each(
        context, Length(context, from), index => context.Store(to, index, context.Load(from, index), at));

    /// <summary>Appends a loop over numbers from 0.</summary>
    public static void Each(LoweringContext context, Value count, Action<Value> action)
    {
        var index = context.Builder.Values.Fresh(IrType.Int32);
        var body = context.Nested(null, () => action(index), index);
        context.Builder.Add(new Loop(context.Builder.Values.FreshLabel("each"), count, IsReversed: false, default, body.Close([])));
    }

    /// <summary>Whether an array that is made here is followed.</summary>
    public static bool IsFollowed(LoweringContext context, IOperation creation) =>
        context.BufferOf(creation.Type) is not null && !context.Assumptions.KeptCreations.Contains(creation.Syntax);

    /// <summary>Whether an index is a range.</summary>
    public static bool IsRange(IOperation index) => index.Type is { } type && TypeMap.Is(type, "System.Range");

    /// <summary>Part of a buffer; of an array it is a copy, as in C#.</summary>
    public static Value Range(LoweringContext context, Value buffer, IOperation index, bool isArray, IOperation at, string? name)
    {
        Value start, end;
        if (index is IRangeOperation range)
        {
            start = range.LeftOperand is { } left ? Index(context, buffer, left) : context.Builder.Int(0);
            end = range.RightOperand is { } right ? Index(context, buffer, right) : Length(context, buffer);
        }
        else
        {
            var kept = ExpressionLowering.Lower(context, index);
            if (context.IsPoisoned(kept))
            {
                return context.Poison(buffer.Type);
            }

            start = context.External(IrType.Int32, "{0}.Start.GetOffset({1})", EquatableArray.Of(kept, Length(context, buffer)), Effect.None);
            end = context.External(IrType.Int32, "{0}.End.GetOffset({1})", EquatableArray.Of(kept, Length(context, buffer)), Effect.None);
        }

        var length = context.Apply(IrType.Int32, "Subtract", EquatableArray.Of(end, start));
        var part = context.Slice(buffer, start, length, isArray ? null : name);
        return isArray ? Copy(context, part, at, name) : part;
    }

    private static Value Create(LoweringContext context, IArrayCreationOperation creation, string? name)
    {
        if (creation.Type is IArrayTypeSymbol { Rank: 2 })
        {
            return MatrixLowering.Create(context, creation, name);
        }

        var element = context.BufferOf(creation.Type)!.Element!;
        if (creation.Initializer is { } initializer)
        {
            return Filled(context, element, initializer.ElementValues, creation, name);
        }

        var length = Size(context, creation.DimensionSizes[0]);
        return context.Allocate(element, length, creation, name);
    }

    private static Value Filled(LoweringContext context, IrType element, IEnumerable<IOperation> elements, IOperation creation, string? name)
    {
        var values = elements.Select(e => ExpressionLowering.Lower(context, e)).ToList();
        if (values.Any(v => v.Type.IsBuffer != element.IsBuffer && !context.IsPoisoned(v)))
        {
            return element.IsBuffer ? context.KeepCreation(creation) : ExpressionLowering.Unsupported(context, creation);
        }

        var buffer = context.Allocate(element, context.Builder.Int(values.Count), creation, name);
        for (int i = 0; i < values.Count; i++)
        {
            context.Store(buffer, context.Builder.Int(i), values[i], creation);
        }

        return buffer;
    }

    private static Value Size(LoweringContext context, IOperation size)
    {
        var value = ExpressionLowering.Lower(context, size);
        return value.Type == IrType.Int32 || context.IsPoisoned(value) ? value
            : value.Type.Kind == Compiler.IR.TypeKind.Integer ? context.Apply(IrType.Int32, "Convert", EquatableArray.Of(value), isChecked: true)
            : ExpressionLowering.Unsupported(context, size);
    }

    // Kinds of operation that are newer than the compiler we build against, or have none: told by their syntax.
    private static bool IsNewMemory(IOperation operation) =>
        operation.Syntax is StackAllocArrayCreationExpressionSyntax or ImplicitStackAllocArrayCreationExpressionSyntax
        || (operation.Syntax.GetType().Name == "CollectionExpressionSyntax" && operation is not IConversionOperation);

    private static Value NewMemory(LoweringContext context, IOperation operation, ITypeSymbol type, string? name)
    {
        var element = context.BufferOf(type)!.Element!;
        var children = operation.ChildOperations.ToList();
        switch (operation.Syntax)
        {
            case StackAllocArrayCreationExpressionSyntax { Initializer: null } when children.Count == 1:
                return context.Allocate(element, Size(context, children[0]), operation, name);
            case StackAllocArrayCreationExpressionSyntax or ImplicitStackAllocArrayCreationExpressionSyntax when IsListed(operation.Syntax, children):
                // The length, and each element.
                return Filled(context, element, children.Skip(1), operation, name);
            case StackAllocArrayCreationExpressionSyntax or ImplicitStackAllocArrayCreationExpressionSyntax:
                return ExpressionLowering.Unsupported(context, operation);
            default:
                return children.Any(c => (element.IsBuffer ? context.BufferOf(c.Type) : context.ScalarOf(c.Type)) != element)
                    ? ExpressionLowering.Unsupported(context, operation)
                    : Filled(context, element, children, operation, name);
        }
    }

    private static bool IsListed(SyntaxNode creation, List<IOperation> children)
    {
        var initializer = (creation as StackAllocArrayCreationExpressionSyntax)?.Initializer ?? (creation as ImplicitStackAllocArrayCreationExpressionSyntax)?.Initializer;
        return initializer is not null && children.Count == initializer.Expressions.Count + 1;
    }

    private static Value? Indexed(LoweringContext context, IImplicitIndexerReferenceOperation indexer, string? name)
    {
        var buffer = ExpressionLowering.Lower(context, indexer.Instance);
        return context.IsPoisoned(buffer) ? context.Poison(context.HeldTypeOf(indexer.Type))
            : !buffer.Type.IsBuffer ? ExpressionLowering.Unsupported(context, indexer)
            : IsRange(indexer.Argument) ? Range(context, buffer, indexer.Argument, isArray: false, indexer, name)
            : context.Load(buffer, Index(context, buffer, indexer.Argument), name);
    }

    private static Value? NewSpan(LoweringContext context, IObjectCreationOperation creation, string? name)
    {
        var arguments = creation.Arguments.OrderBy(a => a.Parameter!.Ordinal).ToList();
        if (arguments.Count is not (1 or 3) || context.BufferOf(arguments[0].Value.Type) is null)
        {
            return null;
        }

        var buffer = ExpressionLowering.Lower(context, arguments[0].Value);
        return context.IsPoisoned(buffer) || !buffer.Type.IsBuffer ? ExpressionLowering.Unsupported(context, creation)
            : arguments.Count == 1 ? buffer
            : context.Slice(buffer, ExpressionLowering.Lower(context, arguments[1].Value), ExpressionLowering.Lower(context, arguments[2].Value), name);
    }

    private static Value? Property(LoweringContext context, IPropertyReferenceOperation property, string? name)
    {
        if (property.Instance is null)
        {
            return property.Property.Name == "Empty" && property.Type is { } type && TypeMap.IsView(type) && context.BufferOf(type) is { } empty
                ? context.Allocate(empty.Element!, context.Builder.Int(0), property, name)
                : null;
        }

        bool isKnown = property.Property.IsIndexer || property.Property.Name is "Length" or "LongLength" or "IsEmpty" or "Span";
        if (!isKnown || context.BufferOf(property.Instance.Type) is null || context.ListOf(property.Instance) is not null)
        {
            return null;
        }

        var buffer = ExpressionLowering.Lower(context, property.Instance);
        if (context.IsPoisoned(buffer))
        {
            return context.Poison(context.TypeOf(property.Type));
        }

        if (!buffer.Type.IsBuffer)
        {
            return property.Property.IsIndexer
                ? context.External(
                    context.TypeOf(property.Type), "{0}[{1}]", EquatableArray.Of(buffer, ExpressionLowering.Lower(context, property.Arguments[0].Value)), Effect.Once, name)
                : context.External(context.TypeOf(property.Type), "{0}." + property.Property.Name, EquatableArray.Of(buffer), KnownMethods.IsPure(property.Property) ? Effect.None : Effect.Once, name);
        }

        return property.Property.Name switch
        {
            "Span" => buffer,
            "Length" => Length(context, buffer, name),
            "LongLength" => context.Apply(IrType.Int64, "Convert", EquatableArray.Of(Length(context, buffer)), name),
            "IsEmpty" => context.Apply(IrType.Bool, "Equal", EquatableArray.Of(Length(context, buffer), context.Builder.Int(0)), name),
            _ => context.Load(buffer, Index(context, buffer, property.Arguments[0].Value), name),
        };
    }

    private static Value? NullTest(LoweringContext context, IOperation? array, bool isNull)
    {
        while (array is IConversionOperation { IsImplicit: true, OperatorMethod: null } conversion)
        {
            array = conversion.Operand;
        }

        if (array is IArrayElementReferenceOperation { Indices.Length: 1 } row && context.IsRowOfParameter(row))
        {
            var isNone = context.IsNullRow(ExpressionLowering.Lower(context, row.ArrayReference), Size(context, row.Indices[0]));
            return isNull ? isNone : context.Apply(IrType.Bool, "Not", EquatableArray.Of(isNone));
        }

        if (array?.Type is not IArrayTypeSymbol type || context.BufferOf(type) is null
            || !(array is ILocalReferenceOperation or IParameterReferenceOperation || (array is IMemberReferenceOperation { Instance: { } set } && SetLowering.LayoutOf(context, set) is not null)))
        {
            return null;
        }

        var value = ExpressionLowering.Lower(context, array);
        if (!value.Type.IsBuffer)
        {
            return null;
        }

        var test = context.IsNull(value);
        return isNull ? test : context.Apply(IrType.Bool, "Not", EquatableArray.Of(test));
    }

    private static bool IsNull(IOperation operation) => operation is { ConstantValue: { HasValue: true, Value: null } };

    /// <summary>Whether a type is an index that may be counted from the end.</summary>
    public static bool IsIndex(ITypeSymbol? type) => type is not null && TypeMap.Is(type, "System.Index");
}
