using System.ComponentModel;

namespace SymDiff;

/// <summary>
/// One registration of an assembly, written by the generator for the projects that reference it: where a method marked
/// <see cref="DerivativeOfAttribute"/>, <see cref="VjpOfAttribute"/> or <see cref="JvpOfAttribute"/> is to be found. Not for
/// use in source.
/// </summary>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true, Inherited = false)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class RegisteredDerivativeAttribute : Attribute
{
    /// <summary>Records a registration.</summary>
    /// <param name="targetType">The type that declares the target.</param>
    /// <param name="methodName">The name of the target.</param>
    /// <param name="derivativeType">The type that declares the registered method.</param>
    /// <param name="derivativeName">The name of the registered method; its attribute and its parameter types tell overloads apart.</param>
    public RegisteredDerivativeAttribute(Type targetType, string methodName, Type derivativeType, string derivativeName)
    {
        TargetType = targetType;
        MethodName = methodName;
        DerivativeType = derivativeType;
        DerivativeName = derivativeName;
    }

    /// <summary>The type that declares the target.</summary>
    public Type TargetType { get; }

    /// <summary>The name of the target.</summary>
    public string MethodName { get; }

    /// <summary>The type that declares the registered method.</summary>
    public Type DerivativeType { get; }

    /// <summary>The name of the registered method.</summary>
    public string DerivativeName { get; }
}
