using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Emit;

/// <summary>The private methods that forms of sparse Jacobians and Hessians run, and the bodies of those forms that run none.</summary>
internal static class SparseForms
{
    /// <summary>What stands for a number where a pattern is found: a bit a column.</summary>
    public const string Mark = "ulong";

    /// <summary>The declaration of the private method that computes marks: bits in place of numbers.</summary>
    /// <param name="method">The method, structs taken apart.</param>
    public static FormSignature Marks(MethodSignature method)
    {
        var names = new NameAllocator(method.Parameters.Select(p => p.Name).Concat(Forms.TypeParameterNames(method.TypeParameters)));
        var parameters = method.Parameters.Where(p => !p.IsOut)
            .Select(p => new FormParameter(p.Name, p.CSharpType, "", null, FormRole.Primal, p.Name, p.Type, p.Type.IsBuffer && p.Role != ParameterRole.Input)).ToList();
        foreach (var parameter in method.Parameters.Where(p => p.IsActive && p.Role != ParameterRole.Scratch))
        {
            var role = parameter.Role switch
            {
                ParameterRole.Input => FormRole.Tangent,
                ParameterRole.Output => FormRole.OutputTangent,
                _ => FormRole.InOutTangent,
            };
            bool isBuffer = parameter.Type.IsBuffer;
            parameters.Add(new FormParameter(
                names.Allocate("mark" + Identifiers.Capitalized(parameter.Name.TrimStart('@'))),
                !isBuffer ? Mark : role == FormRole.Tangent ? $"global::System.ReadOnlySpan<{Mark}>" : $"global::System.Span<{Mark}>",
                isBuffer ? "" : role switch { FormRole.OutputTangent => "out", FormRole.InOutTangent => "ref", _ => "" },
                null, role, parameter.Name, TypeOf(parameter), isBuffer && role != FormRole.Tangent));
        }

        foreach (var leaf in method.Result.IsBuffer ? [] : method.ResultLeaves.Where(l => l.IsActive))
        {
            parameters.Add(new FormParameter(names.Allocate("markResult"), Mark, "out", null, FormRole.OutputTangent, "", IrType.UInt64));
        }

        return new FormSignature(DerivativeKind.Dependence, method.Name + "__Marks", method.Result.IsBuffer ? Mark + "[]" : "void", parameters.ToEquatableArray()) { IsCore = true };
    }

    /// <summary>The declaration of the private method that computes the marks of the gradient.</summary>
    /// <param name="method">The method, structs taken apart.</param>
    public static FormSignature GradientMarks(MethodSignature method)
    {
        var names = new NameAllocator(method.Parameters.Select(p => p.Name).Concat(Forms.TypeParameterNames(method.TypeParameters)));
        var primals = method.Parameters.Where(p => !p.IsOut)
            .Select(p => new FormParameter(p.Name, p.CSharpType, "", null, FormRole.Primal, p.Name, p.Type, p.Type.IsBuffer && p.Role != ParameterRole.Input));
        var active = method.Parameters.Where(p => p.IsActive && p.Role != ParameterRole.Scratch).ToList();
        var given = active.Select(p => new FormParameter(Name("mark", p), p.Type.IsBuffer ? $"global::System.ReadOnlySpan<{Mark}>" : Mark, "", null, FormRole.Tangent, p.Name, TypeOf(p))).ToList();
        var found = active.Select(p => new FormParameter(
            Name("found", p), p.Type.IsBuffer ? $"global::System.Span<{Mark}>" : Mark, p.Type.IsBuffer ? "" : "out", null, FormRole.OutputTangent, p.Name, TypeOf(p), p.Type.IsBuffer));
        return new FormSignature(DerivativeKind.GradientDependence, method.Name + "__Marks", "void", primals.Concat(given).Concat(found).ToEquatableArray()) { IsCore = true };

        string Name(string prefix, ParameterSignature parameter) => names.Allocate(prefix + Identifiers.Capitalized(parameter.Name.TrimStart('@')));
    }

    /// <summary>The declaration of the private method that computes tangents in several directions at once.</summary>
    /// <param name="method">The method, structs taken apart.</param>
    public static FormSignature Tangents(MethodSignature method)
    {
        var column = Forms.Of(method, DerivativeKind.Jvp);
        var names = new NameAllocator(column.Parameters.Select(p => p.Name).Concat(Forms.TypeParameterNames(method.TypeParameters)));
        var tangents = column.Parameters.Where(p => p.Role != FormRole.Primal).ToList();
        var primals = column.Parameters.Where(p => p.Role == FormRole.Primal)
            .Select(p => p with { Modifiers = string.Join(" ", p.Modifiers.Split(' ').Where(m => m != "this")), DefaultValue = null });
        var pushed = Enumerable.Range(0, Transforms.Differentiate.Directions)
            .SelectMany(d => tangents.Select(t => d == 0 ? t : t with { Name = names.Allocate(t.Name + JacobianText.Number(d + 1)) }));
        return new FormSignature(DerivativeKind.Tangents, method.Name + "__Tangents", "void", primals.Concat(pushed).ToEquatableArray()) { IsCore = true };
    }

    /// <summary>Writes the body of the form that gives a pattern which is known.</summary>
    /// <param name="writer">Where it goes.</param>
    /// <param name="method">The method.</param>
    /// <param name="rows">The columns of each row.</param>
    public static void WriteConstant(SourceWriter writer, MethodSignature method, IReadOnlyList<IReadOnlyList<int>> rows)
    {
        foreach (var variable in method.Parameters.Where(p => p.IsOut))
        {
            writer.Line($"{Identifiers.Escape(variable.Name)} = default({variable.CSharpType});");
        }

        int columns = method.Opened().Active.Count();
        var starts = new List<int> { 0 };
        rows.ToList().ForEach(r => starts.Add(starts[starts.Count - 1] + r.Count));
        writer.Line("return new global::SymDiff.SparsityPattern(");
        writer.Continuation($"{JacobianText.Number(rows.Count)}, {JacobianText.Number(columns)},");
        writer.Continuation($"new int[] {{ {string.Join(", ", starts.Select(JacobianText.Number))} }},");
        writer.Continuation($"{(starts[starts.Count - 1] == 0 ? "new int[0]" : $"new int[] {{ {string.Join(", ", rows.SelectMany(r => r).Select(JacobianText.Number))} }}")});");
    }

    /// <summary>Writes the body of the overload that allocates the values.</summary>
    /// <param name="writer">Where it goes.</param>
    /// <param name="method">The method.</param>
    /// <param name="form">The form that is given memory for them.</param>
    /// <param name="declared">The overload.</param>
    public static void WriteAllocating(SourceWriter writer, MethodSignature method, FormSignature form, FormSignature declared)
    {
        string values = Identifiers.Escape(form.Parameters.Single(p => p.Role == FormRole.Matrix).Name);
        string pattern = Identifiers.Escape(form.Parameters.Single(p => p.Role == FormRole.Pattern).Name);
        SetBody.RequireSets(writer, method);
        writer.Line($"var {values} = new {CSharpTypes.Name(method.JacobianElement)}[global::SymDiff.Sparsity.Count({pattern}, nameof({pattern}))];");
        writer.Line(JacobianText.Call(form.Name, method.TypeParameters, form.Parameters.Select(p => p.Passing + Identifiers.Escape(p.Name))) + ";");
        writer.Line($"return new {declared.ReturnType}({pattern}, {values});");
    }

    /// <summary>C# of a number that is 1 where its place has a colour, else 0.</summary>
    public static string Unit(string coloring, string color, string place, IrType type) =>
        $"{coloring}.Colors[{place}] == {color} ? {Literals.Text(Literal.Of(type, 1.0))} : {Literals.Text(Literal.Of(type, 0.0))}";

    /// <summary>What stores a part of what a sweep gives among the values.</summary>
    /// <param name="part">The type of the part.</param>
    /// <param name="to">What the values are.</param>
    public static string Taking(IrType part, IrType to) => (part.Element ?? part) is var from && (from == to || !(from.IsGeneric || to.IsGeneric))
        ? "Take" : $"ConvertTake<{CSharpTypes.Name(from)}, {CSharpTypes.Name(to)}>";

    /// <summary>The type of the marks of a parameter.</summary>
    public static IrType TypeOf(ParameterSignature parameter) => parameter.Type.IsBuffer ? IrType.Buffer(IrType.UInt64) : IrType.UInt64;
}
