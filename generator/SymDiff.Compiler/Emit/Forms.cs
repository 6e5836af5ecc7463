using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Emit;

/// <summary>The naming rules of emitted methods (SPEC 1.2), which the checks for taken names and colliding signatures share with emission.</summary>
public static class Forms
{
    private const string ValueAndJacobian = "ValueAndJacobian";

    private static readonly HashSet<string> ReservedElements =
        new(StringComparer.Ordinal) { "CompareTo", "Deconstruct", "Equals", "GetHashCode", "Rest", "ToString" };

    /// <summary>The name of a form of the method.</summary>
    public static string NameOf(string method, DerivativeKind kind) => NameOf(method, kind.ToString());

    /// <summary>The name of a method that a form consists of.</summary>
    public static string NameOf(string method, string suffix) => method + suffix;

    /// <summary>What the names of the methods end with that a form may consist of.</summary>
    public static IEnumerable<string> Suffixes(DerivativeKind kind) => kind == DerivativeKind.Jacobian ? [kind.ToString(), ValueAndJacobian] : [kind.ToString()];

    /// <summary>The declarations of a form of the method with its overloads, in the order in which they stand in the file.</summary>
    public static IEnumerable<FormSignature> All(MethodSignature method, DerivativeKind kind)
    {
        yield return Of(method, kind);
        if (Allocating(method, kind) is { } allocating)
        {
            yield return allocating;
            if (kind == DerivativeKind.Jacobian && method.ReturnType != "void")
            {
                yield return allocating with { Name = NameOf(method.Name, ValueAndJacobian), ReturnType = $"({method.ReturnType} Value, {allocating.ReturnType} Jacobian)" };
            }
        }
    }

    /// <summary>The declaration of a form of the method.</summary>
    public static FormSignature Of(MethodSignature method, DerivativeKind kind)
    {
        var names = new HashSet<string>(method.Parameters.Select(p => p.Name), StringComparer.OrdinalIgnoreCase);
        names.UnionWith(TypeParameterNames(method.TypeParameters));
        bool appends = kind != DerivativeKind.GradientCheck && (kind is DerivativeKind.Vjp or DerivativeKind.Jvp or DerivativeKind.Hvp or DerivativeKind.Jacobian or DerivativeKind.JacobianBlocks or DerivativeKind.Hessian or DerivativeKind.ValueGradientAndHessian or DerivativeKind.SparseJacobian or DerivativeKind.SparseHessian || method.HasDestinations);
        if (kind == DerivativeKind.SumGradient)
        {
            return OfSum(method);
        }

        var parameters = method.Parameters
            .Select(p => new FormParameter(p.Name, p.CSharpType, p.Modifiers, appends ? null : p.DefaultValue, FormRole.Primal, p.Name, p.Type, p.Type.IsBuffer && p.Role != ParameterRole.Input))
            .ToList();

        switch (kind)
        {
            case DerivativeKind.Vjp:
                if (method.ResultShape?.Leaves.Any(l => l.Type.IsBuffer) == true)
                {
                    foreach (var leaf in method.ResultShape.Leaves.Where(l => l.IsActive))
                    {
                        Append("cotangent" + Identifiers.Capitalized(leaf.Path), $"global::System.ReadOnlySpan<{CSharpTypes.Name(leaf.Type.Element!)}>", "", FormRole.Cotangent, "", leaf.Type);
                    }
                }
                else if (method.HasResult)
                {
                    Append("cotangent", method.Result.IsBuffer ? $"global::System.ReadOnlySpan<{CSharpTypes.Name(method.Result.Element!)}>" : method.ReturnType, "", FormRole.Cotangent, "", method.Result);
                }

                AppendEach("d", p => p.Role == ParameterRole.Output ? FormRole.OutputCotangent : null);
                AppendEach("d", p => p.Role == ParameterRole.Input ? FormRole.Accumulator : p.Role == ParameterRole.InOut ? FormRole.InOutCotangent : null);
                break;
            case DerivativeKind.Jvp:
                AppendEach("t", p => p.Role switch
                {
                    ParameterRole.Input => FormRole.Tangent,
                    ParameterRole.Output => FormRole.OutputTangent,
                    ParameterRole.InOut => FormRole.InOutTangent,
                    _ => null,
                });
                break;
            case DerivativeKind.Hvp:
                AppendEach("v", p => p.Role == ParameterRole.Input ? FormRole.Direction : null);
                break;
            case DerivativeKind.Jacobian:
                AppendMatrix("jacobian");
                break;
            case DerivativeKind.SparseJacobian or DerivativeKind.SparseHessian:
                const string Pattern = "global::SymDiff.SparsityPattern";
                Append("pattern", Pattern, "", FormRole.Pattern, "", IrType.Opaque(Pattern));
                AppendMatrix("values");
                break;
            case DerivativeKind.JacobianBlocks:
                // The members of a set follow each other.
                foreach (var parameter in method.Active.Where((p, i) => p.MemberOf is null || method.Active.Take(i).All(a => a.MemberOf != p.MemberOf)))
                {
                    string of = parameter.MemberOf ?? parameter.Name;
                    var block = parameter.Columns is { } columns ? IrType.Buffer(columns.Element) : parameter.Type.IsBuffer ? parameter.Type : IrType.Buffer(parameter.Shape is { } shape ? shape.Element : parameter.Set?.Scalar ?? parameter.Type);
                    Append("d" + Identifiers.Capitalized(of.TrimStart('@')), SpanOf(block), "", FormRole.Block, of, block);
                }

                break;
        }

        if (method.HasDestinations && kind is (DerivativeKind.Gradient or DerivativeKind.ValueAndGradient or DerivativeKind.ValueGradientAndHessian or DerivativeKind.Hvp or DerivativeKind.HessianDiagonal or DerivativeKind.ValueGradientAndHessianDiagonal))
        {
            AppendEach("d", p => p.Role == ParameterRole.Input ? FormRole.Destination : null);
        }

        if (method.HasDestinations && kind == DerivativeKind.ValueGradientAndHessianDiagonal)
        {
            AppendEach("h", p => p.Role == ParameterRole.Input ? FormRole.Diagonal : null);
        }

        if (kind is DerivativeKind.Hessian or DerivativeKind.ValueGradientAndHessian)
        {
            AppendMatrix("hessian");
        }

        return new FormSignature(kind, NameOf(method.Name, kind), ReturnType(method, kind), WithDefaultsAtTheEnd(parameters));

        void AppendMatrix(string name)
        {
            var matrix = IrType.Buffer(method.JacobianElement);
            Append(name, SpanOf(matrix), "", FormRole.Matrix, "", matrix);
        }

        void AppendEach(string prefix, Func<ParameterSignature, FormRole?> roleOf)
        {
            foreach (var parameter in method.Inputs.Where(p => p.IsActive))
            {
                if (roleOf(parameter) is { } role)
                {
                    // A set that is a class is memory by itself; one that is a struct is the caller's variable, which holds memory.
                    string modifier = parameter.Type.IsBuffer || parameter.Set is { IsClass: true } ? "" : role switch
                    {
                        FormRole.Destination or FormRole.Diagonal when parameter.Set is not null => "ref",
                        FormRole.Accumulator or FormRole.InOutCotangent or FormRole.InOutTangent => "ref",
                        FormRole.Destination or FormRole.Diagonal or FormRole.OutputTangent => "out",
                        _ => "",
                    };
                    Append(prefix + Identifiers.Capitalized(parameter.Name.TrimStart('@')), TypeText(parameter, role), modifier, role, parameter.Name, parameter.Type);
                }
            }
        }

        void Append(string name, string type, string modifiers, FormRole role, string primal, IrType irType)
        {
            while (!names.Add(name))
            {
                name += "_";
            }

            bool isWritten = irType.IsBuffer
                && role is FormRole.Destination or FormRole.Diagonal or FormRole.InOutCotangent or FormRole.OutputTangent or FormRole.InOutTangent or FormRole.Matrix or FormRole.Block;
            parameters.Add(new FormParameter(name, type, modifiers, null, role, primal, irType, isWritten));
        }
    }

    // The range of samples stands in place of the sample, and the number of threads at the end.
    private static FormSignature OfSum(MethodSignature method)
    {
        var part = Of(method.Summed(), DerivativeKind.ValueAndGradient);
        var (start, count) = method.RangeNames;
        string sample = method.Parameters.Single(p => p.IsSample).Name;
        string workers = "workers";
        while (part.Parameters.Any(p => string.Equals(p.Name, workers, StringComparison.OrdinalIgnoreCase)) || TypeParameterNames(method.TypeParameters).Contains(workers))
        {
            workers += "_";
        }

        return part with
        {
            Kind = DerivativeKind.SumGradient,
            Name = NameOf(method.Name, DerivativeKind.SumGradient),
            Parameters = part.Parameters
                .Select(p => p.Name == start ? p with { Role = FormRole.FirstSample, Primal = sample } : p.Name == count ? p with { Role = FormRole.SampleCount, Primal = sample } : p)
                .Append(new FormParameter(workers, "int", "", null, FormRole.Workers, "", IrType.Int32)).ToEquatableArray(),
        };
    }

    /// <summary>The declaration of the overload of a form that allocates its destinations; null where there is none.</summary>
    public static FormSignature? Allocating(MethodSignature method, DerivativeKind kind)
    {
        if (kind == DerivativeKind.Jacobian && method.CanAllocateJacobian)
        {
            var matrix = Of(method, kind);
            return matrix with
            {
                ReturnType = CSharpTypes.Name(method.JacobianElement) + "[,]",
                Parameters = WithDefaultsAtTheEnd(matrix.Parameters.Where(p => p.Role != FormRole.Matrix).Zip(method.Parameters, (p, given) => p with { DefaultValue = given.DefaultValue })),
            };
        }

        if (kind is DerivativeKind.SparseJacobian or DerivativeKind.SparseHessian)
        {
            var filled = Of(method, kind);
            return filled with
            {
                ReturnType = $"global::SymDiff.SparseMatrix<{CSharpTypes.Name(method.JacobianElement)}>",
                Parameters = filled.Parameters.Where(p => p.Role != FormRole.Matrix).ToEquatableArray(),
            };
        }

        if (kind is DerivativeKind.Hessian or DerivativeKind.ValueGradientAndHessian)
        {
            if (!method.CanAllocateJacobian)
            {
                return null;
            }

            var filled = Of(method, kind);
            string hessian = CSharpTypes.Name(method.JacobianElement) + "[,]";
            return filled with
            {
                ReturnType = kind == DerivativeKind.Hessian ? hessian : $"({method.ReturnType} Value, {GradientType(method)} Gradient, {hessian} Hessian)",
                Parameters = WithDefaultsAtTheEnd(filled.Parameters.Where(p => p.Role == FormRole.Primal).Zip(method.Parameters, (p, given) => p with { DefaultValue = given.DefaultValue })),
            };
        }

        if (!method.CanAllocate || kind is not (DerivativeKind.Gradient or DerivativeKind.ValueAndGradient or DerivativeKind.Hvp or DerivativeKind.HessianDiagonal or DerivativeKind.ValueGradientAndHessianDiagonal))
        {
            return null;
        }

        var given = Of(method, kind);
        string gradient = GradientType(method);
        return given with
        {
            ReturnType = kind switch
            {
                DerivativeKind.ValueAndGradient => $"({method.ReturnType} Value, {gradient} Gradient)",
                DerivativeKind.ValueGradientAndHessianDiagonal => WithDiagonal(method),
                _ => gradient,
            },
            Parameters = given.Parameters.Where(p => p.Role is not (FormRole.Destination or FormRole.Diagonal)).ToEquatableArray(),
        };
    }

    // What stands before a "params" array, which is an ordinary one here, is not optional.
    private static EquatableArray<FormParameter> WithDefaultsAtTheEnd(IEnumerable<FormParameter> parameters)
    {
        var all = parameters.ToList();
        int last = all.FindLastIndex(p => p.DefaultValue is null);
        return all.Select((p, i) => i < last ? p with { DefaultValue = null } : p).ToEquatableArray();
    }

    private static string SpanOf(IrType buffer) => $"global::System.Span<{CSharpTypes.Name(buffer.Element!)}>";

    private static string TypeText(ParameterSignature parameter, FormRole role)
    {
        if (!parameter.Type.IsBuffer)
        {
            return parameter.Set is null ? parameter.CSharpType : parameter.CSharpType.TrimEnd('?');
        }

        string element = CSharpTypes.Name(parameter.Type.Element!);
        if (parameter.HasRows)
        {
            return element + (parameter.IsMatrix ? "[,]" : "[][]");
        }

        return role is FormRole.OutputCotangent or FormRole.Tangent or FormRole.Direction
            ? $"global::System.ReadOnlySpan<{element}>"
            : $"global::System.Span<{element}>";
    }

    private static string ReturnType(MethodSignature method, DerivativeKind kind) => kind switch
    {
        DerivativeKind.Gradient or DerivativeKind.Hvp or DerivativeKind.HessianDiagonal => method.HasDestinations ? "void" : GradientType(method),
        DerivativeKind.ValueAndGradient or DerivativeKind.ValueGradientAndHessian => method.HasDestinations ? method.ReturnType : $"({method.ReturnType} Value, {GradientType(method)} Gradient)",
        DerivativeKind.ValueGradientAndHessianDiagonal => method.HasDestinations ? method.ReturnType : WithDiagonal(method),
        DerivativeKind.JacobianPattern or DerivativeKind.HessianPattern => "global::SymDiff.SparsityPattern",
        DerivativeKind.Vjp or DerivativeKind.Jacobian or DerivativeKind.JacobianBlocks or DerivativeKind.Hessian or DerivativeKind.SparseJacobian or DerivativeKind.SparseHessian => method.ReturnType,
        DerivativeKind.GradientCheck => "global::SymDiff.GradientCheckReport",
        DerivativeKind.Jvp => method.HasResult ? $"({method.ReturnType} Value, {method.ReturnType} Tangent)" : method.ReturnType,
        _ => throw new NotSupportedException($"The emitter does not write the form {kind}."),
    };

    private static string WithDiagonal(MethodSignature method) => $"({method.ReturnType} Value, {GradientType(method)} Gradient, {GradientType(method)} HessianDiagonal)";

    /// <summary>The type of the gradient: that of the only active parameter, or a tuple named after the active parameters.</summary>
    public static string GradientType(MethodSignature method)
    {
        var active = method.Active.ToList();
        if (active.Count == 1)
        {
            return FreshType(active[0]);
        }

        var names = new HashSet<string>(active.Select(p => p.Name), StringComparer.Ordinal);
        var elements = new List<string>();
        foreach (var parameter in active)
        {
            string name = parameter == method.This ? "This" : parameter.Name;
            if (IsReservedElement(name))
            {
                do
                {
                    name += "_";
                }
                while (!names.Add(name));
            }

            elements.Add($"{FreshType(parameter)} {Identifiers.Escape(name)}");
        }

        return $"({string.Join(", ", elements)})";
    }

    // The derivative of a buffer, where nobody gives its memory, is an array.
    private static string FreshType(ParameterSignature parameter) => parameter.Set is not null ? parameter.CSharpType.TrimEnd('?')
        : !parameter.Type.IsBuffer ? parameter.CSharpType
        : CSharpTypes.Name(parameter.Type.Element!) + (parameter.IsMatrix ? "[,]" : parameter.IsJagged ? "[][]" : "[]");

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
