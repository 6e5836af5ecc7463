namespace SymDiff.Compiler.IR;

/// <summary>A function that is called here and defined elsewhere, together with what is derived of it: what its declaration says and nothing of its body.</summary>
/// <param name="Name">The name that calls use.</param>
/// <param name="Active">One flag a parameter: whether there is a derivative with respect to it.</param>
public sealed record Declaration(string Name, EquatableArray<bool> Active);
