namespace SymDiff.Compiler.Emit;

/// <summary>Writes the remarks of a Jacobian or a Hessian: what its rows and its columns are.</summary>
internal static class JacobianRemarks
{
    /// <summary>Writes the remarks.</summary>
    /// <param name="writer">Where they go.</param>
    /// <param name="method">The method.</param>
    /// <param name="form">The form.</param>
    public static void Write(SourceWriter writer, MethodSignature method, FormSignature form)
    {
        writer.Line("/// <remarks>");
        writer.Line("/// <list type=\"table\">");
        if (form.Kind is DerivativeKind.Jacobian or DerivativeKind.JacobianBlocks or DerivativeKind.JacobianPattern or DerivativeKind.SparseJacobian)
        {
            WriteRows(writer, method);
            writer.Line("/// </list>");
            writer.Line("/// <list type=\"table\">");
        }

        bool isWhole = form.Kind != DerivativeKind.JacobianBlocks;
        writer.Line($"/// <listheader><term>{(form.Kind is DerivativeKind.Hessian or DerivativeKind.ValueGradientAndHessian or DerivativeKind.HessianPattern or DerivativeKind.SparseHessian ? "rows and columns, in this order" : isWhole ? "columns, in this order" : "columns")}</term><description>of</description></listheader>");
        foreach (var input in method.Active)
        {
            string about = $"{Documentation.Reference(method, input.Name)}{(input.Role == ParameterRole.InOut ? ", what it held" : "")}";
            string block = isWhole ? "" : $" in <paramref name=\"{form.Parameters.Single(p => p.Role == FormRole.Block && p.Primal == input.Name).Name}\"/>";
            if (input.Shape is { } shape)
            {
                foreach (var leaf in shape.Leaves.Where(l => l.IsActive))
                {
                    Item(writer, "1", $"<c>{Identifiers.Escape(leaf.Path)}</c> of {about}{block}");
                }

                continue;
            }

            foreach (var part in input.Set?.Parts ?? default)
            {
                string of = part.Path.Length == 0 ? "the sets" : $"<c>{Identifiers.Escape(part.Path)}</c>";
                Item(writer, !part.Type.IsBuffer ? "1" : "as many as it has", $"{of} of {about}{block}");
            }

            if (input.Columns is { } columns)
            {
                Item(writer, Size(input), $"{Elements(columns)} {about}{block}");
            }
            else if (input.Set is null)
            {
                Item(writer, Size(input), about + block);
            }
        }

        writer.Line("/// </list>");
        writer.Line("/// </remarks>");
    }

    private static void WriteRows(SourceWriter writer, MethodSignature method)
    {
        writer.Line("/// <listheader><term>rows, in this order</term><description>of</description></listheader>");
        if (method.HasResult)
        {
            foreach (var leaf in method.ResultShape?.Leaves.Where(l => l.IsActive) ?? [])
            {
                Item(writer, "1", $"<c>{Identifiers.Escape(leaf.Path)}</c> of the result");
            }

            if (method.ResultColumns is { } returned)
            {
                Item(writer, returned.Leaves.Count(l => l.IsActive) is > 1 and var numbers ? $"<c>{JacobianText.Number(numbers)}</c> times its length" : "its length", $"{Elements(returned)} the result");
            }
            else if (method.ResultShape is null)
            {
                Item(writer, method.Result.IsBuffer ? "its length" : "1", "the result");
            }
        }

        foreach (var result in method.Results)
        {
            if (result.Columns is { } columns)
            {
                Item(writer, Size(result), $"{Elements(columns)} <paramref name=\"{result.Name}\"/>, what it holds in the end");
                continue;
            }

            Item(writer, Size(result), $"<paramref name=\"{result.Name}\"/>, what it holds in the end");
        }
    }

    private static string Size(ParameterSignature parameter) => !parameter.Type.IsBuffer ? "1"
        : parameter.IsJagged ? $"as many as all rows of <c>{Identifiers.Escape(parameter.Name)}</c> have"
        : parameter.Columns?.Leaves.Count(l => l.IsActive) is > 1 and var numbers ? $"<c>{JacobianText.Number(numbers)} * {Identifiers.Escape(parameter.Name)}.Length</c>"
        : $"<c>{Identifiers.Escape(parameter.Name)}.Length</c>";

    private static string Elements(ValueShape shape) => string.Join(", ", shape.Leaves.Where(l => l.IsActive).Select(l => $"<c>{Identifiers.Escape(l.Path)}</c>")) + " of each element of";

    private static void Item(SourceWriter writer, string term, string about) =>
        writer.Line($"/// <item><term>{term}</term><description>{about}</description></item>");
}
