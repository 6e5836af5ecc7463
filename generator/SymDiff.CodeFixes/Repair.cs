using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;

namespace SymDiff.CodeFixes;

/// <summary>The ways to mend what a diagnostic reports, in the order in which they are offered.</summary>
/// <param name="document">The document of the diagnostic.</param>
/// <param name="diagnostic">The diagnostic.</param>
/// <param name="cancellation">Stops the work.</param>
internal delegate Task<IReadOnlyList<Repair>> Repairing(Document document, Diagnostic diagnostic, CancellationToken cancellation);

/// <summary>Mends a place: the nodes are those of the repair, in the document as it is now.</summary>
/// <param name="document">The document, in which other places may have been mended before.</param>
/// <param name="nodes">The nodes.</param>
/// <param name="cancellation">Stops the work.</param>
internal delegate Task<Solution> Mending(Document document, IReadOnlyList<SyntaxNode> nodes, CancellationToken cancellation);

/// <summary>One way to mend a place.</summary>
/// <param name="title">What an editor calls it.</param>
/// <param name="key">What tells it from other ways, the same at every place.</param>
/// <param name="nodes">The nodes that it starts from.</param>
/// <param name="apply">Mends the place.</param>
/// <param name="priority">Where it stands among the ways that others offer.</param>
internal sealed class Repair(string title, string key, IReadOnlyList<SyntaxNode> nodes, Mending apply, CodeActionPriority priority = CodeActionPriority.Default)
{
    /// <summary>What an editor calls it.</summary>
    public string Title { get; } = title;

    /// <summary>What tells it from other ways, the same at every place.</summary>
    public string Key { get; } = key;

    /// <summary>The nodes that it starts from.</summary>
    public IReadOnlyList<SyntaxNode> Nodes { get; } = nodes;

    /// <summary>Mends the place.</summary>
    public Mending Apply { get; } = apply;

    /// <summary>Where it stands among the ways that others offer.</summary>
    public CodeActionPriority Priority { get; } = priority;

    /// <summary>Nothing to offer.</summary>
    public static IReadOnlyList<Repair> None { get; } = [];
}
