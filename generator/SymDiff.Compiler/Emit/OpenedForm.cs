namespace SymDiff.Compiler.Emit;

/// <summary>A form whose structs and tuples are taken apart, as its function has them: one parameter or result a leaf, called <c>a.X</c>.</summary>
internal static class OpenedForm
{
    /// <summary>The form with a parameter a leaf.</summary>
    /// <param name="method">The method.</param>
    /// <param name="form">The form as it is declared.</param>
    public static FormSignature Of(MethodSignature method, FormSignature form) => !method.HasShapes ? form : form with
    {
        Parameters = form.Parameters.SelectMany(p => ShapeOf(method, p) is not { } shape ? [p] : shape.Leaves.Where(l => p.Role == FormRole.Primal || l.IsActive).Select(l => p with
        {
            Name = p.Name + "." + l.Path,
            CSharpType = l.CSharpType,
            DefaultValue = null,
            Primal = p.Primal.Length == 0 ? "" : p.Role == FormRole.Primal ? p.Name + "." + l.Path : Root(p.Primal) + "." + l.Path,
            Type = l.Type,
        })).ToEquatableArray(),
    };

    /// <summary>The shape of what a parameter of a form, or a leaf of one, belongs to; null where that has no parts.</summary>
    public static ValueShape? ShapeOf(MethodSignature method, FormParameter parameter) => parameter.Role == FormRole.Cotangent
        ? parameter.Type.IsBuffer ? null : method.ResultShape
        : parameter.Role is FormRole.Matrix or FormRole.Block ? null
        : method.Parameters.FirstOrDefault(p => p.Name == Root(parameter.Primal))?.Shape;

    /// <summary>What a form returns: the leaves put together.</summary>
    /// <param name="method">The method.</param>
    /// <param name="kind">The form.</param>
    /// <param name="leaves">C# of the leaves: those of the value where the form gives it, then those of its tangent or of the gradient.</param>
    public static List<string> Returned(MethodSignature method, DerivativeKind kind, IReadOnlyList<string> leaves)
    {
        if (!method.HasShapes)
        {
            return [.. leaves];
        }

        var returned = new List<string>();
        int next = 0;
        bool hasValue = kind is DerivativeKind.Vjp or DerivativeKind.Jvp or DerivativeKind.ValueAndGradient or DerivativeKind.Jacobian or DerivativeKind.JacobianBlocks or DerivativeKind.Hessian or DerivativeKind.ValueGradientAndHessian or DerivativeKind.ValueGradientAndHessianDiagonal;
        if (hasValue && leaves.Count > 0)
        {
            Take(method.ResultShape, _ => true);
        }

        if (kind == DerivativeKind.Jvp && next < leaves.Count)
        {
            Take(method.ResultShape, l => l.IsActive);
        }

        bool hasDiagonal = kind == DerivativeKind.ValueGradientAndHessianDiagonal;
        bool hasGradient = kind is DerivativeKind.Gradient or DerivativeKind.ValueAndGradient or DerivativeKind.ValueGradientAndHessian or DerivativeKind.Hvp or DerivativeKind.HessianDiagonal;
        for (int shapes = hasDiagonal ? 2 : hasGradient ? 1 : 0; shapes > 0 && next < leaves.Count; shapes--)
        {
            foreach (var parameter in method.Active.Where(p => !p.Type.IsBuffer))
            {
                Take(parameter.Shape, l => l.IsActive);
            }
        }

        return returned;

        void Take(ValueShape? shape, Func<ShapeLeaf, bool> isThere)
        {
            returned.Add(shape is null ? leaves[next++] : shape.Make([.. shape.Leaves.Select(l => isThere(l) ? leaves[next++] : null)]));
        }
    }

    /// <summary>The assignment of a variable of the caller that is a struct or a tuple.</summary>
    /// <param name="shape">How it is taken apart.</param>
    /// <param name="variable">One of its leaves.</param>
    /// <param name="values">C# of what its active leaves are given, or what is added to them.</param>
    public static string Assignment(ValueShape shape, FormParameter variable, IReadOnlyList<string> values)
    {
        string name = Identifiers.Escape(Root(variable.Name));
        bool adds = variable.Role == FormRole.Accumulator;
        int next = 0;
        return $"{name} = {shape.Make([.. shape.Leaves.Select(Leaf)])};";

        string? Leaf(ShapeLeaf leaf)
        {
            string old = $"{name}.{Identifiers.Escape(leaf.Path)}";
            return leaf.IsActive ? (adds ? old + " + " + Summand(values[next++]) : values[next++]) : adds ? old : null;
        }
    }

    private static string Summand(string value) => value.IndexOf(' ') >= 0 || value.StartsWith("-", StringComparison.Ordinal) ? $"({value})" : value;

    private static string Root(string name) => name.IndexOf('.') is >= 0 and var dot ? name.Substring(0, dot) : name;
}
