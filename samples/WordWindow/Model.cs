using SymDiff;

namespace WordWindow;

/// <summary>A tagger with the words that it knows.</summary>
internal sealed class Model
{
    private readonly Vocabulary _vocabulary;

    public Model(IReadOnlyList<Sentence> training, Shape shape, ulong seed)
    {
        _vocabulary = new(training);
        Tagger = new(_vocabulary.Count, shape, new Noise(seed));
    }

    /// <summary>The parameters.</summary>
    public Tagger Tagger { get; }

    /// <summary>How many words are known.</summary>
    public int Words => _vocabulary.Count;

    /// <summary>Trains, and tells what is known after each epoch, the first before any.</summary>
    public List<Epoch> Train(IReadOnlyList<Sentence> training, IReadOnlyList<Sentence> heldOut, Settings settings, Action<string> told)
    {
        Trainer trainer = new(Tagger, _vocabulary, [.. training.Select(s => Windows.Of(s, _vocabulary, Tagger.Window))], settings);
        List<Epoch> epochs = [new(0, Evaluation.Of(this, training), Evaluation.Of(this, heldOut))];
        for (int e = 1; e <= settings.Epochs; e++)
        {
            trainer.Epoch();
            epochs.Add(new(e, Evaluation.Of(this, training), Evaluation.Of(this, heldOut)));
            told(FormattableString.Invariant($"epoch {e}, F1 {epochs[^1].HeldOut.AllNames.F1:0.000}"));
        }

        return epochs;
    }

    /// <summary>Says of each word of a sentence what it is. The kinds that the sentence has count for the loss alone.</summary>
    public Tagged Tag(Sentence sentence)
    {
        Windows windows = Windows.Of(sentence, _vocabulary, Tagger.Window);
        Kind[] kinds = new Kind[sentence.Words.Length];
        double[] probabilities = new double[kinds.Length];
        double[] logits = new double[Kinds.All.Length];
        double loss = 0;
        for (int i = 0; i < kinds.Length; i++)
        {
            ReadOnlySpan<int> words = windows.Words.AsSpan(i, Tagger.Window);
            ReadOnlySpan<int> forms = windows.Forms.AsSpan(i, Tagger.Window);
            probabilities[i] = 1 / (1 + Math.Exp(-Tagger.Heads(words, forms, logits)));
            kinds[i] = (Kind)Losses.Largest(logits);
            loss += Tagger.Loss(words, forms, sentence.Kinds[i]);
        }

        return new(kinds, probabilities, loss);
    }

    /// <summary>The largest difference between the emitted gradient of s by W and that on paper, at the first word of a sentence.</summary>
    public double Disagreement(Sentence sentence)
    {
        Windows windows = Windows.Of(sentence, _vocabulary, Tagger.Window);
        ReadOnlySpan<int> words = windows.Words.AsSpan(0, Tagger.Window);
        ReadOnlySpan<int> forms = windows.Forms.AsSpan(0, Tagger.Window);
        return Tagger.SlopesByW(words, forms).Zip(Tagger.ScoreGradient(words, forms).W, (paper, emitted) => Math.Abs(paper - emitted)).Max();
    }

    /// <summary>Compares the emitted gradient with central differences at every parameter of a small tagger, the vectors of its words among them.</summary>
    public static GradientCheckReport Check(Sentence sentence)
    {
        // Words have to be met three times to be known.
        Model small = new([sentence, sentence, sentence], new(3, 3, 2, 4), 5);
        Windows windows = Windows.Of(sentence, small._vocabulary, 3);
        return small.Tagger.LossGradientCheck(windows.Words.AsSpan(1, 3), windows.Forms.AsSpan(1, 3), sentence.Kinds[1]);
    }
}

/// <summary>What a tagger says of a sentence: a kind a word, the probability that the word is in a name, and the loss.</summary>
internal sealed record Tagged(Kind[] Kinds, double[] Probabilities, double Loss);
