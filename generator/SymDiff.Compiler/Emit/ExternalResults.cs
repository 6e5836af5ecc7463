using System.Globalization;
using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Emit;

/// <summary>
/// C# that is not looked into and does not give its results as one expression: as a tuple, which is taken apart, through variables that it is handed by
/// reference, or both. It is always a statement of its own.
/// </summary>
internal static class ExternalResults
{
    /// <summary>Whether the results need a statement.</summary>
    public static bool NeedStatement(Statement statement) =>
        statement.Operation is External && (statement.Results.Count > 1 || AreByReference(statement));

    /// <summary>Whether results are variables that the C# is handed by reference, each of which must exist then, used or not.</summary>
    public static bool AreByReference(Statement statement) => ByReference(statement).Any();

    /// <summary>What to call a result that has no name.</summary>
    public static string Stem(Statement statement) =>
        statement.Results.Count == 1 && statement.Result.Type == IrType.Int32 ? "index" : AreByReference(statement) ? "contribution" : statement.Results.Count > 1 || statement.Step is not null ? "slope" : "value";

    /// <summary>The lines that compute the results.</summary>
    /// <param name="node">The statement.</param>
    /// <param name="name">The names of its results.</param>
    /// <param name="text">Its C#, arguments and variables filled in.</param>
    public static IEnumerable<string> Lines(Node node, Func<Value, string> name, string text)
    {
        var byReference = new HashSet<Value>(ByReference(node.Statement));
        foreach (var result in byReference)
        {
            // C# that sets a variable declares it in passing; what adds to one must find it there.
            string inPassing = $"out {CSharpTypes.Name(result.Type)} {name(result)}";
            string declared = text.Replace($"out {name(result)},", inPassing + ",").Replace($"out {name(result)})", inPassing + ")");
            if (declared == text)
            {
                yield return $"{CSharpTypes.Name(result.Type)} {name(result)} = {Literals.Text(Literal.Zero(result.Type))};";
            }

            text = declared;
        }

        var returned = node.Statement.Results.Where(r => !byReference.Contains(r)).ToList();
        var targets = returned.Select(r => node.Live.Contains(r) ? $"{CSharpTypes.Name(r.Type)} {name(r)}" : "_").ToList();
        yield return returned.Count == 0 ? text + ";"
            : returned.Count == 1 ? $"{targets[0]} = {text};"
            : $"({string.Join(", ", targets)}) = {text};";
    }

    private static IEnumerable<Value> ByReference(Statement statement) => statement is { Operation: External external, Results.Count: > 0 }
        ? Holes(external.Text).Where(hole => hole >= external.Arguments.Count).Select(hole => statement.Results[hole - external.Arguments.Count])
        : [];

    /// <summary>The numbers that a template has holes for, in order; what is doubled is the user's own.</summary>
    public static IEnumerable<int> Holes(string template)
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
