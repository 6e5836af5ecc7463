namespace SymDiff.Compiler.Transforms;

/// <summary>What derived functions and values are called inside the compiler.</summary>
internal static class DerivedNames
{
    private static readonly string[] Suffixes = ["__Forward", "__Reverse", "__Vjp", "__Jvp"];

    /// <summary>The forward half of a split call.</summary>
    public static string Forward(string callee) => callee + "__Forward";

    /// <summary>The reverse half of a split call.</summary>
    public static string Reverse(string callee) => callee + "__Reverse";

    /// <summary>Whether a function is the reverse half of a split call.</summary>
    public static bool IsReverse(string name) => name.EndsWith("__Reverse", StringComparison.Ordinal);

    /// <summary>The whole pullback.</summary>
    public static string Vjp(string callee) => callee + "__Vjp";

    /// <summary>Whether a function is a whole pullback, and nothing derived of one.</summary>
    public static bool IsVjp(string name) => name.EndsWith("__Vjp", StringComparison.Ordinal);

    /// <summary>The gradient, with the value or without.</summary>
    public static string Gradient(string method, bool withValue) => method + (withValue ? "__ValueAndGradient" : "__Gradient");

    /// <summary>Whether a function is a gradient, and nothing derived of one.</summary>
    public static bool IsGradient(string name) => name.EndsWith(Gradient("", withValue: false), StringComparison.Ordinal) || name.EndsWith(Gradient("", withValue: true), StringComparison.Ordinal);

    /// <summary>Whether a function returns cotangents, or is derived from one that does.</summary>
    public static bool IsOfPullback(string name)
    {
        for (string current = name; ; current = Origin(current))
        {
            if (IsReverse(current) || IsVjp(current))
            {
                return true;
            }

            if (Origin(current) == current)
            {
                return false;
            }
        }
    }

    /// <summary>The pushforward.</summary>
    public static string Jvp(string callee) => callee + "__Jvp";

    /// <summary>What a name is derived from; the name itself if from nothing.</summary>
    public static string Origin(string name) =>
        Suffixes.FirstOrDefault(s => name.EndsWith(s, StringComparison.Ordinal)) is { } suffix ? name.Substring(0, name.Length - suffix.Length) : name;

    /// <summary>What a name is derived from in the end: the primal.</summary>
    public static string Primal(string name)
    {
        for (string origin = Origin(name); origin != name; origin = Origin(name))
        {
            name = origin;
        }

        return name;
    }

    /// <summary>Whether a function is a half of a split call, or derived from one.</summary>
    public static bool IsOfHalf(string name)
    {
        for (string current = name; ; current = Origin(current))
        {
            if (IsReverse(current) || current.EndsWith("__Forward", StringComparison.Ordinal))
            {
                return true;
            }

            if (Origin(current) == current)
            {
                return false;
            }
        }
    }

    /// <summary>The user's name for a cotangent: <c>z</c> → <c>dZ</c>.</summary>
    public static string? Cotangent(string? name) => Prefixed("d", name);

    /// <summary>The user's name for a tangent: <c>z</c> → <c>tZ</c>.</summary>
    public static string? Tangent(string? name) => Prefixed("t", name);

    private static string? Prefixed(string prefix, string? name) =>
        string.IsNullOrEmpty(name) ? null : prefix + Emit.Identifiers.Capitalized(Emit.Identifiers.Local(name!));
}
