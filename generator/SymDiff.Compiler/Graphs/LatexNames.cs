using System.Text.RegularExpressions;

namespace SymDiff.Compiler.Graphs;

/// <summary>What nodes are called in LaTeX: <c>w0</c> is w with an index, <c>alpha</c> the letter.</summary>
internal static class LatexNames
{
    private static readonly HashSet<string> Greek = new(StringComparer.Ordinal)
    {
        "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda", "mu", "nu", "xi", "pi", "rho", "sigma", "tau", "upsilon", "phi", "chi", "psi", "omega",
        "Gamma", "Delta", "Theta", "Lambda", "Xi", "Pi", "Sigma", "Upsilon", "Phi", "Psi", "Omega",
    };

    private static readonly Regex Indexed = new(@"^(?<stem>\p{L}+?)_?(?<index>\d+)?(?<rest>(_\d+|\[[^\]]*\]|\.\w+)*)$", RegexOptions.CultureInvariant);

    /// <summary>The name of a node.</summary>
    public static string Of(GraphNode node)
    {
        var match = Indexed.Match(node.Name);
        if (!match.Success)
        {
            return Word(node.Name);
        }

        string index = string.Join(",", new[] { match.Groups["index"].Value }.Concat(match.Groups["rest"].Value.Split('_', '[', ']', '.', ',')).Select(p => p.Trim()).Where(p => p.Length > 0)
            .Select(p => char.IsDigit(p[0]) || p.Length == 1 ? p : $@"\mathrm{{{Escaped(p)}}}"));
        return Word(match.Groups["stem"].Value) + (index.Length == 0 ? "" : $"_{{{index}}}");
    }

    private static string Word(string name) => Greek.Contains(name) ? "\\" + name : name.Length == 1 ? name : $@"\mathit{{{Escaped(name)}}}";

    private static string Escaped(string name) => name.Replace("_", @"\_");
}
