namespace SymDiff;

/// <summary>
/// Marks a constant of differentiation, such as data or a hyper-parameter: no derivative with respect to it is computed
/// or emitted.
/// </summary>
/// <remarks>
/// On a parameter: the parameter is inactive and has no place in gradients, tangents and cotangents. On a field or
/// property: that part of a struct or parameter set is inactive. On a type: every value of the type is inactive, whatever
/// it contains. On a parameter of a method marked <see cref="DerivativeOfAttribute"/>: the partial derivative with respect to
/// it is not provided, and an active argument there is an error.
/// </remarks>
[AttributeUsage(
    AttributeTargets.Parameter | AttributeTargets.Field | AttributeTargets.Property
    | AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface,
    AllowMultiple = false, Inherited = false)]
public sealed class NoGradientAttribute : Attribute;
