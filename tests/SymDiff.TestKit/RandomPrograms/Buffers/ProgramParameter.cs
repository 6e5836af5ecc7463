namespace SymDiff.TestKit;

/// <summary>What a method does with a parameter.</summary>
public enum ProgramRole
{
    /// <summary>What it holds is an input.</summary>
    Input,

    /// <summary>What it holds in the end is a result.</summary>
    Output,

    /// <summary>Both.</summary>
    InOut,

    /// <summary>Neither: a workspace.</summary>
    Scratch,
}

/// <summary>A parameter of a random program with buffers.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type, as the program writes it.</param>
/// <param name="Role">What the program does with it.</param>
/// <param name="IsActive">Whether derivatives are taken with respect to it, or of it.</param>
public sealed record ProgramParameter(string Name, string Type, ProgramRole Role, bool IsActive)
{
    /// <summary>The attributes it is written with.</summary>
    public string Attributes { get; init; } = "";

    /// <summary><c>ref</c> or <c>out</c>.</summary>
    public string Modifier { get; init; } = "";

    /// <summary>How many elements it has at least, where the program indexes it without looking; rows of a matrix.</summary>
    public int Least { get; init; } = 1;

    /// <summary>How many elements it has at most.</summary>
    public int Most { get; init; } = 1;

    /// <summary>The columns of a matrix.</summary>
    public int Columns { get; init; } = 1;

    /// <summary>The type of its elements, or its own.</summary>
    public string Element => IsSpan ? Type[(Type.IndexOf('<', StringComparison.Ordinal) + 1)..^1] : Type.Split('[')[0];

    /// <summary>Whether it is memory.</summary>
    public bool IsBuffer => IsSpan || IsMatrix || Type.EndsWith("[]", StringComparison.Ordinal);

    /// <summary>Whether it is a span.</summary>
    public bool IsSpan => Type.EndsWith('>');

    /// <summary>Whether it is a matrix.</summary>
    public bool IsMatrix => Type.EndsWith("[,]", StringComparison.Ordinal);

    /// <summary>Whether derivatives are taken with respect to what it holds.</summary>
    public bool IsIndependent => IsActive && Role is (ProgramRole.Input or ProgramRole.InOut);

    /// <summary>Whether what it holds in the end is a result.</summary>
    public bool IsResult => IsActive && Role is (ProgramRole.Output or ProgramRole.InOut);

    /// <summary>The name under which it is counted.</summary>
    public string Construct => $"parameter: {(Attributes.Length > 0 ? Attributes + " " : "")}{(Modifier.Length > 0 ? Modifier + " " : "")}{Type.Replace("Real32", "float", StringComparison.Ordinal).Replace("Real", "double", StringComparison.Ordinal)}";

    /// <summary>Its declaration.</summary>
    public string Declaration => $"{(Attributes.Length > 0 ? Attributes + " " : "")}{(Modifier.Length > 0 ? Modifier + " " : "")}{Type} {Name}";

    /// <summary>The name of what belongs to it in a form.</summary>
    /// <param name="prefix"><c>d</c> or <c>t</c>.</param>
    public string Derived(string prefix) => prefix + char.ToUpperInvariant(Name[0]) + Name[1..];
}
