namespace SymDiff;

/// <summary>
/// Marks a <see langword="partial"/> class or struct as a set of parameters: active as a parameter or as
/// <see langword="this"/> of a <see cref="DifferentiableAttribute"/> method.
/// </summary>
/// <remarks>
/// Its state is its instance fields and auto-properties in declaration order, all of one scalar type, without those marked
/// <see cref="NoGradientAttribute"/>. The type is given an implementation of <see cref="IParameterSet{TSelf, T}"/>.
/// </remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, AllowMultiple = false, Inherited = false)]
public sealed class ParameterSetAttribute : Attribute;
