using System.Runtime.CompilerServices;
using SymDiff.Generator.Model;

namespace SymDiff.Generator.Sharing;

/// <summary>What came out of differentiating a method, kept as long as its model: the analyzer need not do again what the generator did.</summary>
internal static class KnownVerdicts
{
    private static readonly ConditionalWeakTable<DifferentiableMethod, Entry> Known = new();

    /// <summary>Keeps a verdict, instead of one with other options.</summary>
    public static void Keep(DifferentiableMethod method, Options options, Verdict verdict)
    {
        var entry = Known.GetValue(method, _ => new Entry());
        Volatile.Write(ref entry.Verdict, Tuple.Create(options, verdict));
    }

    /// <summary>The verdict; null if it is not known.</summary>
    public static Verdict? Find(DifferentiableMethod method, Options options) =>
        Known.TryGetValue(method, out var entry) && Volatile.Read(ref entry.Verdict) is { } known && known.Item1.Equals(options) ? known.Item2 : null;

    private sealed class Entry
    {
        public Tuple<Options, Verdict>? Verdict;
    }
}
