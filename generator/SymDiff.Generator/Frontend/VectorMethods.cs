using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SymDiff.Compiler;
using SymDiff.Compiler.IR;
using SymDiff.Compiler.Rules;

namespace SymDiff.Generator.Frontend;

/// <summary>The platform's functions of whole spans, <c>System.Numerics.Tensors.TensorPrimitives</c>, as far as there is a row for them.</summary>
internal static class VectorMethods
{
    /// <summary>Appends the call; null if it is none of these functions, or one that there is no row for.</summary>
    public static Value? TryLower(LoweringContext context, IInvocationOperation call, string? name)
    {
        var method = call.TargetMethod;
        if (!TypeMap.Is(method.ContainingType, VectorTable.Type))
        {
            return null;
        }

        bool isReduction = !method.ReturnsVoid;
        var types = method.Parameters.Select(p => context.BufferOf(p.Type) ?? context.ScalarOf(p.Type) ?? context.TypeOf(p.Type)).ToList();
        var element = types.FirstOrDefault()?.Element ?? types.FirstOrDefault();
        if (element is not { IsReal: true } || !types.Any(t => t.IsBuffer) || (!isReduction && !types[types.Count - 1].IsBuffer)
            || VectorTable.Find(method.Name, types.Count - (isReduction ? 0 : 1), isReduction) is not { } row
            || types.Where((t, i) => IsSetting(i, row) ? !(t == IrType.Int32 || t == IrType.Opaque("global::System.MidpointRounding")) : (t.Element ?? t) != element).Any())
        {
            return null;
        }

        var values = new Value[types.Count];
        foreach (var argument in call.Arguments)
        {
            values[argument.Parameter!.Ordinal] = ExpressionLowering.Lower(context, argument.Value);
        }

        if (values.Any(context.IsPoisoned))
        {
            return context.Poison(context.TypeOf(call.Type));
        }

        if (values.Where((v, i) => v.Type != types[i]).Any())
        {
            return Kept(context, call, values, name);
        }

        if (row.IsStep)
        {
            context.PassThroughStep(call, values[0]);
        }

        bool isGeneric = method.ContainingType.GetMembers(method.Name).Any(m => m is IMethodSymbol { IsGenericMethod: true });
        var arguments = values.Take(row.Arity).ToEquatableArray();
        return context.Vector(new Vector(method.Name, arguments, isReduction ? null : values[row.Arity], isGeneric), call, name);
    }

    private static bool IsSetting(int place, VectorFunction row) => place < row.Arity && place >= row.Arity - row.Settings;

    // Arrays that are kept as C#: so is the call.
    private static Value Kept(LoweringContext context, IInvocationOperation call, Value[] values, string? name)
    {
        if (values.Any(context.IsVaried) || !context.CanName(call.TargetMethod))
        {
            return ExpressionLowering.Unsupported(context, call);
        }

        string text = $"{SymbolText.Of(call.TargetMethod.ContainingType)}.{SymbolText.OfInstance(call.TargetMethod)}({ReadLowering.Placeholders(0, values.Length)})";
        return call.TargetMethod.ReturnsVoid
            ? context.Do(text, values.ToEquatableArray(), Effect.Any)
            : context.External(context.TypeOf(call.Type), text, values.ToEquatableArray(), Effect.Once, name);
    }
}
