using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SymDiff.Compiler.IR;

namespace SymDiff.Generator.Frontend;

/// <summary>Matrices <c>T[,]</c>: buffers of their rows, one after the other, whose numbers of rows and columns are values of the method.</summary>
internal static class MatrixLowering
{
    /// <summary>The place of an element; the poison of an index that cannot be had.</summary>
    public static Value Index(LoweringContext context, Value matrix, IArrayElementReferenceOperation element)
    {
        if (context.ShapeOf(matrix) is not { } shape || element.Indices.Length != 2)
        {
            return context.IsPoisoned(matrix) ? context.Poison(IrType.Int32) : ExpressionLowering.Unsupported(context, element);
        }

        var row = BufferLowering.Index(context, matrix, element.Indices[0]);
        var column = BufferLowering.Index(context, matrix, element.Indices[1]);
        return context.IsPoisoned(row) || context.IsPoisoned(column)
            ? context.Poison(IrType.Int32)
            : context.External(IrType.Int32, "global::SymDiff.Buffers.Index({0}, {1}, {2})", EquatableArray.Of(row, column, shape.Columns), Effect.None);
    }

    /// <summary><c>new T[n, m]</c>, with or without an initializer.</summary>
    public static Value Create(LoweringContext context, IArrayCreationOperation creation, string? name)
    {
        var sizes = creation.DimensionSizes.Select(s => ExpressionLowering.Lower(context, s)).ToList();
        if (sizes.Any(s => s.Type != IrType.Int32))
        {
            return sizes.Any(context.IsPoisoned) ? context.Poison(context.BufferOf(creation.Type)!) : ExpressionLowering.Unsupported(context, creation);
        }

        var values = creation.Initializer?.ElementValues.OfType<IArrayInitializerOperation>().SelectMany(r => r.ElementValues).Select(v => ExpressionLowering.Lower(context, v)).ToList();
        var length = context.Apply(IrType.Int32, "Multiply", EquatableArray.Of(sizes[0], sizes[1]), isChecked: true);
        var matrix = context.Allocate(context.BufferOf(creation.Type)!.Element!, length, creation, name);
        context.SetShape(matrix, sizes[0], sizes[1]);
        for (int i = 0; i < values?.Count; i++)
        {
            context.Store(matrix, context.Builder.Int(i), values[i], creation);
        }

        return matrix;
    }

    /// <summary><c>GetLength(d)</c>, <c>GetUpperBound(d)</c>; null if the dimension is no literal.</summary>
    public static Value? Length(LoweringContext context, Value matrix, IInvocationOperation call, string? name)
    {
        if (context.ShapeOf(matrix) is not { } shape || call.Arguments[0].Value.ConstantValue is not { HasValue: true, Value: int and (0 or 1) and var dimension })
        {
            return null;
        }

        var length = dimension == 0 ? shape.Rows : shape.Columns;
        return call.TargetMethod.Name == "GetLength"
            ? length
            : context.Apply(IrType.Int32, "Subtract", EquatableArray.Of(length, context.Builder.Int(1)), name);
    }
}
