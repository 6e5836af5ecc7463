namespace WordWindow;

/// <summary>Writes text that is the same in every country.</summary>
internal static class Say
{
    /// <summary>Writes a line, or several.</summary>
    public static void Line(FormattableString text) => Console.WriteLine(FormattableString.Invariant(text));

    /// <summary>Writes an empty line.</summary>
    public static void Line() => Console.WriteLine();
}
