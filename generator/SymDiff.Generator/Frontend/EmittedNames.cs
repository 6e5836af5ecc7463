using Microsoft.CodeAnalysis;
using SymDiff.Compiler.Emit;
using SymDiff.Generator.Diagnostics;
using SymDiff.Generator.Model;

namespace SymDiff.Generator.Frontend;

/// <summary>Whether the names of a method's derivatives are free, in its type and the types that this inherits from.</summary>
internal static class EmittedNames
{
    private static readonly DerivativeKind[] Kinds = [DerivativeKind.Gradient, DerivativeKind.ValueAndGradient, DerivativeKind.Vjp, DerivativeKind.Jvp, DerivativeKind.Hvp];

    /// <summary>The forms whose names are taken, each with why; for all forms, requested or not.</summary>
    public static IEnumerable<(DerivativeKind Kind, Rejection Rejection)> Taken(IMethodSymbol method, CancellationToken cancellation)
    {
        var at = MethodShape.Location(method);
        foreach (var kind in Kinds)
        {
            cancellation.ThrowIfCancellationRequested();
            string name = method.Name + kind;
            if (TakenBy(method, kind, name) is { } taken)
            {
                yield return (kind, new Rejection(Descriptors.NameTaken, at, EquatableArray.Of(method.Name, name, taken)));
            }
            else if (CollidesWith(method, kind, name) is { } other)
            {
                yield return (kind, new Rejection(Descriptors.EmittedCollision, at, EquatableArray.Of(method.Name, name, other)));
            }
        }
    }

    /// <summary>Whether another method has the parameters of a form of the method.</summary>
    public static bool IsForm(IMethodSymbol method, DerivativeKind kind, IMethodSymbol other) =>
        other.Arity == method.Arity && AreSame(Parameters(method, kind), other.Parameters.Select(p => (p.Type, p.RefKind != RefKind.None)).ToList());

    private static string? TakenBy(IMethodSymbol method, DerivativeKind kind, string name)
    {
        if (method.ContainingType.Name == name)
        {
            return "the containing type";
        }

        var emitted = Parameters(method, kind);
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

                if (other.Arity == method.Arity && AreSame(emitted, other.Parameters.Select(p => (p.Type, p.RefKind != RefKind.None)).ToList()))
                {
                    return $"the method '{SymbolText.Short(other)}'";
                }
            }
        }

        return null;
    }

    // "FValueAnd" + "Gradient" is "F" + "ValueAndGradient": every way to split the name may belong to another marked method.
    private static string? CollidesWith(IMethodSymbol method, DerivativeKind kind, string name)
    {
        var emitted = Parameters(method, kind);
        foreach (var otherKind in Kinds)
        {
            string suffix = otherKind.ToString();
            if (!name.EndsWith(suffix, StringComparison.Ordinal) || name.Length == suffix.Length)
            {
                continue;
            }

            string otherName = name.Substring(0, name.Length - suffix.Length);
            foreach (var other in SelfAndBases(method.ContainingType).SelectMany(t => t.GetMembers(otherName)).OfType<IMethodSymbol>())
            {
                if (!IsSameMethod(other, method) && other.Arity == method.Arity && Marks.OfMethod(other) is { } mark
                    && AttributeReader.Forms(mark).Resolve(RequestedForms.BuiltInDefault).Contains(otherKind)
                    && AreSame(emitted, Parameters(other, otherKind)))
                {
                    return SymbolText.Short(other);
                }
            }
        }

        return null;
    }

    private static bool IsSameMethod(IMethodSymbol a, IMethodSymbol b) =>
        SymbolEqualityComparer.Default.Equals(a.PartialDefinitionPart ?? a, b.PartialDefinitionPart ?? b);

    private static List<(ITypeSymbol Type, bool IsByReference)> Parameters(IMethodSymbol method, DerivativeKind kind)
    {
        var parameters = method.Parameters.Select(p => (p.Type, p.RefKind != RefKind.None)).ToList();
        var active = method.Parameters.Where(SignatureReader.IsActive);
        if (kind == DerivativeKind.Vjp)
        {
            parameters.Add((method.ReturnType, false));
            parameters.AddRange(active.Select(p => (p.Type, true)));
        }
        else if (kind is DerivativeKind.Jvp or DerivativeKind.Hvp)
        {
            parameters.AddRange(active.Select(p => (p.Type, false)));
        }

        return parameters;
    }

    private static bool AreSame(List<(ITypeSymbol Type, bool IsByReference)> left, List<(ITypeSymbol Type, bool IsByReference)> right) =>
        left.Count == right.Count && left.Zip(right, (l, r) => l.IsByReference == r.IsByReference && IsSame(l.Type, r.Type)).All(same => same);

    private static bool IsSame(ITypeSymbol left, ITypeSymbol right) => (left, right) switch
    {
        (ITypeParameterSymbol { TypeParameterKind: TypeParameterKind.Method } l, ITypeParameterSymbol { TypeParameterKind: TypeParameterKind.Method } r) => l.Ordinal == r.Ordinal,
        _ => SymbolEqualityComparer.Default.Equals(left, right),
    };

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
