namespace SymDiff.Compiler.Emit;

/// <summary>What C# says about identifiers.</summary>
internal static class Identifiers
{
    // The contextual keywords at the end can change how a statement that begins with them is read.
    private static readonly HashSet<string> Keywords = new(
        ("abstract as base bool break byte case catch char checked class const continue decimal default delegate do double else enum event "
        + "explicit extern false finally fixed float for foreach goto if implicit in int interface internal is lock long namespace new null "
        + "object operator out override params private protected public readonly ref return sbyte sealed short sizeof stackalloc static string "
        + "struct switch this throw true try typeof uint ulong unchecked unsafe ushort using virtual void volatile while "
        + "async await dynamic nameof partial scoped var yield").Split(' '),
        StringComparer.Ordinal);

    /// <summary>The identifier as it stands in C#: with <c>@</c> where it is a keyword. It may lead to a part of something, with dots.</summary>
    public static string Escape(string name) => name.IndexOf('.') >= 0 ? string.Join(".", name.Split('.').Select(Escape)) : Keywords.Contains(name) ? "@" + name : name;

    /// <summary>A name for a local variable that holds a part of something: <c>a.X</c> → <c>aX</c>.</summary>
    public static string Local(string name) => name.IndexOf('.') < 0 ? name : name.Substring(0, name.IndexOf('.')) + string.Concat(name.Split('.').Skip(1).Select(Capitalized));

    /// <summary>Whether a local variable may have this name.</summary>
    public static bool IsLocalName(string name) =>
        name.Length > 0 && name.Any(c => c != '_') && !char.IsDigit(name[0]) && name.All(c => c == '_' || char.IsLetterOrDigit(c));

    /// <summary>The name with its first letter capitalised.</summary>
    public static string Capitalized(string name) => char.ToUpperInvariant(name[0]) + name.Substring(1);

    /// <summary>Every identifier that occurs in a piece of C#.</summary>
    public static IEnumerable<string> In(string text)
    {
        int start = -1;
        for (int i = 0; i <= text.Length; i++)
        {
            bool isPart = i < text.Length && (text[i] == '_' || char.IsLetterOrDigit(text[i]));
            if (isPart && start < 0)
            {
                start = i;
            }
            else if (!isPart && start >= 0)
            {
                yield return text.Substring(start, i - start);
                start = -1;
            }
        }
    }
}
