using Microsoft.CodeAnalysis;
using SymDiff.Generator.Frontend;

namespace SymDiff.Generator.Registrations;

/// <summary>A registered method held against an overload whose parameters it takes.</summary>
/// <param name="Registration">What it would register.</param>
/// <param name="TargetProblem">Why the overload cannot have a registered derivative; null if it can.</param>
/// <param name="SignatureProblem">What else of the signature is not as it must be; null if all is.</param>
internal sealed record RegistrationFit(Registration Registration, (string Why, string Instead)? TargetProblem, string? SignatureProblem)
{
    /// <summary>What follows the parameters of the target, in words.</summary>
    public static string Appended(RegistrationKind kind) => kind switch
    {
        RegistrationKind.Partials => "optionally followed by one named 'result' of its result type",
        RegistrationKind.Pullback => "followed by the cotangent and an accumulator passed by 'ref' for each active parameter",
        _ => "followed by a tangent for each active parameter",
    };

    /// <summary>The comparison; null if the method does not begin with the parameters of the overload.</summary>
    public static RegistrationFit? Of(RegistrationKind kind, IMethodSymbol derivative, IMethodSymbol target)
    {
        int count = target.Parameters.Length;
        if (derivative.Arity != target.Arity || derivative.Parameters.Length < count)
        {
            return null;
        }

        // Type parameters correspond by position.
        var bound = derivative.Arity == 0 ? derivative : derivative.Construct(target.TypeParameters.ToArray<ITypeSymbol>());
        for (int i = 0; i < count; i++)
        {
            if (!IsSame(bound.Parameters[i].Type, target.Parameters[i].Type) || bound.Parameters[i].RefKind is not (RefKind.None or RefKind.In))
            {
                return null;
            }
        }

        var appended = bound.Parameters.Skip(count).ToList();
        bool takesResult = kind == RegistrationKind.Partials && appended.Count == 1 && appended[0].Name == "result"
            && appended[0].RefKind is RefKind.None or RefKind.In && IsSame(appended[0].Type, target.ReturnType);
        var active = target.Parameters.Select((p, i) => IsReal(p.Type) && !IsConstant(p) && !IsConstant(derivative.Parameters[i])).ToEquatableArray();

        // How many there are tells overloads apart; of what type they are is part of the signature.
        int expected = kind switch
        {
            RegistrationKind.Partials => takesResult ? 1 : 0,
            RegistrationKind.Pullback => 1 + active.Count(a => a),
            _ => active.Count(a => a),
        };
        return appended.Count != expected ? null : new RegistrationFit(
            new Registration(kind, derivative, target, active, takesResult),
            ProblemOfTarget(derivative, target, active),
            ProblemOfSignature(kind, bound, target, active));
    }

    private static (string Why, string Instead)? ProblemOfTarget(IMethodSymbol derivative, IMethodSymbol target, EquatableArray<bool> active)
    {
        if (!target.IsStatic || target.IsAbstract || target.IsVirtual)
        {
            return ("is not static", "write a static method that calls it, and register for that");
        }

        if (!IsReal(target.ReturnType))
        {
            return ($"returns '{SymbolText.Short(target.ReturnType)}'", "only methods that return double or float are supported yet");
        }

        foreach (var parameter in target.Parameters)
        {
            if (parameter.RefKind is not (RefKind.None or RefKind.In))
            {
                return ($"takes '{parameter.Name}' by reference", "only parameters passed by value or by 'in' are supported yet");
            }

            if (!IsReal(parameter.Type) && !IsConstant(derivative.Parameters[parameter.Ordinal]) && !ExposedReals.IsMarkedConstant(parameter.Type)
                && ExposedReals.Reason(parameter.Type, target.ReturnType.ContainingAssembly) is { } reason)
            {
                return ($"has a parameter '{parameter.Name}' whose type '{SymbolText.Short(parameter.Type)}' {reason}", $"mark it [NoGradient] in '{derivative.Name}' to make it a constant");
            }
        }

        return !active.Any(a => a) ? ("has no active parameter", "register derivatives of methods with a double or float parameter without [NoGradient]") : Constraints(derivative, target);
    }

    // The derivative is called with the type arguments of the target.
    private static (string Why, string Instead)? Constraints(IMethodSymbol derivative, IMethodSymbol target)
    {
        for (int i = 0; i < derivative.Arity; i++)
        {
            var (own, other) = (derivative.TypeParameters[i], target.TypeParameters[i]);
            bool isCovered = (!own.HasConstructorConstraint || other.HasConstructorConstraint || other.HasValueTypeConstraint)
                && (!own.HasReferenceTypeConstraint || other.HasReferenceTypeConstraint)
                && (!own.HasValueTypeConstraint || other.HasValueTypeConstraint)
                && (!own.HasUnmanagedTypeConstraint || other.HasUnmanagedTypeConstraint)
                && own.ConstraintTypes.All(c => other.ConstraintTypes.Any(o => IsSame(c, o)));
            if (!isCovered)
            {
                return ($"allows type arguments for '{other.Name}' that '{derivative.Name}' does not", "give both the same constraints");
            }
        }

        return null;
    }

    private static string? ProblemOfSignature(RegistrationKind kind, IMethodSymbol derivative, IMethodSymbol target, EquatableArray<bool> active)
    {
        var result = target.ReturnType;
        var differentiated = target.Parameters.Where(p => active[p.Ordinal]).ToList();
        var appended = derivative.Parameters.Skip(target.Parameters.Length).ToList();
        string shown = SymbolText.Short(result);
        switch (kind)
        {
            case RegistrationKind.Partials:
                string tuple = "(" + string.Join(", ", differentiated.Select(_ => shown)) + ")";
                return differentiated.Count == 1
                    ? (IsSame(derivative.ReturnType, result) ? null : $"it must return '{shown}', the partial derivative with respect to '{differentiated[0].Name}'")
                    : (IsTuple(derivative.ReturnType, result, differentiated.Count) ? null : $"it must return '{tuple}', one partial derivative for each active parameter");

            case RegistrationKind.Pullback:
                bool isPullback = IsSame(derivative.ReturnType, result)
                    && IsSame(appended[0].Type, result) && appended[0].RefKind is RefKind.None or RefKind.In
                    && differentiated.Zip(appended.Skip(1), (p, a) => a.RefKind == RefKind.Ref && IsSame(p.Type, a.Type)).All(same => same);
                return isPullback ? null : $"it must return '{shown}' and take, after the parameters of the target, "
                    + string.Join(", ", differentiated.Select(p => $"ref {SymbolText.Short(p.Type)}").Prepend(shown));

            default:
                bool isPushforward = IsTuple(derivative.ReturnType, result, 2)
                    && differentiated.Zip(appended, (p, a) => a.RefKind is RefKind.None or RefKind.In && IsSame(p.Type, a.Type)).All(same => same);
                return isPushforward ? null : $"it must return '({shown} Value, {shown} Tangent)' and take, after the parameters of the target, "
                    + string.Join(", ", differentiated.Select(p => SymbolText.Short(p.Type)));
        }
    }

    private static bool IsTuple(ITypeSymbol type, ITypeSymbol element, int count) =>
        type is INamedTypeSymbol { IsTupleType: true, TupleElements: var elements } && elements.Length == count && elements.All(e => IsSame(e.Type, element));

    private static bool IsReal(ITypeSymbol type) => TypeMap.Scalar(type) is { IsReal: true, IsGeneric: false };

    private static bool IsConstant(IParameterSymbol parameter) => Marks.Has(parameter, Marks.NoGradient);

    private static bool IsSame(ITypeSymbol left, ITypeSymbol right) => SymbolEqualityComparer.Default.Equals(left, right);
}
