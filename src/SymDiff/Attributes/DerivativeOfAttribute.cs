namespace SymDiff;

/// <summary>
/// Registers the partial derivatives of a scalar method that cannot or should not be looked into, such as a special
/// function of another library.
/// </summary>
/// <remarks>
/// <para>
/// The marked method is <see langword="static"/> and has the parameters of its target (matched by type; names are free),
/// optionally followed by one of the result type named <c>result</c>, which receives the value that the target has already
/// returned. It returns the partial derivative, or with several active parameters a tuple of them in parameter order. A
/// parameter marked <see cref="NoGradientAttribute"/> has no partial.
/// </para>
/// <para>
/// It may itself be <see cref="DifferentiableAttribute"/>, which is what makes higher orders work through the target. It is
/// looked up in the compilation that calls the target, then in its direct references; the former wins, and two of the latter
/// are an error. The attribute may be repeated where one formula serves several targets.
/// </para>
/// </remarks>
/// <example>
/// <code>
/// [DerivativeOf(typeof(Special), nameof(Special.Erf))]
/// public static double ErfDerivative(double x) => 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x);
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true, Inherited = false)]
public sealed class DerivativeOfAttribute : Attribute
{
    /// <summary>Registers the marked method for the method <paramref name="methodName"/> of <paramref name="targetType"/>.</summary>
    /// <param name="targetType">The type that declares the target.</param>
    /// <param name="methodName">The name of the target; its parameter types select among overloads.</param>
    public DerivativeOfAttribute(Type targetType, string methodName)
    {
        TargetType = targetType;
        MethodName = methodName;
    }

    /// <summary>The type that declares the target.</summary>
    public Type TargetType { get; }

    /// <summary>The name of the target.</summary>
    public string MethodName { get; }
}
