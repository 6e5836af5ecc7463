using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SymDiff.Compiler.Emit;
using SymDiff.Compiler.IR;

namespace SymDiff.Generator.Frontend;

/// <summary>From a method's declaration to the text that emission needs.</summary>
internal static class SignatureReader
{
    private static readonly HashSet<string> Copied = new(StringComparer.Ordinal)
    {
        "System.ObsoleteAttribute",
        "System.Diagnostics.CodeAnalysis.ExperimentalAttribute",
        "System.Runtime.Versioning.SupportedOSPlatformAttribute",
        "System.Runtime.Versioning.UnsupportedOSPlatformAttribute",
    };

    /// <summary>The signature.</summary>
    /// <param name="method">The method.</param>
    /// <param name="layouts">What structs and tuples are taken apart into; null where the method is known to have none.</param>
    /// <param name="compilation">The compilation, of which sets are read; null where the method is known to have none.</param>
    public static MethodSignature Read(IMethodSymbol method, LayoutReader? layouts, Compilation? compilation) => new(
        TypeChain.Namespace(method),
        TypeChain.Of(method).Select(TypeChain.ToContainingType).ToEquatableArray(),
        method.Name,
        SymbolText.Of(method.DeclaredAccessibility),
        method.IsStatic,
        SymbolText.TypeParameters(method),
        SymbolText.Constraints(method),
        method.Parameters.Select(p => Parameter(p, layouts, compilation)).ToEquatableArray(),
        SymbolText.Of(method.ReturnType),
        Result(method),
        method.GetAttributes().Select(Attribute).OfType<string>().ToEquatableArray(),
        SymbolText.Cref(method))
    {
        ResultShape = layouts?.Of(method.ReturnType)?.Shape,
        ResultColumns = LayoutReader.IsColumnArray(method.ReturnType) ? layouts?.Of(TypeMap.ElementOf(method.ReturnType)!)?.Shape : null,
        This = IsThisActive(method) && Parts(method.ContainingType, method, compilation) is { } parts
            ? new ParameterSignature(MethodSignature.ThisName, SymbolText.Of(method.ContainingType), "", null, TypeMap.Of(method.ContainingType), IsActive: true) { Set = parts }
            : null,
    };

    /// <summary>Whether derivatives are taken with respect to the set that the method is called on.</summary>
    public static bool IsThisActive(IMethodSymbol method) => !method.IsStatic && SetLayout.IsSet(method.ContainingType);

    /// <summary>Whether derivatives are taken with respect to a set.</summary>
    public static bool HasSets(IMethodSymbol method) => IsThisActive(method) || method.Parameters.Any(p => SetLayout.IsSets(p.Type) && IsActive(p));

    private static SetParts? Parts(ITypeSymbol type, IMethodSymbol method, Compilation? compilation) =>
        compilation is null ? null : SetLayout.Of(type, compilation, method.ContainingType).Layout?.Parts;

    /// <summary>What the method returns: an array of real numbers is several results.</summary>
    public static IrType Result(IMethodSymbol method) => TypeMap.RealArray(method.ReturnType) ?? (LayoutReader.IsColumnArray(method.ReturnType) ? IrType.Buffer(TypeMap.Of(TypeMap.ElementOf(method.ReturnType)!)) : TypeMap.Of(method.ReturnType));

    /// <summary>Whether the parameter carries derivatives: they are taken with respect to it, or flow through its memory.</summary>
    public static bool IsActive(IParameterSymbol parameter) =>
        (TypeMap.Scalar(parameter.Type) is { IsReal: true } || (parameter.RefKind is RefKind.None or RefKind.In && (LayoutReader.IsTakenApart(parameter.Type) || LayoutReader.IsColumns(parameter.Type) || SetLayout.IsSets(parameter.Type))) || ((TypeMap.Memory(parameter.Type) ?? TypeMap.Jagged(parameter.Type)) is { HasShadow: true } && parameter.RefKind is RefKind.None or RefKind.In))
        && !Marks.Has(parameter, Marks.NoGradient);

    /// <summary>The memory of a parameter that derivatives flow through: an array of arrays that is a constant stays C#.</summary>
    public static IrType? Memory(IParameterSymbol parameter) => TypeMap.Memory(parameter.Type) ?? (!IsActive(parameter) ? null : LayoutReader.IsColumns(parameter.Type) ? IrType.Buffer(TypeMap.Of(LayoutReader.ElementOf(parameter.Type)!)) : TypeMap.Jagged(parameter.Type));

    /// <summary>Whether derivatives are taken with respect to the parameter.</summary>
    public static bool IsIndependent(IParameterSymbol parameter) => IsActive(parameter) && Role(parameter) is (ParameterRole.Input or ParameterRole.InOut);

    /// <summary>What the method does with a parameter.</summary>
    public static ParameterRole Role(IParameterSymbol parameter) =>
        parameter.RefKind == RefKind.Out ? ParameterRole.Output
        : parameter.RefKind == RefKind.Ref ? ParameterRole.InOut
        : Memory(parameter) is null ? ParameterRole.Input
        : Marks.Has(parameter, Marks.Output) ? ParameterRole.Output
        : Marks.Has(parameter, Marks.Scratch) ? ParameterRole.Scratch
        : Marks.Has(parameter, Marks.InOut) || TypeMap.IsWritableView(parameter.Type) ? ParameterRole.InOut
        : ParameterRole.Input;

    /// <summary>Whether the method leaves a result in the parameter.</summary>
    public static bool IsResult(IParameterSymbol parameter) => IsActive(parameter) && Role(parameter) is (ParameterRole.Output or ParameterRole.InOut);

    /// <summary>What the emitted text may use.</summary>
    public static Capabilities Capabilities(Compilation compilation) => new(
        Version(((CSharpCompilation)compilation).LanguageVersion),
        compilation.GetTypeByMetadataName("System.MathF") is not null,
        HasSinCos(compilation, "System.Math") && HasSinCos(compilation, "System.MathF"),
        !((CSharpCompilation)compilation).Options.CheckOverflow)
    {
        // Older vectors negate otherwise, and have no spans.
        HasLanes = compilation.GetTypeByMetadataName("System.Runtime.Intrinsics.Vector512") is not null && compilation.GetTypeByMetadataName("SymDiff.Lanes") is not null,

        // From .NET 9 on.
        HasLaneFunctions = compilation.GetTypeByMetadataName("System.Numerics.Vector")?.GetMembers("SinCos").Length > 0,
    };

    private static bool HasSinCos(Compilation compilation, string type) => compilation.GetTypeByMetadataName(type)?.GetMembers("SinCos").Length > 0;

    private static int Version(LanguageVersion version)
    {
        int number = (int)version;
        return number > 100_000 ? 1000 : number < 100 ? number * 10 : (number / 100 * 10) + (number % 100);
    }

    private static ParameterSignature Parameter(IParameterSymbol parameter, LayoutReader? layouts, Compilation? compilation) => new(
        parameter.Name,
        SymbolText.Of(parameter.Type),
        Modifiers(parameter),
        parameter.HasExplicitDefaultValue ? SymbolText.Constant(parameter.Type, parameter.ExplicitDefaultValue) : null,
        Memory(parameter) ?? TypeMap.Of(parameter.Type),
        IsActive(parameter),
        Role(parameter))
    {
        IsSample = Marks.Has(parameter, Marks.Sample),
        Shape = IsActive(parameter) ? layouts?.Of(parameter.Type)?.Shape : null,
        Columns = IsActive(parameter) && LayoutReader.IsColumns(parameter.Type) ? layouts?.Of(LayoutReader.ElementOf(parameter.Type)!)?.Shape : null,
        Set = IsActive(parameter) && SetLayout.IsSets(parameter.Type) ? Parts(parameter.Type, (IMethodSymbol)parameter.ContainingSymbol, compilation) : null,
    };

    private static string Modifiers(IParameterSymbol parameter)
    {
        var modifiers = new List<string>();
        if (parameter is { Ordinal: 0, ContainingSymbol: IMethodSymbol { IsExtensionMethod: true } })
        {
            modifiers.Add("this");
        }

        // Compared by text: the keyword is newer than the compiler we build against.
        if (parameter.DeclaringSyntaxReferences.Any(r => r.GetSyntax() is ParameterSyntax p && p.Modifiers.Any(m => m.ValueText == "scoped")))
        {
            modifiers.Add("scoped");
        }

        if (parameter.RefKind is RefKind.In or RefKind.Ref or RefKind.Out)
        {
            modifiers.Add(parameter.RefKind switch { RefKind.In => "in", RefKind.Ref => "ref", _ => "out" });
        }

        return string.Join(" ", modifiers);
    }

    private static string? Attribute(AttributeData data)
    {
        if (data.AttributeClass is not { } type || !Copied.Contains(TypeMap.FullName(type)))
        {
            return null;
        }

        var arguments = data.ConstructorArguments.Select(a => Argument(a))
            .Concat(data.NamedArguments.Select(n => n.Key + " = " + Argument(n.Value)));
        string list = string.Join(", ", arguments);
        return "[" + SymbolText.Of(type) + (list.Length == 0 ? "" : "(" + list + ")") + "]";
    }

    private static string Argument(TypedConstant constant) =>
        constant.Type is { } type && constant.Kind != TypedConstantKind.Array ? SymbolText.Constant(type, constant.Value) ?? "null" : "null";
}
