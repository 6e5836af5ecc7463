using Microsoft.CodeAnalysis;
using SymDiff.Compiler.Emit;
using SymDiff.Generator.Diagnostics;
using SymDiff.Generator.Model;

namespace SymDiff.Generator.Frontend;

/// <summary>Whether the names of a method's derivatives are free, in its type and the types that this inherits from.</summary>
internal static class EmittedNames
{
    /// <summary>All forms.</summary>
    public static readonly IReadOnlyList<DerivativeKind> Kinds =
    [
        DerivativeKind.Gradient, DerivativeKind.ValueAndGradient, DerivativeKind.Vjp, DerivativeKind.Jvp, DerivativeKind.Jacobian, DerivativeKind.JacobianBlocks,
        DerivativeKind.Hessian, DerivativeKind.ValueGradientAndHessian, DerivativeKind.Hvp, DerivativeKind.HessianDiagonal,
        DerivativeKind.ValueGradientAndHessianDiagonal, DerivativeKind.JacobianPattern, DerivativeKind.SparseJacobian,
        DerivativeKind.HessianPattern, DerivativeKind.SparseHessian, DerivativeKind.GradientCheck, DerivativeKind.SumGradient,
    ];

    /// <summary>The forms whose names are taken, each with why; for all forms, requested or not.</summary>
    public static IEnumerable<(DerivativeKind Kind, Rejection Rejection)> Taken(IMethodSymbol method, LayoutReader layouts, Compilation compilation, CancellationToken cancellation)
    {
        var at = MethodShape.Location(method);
        foreach (var kind in Kinds)
        {
            cancellation.ThrowIfCancellationRequested();
            if (!Applies(method, kind))
            {
                continue;
            }

            foreach (string suffix in Compiler.Emit.Forms.Suffixes(kind))
            {
                string name = Compiler.Emit.Forms.NameOf(method.Name, suffix);
                if (TakenBy(method, kind, name, layouts, compilation) is { } taken)
                {
                    yield return (kind, new Rejection(Descriptors.NameTaken, at, EquatableArray.Of(method.Name, name, taken)));
                }
                else if (CollidesWith(method, kind, name, layouts, compilation) is { } other)
                {
                    yield return (kind, new Rejection(Descriptors.EmittedCollision, at, EquatableArray.Of(method.Name, name, other)));
                }
            }
        }
    }

    /// <summary>Whether another method has the parameters of a form of the method.</summary>
    public static bool IsForm(IMethodSymbol method, DerivativeKind kind, IMethodSymbol other) =>
        other.Arity == method.Arity && Forms(method, kind, other.Name, null, null).Any(f => f.SequenceEqual(Parameters(other)));

    private static string? TakenBy(IMethodSymbol method, DerivativeKind kind, string name, LayoutReader layouts, Compilation compilation)
    {
        if (method.ContainingType.Name == name)
        {
            return "the containing type";
        }

        List<List<(string, bool)>>? emitted = null;
        foreach (var type in SelfAndBases(method.ContainingType))
        {
            foreach (var member in type.GetMembers(name))
            {
                bool isInherited = !SymbolEqualityComparer.Default.Equals(type, method.ContainingType);
                bool isOurs = Marks.IsEmitted(member) && SymbolEqualityComparer.Default.Equals(member.ContainingAssembly, method.ContainingAssembly);
                if (isOurs || (isInherited && member.DeclaredAccessibility == Accessibility.Private))
                {
                    continue;
                }

                if (member is not IMethodSymbol other)
                {
                    return $"the {Noun(member)} '{SymbolText.Short(member)}'";
                }

                if (other.Arity == method.Arity && (emitted ??= Forms(method, kind, name, layouts, compilation)).Any(f => f.SequenceEqual(Parameters(other))))
                {
                    return $"the method '{SymbolText.Short(other)}'";
                }
            }
        }

        return null;
    }

    // "FValueAnd" + "Gradient" is "F" + "ValueAndGradient": every way to split the name may belong to another marked method.
    private static string? CollidesWith(IMethodSymbol method, DerivativeKind kind, string name, LayoutReader layouts, Compilation compilation)
    {
        List<List<(string, bool)>>? emitted = null;
        foreach (var (otherKind, suffix) in Kinds.SelectMany(k => Compiler.Emit.Forms.Suffixes(k).Select(s => (k, s))))
        {
            if (!name.EndsWith(suffix, StringComparison.Ordinal) || name.Length == suffix.Length)
            {
                continue;
            }

            string otherName = name.Substring(0, name.Length - suffix.Length);
            foreach (var other in SelfAndBases(method.ContainingType).SelectMany(t => t.GetMembers(otherName)).OfType<IMethodSymbol>())
            {
                if (!IsSameMethod(other, method) && other.Arity == method.Arity && Marks.OfMethod(other) is { } mark
                    && AttributeReader.Forms(other, mark).Resolve(RequestedForms.BuiltInDefault).Contains(otherKind)
                    && (emitted ??= Forms(method, kind, name, layouts, compilation)).Any(f => Forms(other, otherKind, name, layouts, compilation).Any(f.SequenceEqual)))
                {
                    return SymbolText.Short(other);
                }
            }
        }

        return null;
    }

    private static bool IsSameMethod(IMethodSymbol a, IMethodSymbol b) =>
        SymbolEqualityComparer.Default.Equals(a.PartialDefinitionPart ?? a, b.PartialDefinitionPart ?? b);

    /// <summary>Whether a form is for as many results as the method has.</summary>
    public static bool Applies(IMethodSymbol method, DerivativeKind kind) => AttributeReader.HasOneResult(method)
        ? !RequestedForms.NeedsSeveralResults(kind) && (kind != DerivativeKind.SumGradient || Samples.Has(method))
        : !RequestedForms.NeedsOneResult(kind);

    // The parameters of a form, as text in which type parameters of the method are numbers, and those of its overloads of that name.
    private static List<List<(string Type, bool IsByReference)>> Forms(IMethodSymbol method, DerivativeKind kind, string name, LayoutReader? layouts, Compilation? compilation)
    {
        var signature = SignatureReader.Read(method, layouts, compilation);
        return Compiler.Emit.Forms.All(signature, kind).Where(f => f.Name == name)
            .Select(f => f.Parameters.Select(p => (Numbered(method, p.CSharpType), p.Modifiers.Split(' ').Any(m => m is "ref" or "out" or "in"))).ToList())
            .ToList();
    }

    private static List<(string Type, bool IsByReference)> Parameters(IMethodSymbol method) =>
        method.Parameters.Select(p => (Numbered(method, SymbolText.Of(p.Type)), p.RefKind != RefKind.None)).ToList();

    private static string Numbered(IMethodSymbol method, string type)
    {
        foreach (var parameter in method.TypeParameters)
        {
            type = System.Text.RegularExpressions.Regex.Replace(type, $@"(?<![\w.:@])@?{parameter.Name}\b", "!" + parameter.Ordinal);
        }

        return type;
    }

    private static IEnumerable<INamedTypeSymbol> SelfAndBases(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            yield return current;
        }
    }

    private static string Noun(ISymbol member) => member.Kind switch
    {
        SymbolKind.Field => "field",
        SymbolKind.Property => "property",
        SymbolKind.Event => "event",
        SymbolKind.NamedType => "type",
        _ => "member",
    };
}
