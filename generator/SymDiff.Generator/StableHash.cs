using System.Globalization;

namespace SymDiff.Generator;

/// <summary>A hash that is the same in every process and on every machine (FNV-1a).</summary>
internal static class StableHash
{
    /// <summary>Eight hexadecimal digits.</summary>
    public static string Of(string text)
    {
        uint hash = 2166136261;
        foreach (char c in text)
        {
            hash = unchecked((hash ^ c) * 16777619);
        }

        return hash.ToString("x8", CultureInfo.InvariantCulture);
    }
}
