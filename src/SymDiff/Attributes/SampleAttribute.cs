namespace SymDiff;

/// <summary>
/// Marks the parameter that says of which sample the method is the value, for <see cref="Derivatives.SumGradient"/>: the form takes the number of the first sample and how many there are in its place.
/// </summary>
/// <remarks>The parameter is an <see langword="int"/> that is passed by value. Without that form, the attribute has no effect.</remarks>
[AttributeUsage(AttributeTargets.Parameter, AllowMultiple = false, Inherited = false)]
public sealed class SampleAttribute : Attribute;
