using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Emit;

/// <summary>A marked method of another assembly that is handed buffers: what is known of it is what it published.</summary>
/// <param name="Key">The name that calls use.</param>
/// <param name="CSharp">C# that names the method.</param>
/// <param name="Parameters">Its parameters.</param>
/// <param name="Result">The type of the number that it returns; null for none.</param>
/// <param name="Pullback">C# that names its <c>FVjp</c>; null if there is none.</param>
/// <param name="Pushforward">C# that names its <c>FJvp</c>; null if there is none.</param>
public sealed record ForeignMethod(string Key, string CSharp, EquatableArray<ForeignParameter> Parameters, IrType? Result, string? Pullback, string? Pushforward);

/// <summary>A parameter of such a method.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">What it is to the compiler.</param>
/// <param name="IsActive">Whether there is a derivative with respect to it.</param>
/// <param name="Role">What the method does with it.</param>
/// <param name="IsArray">Whether it must be an array; else a span will do.</param>
public sealed record ForeignParameter(string Name, IrType Type, bool IsActive, ParameterRole Role, bool IsArray)
{
    /// <summary>Whether it is memory that the method writes.</summary>
    public bool IsWritten => Type.IsBuffer && Role != ParameterRole.Input;

    /// <summary>Whether it has a shadow.</summary>
    public bool HasShadow => Type.HasShadow && IsActive;
}
