using Microsoft.CodeAnalysis;

namespace SymDiff.CodeFixes;

/// <summary>The names of variables of a loop: as functions of the chain call them, where these names are free, else new ones.</summary>
/// <param name="model">The semantic model.</param>
/// <param name="position">Where the chain begins.</param>
/// <param name="taken">Names that mean something else.</param>
internal sealed class LinqNames(SemanticModel model, int position, IEnumerable<string> taken)
{
    private readonly HashSet<string> _taken = [.. taken];
    private readonly HashSet<string> _declared = [];

    /// <summary>The name that a function gives what it takes, or a new one.</summary>
    /// <param name="given">The name; null if it has none.</param>
    /// <param name="otherwise">What a new one begins with.</param>
    public string Given(string? given, string otherwise) =>
        given is not null && !IsVariable(given) && _declared.Add(given) ? given : Fresh(otherwise);

    /// <summary>A name that nothing has.</summary>
    /// <param name="name">What it begins with.</param>
    public string Fresh(string name)
    {
        string fresh = name;
        for (int i = 2; !_taken.Add(fresh) || !_declared.Add(fresh); i++)
        {
            fresh = name + i;
        }

        return fresh;
    }

    // The parameter of a lambda may have the name of a variable around it, which that of a loop cannot.
    private bool IsVariable(string name) => model.LookupSymbols(position, name: name).Any(s => s is ILocalSymbol or IParameterSymbol or IRangeVariableSymbol);
}
