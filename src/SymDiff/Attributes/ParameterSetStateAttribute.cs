using System.ComponentModel;

namespace SymDiff;

/// <summary>
/// What a type that is marked <see cref="ParameterSetAttribute"/> has for state, written by the generator for the projects that reference it: of another assembly they see neither private members nor
/// the order of fields and properties. Not for use in source.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = false)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ParameterSetStateAttribute : Attribute
{
    /// <summary>Records the state.</summary>
    /// <param name="members">The type's own parameters in the order of their blocks, and then its other properties that are nothing but their value: what each is, a space and its name, with commas between them.</param>
    public ParameterSetStateAttribute(string members) => Members = members;

    /// <summary>The state.</summary>
    public string Members { get; }
}
