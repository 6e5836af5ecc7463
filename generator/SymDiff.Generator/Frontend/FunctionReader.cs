using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SymDiff.Compiler.IR;

namespace SymDiff.Generator.Frontend;

/// <summary>Reads the body of a method, whose parameters are bound, to a function.</summary>
internal static class FunctionReader
{
    /// <summary>Where the returns of a method go: with its result, and with what the variables hold that its caller sees.</summary>
    /// <param name="context">The reading.</param>
    /// <param name="declared">The method.</param>
    public static Target End(LoweringContext context, IMethodSymbol declared) =>
        new(
        JumpKind.Return,
        () => Function.ReturnLabel,
        declared.ReturnsVoid ? null : WithConstants(context.ParcelOf(null, TypeMap.RealArray(declared.ReturnType) ?? (LayoutReader.IsColumnArray(declared.ReturnType) ? context.HeldTypeOf(declared.ReturnType) : context.TypeOf(declared.ReturnType)))),
        [.. declared.Parameters.Where(p => p.RefKind is RefKind.Ref or RefKind.Out).Select(p => context.ParcelOf(p.OriginalDefinition, context.TypeOf(p.Type)))],
        0);

    // A number that is marked as a constant is none to the compiler: it has neither a cotangent nor a tangent.
    private static Parcel WithConstants(Parcel result) => result.Layout?.Shape is not { } shape ? result
        : result with { Types = [.. shape.Leaves.Zip(result.Types, (l, t) => l.IsConstant && t.IsReal ? IrType.Opaque(l.CSharpType) : t)] };

    /// <summary>Reads the body; null if something in it is refused.</summary>
    /// <param name="context">The reading, at its beginning.</param>
    /// <param name="builder">The function under construction.</param>
    /// <param name="declared">The method.</param>
    /// <param name="body">Its body.</param>
    /// <param name="constructed">The method with what its type parameters stand for; null where they stand for themselves.</param>
    public static Function? Read(LoweringContext context, FunctionBuilder builder, IMethodSymbol declared, IBlockOperation body, IMethodSymbol? constructed = null)
    {
        var end = End(context, constructed ?? declared);
        var typeArguments = new Dictionary<ITypeParameterSymbol, ITypeSymbol>(SymbolEqualityComparer.Default);
        for (int i = 0; i < declared.Arity && constructed is not null; i++)
        {
            typeArguments[declared.TypeParameters[i]] = constructed.TypeArguments[i];
        }

        context.Frames.Add(new InlineFrame(declared, body, typeArguments, end, context.Read(declared) is null ? null : declared));
        var arm = context.Nested(end, () =>
        {
            context.LoneSets.ForEach(s => SetElements.Cut(context, s));
            StatementLowering.Run(context, Work.Of(body, null));
            if (context.End is null)
            {
                context.Jump(end);
            }
        });
        if (context.Rejections.Any(r => r.IsError))
        {
            return null;
        }

        // A body that never comes to its end yields something all the same.
        var region = arm.End is { IsDead: false } ending
            ? arm.Builder.End(ending.Label, ending.Values)
            : arm.Builder.Yield([.. end.Types.Select(arm.Builder.Zero)]);
        return new Function(builder.Name, builder.Parameters, end.Types.ToEquatableArray(), context.LeafNames.Apply(region));
    }
}
