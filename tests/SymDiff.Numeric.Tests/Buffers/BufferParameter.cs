namespace SymDiff.Numeric.Tests.Buffers;

/// <summary>What a parameter is for.</summary>
internal enum BufferRole
{
    /// <summary>Its content is an input.</summary>
    Input,

    /// <summary>Its final content is a result.</summary>
    Output,

    /// <summary>Both.</summary>
    InOut,

    /// <summary>Neither.</summary>
    Scratch,
}

/// <summary>A parameter of a method under test.</summary>
/// <param name="Position">Where it stands.</param>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type in C#.</param>
/// <param name="Element">The type of its elements; null for what is no buffer.</param>
/// <param name="Role">What it is for.</param>
/// <param name="IsActive">Whether derivatives are taken with respect to it, or of it.</param>
internal sealed record BufferParameter(int Position, string Name, string Type, string? Element, BufferRole Role, bool IsActive)
{
    /// <summary>Whether it is a buffer.</summary>
    public bool IsBuffer => Element is not null;

    /// <summary>Whether it is an array of arrays with derivatives.</summary>
    public bool IsJagged => IsActive && Type == "double[][]";

    /// <summary>Whether its initial content is something to differentiate with respect to.</summary>
    public bool IsIndependent => IsActive && Role is (BufferRole.Input or BufferRole.InOut);

    /// <summary>Whether its final content is something to differentiate.</summary>
    public bool IsResult => IsActive && Role is (BufferRole.Output or BufferRole.InOut);

    /// <summary>The name of what stands for it in a form.</summary>
    /// <param name="prefix"><c>d</c>, <c>t</c> or <c>v</c>.</param>
    public string Derived(string prefix) => prefix + char.ToUpperInvariant(Name[0]) + Name[1..];
}
