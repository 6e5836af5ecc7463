namespace SymDiff.Compiler.Emit;

/// <summary>What vectors of the platform compute element by element.</summary>
internal static class LaneOperations
{
    // Rounded exactly, as the same operation on one number.
    private static readonly Dictionary<string, string> Exact = new(StringComparer.Ordinal) { ["Sqrt"] = "SquareRoot", ["Abs"] = "Abs" };

    // Other functions than those of Math, which agree with them within a unit or two in the last place.
    private static readonly Dictionary<string, string> Approximate = new(StringComparer.Ordinal)
    {
        ["Exp"] = "Exp",
        ["Log"] = "Log",
        ["Log2"] = "Log2",
        ["Sin"] = "Sin",
        ["Cos"] = "Cos",
        ["Hypot"] = "Hypot",
    };

    /// <summary>Whether a primitive is a function of vectors.</summary>
    /// <param name="primitive">The primitive.</param>
    /// <param name="mayDiffer">Whether it may differ in the last digits.</param>
    public static bool IsFunction(string primitive, bool mayDiffer) => Exact.ContainsKey(primitive) || (mayDiffer && Approximate.ContainsKey(primitive));

    /// <summary>The method of <c>System.Numerics.Vector</c> that computes a primitive.</summary>
    /// <param name="primitive">A primitive that is such a function.</param>
    public static string Method(string primitive) => Exact.TryGetValue(primitive, out string? method) ? method : Approximate[primitive];
}
