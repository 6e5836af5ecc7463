using System.Globalization;

namespace SymDiff.Compiler.Tests.Fuzzing;

/// <summary>
/// Which random program showed each mistake when it was last looked for among all: the one to begin with. It says nothing of whether a mistake is caught, for
/// that program is run like any other, and all of them where it shows nothing. A line that is missing or wrong costs time only.
/// </summary>
/// <param name="path">The file: one mistake a line, with its seed.</param>
internal sealed class MistakeSeeds(string path)
{
    private readonly Lazy<SortedDictionary<string, int>> _seeds = new(() => Read(path));

    /// <summary>Whether <c>SNAPSHOT_ACCEPT=1</c> asks for all programs in their order, and for the file to be written.</summary>
    private static bool IsWritten { get; } = Environment.GetEnvironmentVariable("SNAPSHOT_ACCEPT") == "1" && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("CI"));

    /// <summary>The program to begin with; null if all are to be tried in their order.</summary>
    /// <param name="mistake">The mistake.</param>
    /// <param name="first">The first seed there is.</param>
    /// <param name="count">How many seeds there are.</param>
    public int? First(string mistake, int first, int count) =>
        !IsWritten && _seeds.Value.TryGetValue(mistake, out int seed) && seed >= first && seed < first + count ? seed : null;

    /// <summary>Writes down which program showed a mistake, where that is asked for.</summary>
    /// <param name="mistake">The mistake.</param>
    /// <param name="seed">The program's seed.</param>
    public void Note(string mistake, int seed)
    {
        if (IsWritten)
        {
            lock (_seeds)
            {
                _seeds.Value[mistake] = seed;
                File.WriteAllText(path, string.Concat(_seeds.Value.Select(s => string.Create(CultureInfo.InvariantCulture, $"{s.Key} {s.Value}\n"))));
            }
        }
    }

    private static SortedDictionary<string, int> Read(string path)
    {
        SortedDictionary<string, int> seeds = new(StringComparer.Ordinal);
        foreach (string line in File.Exists(path) ? File.ReadAllLines(path) : [])
        {
            int end = line.LastIndexOf(' ');
            if (end > 0 && int.TryParse(line.AsSpan(end), CultureInfo.InvariantCulture, out int seed))
            {
                seeds[line[..end]] = seed;
            }
        }

        return seeds;
    }
}
