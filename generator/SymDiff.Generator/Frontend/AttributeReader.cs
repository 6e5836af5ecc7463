using System.Globalization;
using Microsoft.CodeAnalysis;
using SymDiff.Compiler.Emit;
using SymDiff.Generator.Diagnostics;
using SymDiff.Generator.Model;

namespace SymDiff.Generator.Frontend;

/// <summary>What <c>[Differentiable]</c> asks for. The numbers of the flags are part of the public contract.</summary>
internal static class AttributeReader
{
    private const int Default = 1;
    private const int WhateverApplies = 1 << 30;

    private static readonly (int Flag, DerivativeKind Kind)[] Available =
    [
        (1 << 1, DerivativeKind.Gradient),
        (1 << 2, DerivativeKind.ValueAndGradient),
        (1 << 3, DerivativeKind.Vjp),
        (1 << 4, DerivativeKind.Jvp),
        (1 << 5, DerivativeKind.Jacobian),
        (1 << 6, DerivativeKind.JacobianBlocks),
        (1 << 7, DerivativeKind.Hessian),
        (1 << 8, DerivativeKind.Hvp),
        (1 << 9, DerivativeKind.GradientCheck),
        (1 << 10, DerivativeKind.HessianDiagonal),
        (1 << 11, DerivativeKind.SparseJacobian),
        (1 << 12, DerivativeKind.SparseHessian),
    ];

    /// <summary>The forms asked for.</summary>
    public static RequestedForms Forms(IMethodSymbol method, AttributeData? attribute)
    {
        int flags = Flags(attribute);
        return new RequestedForms(Available.Where(a => (flags & a.Flag) != 0 && (a.Kind != DerivativeKind.JacobianBlocks || !SignatureReader.HasSets(method)) && (a.Kind is not (DerivativeKind.SparseJacobian or DerivativeKind.SparseHessian) || !ReturnsArrayBesideColumns(method))).Select(a => a.Kind).ToEquatableArray(), (flags & Default) != 0, HasOneResult(method)) { AreWhateverApplies = (flags & WhateverApplies) != 0, MaxOperationRatio = MaxOperationRatio(attribute) };
    }

    /// <summary>How many snapshots of loops are asked for; 0 for a record.</summary>
    public static int Snapshots(AttributeData? attribute) => Checkpoint(attribute) is > 0 and var number ? number : 0;

    /// <summary>A number of snapshots that means nothing: below 1, or without a loop.</summary>
    public static Rejection? CheckSnapshots(IMethodSymbol method, AttributeData? attribute, bool hasLoop)
    {
        int number = Checkpoint(attribute);
        string? why = number < 0 ? "a number of snapshots cannot be negative" : number > 0 && !hasLoop ? "it has no loop that could be reversed from snapshots" : null;
        return why is null ? null : new Rejection(Descriptors.CheckpointCannotApply, Place(method, attribute), EquatableArray.Of(method.Name, number.ToString(CultureInfo.InvariantCulture), why));
    }

    /// <summary>Forms asked for by name that cannot be had.</summary>
    public static IEnumerable<Rejection> Check(IMethodSymbol method, AttributeData? attribute)
    {
        int flags = Flags(attribute);
        var at = Place(method, attribute);
        if (flags == 0)
        {
            yield return new Rejection(Descriptors.FormCannotApply, at, EquatableArray.Of(method.Name, "None", "it is no form at all"));
        }

        if (MaxOperationRatio(attribute) is var ratio && !(ratio >= 0 && ratio < double.PositiveInfinity))
        {
            yield return new Rejection(Descriptors.OperationRatioNotKept, at, EquatableArray.Of(method.Name, ratio.ToString(CultureInfo.InvariantCulture), "that is no number of times", "give a positive number, or leave it out"));
        }

        if ((flags & WhateverApplies) != 0)
        {
            yield break;
        }

        bool hasOneResult = HasOneResult(method);
        string misfit = hasOneResult ? "it is for several results and the method has one" : "it is for one scalar result and the method has several";
        foreach (var (_, kind) in Available.Where(a => (flags & a.Flag) != 0 && (hasOneResult ? RequestedForms.NeedsSeveralResults(a.Kind) : RequestedForms.NeedsOneResult(a.Kind))))
        {
            yield return new Rejection(Descriptors.FormCannotApply, at, EquatableArray.Of(method.Name, kind.ToString(), misfit));
        }

        if ((flags & (1 << 6)) != 0 && HasColumns(method) && (LayoutReader.IsColumnArray(method.ReturnType) || TypeMap.RealArray(method.ReturnType) is not null))
        {
            yield return new Rejection(Descriptors.FormCannotApply, at, EquatableArray.Of(method.Name, nameof(DerivativeKind.JacobianBlocks), "it returns an array, and there are structs in it or in a buffer, which together have no blocks yet"));
        }

        if ((flags & (1 << 5)) != 0 && HasColumns(method) && (LayoutReader.IsColumnArray(method.ReturnType) || TypeMap.RealArray(method.ReturnType) is not null)
            && method.Parameters.Any(p => SignatureReader.Role(p) == Compiler.Emit.ParameterRole.InOut && !(SignatureReader.IsActive(p) && LayoutReader.IsColumns(p.Type))))
        {
            yield return new Rejection(Descriptors.FormCannotApply, at, EquatableArray.Of(method.Name, nameof(DerivativeKind.Jacobian), "it returns an array beside structs in buffers, and changes another parameter, which together have no matrix yet"));
        }

        if ((flags & (1 << 5)) != 0 && LayoutReader.HasConstants(method.ReturnType))
        {
            yield return new Rejection(Descriptors.FormCannotApply, at, EquatableArray.Of(method.Name, nameof(DerivativeKind.Jacobian), "it returns an array of structs with a number that is marked [NoGradient], which have no rows yet"));
        }

        if ((flags & (1 << 6)) != 0 && SignatureReader.HasSets(method))
        {
            yield return new Rejection(Descriptors.FormCannotApply, at, EquatableArray.Of(method.Name, nameof(DerivativeKind.JacobianBlocks), "a parameter set has no block yet, only columns of the whole Jacobian"));
        }

        foreach (var (_, kind) in Available.Where(a => (flags & a.Flag) != 0 && a.Kind is DerivativeKind.SparseJacobian or DerivativeKind.SparseHessian && ReturnsArrayBesideColumns(method)))
        {
            yield return new Rejection(Descriptors.FormCannotApply, at, EquatableArray.Of(method.Name, kind.ToString(), "it returns an array, and there are structs in it or in a buffer, which together have no sparse rows yet"));
        }
    }

    /// <summary>Whether the method has one scalar result and leaves nothing else behind.</summary>
    public static bool HasOneResult(IMethodSymbol method) => !method.ReturnsVoid && TypeMap.RealArray(method.ReturnType) is null && !LayoutReader.IsColumnArray(method.ReturnType) && !LayoutReader.IsTakenApart(method.ReturnType) && !method.Parameters.Any(SignatureReader.IsResult);

    private static bool HasColumns(IMethodSymbol method) => LayoutReader.IsColumnArray(method.ReturnType) || method.Parameters.Any(p => SignatureReader.IsActive(p) && LayoutReader.IsColumns(p.Type));

    private static bool ReturnsArrayBesideColumns(IMethodSymbol method) => HasColumns(method) && (LayoutReader.IsColumnArray(method.ReturnType) || TypeMap.RealArray(method.ReturnType) is not null);

    private static Location Place(IMethodSymbol method, AttributeData? attribute) =>
        attribute?.ApplicationSyntaxReference is { } reference ? Location.Create(reference.SyntaxTree, reference.Span) : MethodShape.Location(method);

    private static double MaxOperationRatio(AttributeData? attribute) => attribute?.NamedArguments.FirstOrDefault(a => a.Key == "MaxOperationRatio").Value.Value is double number ? number : 0;

    private static int Checkpoint(AttributeData? attribute) => attribute?.NamedArguments.FirstOrDefault(a => a.Key == "Checkpoint").Value.Value is int number ? number : 0;

    private static int Flags(AttributeData? attribute) => attribute switch
    {
        { ConstructorArguments: { Length: > 0 } arguments } => Convert.ToInt32(arguments[0].Value, CultureInfo.InvariantCulture),
        _ => Default,
    };
}
