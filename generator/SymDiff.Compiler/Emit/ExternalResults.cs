using System.Globalization;
using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Emit;

/// <summary>
/// C# that is not looked into and does not give its results as one expression: as a tuple, which is taken apart, or through variables that it is handed by
/// reference. It is always a statement of its own.
/// </summary>
internal static class ExternalResults
{
    /// <summary>Whether the results need a statement.</summary>
    public static bool NeedStatement(Statement statement) =>
        statement.Operation is External && (statement.Results.Count > 1 || AreByReference(statement));

    /// <summary>Whether the results are variables that the C# is handed by reference, each of which must exist then, used or not.</summary>
    public static bool AreByReference(Statement statement) =>
        statement is { Operation: External external, Results.Count: > 0 } && Holes(external.Text).Any(hole => hole >= external.Arguments.Count);

    /// <summary>What to call a result that has no name.</summary>
    public static string Stem(Statement statement) =>
        AreByReference(statement) ? "contribution" : statement.Results.Count > 1 || statement.Step is not null ? "slope" : "value";

    /// <summary>The lines that compute the results.</summary>
    /// <param name="node">The statement.</param>
    /// <param name="name">The names of its results.</param>
    /// <param name="text">Its C#, arguments and variables filled in.</param>
    public static IEnumerable<string> Lines(Node node, Func<Value, string> name, string text)
    {
        var results = node.Statement.Results;
        if (AreByReference(node.Statement))
        {
            return [.. results.Select(r => $"{CSharpTypes.Name(r.Type)} {name(r)} = {Literals.Text(Literal.Zero(r.Type))};"), text + ";"];
        }

        var targets = results.Select(r => node.Live.Contains(r) ? $"{CSharpTypes.Name(r.Type)} {name(r)}" : "_");
        return [$"({string.Join(", ", targets)}) = {text};"];
    }

    private static IEnumerable<int> Holes(string template)
    {
        for (int i = 0; i < template.Length; i++)
        {
            bool isEscaped = template[i] is '{' or '}' && i + 1 < template.Length && template[i + 1] == template[i];
            int close = isEscaped || template[i] != '{' ? -1 : template.IndexOf('}', i);
            if (close > 0 && int.TryParse(template.Substring(i + 1, close - i - 1), NumberStyles.None, CultureInfo.InvariantCulture, out int hole))
            {
                yield return hole;
            }

            i += isEscaped ? 1 : 0;
        }
    }
}
