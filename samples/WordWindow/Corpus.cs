namespace WordWindow;

/// <summary>What a word is part of.</summary>
internal enum Kind
{
    /// <summary>No name.</summary>
    None,

    /// <summary>The name of a person.</summary>
    Person,

    /// <summary>The name of a place.</summary>
    Place,

    /// <summary>The name of an organisation.</summary>
    Organisation,

    /// <summary>A date.</summary>
    Date,
}

/// <summary>Names of kinds.</summary>
internal static class Kinds
{
    /// <summary>All kinds.</summary>
    public static readonly Kind[] All = Enum.GetValues<Kind>();

    /// <summary>The kind's name, as it stands in the corpus.</summary>
    public static string Name(this Kind kind) => kind switch
    {
        Kind.Person => "person",
        Kind.Place => "place",
        Kind.Organisation => "organisation",
        Kind.Date => "date",
        _ => "none",
    };
}

/// <summary>A sentence: words, and what each is part of.</summary>
internal sealed record Sentence(string[] Words, Kind[] Kinds)
{
    /// <summary>The names in a sentence: words of a kind that stand together.</summary>
    public IEnumerable<(Kind Kind, int Start, int End)> Names => Runs(Kinds);

    /// <summary>Words of a kind that stand together.</summary>
    public static IEnumerable<(Kind Kind, int Start, int End)> Runs(Kind[] kinds)
    {
        for (int start = 0, end; start < kinds.Length; start = end)
        {
            end = start + 1;
            while (end < kinds.Length && kinds[end] == kinds[start])
            {
                end++;
            }

            if (kinds[start] != Kind.None)
            {
                yield return (kinds[start], start, end);
            }
        }
    }
}

/// <summary>Sentences with the kinds of their words.</summary>
internal static class Corpus
{
    /// <summary>A part of the corpus that comes with this sample: <c>training</c> or <c>heldout</c>.</summary>
    public static List<Sentence> Load(string part)
    {
        using Stream stream = typeof(Corpus).Assembly.GetManifestResourceStream(part)!;
        using StreamReader reader = new(stream);
        List<Sentence> sentences = [];
        while (reader.ReadLine() is string line)
        {
            sentences.Add(Parse(line));
        }

        return sentences;
    }

    /// <summary>Reads a sentence whose words may be followed by <c>/kind</c>.</summary>
    public static Sentence Parse(string line)
    {
        string[][] words = [.. line.Split(' ').Select(w => w.Split('/'))];
        return new([.. words.Select(w => w[0])], [.. words.Select(w => w.Length == 1 ? Kind.None : Kinds.All.Single(k => k.Name() == w[1]))]);
    }
}
