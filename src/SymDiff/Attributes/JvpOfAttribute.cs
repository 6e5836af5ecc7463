namespace SymDiff;

/// <summary>
/// Registers a whole Jacobian-vector product (pushforward) for a method with buffers or several results, in place of the one
/// that would be derived.
/// </summary>
/// <remarks>
/// The marked method is <see langword="static"/> and has the signature of the emitted <c>FJvp</c>: the primal parameters, then
/// a tangent or its destination for each active one; it returns the value and its tangent, or nothing if the target returns
/// nothing. The target may be a method of your own. The attribute may be repeated where one product serves several targets.
/// </remarks>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true, Inherited = false)]
public sealed class JvpOfAttribute : Attribute
{
    /// <summary>Registers the marked method for the method <paramref name="methodName"/> of <paramref name="targetType"/>.</summary>
    /// <param name="targetType">The type that declares the target.</param>
    /// <param name="methodName">The name of the target; its parameter types select among overloads.</param>
    public JvpOfAttribute(Type targetType, string methodName)
    {
        TargetType = targetType;
        MethodName = methodName;
    }

    /// <summary>The type that declares the target.</summary>
    public Type TargetType { get; }

    /// <summary>The name of the target.</summary>
    public string MethodName { get; }
}
