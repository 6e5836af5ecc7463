using SymDiff.Generator.Frontend;

namespace SymDiff.Generator.Tests.Frontend;

/// <summary>What the reader alone says of marked source, whatever the emitter makes of it.</summary>
internal static class Reported
{
    /// <summary>Asserts that the members of a class <c>C</c> get that diagnostic at exactly the places in <c>[|…|]</c>, and nothing else.</summary>
    public static void Ids(string id, string members)
    {
        string marked = $"using System;\nusing SymDiff;\npublic static partial class C\n{{\n{members}\n}}";
        List<int> starts = [];
        string source = marked;
        for (int at = source.IndexOf("[|", StringComparison.Ordinal); at >= 0; at = source.IndexOf("[|", StringComparison.Ordinal))
        {
            starts.Add(at);
            source = source.Remove(at, 2);
            source = source.Remove(source.IndexOf("|]", StringComparison.Ordinal), 2);
        }

        MethodReading reading = Reading.Of(source);
        Assert.Equal(starts.Select(s => $"{id} at {s}"), reading.Rejections.Select(r => $"{r.Descriptor.Id} at {r.Location.SourceSpan.Start}").Distinct());
    }
}
