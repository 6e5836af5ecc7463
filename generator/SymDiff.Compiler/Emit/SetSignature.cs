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

        var names = Names(method);
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
            Parameters = form.Parameters.Select(p => p.Role == FormRole.Block
                ? given.Parameters.FirstOrDefault(g => g.Role == p.Role && g.Primal == p.Primal)?.Name is { } name && name != p.Name ? p with { Reported = name } : p
                : p.Role != FormRole.Primal && parts.TryGetValue(p.Primal, out var part)
                ? p with { Reported = given.Parameters.First(g => g.Role == p.Role && g.Primal == part.Set.Name).Name }
                : p).ToEquatableArray(),
        };
    }

    /// <summary>The set and the member that each parameter stands for that is one.</summary>
    /// <param name="method">The method.</param>
    public static IReadOnlyDictionary<string, (ParameterSignature Set, SetPart Part)> Parts(MethodSignature method) =>
        Names(method).ToDictionary(n => n.Name, n => (n.Set, n.Part), StringComparer.Ordinal);

    /// <summary>The parameters that say where the blocks of inner sets are, and C# of each, with <c>{0}</c> for the memory of those.</summary>
    /// <param name="method">The method.</param>
    public static IReadOnlyDictionary<string, (string Part, string Text)> Tables(MethodSignature method) =>
        Names(method).SelectMany(n => n.Tables.Select(t => (Part: n.Name, Table: t))).ToDictionary(t => t.Table.Name, t => (t.Part, t.Table.Text), StringComparer.Ordinal);

    // All names, allocated in one order.
    private static List<PartName> Names(MethodSignature method)
    {
        var names = new NameAllocator(method.Parameters.Select(p => p.Name));
        var parts = new List<PartName>();
        foreach (var (set, part) in method.Inputs.Where(p => p.Set is not null).SelectMany(p => p.Set!.Parts.Select(part => (p, part))))
        {
            string name = NameOf(set, part, names);
            parts.Add(new PartName(set, part, name, part.Inner is null ? []
                : [(names.Allocate(name + "Starts"), "{0}.Starts"), (names.Allocate(name + "Lengths"), "{0}.Lengths"), .. part.Inner.IsArray ? [(names.Allocate(name + "First"), "{0}.First")] : Array.Empty<(string, string)>()]));
        }

        return parts;
    }

    private static IEnumerable<ParameterSignature> Spread(ParameterSignature parameter, List<PartName> names)
    {
        string modifiers = string.Join(" ", parameter.Modifiers.Split(' ').Where(m => m != "this"));
        if (parameter.Set is null)
        {
            return [parameter with { Modifiers = modifiers, DefaultValue = null }];
        }

        // A parameter stands once among those of the method, and is compared by its name.
        var parts = names.Where(n => n.Set.Name == parameter.Name).SelectMany(n => n.Tables
            .Select(t => new ParameterSignature(t.Name, "global::System.ReadOnlySpan<int>", "", null, IrType.Buffer(IrType.Int32), IsActive: false))
            .Prepend(new ParameterSignature(n.Name, n.Part.CSharpType, "", null, n.Part.Type, IsActive: true) { MemberOf = parameter.Name })).ToList();
        return parameter.Name == MethodSignature.ThisName ? parts
            : parts.Prepend(parameter with { Modifiers = modifiers, DefaultValue = null, IsActive = false, Set = null });
    }

    private static string NameOf(ParameterSignature set, SetPart part, NameAllocator names)
    {
        string path = set.Name == MethodSignature.ThisName ? part.Path : part.Path.Length == 0 ? set.Name + "Sets" : set.Name + "." + part.Path;
        string name = Identifiers.Local(path).TrimStart('_');
        return names.Allocate(name.Length == 0 || char.IsDigit(name[0]) ? "member" + name : char.ToLowerInvariant(name[0]) + name.Substring(1));
    }

    private sealed record PartName(ParameterSignature Set, SetPart Part, string Name, IReadOnlyList<(string Name, string Text)> Tables);
}
