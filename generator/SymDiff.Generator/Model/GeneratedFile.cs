namespace SymDiff.Generator.Model;

/// <summary>A file to be added to the compilation.</summary>
/// <param name="HintName">Its name.</param>
/// <param name="Text">Its content.</param>
internal sealed record GeneratedFile(string HintName, string Text);
