namespace SymDiff;

/// <summary>
/// Marks a buffer parameter as a result: its initial content is not an input of the method, its final content is a result.
/// </summary>
/// <remarks>
/// For <c>Span&lt;T&gt;</c>, <c>T[]</c> and <c>T[,]</c> parameters of a <see cref="DifferentiableAttribute"/> method. On a scalar, on
/// a <c>ReadOnlySpan&lt;T&gt;</c>, or together with <see cref="InOutAttribute"/> or <see cref="ScratchAttribute"/> it is an
/// error.
/// </remarks>
[AttributeUsage(AttributeTargets.Parameter, AllowMultiple = false, Inherited = false)]
public sealed class OutputAttribute : Attribute;
