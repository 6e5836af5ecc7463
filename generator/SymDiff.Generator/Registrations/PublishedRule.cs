using Microsoft.CodeAnalysis;
using SymDiff.Compiler.Emit;
using SymDiff.Compiler.IR;
using SymDiff.Generator.Frontend;
using SymDiff.Generator.Model;

namespace SymDiff.Generator.Registrations;

/// <summary>
/// The rule of a static method marked <c>[Differentiable]</c>, made of the derivative methods that stand beside it: in a referenced assembly those that are there, in this
/// compilation those that it asks for.
/// </summary>
internal static class PublishedRule
{
    /// <summary>The rule; null if there is no derivative method that can be called.</summary>
    public static ExternalRule? Of(IMethodSymbol method, Compilation compilation)
    {
        if (!method.IsStatic || Marks.OfMethod(method) is not { } mark || TypeMap.Scalar(method.ReturnType) is not { IsReal: true }
            || method.Parameters.Any(p => p.RefKind is not (RefKind.None or RefKind.In) || (TypeMap.Buffer(p.Type) is not null && SignatureReader.IsActive(p))))
        {
            return null;
        }

        var active = method.Parameters.Select(SignatureReader.IsActive).ToEquatableArray();
        int count = active.Count;
        int differentiated = active.Count(a => a);
        var rule = new ExternalRule(active);
        if (differentiated == 0)
        {
            return null;
        }

        // A gradient is in the types of the parameters, a rule's partials in that of the result.
        bool isUniform = method.Parameters.All(p => !active[p.Ordinal] || SymbolEqualityComparer.Default.Equals(p.Type, method.ReturnType));
        if (isUniform && Form(DerivativeKind.Gradient) is { } gradient)
        {
            return rule with { Partials = $"{gradient}({string.Join(", ", RegisteredRule.Holes(0, count))})" };
        }

        var pullback = Form(DerivativeKind.Vjp);
        var pushforward = Form(DerivativeKind.Jvp);
        return pullback is null && pushforward is null ? null : rule with
        {
            Pullback = pullback is null ? null
                : $"{pullback}({string.Join(", ", RegisteredRule.Holes(0, count + 1).Concat(RegisteredRule.Holes(count + 1, differentiated, "ref ")))})",
            Pushforward = pushforward is null ? null : $"{pushforward}({string.Join(", ", RegisteredRule.Holes(0, count + differentiated))})",
        };

        string? Form(DerivativeKind kind) => SymbolEqualityComparer.Default.Equals(method.ContainingAssembly, compilation.Assembly)
            ? Requested(method, mark, kind)
            : Emitted(method, kind, compilation);
    }

    /// <summary>Why a method of another assembly has no derivative here, and what to do.</summary>
    public static (string Why, string Instead) Nothing(IMethodSymbol method) => (
        $"none of the derivative methods of '{SymbolText.Short(method)}' that '{method.ContainingAssembly.Name}' has can be called from here",
        "ask for one there, as in [Differentiable(Derivatives.Gradient)] or [Differentiable(Derivatives.Vjp)] on a static method");

    // What stands in this compilation is emitted only now; its name follows from the declaration.
    private static string? Requested(IMethodSymbol method, AttributeData mark, DerivativeKind kind) =>
        method.Arity == 0 && AttributeReader.Forms(method, mark).Resolve(RequestedForms.BuiltInDefault).Contains(kind)
            ? SymbolText.Of(method.ContainingType) + "." + SymbolText.Identifier(Forms.NameOf(method.Name, kind))
            : null;

    /// <summary>C# that names a derivative method of a method of another assembly; null if there is none that can be called.</summary>
    public static string? Emitted(IMethodSymbol method, DerivativeKind kind, Compilation compilation) =>
        method.ContainingType.GetMembers(Forms.NameOf(method.Name, kind)).OfType<IMethodSymbol>()
            .FirstOrDefault(m => Marks.IsEmitted(m) && m.IsStatic && EmittedNames.IsForm(method.ConstructedFrom, kind, m) && compilation.IsSymbolAccessibleWithin(m, compilation.Assembly)) is { } emitted
            ? SymbolText.OfStatic(method.Arity == 0 ? emitted : emitted.Construct([.. method.TypeArguments]))
            : null;
}
