namespace SymDiff;

/// <summary>
/// Marks a buffer parameter as a workspace: its initial content is not read and its final content is no result, though
/// derivatives flow through what is stored in between.
/// </summary>
/// <remarks>
/// A method with scratch buffers keeps the forms it would have without them: a scalar result stays one scalar result. On a
/// scalar, or together with <see cref="OutputAttribute"/> or <see cref="InOutAttribute"/>, it is an error.
/// </remarks>
[AttributeUsage(AttributeTargets.Parameter, AllowMultiple = false, Inherited = false)]
public sealed class ScratchAttribute : Attribute;
