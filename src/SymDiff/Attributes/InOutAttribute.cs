namespace SymDiff;

/// <summary>
/// Marks a buffer parameter as both: its initial content is an input of the method, its final content is a result.
/// </summary>
/// <remarks>
/// This is what <c>Span&lt;T&gt;</c> is without a mark; there the attribute only says that it is meant. A <c>T[]</c> or
/// <c>T[,]</c> that the method writes to needs this mark or another one. On a scalar, on a <c>ReadOnlySpan&lt;T&gt;</c>, or together
/// with <see cref="OutputAttribute"/> or <see cref="ScratchAttribute"/> it is an error.
/// </remarks>
[AttributeUsage(AttributeTargets.Parameter, AllowMultiple = false, Inherited = false)]
public sealed class InOutAttribute : Attribute;
