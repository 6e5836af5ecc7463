using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SymDiff.Generator.Frontend;

/// <summary>
/// Methods called on a struct, whose body is known because structs have no derived types; also through an interface, by a type parameter that stands for the struct
/// where the helper is read in place.
/// </summary>
internal static class StructReceivers
{
    /// <summary>The call as it stands, or that of the method which the struct has for that of an interface.</summary>
    public static CallSite Site(LoweringContext context, IInvocationOperation call) =>
        GenericMath.Implementation(context, call.TargetMethod, call.Instance?.Type ?? call.ConstrainedToType) is IMethodSymbol own
            ? new CallSite(call, own, call.Instance, IsVirtual: false) { IsResolved = true }
            : new CallSite(call, call.TargetMethod, call.Instance, call.IsVirtual);

    /// <summary>The method that a call through a type reaches: that which a struct has for one of an interface.</summary>
    public static IMethodSymbol Meant(LoweringContext context, IMethodSymbol method, ITypeSymbol? through) =>
        GenericMath.Implementation(context, method, through) as IMethodSymbol ?? method;

    /// <summary>Whether the method is called on a struct: the value is what <c>this</c> means in its body.</summary>
    public static bool IsReceiver(LoweringContext context, CallSite site) =>
        site.Instance is not null && site.Method is { IsStatic: false, MethodKind: not MethodKind.LocalFunction }
        && (site.Method.ContainingType.TypeKind == TypeKind.Struct || SetLowering.LayoutOf(context, site.Instance) is not null)
        && (site.Instance is not IInstanceReferenceOperation || context.This is not null);
}
