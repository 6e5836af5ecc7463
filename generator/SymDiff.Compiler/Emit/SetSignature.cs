using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Emit;

/// <summary>A method whose sets of parameters are handed on member by member: what its body was read as.</summary>
public static class SetSignature
{
    /// <summary>The method with a parameter for every number and array of a set, behind the set itself, of which all else is read.</summary>
    /// <param name="method">The method.</param>
    public static MethodSignature Spread(this MethodSignature method)
    {
        if (!method.HasSets)
        {
            return method;
        }

        var names = new NameAllocator(method.Parameters.Select(p => p.Name));
        return method with
        {
            Name = method.Name + "__Members",
            Accessibility = "private",
            Attributes = default,
            This = null,
            GivesDestinations = true,
            PrimalCall = method.CallOfPrimal,
            Parameters = method.Inputs.SelectMany(p => Spread(p, names)).ToEquatableArray(),
        };
    }

    /// <summary>A form of the method with members one by one; exceptions name the sets.</summary>
    /// <param name="method">The method.</param>
    /// <param name="spread">The method with members one by one, or with rows as spans too.</param>
    /// <param name="kind">The form.</param>
    public static FormSignature FormOf(MethodSignature method, MethodSignature spread, DerivativeKind kind)
    {
        var form = Forms.Of(spread, kind);
        if (!method.HasSets)
        {
            return form;
        }

        var given = Forms.Of(method, kind);
        var parts = Parts(method);
        return form with
        {
            Parameters = form.Parameters.Select(p => p.Role != FormRole.Primal && parts.TryGetValue(p.Primal, out var part)
                ? p with { Reported = given.Parameters.First(g => g.Role == p.Role && g.Primal == part.Set.Name).Name }
                : p).ToEquatableArray(),
        };
    }

    /// <summary>The set and the member that each parameter stands for that is one.</summary>
    /// <param name="method">The method.</param>
    public static IReadOnlyDictionary<string, (ParameterSignature Set, SetPart Part)> Parts(MethodSignature method)
    {
        var names = new NameAllocator(method.Parameters.Select(p => p.Name));
        return method.Inputs.Where(p => p.Set is not null).SelectMany(p => p.Set!.Parts.Select(part => (Name: NameOf(p, part, names), Set: p, Part: part)))
            .ToDictionary(p => p.Name, p => (p.Set, p.Part), StringComparer.Ordinal);
    }

    private static IEnumerable<ParameterSignature> Spread(ParameterSignature parameter, NameAllocator names)
    {
        string modifiers = string.Join(" ", parameter.Modifiers.Split(' ').Where(m => m != "this"));
        if (parameter.Set is not { } set)
        {
            return [parameter with { Modifiers = modifiers, DefaultValue = null }];
        }

        var parts = set.Parts.Select(p => new ParameterSignature(NameOf(parameter, p, names), p.CSharpType, "", null, p.Type, IsActive: true)).ToList();
        return parameter.Name == MethodSignature.ThisName ? parts
            : parts.Prepend(parameter with { Modifiers = modifiers, DefaultValue = null, IsActive = false, Set = null });
    }

    private static string NameOf(ParameterSignature set, SetPart part, NameAllocator names)
    {
        string name = Identifiers.Local(set.Name == MethodSignature.ThisName ? part.Path : set.Name + "." + part.Path).TrimStart('_');
        return names.Allocate(name.Length == 0 || char.IsDigit(name[0]) ? "member" + name : char.ToLowerInvariant(name[0]) + name.Substring(1));
    }
}
