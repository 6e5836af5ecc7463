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
        (1 << 13, DerivativeKind.SumGradient),
    ];

    /// <summary>The forms asked for.</summary>
    public static RequestedForms Forms(IMethodSymbol method, AttributeData? attribute)
    {
        int flags = Flags(attribute);
        return new RequestedForms(Available.Where(a => (flags & a.Flag) != 0 && (a.Kind is not (DerivativeKind.SparseJacobian or DerivativeKind.SparseHessian) || HasSparseForms(method)) && (a.Kind != DerivativeKind.SumGradient || Samples.Has(method))).Select(a => a.Kind).ToEquatableArray(), (flags & Default) != 0, HasOneResult(method)) { AreWhateverApplies = (flags & WhateverApplies) != 0, MaxOperationRatio = MaxOperationRatio(attribute) };
    }

    /// <summary>How many snapshots of loops are asked for; 0 for a record.</summary>
    public static int Snapshots(AttributeData? attribute) => Checkpoint(attribute) is > 0 and var number ? number : 0;

    /// <summary>What the emitted text may use, as far as the attribute permits it.</summary>
    public static Capabilities Permitted(Capabilities capabilities, AttributeData? attribute) => capabilities with
    {
        HasLanes = capabilities.HasLanes && IsSet(attribute, "Vectorize"),
        MayReassociate = IsSet(attribute, "Reassociate"),
    };

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

        foreach (var rejection in (flags & (1 << 13)) != 0 && HasOneResult(method) ? Samples.Check(method, at) : [])
        {
            yield return rejection;
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

        bool changesBesideStructs = HasColumns(method) && (LayoutReader.IsColumnArray(method.ReturnType) || TypeMap.RealArray(method.ReturnType) is not null)
            && method.Parameters.Any(p => SignatureReader.Role(p) == Compiler.Emit.ParameterRole.InOut && !(SignatureReader.IsActive(p) && LayoutReader.IsColumns(p.Type)));
        foreach (var (_, kind) in Available.Where(a => (flags & a.Flag) != 0 && a.Kind is DerivativeKind.Jacobian or DerivativeKind.JacobianBlocks))
        {
            if (changesBesideStructs)
            {
                yield return new Rejection(Descriptors.FormCannotApply, at, EquatableArray.Of(method.Name, kind.ToString(), "it returns an array beside structs in buffers, and changes another parameter, which together have no matrix yet"));
            }

            if (LayoutReader.HasConstants(method.ReturnType))
            {
                yield return new Rejection(Descriptors.FormCannotApply, at, EquatableArray.Of(method.Name, kind.ToString(), "it returns an array of structs with a number that is marked [NoGradient], which have no rows yet"));
            }
        }

        if ((flags & (1 << 9)) != 0 && HasMatrixOfStructs(method))
        {
            yield return new Rejection(Descriptors.FormCannotApply, at, EquatableArray.Of(method.Name, "Check", "a matrix of structs has no check yet"));
        }

        foreach (var (_, kind) in Available.Where(a => (flags & a.Flag) != 0 && a.Kind is DerivativeKind.SparseJacobian or DerivativeKind.SparseHessian && ReturnsArrayBesideColumns(method)))
        {
            yield return new Rejection(Descriptors.FormCannotApply, at, EquatableArray.Of(method.Name, kind.ToString(), "it returns an array, and there are structs in it or in a buffer, which together have no sparse rows yet"));
        }

        foreach (var (_, kind) in Available.Where(a => (flags & a.Flag) != 0 && a.Kind is DerivativeKind.SparseJacobian or DerivativeKind.SparseHessian && HasMatrixOfStructs(method)))
        {
            yield return new Rejection(Descriptors.FormCannotApply, at, EquatableArray.Of(method.Name, kind.ToString(), "a matrix of structs has no sparse columns yet"));
        }
    }

    private static bool HasSparseForms(IMethodSymbol method) => !ReturnsArrayBesideColumns(method) && !HasMatrixOfStructs(method);

    private static bool HasMatrixOfStructs(IMethodSymbol method) => method.Parameters.Any(p => SignatureReader.IsActive(p) && LayoutReader.IsColumnMatrix(p.Type));

    /// <summary>Whether the method has one scalar result and leaves nothing else behind.</summary>
    public static bool HasOneResult(IMethodSymbol method) => !method.ReturnsVoid && TypeMap.RealArray(method.ReturnType) is null && !LayoutReader.IsColumnArray(method.ReturnType) && !LayoutReader.IsTakenApart(method.ReturnType) && !method.Parameters.Any(SignatureReader.IsResult);

    private static bool HasColumns(IMethodSymbol method) => LayoutReader.IsColumnArray(method.ReturnType) || method.Parameters.Any(p => SignatureReader.IsActive(p) && LayoutReader.IsColumns(p.Type));

    private static bool ReturnsArrayBesideColumns(IMethodSymbol method) => HasColumns(method) && (LayoutReader.IsColumnArray(method.ReturnType) || TypeMap.RealArray(method.ReturnType) is not null);

    private static Location Place(IMethodSymbol method, AttributeData? attribute) =>
        attribute?.ApplicationSyntaxReference is { } reference ? Location.Create(reference.SyntaxTree, reference.Span) : MethodShape.Location(method);

    private static bool IsSet(AttributeData? attribute, string property) => attribute?.NamedArguments.FirstOrDefault(a => a.Key == property).Value.Value is true;

    private static double MaxOperationRatio(AttributeData? attribute) => attribute?.NamedArguments.FirstOrDefault(a => a.Key == "MaxOperationRatio").Value.Value is double number ? number : 0;

    private static int Checkpoint(AttributeData? attribute) => attribute?.NamedArguments.FirstOrDefault(a => a.Key == "Checkpoint").Value.Value is int number ? number : 0;

    private static int Flags(AttributeData? attribute) => attribute switch
    {
        { ConstructorArguments: { Length: > 0 } arguments } => Convert.ToInt32(arguments[0].Value, CultureInfo.InvariantCulture),
        _ => Default,
    };
}
