using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SymDiff.Compiler;
using SymDiff.Compiler.IR;

namespace SymDiff.Generator.Frontend;

/// <summary>The platform's methods on arrays and spans: slices, copies, fills. Each is written out in loads and stores.</summary>
internal static class BufferMethods
{
    /// <summary>Appends the call; null if it is none of these methods, or of no buffer that could be followed.</summary>
    public static Value? TryLower(LoweringContext context, IInvocationOperation call, string? name)
    {
        var method = call.TargetMethod;
        bool isArray = method.ContainingType.SpecialType == SpecialType.System_Array;
        if (!isArray && !TypeMap.IsView(method.ContainingType) && !TypeMap.Is(method.ContainingType, "System.MemoryExtensions"))
        {
            return null;
        }

        if (isArray && method.Name == "Empty" && context.BufferOf(call.Type) is { } empty)
        {
            return context.Allocate(empty.Element!, context.Builder.Int(0), call, name);
        }

        var operands = (call.Instance is null ? [] : new[] { call.Instance })
            .Concat(call.Arguments.OrderBy(a => a.Parameter!.Ordinal).Select(a => a.Value))
            .Select(Unconverted)
            .ToList();
        if (operands.Count == 0 || context.BufferOf(operands[0].Type) is null || !IsKnown(method, operands.Count))
        {
            return null;
        }

        if (method.Name is "AsSpan" or "AsMemory" && operands.Count == 2 && (BufferLowering.IsRange(operands[1]) || BufferLowering.IsIndex(operands[1].Type)))
        {
            return From(context, call, operands[0], operands[1], name);
        }

        var values = operands.Select(o => ExpressionLowering.Lower(context, o)).ToList();
        if (values.Any(context.IsPoisoned))
        {
            return context.Poison(context.HeldTypeOf(call.Type));
        }

        if (!values[0].Type.IsBuffer || (IsCopy(method) && !values[Target(method, values.Count)].Type.IsBuffer))
        {
            return Kept(context, call, values, name);
        }

        return method.Name is "GetLength" or "GetUpperBound" && context.ShapeOf(values[0]) is not null
            ? MatrixLowering.Length(context, values[0], call, name) ?? ExpressionLowering.Unsupported(context, call)
            : Lower(context, call, values, name);
    }

    private static bool IsKnown(IMethodSymbol method, int count) => (method.Name, count) switch
    {
        ("AsSpan" or "AsMemory" or "Slice" or "Clear" or "ToArray" or "Clone", 1) => true,
        ("AsSpan" or "AsMemory" or "Slice" or "CopyTo" or "Fill" or "GetLength" or "GetUpperBound", 2) => true,
        ("AsSpan" or "AsMemory" or "Slice" or "Clear" or "Copy" or "CopyTo", 3) => true,
        ("Fill", 4) or ("Copy", 5) => true,
        _ => false,
    };

    private static bool IsCopy(IMethodSymbol method) => method.Name is "Copy" or "CopyTo";

    // Where the target of a copy stands: Copy(from, to, n), Copy(from, start, to, start, n), from.CopyTo(to, start).
    private static int Target(IMethodSymbol method, int count) => method.Name == "Copy" && count == 5 ? 2 : 1;

    private static Value Lower(LoweringContext context, IInvocationOperation call, List<Value> values, string? name)
    {
        var buffer = values[0];
        var method = call.TargetMethod;
        switch (method.Name)
        {
            case "AsSpan" or "AsMemory" or "Slice":
                return values.Count == 1 ? buffer : Part(context, buffer, values[1], values.Count > 2 ? values[2] : null, name);
            case "ToArray" or "Clone":
                return BufferLowering.Copy(context, buffer, call, name);
            case "GetLength":
                return BufferLowering.Length(context, buffer, name);
            case "GetUpperBound":
                return context.Apply(IrType.Int32, "Subtract", EquatableArray.Of(BufferLowering.Length(context, buffer), context.Builder.Int(1)), name);
            case "Clear":
                return Fill(context, values.Count == 3 ? Part(context, buffer, values[1], values[2]) : buffer, context.Placeholder(buffer.Type.Element!), call);
            case "Fill":
                return Fill(context, values.Count == 4 ? Part(context, buffer, values[2], values[3]) : buffer, values[1], call);
            case "CopyTo":
                return Copy(context, buffer, values.Count == 3 ? Part(context, values[1], values[2], null) : values[1], call);
            default:
                return values.Count == 3
                    ? Copy(context, Part(context, buffer, context.Builder.Int(0), values[2]), values[1], call)
                    : Copy(context, Part(context, buffer, values[1], values[4]), Part(context, values[2], values[3], values[4]), call);
        }
    }

    // From a place that is counted from either end, or as far as a range goes.
    private static Value From(LoweringContext context, IInvocationOperation call, IOperation array, IOperation where, string? name)
    {
        var buffer = ExpressionLowering.Lower(context, array);
        return context.IsPoisoned(buffer) ? context.Poison(context.HeldTypeOf(call.Type))
            : !buffer.Type.IsBuffer ? Kept(context, call, [buffer, ExpressionLowering.Lower(context, where)], name)
            : BufferLowering.IsRange(where) ? BufferLowering.Range(context, buffer, where, isArray: false, call, name)
            : Part(context, buffer, BufferLowering.Index(context, buffer, where), null, name);
    }

    private static Value Part(LoweringContext context, Value buffer, Value start, Value? length, string? name = null) => context.Slice(
        buffer, start, length ?? context.Apply(IrType.Int32, "Subtract", EquatableArray.Of(BufferLowering.Length(context, buffer), start)), name);

    private static Value Fill(LoweringContext context, Value buffer, Value value, IOperation at)
    {
        BufferLowering.Each(context, BufferLowering.Length(context, buffer), index => context.Store(buffer, index, value, at));
        return LoweringContext.Nothing;
    }

    // What may overlap is copied by way of other memory.
    private static Value Copy(LoweringContext context, Value from, Value to, IOperation at)
    {
        if (from.Type != to.Type)
        {
            return ExpressionLowering.Unsupported(context, at);
        }

        BufferLowering.CopyInto(context, context.MayShare(from, to) ? BufferLowering.Copy(context, from, at) : from, to, at);
        return LoweringContext.Nothing;
    }

    // Arrays that are kept as C#: so is the call.
    private static Value Kept(LoweringContext context, IInvocationOperation call, List<Value> values, string? name)
    {
        if (values.Any(context.IsVaried) || !context.CanName(call.TargetMethod) || !(call.TargetMethod.ReturnsVoid || ReadLowering.CanName(context, call.Type)))
        {
            return ExpressionLowering.Unsupported(context, call);
        }

        string text = call.Instance is null
            ? $"{SymbolText.Of(call.TargetMethod.ContainingType)}.{SymbolText.OfInstance(call.TargetMethod)}({ReadLowering.Placeholders(0, values.Count)})"
            : $"{{0}}.{SymbolText.OfInstance(call.TargetMethod)}({ReadLowering.Placeholders(1, values.Count - 1)})";
        return call.TargetMethod.ReturnsVoid
            ? context.Do(text, values.ToEquatableArray(), Effect.Any)
            : context.External(context.TypeOf(call.Type), text, values.ToEquatableArray(), Effect.Any, name);
    }

    // Array.Copy takes arrays of any type.
    private static IOperation Unconverted(IOperation operation) =>
        operation is IConversionOperation { IsImplicit: true, OperatorMethod: null, Conversion.IsReference: true, Operand: { } operand } ? operand : operation;
}
