namespace SymDiff.Compiler.IR;

/// <summary>
/// How C# that is not looked into is differentiated: by C# that somebody registered for it, or that is known to stand beside it. All texts are written like
/// <see cref="External.Text"/>. Without any of them its derivative is not known, which is an error where it is asked for.
/// </summary>
/// <param name="Active">One flag an argument: whether there is a derivative with respect to it.</param>
/// <param name="Partials">The partial for each flagged argument, of the arguments and, as one more, the result: an expression, with several partials a tuple.</param>
/// <param name="Pullback">What the cotangent, one more argument, contributes to each flagged argument.</param>
/// <param name="Pushforward">Value and tangent as a tuple, of the arguments and the tangents of the flagged ones.</param>
/// <param name="OfPartials">How <paramref name="Partials"/> are differentiated in turn; null where that is not known.</param>
public sealed record ExternalRule(
    EquatableArray<bool> Active,
    string? Partials = null,
    string? Pullback = null,
    string? Pushforward = null,
    ExternalRule? OfPartials = null)
{
    /// <summary>The rule of what has no known derivative but may not count as a constant.</summary>
    /// <param name="arguments">The arguments: every real one may be active.</param>
    public static ExternalRule Unknown(IEnumerable<Value> arguments) => new(arguments.Select(a => a.IsReal).ToEquatableArray());
}
