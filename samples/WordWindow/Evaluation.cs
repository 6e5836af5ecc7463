namespace WordWindow;

/// <summary>How good a tagger is on some sentences.</summary>
internal sealed record Evaluation(double Loss, Score Binary, IReadOnlyDictionary<Kind, Score> Names, Score AllNames)
{
    /// <summary>The evaluation. A name counts as found where its kind, its first word and its last word are right.</summary>
    public static Evaluation Of(Model model, IReadOnlyList<Sentence> sentences)
    {
        double loss = 0;
        int words = 0;
        Count binary = new();
        Dictionary<Kind, Count> names = Kinds.All.Where(k => k != Kind.None).ToDictionary(k => k, _ => new Count());
        Count all = new();
        foreach (Sentence sentence in sentences)
        {
            Tagged tagged = model.Tag(sentence);
            loss += tagged.Loss;
            words += sentence.Words.Length;
            for (int i = 0; i < sentence.Words.Length; i++)
            {
                binary.Add(sentence.Kinds[i] != Kind.None, tagged.Probabilities[i] > 0.5);
            }

            HashSet<(Kind, int, int)> right = [.. sentence.Names];
            HashSet<(Kind, int, int)> found = [.. Sentence.Runs(tagged.Kinds)];
            foreach ((Kind Kind, int, int) name in right.Union(found))
            {
                names[name.Kind].Add(right.Contains(name), found.Contains(name));
                all.Add(right.Contains(name), found.Contains(name));
            }
        }

        return new(loss / words, binary.Score, names.ToDictionary(n => n.Key, n => n.Value.Score), all.Score);
    }

    private sealed class Count
    {
        private int _both;
        private int _right;
        private int _found;

        public Score Score => new(_found == 0 ? 0 : (double)_both / _found, _right == 0 ? 0 : (double)_both / _right, _right);

        public void Add(bool right, bool found)
        {
            _both += right && found ? 1 : 0;
            _right += right ? 1 : 0;
            _found += found ? 1 : 0;
        }
    }
}

/// <summary>Which part of what was found is right, which part of what is right was found, and how much there is.</summary>
internal sealed record Score(double Precision, double Recall, int Number)
{
    /// <summary>The harmonic mean of both.</summary>
    public double F1 => Precision + Recall == 0 ? 0 : 2 * Precision * Recall / (Precision + Recall);
}

/// <summary>What is known after an epoch.</summary>
internal sealed record Epoch(int Number, Evaluation Training, Evaluation HeldOut);
