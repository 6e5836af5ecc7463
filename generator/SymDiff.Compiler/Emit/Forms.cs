namespace SymDiff.Compiler.Emit;

/// <summary>The naming rules of emitted methods (SPEC 1.2), which the checks for taken names and colliding signatures share with emission.</summary>
public static class Forms
{
    private static readonly HashSet<string> ReservedElements =
        new(StringComparer.Ordinal) { "CompareTo", "Deconstruct", "Equals", "GetHashCode", "Rest", "ToString" };

    /// <summary>The name of a form of the method.</summary>
    public static string NameOf(string method, DerivativeKind kind) => method + kind;

    /// <summary>The declaration of a form of the method.</summary>
    public static FormSignature Of(MethodSignature method, DerivativeKind kind)
    {
        var names = new HashSet<string>(method.Parameters.Select(p => p.Name), StringComparer.OrdinalIgnoreCase);
        names.UnionWith(TypeParameterNames(method.TypeParameters));
        bool appends = kind is DerivativeKind.Vjp or DerivativeKind.Jvp or DerivativeKind.Hvp;
        var parameters = method.Parameters
            .Select(p => new FormParameter(p.Name, p.CSharpType, p.Modifiers, appends ? null : p.DefaultValue, FormRole.Primal, p.Name))
            .ToList();

        if (kind == DerivativeKind.Vjp)
        {
            Append("cotangent", method.ReturnType, "", FormRole.Cotangent, "");
        }

        if (appends)
        {
            foreach (var active in method.Active)
            {
                string stem = Identifiers.Capitalized(active.Name);
                if (kind == DerivativeKind.Vjp)
                {
                    Append("d" + stem, active.CSharpType, "ref", FormRole.Accumulator, active.Name);
                }
                else if (kind == DerivativeKind.Jvp)
                {
                    Append("t" + stem, active.CSharpType, "", FormRole.Tangent, active.Name);
                }
                else
                {
                    Append("v" + stem, active.CSharpType, "", FormRole.Direction, active.Name);
                }
            }
        }

        string returnType = kind switch
        {
            DerivativeKind.Gradient or DerivativeKind.Hvp => GradientType(method),
            DerivativeKind.ValueAndGradient => $"({method.ReturnType} Value, {GradientType(method)} Gradient)",
            DerivativeKind.Vjp => method.ReturnType,
            DerivativeKind.Jvp => $"({method.ReturnType} Value, {method.ReturnType} Tangent)",
            _ => throw new NotSupportedException($"The emitter does not write the form {kind}."),
        };
        return new FormSignature(kind, NameOf(method.Name, kind), returnType, parameters.ToEquatableArray());

        void Append(string name, string type, string modifiers, FormRole role, string primal)
        {
            while (!names.Add(name))
            {
                name += "_";
            }

            parameters.Add(new FormParameter(name, type, modifiers, null, role, primal));
        }
    }

    /// <summary>The type of the gradient: that of the only active parameter, or a tuple named after the active parameters.</summary>
    public static string GradientType(MethodSignature method)
    {
        var active = method.Active.ToList();
        if (active.Count == 1)
        {
            return active[0].CSharpType;
        }

        var names = new HashSet<string>(active.Select(p => p.Name), StringComparer.Ordinal);
        var elements = new List<string>();
        foreach (var parameter in active)
        {
            string name = parameter.Name;
            if (IsReservedElement(name))
            {
                do
                {
                    name += "_";
                }
                while (!names.Add(name));
            }

            elements.Add($"{parameter.CSharpType} {Identifiers.Escape(name)}");
        }

        return $"({string.Join(", ", elements)})";
    }

    /// <summary>The names in a list of type parameters such as <c>&lt;T, U&gt;</c>.</summary>
    internal static IEnumerable<string> TypeParameterNames(string list)
    {
        int open = list.IndexOf('<');
        return open < 0 ? [] : Identifiers.In(list.Substring(open)).Where(name => name is not ("in" or "out"));
    }

    private static bool IsReservedElement(string name) =>
        ReservedElements.Contains(name)
        || (name.Length > 4 && name.StartsWith("Item", StringComparison.Ordinal) && name.Skip(4).All(c => c is >= '0' and <= '9'));
}
