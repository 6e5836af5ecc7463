namespace SymDiff.Compiler.Emit;

/// <summary>Where the results of a derivative's function go.</summary>
internal static class FormResults
{
    /// <summary>The variable of the caller that each result goes to, in order; null for what the form returns.</summary>
    /// <param name="method">The method.</param>
    /// <param name="form">The form.</param>
    public static IReadOnlyList<FormParameter?> Of(MethodSignature method, FormSignature form)
    {
        var finals = method.Parameters.Where(p => p.IsOut || p.IsRef).Select(p => form.Parameters.Single(f => f.Role == FormRole.Primal && f.Name == p.Name));
        var result = method.HasResult ? method.ResultLeaves.Select(_ => (FormParameter?)null) : [];
        var tangent = method.HasResult ? method.ResultLeaves.Where(l => l.IsActive).Select(_ => (FormParameter?)null) : [];
        return form.Kind switch
        {
            DerivativeKind.Vjp => [.. result, .. finals, .. Derived(method, form, FormRole.Accumulator, FormRole.InOutCotangent)],
            DerivativeKind.Jvp => [.. result, .. finals, .. tangent, .. Derived(method, form, FormRole.OutputTangent, FormRole.InOutTangent)],
            DerivativeKind.Jacobian or DerivativeKind.JacobianBlocks or DerivativeKind.Hessian => [.. result, .. finals],
            DerivativeKind.ValueAndGradient or DerivativeKind.ValueGradientAndHessian => [null, .. finals, .. Derived(method, form, FormRole.Destination, FormRole.Destination)],
            DerivativeKind.ValueGradientAndHessianDiagonal =>
                [null, .. finals, .. Derived(method, form, FormRole.Destination, FormRole.Destination), .. Derived(method, form, FormRole.Diagonal, FormRole.Diagonal)],
            DerivativeKind.Dependence =>
            [
                .. method.Result.IsBuffer ? [null] : Array.Empty<FormParameter?>(), .. form.Parameters.Where(p => p.Role == FormRole.OutputTangent && p.Primal.Length == 0),
                .. Derived(method, form, FormRole.OutputTangent, FormRole.InOutTangent),
            ],
            DerivativeKind.GradientDependence => [.. Derived(method, form, FormRole.OutputTangent, FormRole.OutputTangent)],
            _ => [.. finals, .. Derived(method, form, FormRole.Destination, FormRole.Destination)],
        };
    }

    private static IEnumerable<FormParameter> Derived(MethodSignature method, FormSignature form, FormRole first, FormRole second) =>
        method.Parameters.Where(p => !p.Type.IsBuffer).SelectMany(p => form.Parameters.Where(f => f.Primal == p.Name && (f.Role == first || f.Role == second)));
}
