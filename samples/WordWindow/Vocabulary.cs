using System.Text.RegularExpressions;

namespace WordWindow;

/// <summary>The words that are known, each with a number, and what the others look like.</summary>
internal sealed partial class Vocabulary
{
    /// <summary>The number that all words have that are not known.</summary>
    public const int Unknown = 0;

    /// <summary>The number of what stands before and after a sentence.</summary>
    public const int Edge = 1;

    /// <summary>How many forms there are.</summary>
    public const int Forms = 8;

    // What occurs less often is not known: too little could be learned of it.
    private const int Often = 3;

    private readonly Dictionary<string, int> _numbers = [];
    private readonly List<int> _counts = [0, 0];

    public Vocabulary(IEnumerable<Sentence> sentences)
    {
        foreach (IGrouping<string, string> word in sentences.SelectMany(s => s.Words).GroupBy(w => w.ToUpperInvariant()).Where(g => g.Count() >= Often))
        {
            _numbers.Add(word.Key, _counts.Count);
            _counts.Add(word.Count());
        }
    }

    /// <summary>How many numbers there are.</summary>
    public int Count => _counts.Count;

    /// <summary>How often the word of some number occurs.</summary>
    public int Frequency(int number) => _counts[number];

    /// <summary>The number of a word.</summary>
    public int Number(string word) => _numbers.GetValueOrDefault(word.ToUpperInvariant(), Unknown);

    /// <summary>What a word looks like: capital letters and figures tell much of words that are not known.</summary>
    public static int Form(string word, bool first) => word switch
    {
        _ when word.All(char.IsAsciiDigit) => word.Length <= 2 ? 1 : word.Length == 4 ? 2 : 3,
        _ when !word.Any(char.IsLetter) => 4,
        _ when !char.IsUpper(word[0]) => 5,
        _ => first ? 6 : 7,
    };

    /// <summary>The words and signs of a text.</summary>
    public static string[] Split(string text) => [.. Word().Matches(text).Select(m => m.Value)];

    [GeneratedRegex(@"\p{L}+(['’-]\p{L}+)*|\d+|\S")]
    private static partial Regex Word();
}

/// <summary>Words and forms by their numbers, with edges on both sides: a window is a part of them.</summary>
internal sealed record Windows(int[] Words, int[] Forms, Kind[] Kinds)
{
    /// <summary>The numbers of a sentence.</summary>
    public static Windows Of(Sentence sentence, Vocabulary vocabulary, int window)
    {
        int side = window / 2;
        int[] words = new int[sentence.Words.Length + (2 * side)];
        int[] forms = new int[words.Length];
        Array.Fill(words, Vocabulary.Edge);
        for (int i = 0; i < sentence.Words.Length; i++)
        {
            words[side + i] = vocabulary.Number(sentence.Words[i]);
            forms[side + i] = Vocabulary.Form(sentence.Words[i], i == 0);
        }

        return new(words, forms, sentence.Kinds);
    }
}
