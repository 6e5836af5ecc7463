using Microsoft.CodeAnalysis;
using SymDiff.Compiler.Emit;
using SymDiff.Generator.Diagnostics;

namespace SymDiff.Generator.Frontend;

/// <summary>Whether the declaration of a method allows samples of it to run on several threads.</summary>
internal static class Samples
{
    /// <summary>The form.</summary>
    private const string Form = nameof(DerivativeKind.SumGradient);

    /// <summary>Whether a parameter is the number of a sample.</summary>
    public static bool Has(IMethodSymbol method) =>
        method.Parameters.Count(IsMarked) == 1 && method.Parameters.First(IsMarked) is { Type.SpecialType: SpecialType.System_Int32, RefKind: RefKind.None };

    /// <summary>What stands against it.</summary>
    /// <param name="method">The method.</param>
    /// <param name="at">Where the form is asked for.</param>
    public static IEnumerable<Rejection> Check(IMethodSymbol method, Location at)
    {
        if (!method.Parameters.Any(IsMarked))
        {
            yield return new Rejection(Descriptors.FormCannotApply, at, EquatableArray.Of(method.Name, Form, "no parameter of it is marked [Sample], as the number of the sample that it is the value of"));
        }

        if (!method.IsStatic && method.ContainingType.IsRefLikeType)
        {
            yield return new Rejection(Descriptors.FormCannotApply, at, EquatableArray.Of(method.Name, Form, "it is called on a ref struct, which no other thread can use"));
        }

        foreach (var parameter in method.Parameters)
        {
            if (Reason(method, parameter) is var (reason, remedy))
            {
                yield return new Rejection(Descriptors.NotForSamples, MethodShape.Location(parameter), EquatableArray.Of(method.Name, parameter.Name, reason, remedy));
            }
        }
    }

    private static (string Reason, string Remedy)? Reason(IMethodSymbol method, IParameterSymbol parameter)
    {
        var role = SignatureReader.Role(parameter);
        return IsMarked(parameter) && method.Parameters.First(IsMarked).Ordinal != parameter.Ordinal ? ("is the second that is marked [Sample]", "mark one")
            : IsMarked(parameter) && (parameter.Type.SpecialType != SpecialType.System_Int32 || parameter.RefKind != RefKind.None)
                ? ("is marked [Sample] and no int that is passed by value", "mark the int that is the number of the sample")
            : parameter.Type.IsRefLikeType ? ("is a span, which no other thread can use", "take an array, or ReadOnlyMemory<T>")
            : parameter.RefKind is RefKind.Ref or RefKind.Out ? ("is a variable of the caller that all samples would write", "return what the sample adds to the sum")
            : role != ParameterRole.Input ? ("is memory that all samples would write", TypeMap.IsWritableView(parameter.Type) ? "take ReadOnlyMemory<T>, or an array" : "make it an array in the method")
            : null;
    }

    private static bool IsMarked(IParameterSymbol parameter) => Marks.Has(parameter, Marks.Sample);
}
