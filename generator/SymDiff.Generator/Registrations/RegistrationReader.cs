using Microsoft.CodeAnalysis;
using SymDiff.Generator.Diagnostics;
using SymDiff.Generator.Frontend;

namespace SymDiff.Generator.Registrations;

/// <summary>Finds the target of a registering attribute among the overloads that it names, by signature.</summary>
internal static class RegistrationReader
{
    /// <summary>Every registration that the method carries.</summary>
    public static IEnumerable<RegistrationReading> Read(IMethodSymbol derivative) =>
        RegistrationAttributes.On(derivative).Select(a => Read(derivative, a.Data, a.Kind));

    /// <summary>What one attribute registers.</summary>
    public static RegistrationReading Read(IMethodSymbol derivative, AttributeData data, RegistrationKind kind)
    {
        // What does not compile is the compiler's to report.
        if (data.ConstructorArguments.Length != 2 || data.ConstructorArguments.Any(a => a.Kind == TypedConstantKind.Error)
            || data.ConstructorArguments[0].Value is not ITypeSymbol { TypeKind: not TypeKind.Error } type
            || derivative.Parameters.Select(p => p.Type).Append(derivative.ReturnType).Any(t => t.TypeKind == TypeKind.Error))
        {
            return new RegistrationReading(derivative, null, null, null, null);
        }

        var named = type as INamedTypeSymbol;
        string name = data.ConstructorArguments[1].Value as string ?? "";
        var at = RegistrationAttributes.Location(data, derivative);
        if (HolderProblem(derivative) is { } holder)
        {
            return Rejected(Descriptors.RegisteredMethodUnusable, derivative.Name, holder);
        }

        var overloads = Overloads(named, name, derivative.ContainingAssembly);
        if (overloads.Count == 0)
        {
            string why = named is null or { IsUnboundGenericType: true }
                ? $"'{SymbolText.Short(type)}' is no type whose methods can be named"
                : $"the type '{SymbolText.Short(type)}' has no method '{name}'";
            return Rejected(Descriptors.RegistrationTargetNotFound, derivative.Name, why);
        }

        var fits = overloads.Select(o => RegistrationFit.Of(kind, derivative, o)).OfType<RegistrationFit>().ToList();
        if (fits.Count == 0)
        {
            return Rejected(Descriptors.RegistrationFitsNothing, derivative.Name, $"{SymbolText.Short(type)}.{name}", RegistrationFit.Appended(kind));
        }

        var possible = fits.Where(f => f.TargetProblem is null).ToList();
        if (possible.Count == 0)
        {
            return Rejected(Descriptors.RegistrationTargetUnsupported, derivative.Name, SymbolText.Short(fits[0].Registration.Target), fits[0].TargetProblem!.Value.Why, fits[0].TargetProblem!.Value.Instead);
        }

        var complete = possible.Where(f => f.SignatureProblem is null).ToList();
        return complete.Count switch
        {
            0 => Rejected(Descriptors.RegistrationSignature, derivative.Name, SymbolText.Short(possible[0].Registration.Target), possible[0].SignatureProblem!),
            1 => new RegistrationReading(derivative, named, name, complete[0].Registration, null),
            _ => Rejected(
                Descriptors.RegistrationAmbiguous, derivative.Name, SymbolText.Short(complete[0].Registration.Target), SymbolText.Short(complete[1].Registration.Target)),
        };

        RegistrationReading Rejected(DiagnosticDescriptor descriptor, params string[] arguments) =>
            new(derivative, named, name, null, new Rejection(descriptor, at, new(arguments)));
    }

    /// <summary>The methods of a name in a type and those that it inherits, overlooking what we emit ourselves into this compilation.</summary>
    private static List<IMethodSymbol> Overloads(INamedTypeSymbol? type, string name, IAssemblySymbol assembly)
    {
        var methods = new List<IMethodSymbol>();
        for (var current = type is { IsUnboundGenericType: true } ? null : type; current is not null; current = current.BaseType)
        {
            methods.AddRange(current.GetMembers(name).OfType<IMethodSymbol>()
                .Where(m => m.MethodKind == MethodKind.Ordinary && !(SymbolEqualityComparer.Default.Equals(m.ContainingAssembly, assembly) && Marks.IsEmitted(m))));
        }

        return methods;
    }

    private static string? HolderProblem(IMethodSymbol method)
    {
        if (method.MethodKind != MethodKind.Ordinary)
        {
            return method.MethodKind is MethodKind.LocalFunction ? "it is a local function"
                : method.MethodKind is MethodKind.AnonymousFunction ? "it is a lambda"
                : "it is no ordinary method";
        }

        if (!method.IsStatic || method.IsAbstract || method.IsVirtual)
        {
            return method.IsStatic ? "it is chosen at run time" : "it is not static";
        }

        for (ISymbol symbol = method; symbol is not INamespaceSymbol; symbol = symbol.ContainingSymbol)
        {
            if (symbol.DeclaredAccessibility is not (Accessibility.Public or Accessibility.Internal or Accessibility.ProtectedOrInternal)
                || (symbol is INamedTypeSymbol type && TypeChain.IsFileLocal(type)))
            {
                return $"'{SymbolText.Short(symbol)}' is not accessible from other types";
            }

            if (symbol is INamedTypeSymbol { Arity: > 0 })
            {
                return $"its type '{SymbolText.Short(symbol)}' is generic";
            }
        }

        return method.ReturnsByRef || method.ReturnsByRefReadonly ? "it returns by reference" : null;
    }
}
