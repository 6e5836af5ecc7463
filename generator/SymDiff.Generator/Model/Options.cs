using SymDiff.Compiler.Emit;

namespace SymDiff.Generator.Model;

/// <summary>What the project file sets.</summary>
/// <param name="DefaultForms">What <c>Derivatives.Default</c> stands for.</param>
/// <param name="Unknown">Names in the property that are no available form.</param>
internal sealed record Options(EquatableArray<DerivativeKind> DefaultForms, EquatableArray<string> Unknown)
{
    /// <summary>The key of the property among the analyzer options.</summary>
    public const string DefaultDerivativesKey = "build_property.SymDiffDefaultDerivatives";

    /// <summary>Reads the property's value: names of <c>Derivatives</c> separated by commas.</summary>
    public static Options Parse(string? property)
    {
        var forms = new List<DerivativeKind>();
        var unknown = new List<string>();
        foreach (string part in (property ?? "").Split(',', ';', '|'))
        {
            string name = part.Trim();
            if (name == "Default")
            {
                forms.AddRange(RequestedForms.BuiltInDefault);
            }
            else if (name == "Check")
            {
                forms.Add(DerivativeKind.GradientCheck);
            }
            else if (name.Length > 0 && char.IsLetter(name[0]) && Enum.TryParse<DerivativeKind>(name, out var kind) && kind is not (DerivativeKind.ValueGradientAndHessian or DerivativeKind.ValueGradientAndHessianDiagonal or DerivativeKind.JacobianPattern or DerivativeKind.HessianPattern or DerivativeKind.GradientCheck
                or DerivativeKind.SumGradient or DerivativeKind.Dependence or DerivativeKind.GradientDependence or DerivativeKind.Tangents))
            {
                forms.Add(kind);
            }
            else if (name.Length > 0)
            {
                unknown.Add(name);
            }
        }

        var chosen = forms.Count == 0 ? RequestedForms.BuiltInDefault : forms.Distinct().OrderBy(k => k).ToEquatableArray();
        return new Options(chosen, unknown.ToEquatableArray());
    }
}
