using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Analysis;

/// <summary>What running a function several times at one point asks of it, and of whoever does so.</summary>
public static class Repeating
{
    private static readonly string[] Clocks =
        ["System.DateTime.", "System.DateTimeOffset.", "System.Environment.", "System.Diagnostics.", "System.Threading.", "System.GC.", "System.Console.", "System.Random.", ".Elapsed"];

    /// <summary>The parameters whose memory a run may leave otherwise than it was, so that it has to be put back before the next.</summary>
    /// <param name="function">The function.</param>
    public static IReadOnlyCollection<Value> Overwritten(Function function)
    {
        var aliasing = Aliasing.Of(function);
        var written = new WrittenMemory(aliasing, function.Body.Statements, isOpenly: true);
        return [.. function.Parameters.Where(p => p.Type.IsBuffer && written.MayChange(p, 0) && MayBeRead(p, function.Body, aliasing))];
    }

    // What is only stored to is the same after every run.
    private static bool MayBeRead(Value memory, Region body, Aliasing aliasing) => body.Nested().Any(r =>
        r.Statements.Any(s => s.Operation is not (Length or Slice or If or Block or Loop)
            && s.Operation.Operands.Where(o => o.Type.IsBuffer && !(s.Operation is Store store && o == store.Buffer && o != store.Stored)).Any(o => aliasing.Roots(o) is not { } roots || roots.Contains(memory))));

    /// <summary>C# in the function that may do another thing each time; null if there is none.</summary>
    /// <param name="function">The function.</param>
    public static string? FirstUnrepeatable(Function function) => First(function.Body, IsRead);

    /// <summary>C# in the loop that may do another thing when an iteration is run again later; null if there is none.</summary>
    /// <param name="loop">The loop. What it reads of objects made before it may have changed by then.</param>
    public static string? FirstUnrepeatable(Loop loop) => First(loop.Body, (external, made) => IsRead(external, made) && external.Arguments.Count > 0 && made.Contains(external.Arguments[0]));

    private static string? First(Region region, Func<External, HashSet<Value>, bool> isRead)
    {
        var externals = region.AllStatements().Where(s => s.Operation is External).ToList();
        var made = new HashSet<Value>(externals.Where(s => ((External)s.Operation).Text is var text && (IsNewArray(text) || IsEnumerator(text))).SelectMany(s => s.Results));
        return externals.Select(s => (External)s.Operation).FirstOrDefault(e => e.HasEffect && !CanRepeat(e, made, isRead))?.Text;
    }

    private static bool CanRepeat(External external, HashSet<Value> made, Func<External, HashSet<Value>, bool> isRead)
    {
        string text = external.Text;
        bool isStore = text.Contains(" = ");
        return external.Effect == Effect.Computing || (isStore ? external.Arguments.Count > 0 && made.Contains(external.Arguments[0]) && text.StartsWith("{0}[", StringComparison.Ordinal)
            : IsGuard(text) || IsNewArray(text) || IsEnumerator(text) || (IsStep(text) && made.Contains(external.Arguments[0])) || isRead(external, made));
    }

    // A field, an element, a property without code of the user's: the same for as long as the method runs, but for a clock.
    private static bool IsRead(External external, HashSet<Value> made) =>
        !external.Text.Contains('(') && external.Effect != Effect.Any && !Clocks.Any(clock => external.Text.Contains(clock));

    /// <summary>Whether C# only refuses what it is given.</summary>
    public static bool IsGuard(External external) => IsGuard(external.Text);

    private static bool IsGuard(string text) =>
        text.StartsWith("throw ", StringComparison.Ordinal)
        || text.StartsWith("$", StringComparison.Ordinal)
        || (text.StartsWith("global::System.", StringComparison.Ordinal) && text.Contains("Exception.ThrowIf"))
        || (text.StartsWith("new global::System.", StringComparison.Ordinal) && text.Contains("Exception("))
        || text.StartsWith("global::System.Diagnostics.Debug.Assert(", StringComparison.Ordinal);

    private static bool IsNewArray(string text) =>
        text.StartsWith("new ", StringComparison.Ordinal) && text.IndexOf('[') is > 0 and var bracket && text.IndexOf('(') is var call && (call < 0 || call > bracket);

    // An enumerator that is made in every run begins anew.
    private static bool IsEnumerator(string text) => text.EndsWith(".GetEnumerator()", StringComparison.Ordinal);

    private static bool IsStep(string text) => text is "{0}.MoveNext()" or "{0}.Dispose()";
}
