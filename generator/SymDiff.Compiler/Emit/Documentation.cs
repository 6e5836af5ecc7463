using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Emit;

/// <summary>Writes the documentation comments of emitted methods.</summary>
internal static class Documentation
{
    /// <summary>The columns up to which a formula is quoted.</summary>
    private const int Short = 60;

    /// <summary>Writes the comment of one form.</summary>
    /// <param name="writer">Where it goes.</param>
    /// <param name="method">The method.</param>
    /// <param name="form">The form's declaration.</param>
    /// <param name="function">The form's body; null for a form that only throws.</param>
    /// <param name="capabilities">What the text may use.</param>
    public static void Write(SourceWriter writer, MethodSignature method, FormSignature form, Function? function, Capabilities capabilities)
    {
        string see = See(method);
        string result = Escape(method.Name);
        var formulas = function is null ? [] : Formulas(method, form, function, capabilities);
        if (formulas.Count == 0)
        {
            writer.Line($"/// <summary>{Summary(form, see)}.</summary>");
        }
        else
        {
            writer.Line("/// <summary>");
            writer.Line($"/// {Summary(form, see)}:");
            for (int i = 0; i < formulas.Count; i++)
            {
                writer.Line("/// " + formulas[i] + (i == formulas.Count - 1 ? "." : ","));
            }

            writer.Line("/// </summary>");
        }

        foreach (var parameter in form.Parameters)
        {
            string about = parameter.Role switch
            {
                FormRole.Cotangent => "The cotangent: the derivative of the final quantity with respect to the result.",
                FormRole.Accumulator => $"What the cotangent times ∂{result}/∂{Escape(parameter.Primal.TrimStart('@'))} is added to.",
                FormRole.OutputCotangent => $"The cotangent of what {Reference(method, parameter.Primal)} holds in the end; empty for zero.",
                FormRole.InOutCotangent => $"On entry the cotangent of what {Reference(method, parameter.Primal)} holds in the end, on exit that of what it held.",
                FormRole.Destination when form.Kind == DerivativeKind.HessianDiagonal => Entries(parameter),
                FormRole.Diagonal => Entries(parameter),
                FormRole.Destination when form.Kind == DerivativeKind.SumGradient => $"Where the sum of ∂{result}/∂{Escape(parameter.Primal.TrimStart('@'))} goes.",
                FormRole.FirstSample => "The number of the first sample.",
                FormRole.SampleCount => "How many samples there are; their numbers follow each other.",
                FormRole.Workers => "Over how many threads they are spread at most; 1 for the thread that calls.",
                FormRole.Destination => $"Where ∂{result}/∂{Escape(parameter.Primal.TrimStart('@'))} goes{(form.Kind == DerivativeKind.Hvp ? ", along the direction" : "")}.",
                FormRole.OutputTangent => $"Where the tangent of {Reference(method, parameter.Primal)} goes.",
                FormRole.InOutTangent => $"On entry the tangent of what {Reference(method, parameter.Primal)} holds, on exit that of what it holds in the end.",
                FormRole.Pattern => $"Which entries there are, and their colours: what <c>{Escape(Forms.NameOf(method.Name, form.Kind == DerivativeKind.SparseHessian ? DerivativeKind.HessianPattern : DerivativeKind.JacobianPattern))}</c> gives.",
                FormRole.Matrix when form.Kind is DerivativeKind.SparseJacobian or DerivativeKind.SparseHessian => "Where the values of the entries go, in the order of the pattern.",
                FormRole.Matrix => "Where the matrix goes, row by row.",
                FormRole.Block => $"Where the columns of {Reference(method, parameter.Primal)} go, row by row.",
                FormRole.Tangent => $"The tangent of {Reference(method, parameter.Primal)}.",
                FormRole.Direction => $"The component of the direction for {Reference(method, parameter.Primal)}.",
                _ => $"As in {see}.",
            };
            writer.Line($"/// <param name=\"{parameter.Name}\">{about}</param>");
        }

        string Entries(FormParameter parameter) => $"Where the part of the Hessian's diagonal for {Reference(method, parameter.Primal)} goes.";

        if (form.ReturnType != "void")
        {
            writer.Line($"/// <returns>{Returns(method, form, see)}</returns>");
        }

        if (form.Kind is DerivativeKind.Jacobian or DerivativeKind.JacobianBlocks or DerivativeKind.Hessian or DerivativeKind.ValueGradientAndHessian
            or DerivativeKind.JacobianPattern or DerivativeKind.SparseJacobian or DerivativeKind.HessianPattern or DerivativeKind.SparseHessian)
        {
            JacobianRemarks.Write(writer, method, form);
        }

        if (form.Kind == DerivativeKind.SumGradient)
        {
            writer.Line("/// <remarks>");
            writer.Line("/// The samples are cut into parts that depend on their number and that of the workers alone, and the parts are added in their order: the same numbers give the same bits, however threads are scheduled.");
            writer.Line("/// What a sample throws comes out as it was thrown, of several samples what the first throws; the destinations are unspecified then.");
            writer.Line("/// </remarks>");
        }

        if (form.Kind == DerivativeKind.GradientCheck)
        {
            writer.Line("/// <remarks>");
            writer.Line("/// The arrays and sets that it is given are copied, and stay as they are.");
            if (!method.HasOneResult)
            {
                writer.Line("/// The results are compared together: what is checked is the pullback with one fixed weight a result, between 0.5 and 1.5, no two of them alike.");
            }

            writer.Line("/// </remarks>");
        }
    }

    /// <summary>A reference to a parameter, or to what the method is called on.</summary>
    public static string Reference(MethodSignature method, string parameter) =>
        method.This is not null && parameter == MethodSignature.ThisName ? "this set" : $"<paramref name=\"{parameter}\"/>";

    /// <summary>A reference to the method.</summary>
    public static string See(MethodSignature method) => $"<see cref=\"{method.Cref.Replace('<', '{').Replace('>', '}')}\"/>";

    private static string Summary(FormSignature form, string see) => form.Kind switch
    {
        DerivativeKind.Gradient when form.Overwrites => $"Overwrites the destinations with the gradient of {see}",
        DerivativeKind.ValueAndGradient when form.Overwrites => $"Overwrites the destinations with the gradient of {see}, and gives the value",
        DerivativeKind.SumGradient => $"Overwrites the destinations with the gradient of the sum of {see} over samples, and gives the sum",
        DerivativeKind.Hvp when form.Overwrites => $"Overwrites the destinations with the Hessian of {see} applied to a direction",
        DerivativeKind.HessianDiagonal => form.Overwrites ? $"Overwrites the destinations with the diagonal of the Hessian of {see}" : $"The diagonal of the Hessian of {see}",
        DerivativeKind.ValueGradientAndHessianDiagonal => form.Overwrites
            ? $"Overwrites the destinations with the gradient and the diagonal of the Hessian of {see}, and gives the value"
            : $"The value, the gradient and the diagonal of the Hessian of {see}",
        DerivativeKind.JacobianPattern => $"Which entries of the Jacobian of {see} may differ from zero, whatever the values of its active parameters are",
        DerivativeKind.GradientCheck => $"Compares the derivative of {see} at a point with central differences, which takes about 50 evaluations for every number that is differentiated by",
        DerivativeKind.SparseJacobian => form.Overwrites ? $"Overwrites the values with those of the entries of the Jacobian of {see}" : $"The Jacobian of {see} as a sparse matrix",
        DerivativeKind.HessianPattern => $"Which entries of the Hessian of {see} may differ from zero, whatever the values of its active parameters are: symmetric, with both halves",
        DerivativeKind.SparseHessian => form.Overwrites ? $"Overwrites the values with those of the entries of the Hessian of {see}" : $"The Hessian of {see} as a sparse matrix",
        DerivativeKind.Hessian when form.Overwrites => $"Overwrites the destination with the Hessian of {see}",
        DerivativeKind.ValueGradientAndHessian when form.Overwrites => $"Overwrites the destination{(form.Parameters.Any(p => p.Role == FormRole.Destination) ? "s with the gradient and" : " with")} the Hessian of {see}, and gives the value{(form.Parameters.Any(p => p.Role == FormRole.Destination) ? "" : " and the gradient")}",
        DerivativeKind.Hessian => $"The Hessian of {see}",
        DerivativeKind.ValueGradientAndHessian => $"The value, the gradient and the Hessian of {see}",
        DerivativeKind.Jvp when form.Overwrites => $"Overwrites the destinations with the derivatives of {see} along a direction",
        DerivativeKind.Jacobian or DerivativeKind.JacobianBlocks when form.Overwrites => $"Overwrites the destination{(form.Kind == DerivativeKind.Jacobian ? "" : "s")} with the Jacobian of {see}",
        DerivativeKind.Jacobian when form.ReturnType.StartsWith("(", StringComparison.Ordinal) => $"The value and the Jacobian of {see}",
        DerivativeKind.Jacobian => $"The Jacobian of {see}",
        DerivativeKind.Gradient => $"The gradient of {see}",
        DerivativeKind.ValueAndGradient => $"The value and the gradient of {see}",
        DerivativeKind.Vjp => $"Adds to the accumulators the cotangent times the partial derivatives of {see}",
        DerivativeKind.Hvp => $"The Hessian of {see} applied to a direction",
        _ => $"The value of {see} and its derivative along a direction",
    };

    private static string Returns(MethodSignature method, FormSignature form, string see)
    {
        var active = method.Active.ToList();
        string partials = active.Count == 1
            ? $"the partial derivative with respect to {Reference(method, active[0].Name)}"
            : "the partial derivatives, named after the parameters";
        return form.Kind switch
        {
            DerivativeKind.ValueAndGradient when form.Overwrites => $"The value of {see}.",
            DerivativeKind.Gradient => Identifiers.Capitalized(partials) + ".",
            DerivativeKind.ValueAndGradient => $"The value, and {partials}.",
            DerivativeKind.Vjp => $"The value of {see}.",
            DerivativeKind.Jacobian or DerivativeKind.JacobianBlocks when form.Overwrites => $"The value of {see}.",
            DerivativeKind.Jacobian => form.ReturnType.StartsWith("(", StringComparison.Ordinal) ? "The value, and the matrix." : "The matrix.",
            DerivativeKind.Hessian when form.Overwrites => $"The value of {see}.",
            DerivativeKind.Hessian => "The matrix.",
            DerivativeKind.ValueGradientAndHessian when form.Overwrites => form.Parameters.Any(p => p.Role == FormRole.Destination) ? $"The value of {see}." : $"The value, and {partials}.",
            DerivativeKind.ValueGradientAndHessian => $"The value, {partials}, and the matrix.",
            DerivativeKind.Hvp => "The derivative of " + partials + ", along the direction.",
            DerivativeKind.JacobianPattern or DerivativeKind.HessianPattern => "The pattern.",
            DerivativeKind.SparseJacobian or DerivativeKind.SparseHessian => form.Overwrites ? $"The value of {see}." : "The matrix.",
            DerivativeKind.GradientCheck => "What was found at each of these numbers.",
            DerivativeKind.SumGradient => $"The sum of the values of {see}.",
            DerivativeKind.HessianDiagonal => active.Count == 1 ? "The diagonal." : "The diagonal, named after the parameters.",
            DerivativeKind.ValueGradientAndHessianDiagonal => form.Overwrites ? $"The value of {see}." : $"The value, {partials}, and the diagonal of the Hessian in the same shape.",
            _ => "The value and the tangent of the result.",
        };
    }

    // Those of the partials that are short enough to be quoted.
    private static List<string> Formulas(MethodSignature method, FormSignature form, Function function, Capabilities capabilities)
    {
        var formulas = new List<string>();
        if (form.Kind != DerivativeKind.Gradient || method.HasDestinations)
        {
            return formulas;
        }

        var inParameters = Folding.Quote(function, FoldingPurpose.Formula);
        var inNames = Folding.Quote(function, FoldingPurpose.NamedFormula);
        int index = 0;
        foreach (var parameter in method.Opened().Active)
        {
            var partial = function.Body.End.Values[index++];
            if ((Formula(inParameters, partial, capabilities) ?? Formula(inNames, partial, capabilities)) is { } formula)
            {
                formulas.Add($"∂{Escape(method.Name)}/∂{Escape(parameter.Name)} = <c>{Escape(formula)}</c>");
            }
        }

        return formulas;
    }

    private static string? Formula(FoldedFunction folded, Value partial, Capabilities capabilities)
    {
        if (folded.Inlined(partial) is { Width: > 2 * Short } || MentionsUnnamed(folded, partial))
        {
            return null;
        }

        string text = StepTexts.Unqualified(new ExpressionPrinter(folded, v => Identifiers.Escape(v.Name!), capabilities, qualifier: "").Print(partial));
        return text.Length <= Short ? text : null;
    }

    // What has no name in the source (an effect's result) or is itself a derivative says nothing in a formula.
    private static bool MentionsUnnamed(FoldedFunction folded, Value value)
    {
        value = folded.Resolve(value);
        return folded.Inlined(value) is { } node
            ? node.Operation.Operands.Any(o => MentionsUnnamed(folded, o)) || node.Arms.Any(a => a.End.Values.Any(v => MentionsUnnamed(folded, v)))
            : value.Name is null || folded.Definition(value)?.Statement.Step is not null;
    }

    private static string Escape(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");
}
