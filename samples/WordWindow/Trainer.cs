namespace WordWindow;

/// <summary>Trains a tagger by minibatches of windows.</summary>
internal sealed class Trainer
{
    // A word that occurs so often is taken for unknown every second time.
    private const int Rare = 20;

    private readonly Tagger _tagger;
    private readonly Tagger _gradient;
    private readonly Adam<Tagger> _adam;
    private readonly Vocabulary _vocabulary;
    private readonly Windows[] _sentences;
    private readonly (int Sentence, int Word)[] _places;
    private readonly int[] _order;
    private readonly int[] _words;
    private readonly Settings _settings;
    private readonly Noise _noise;
    private int _steps;

    public Trainer(Tagger tagger, Vocabulary vocabulary, Windows[] sentences, Settings settings)
    {
        (_tagger, _vocabulary, _sentences, _settings) = (tagger, vocabulary, sentences, settings);
        _gradient = tagger.CreateZero();
        _adam = new(tagger);
        _places = [.. sentences.SelectMany((s, i) => s.Kinds.Select((_, j) => (i, j)))];
        _order = [.. Enumerable.Range(0, _places.Length)];
        _words = new int[tagger.Window];
        _noise = new(settings.Seed);
    }

    /// <summary>Goes through all windows once, in an order of its own, and gives the mean of the losses that it met.</summary>
    public double Epoch()
    {
        double sum = 0;
        _noise.Shuffle(_order);
        int steps = _settings.Epochs * ((_order.Length + _settings.Batch - 1) / _settings.Batch);
        for (int start = 0; start < _order.Length; start += _settings.Batch)
        {
            int count = Math.Min(_settings.Batch, _order.Length - start);
            foreach (int index in _order.AsSpan(start, count))
            {
                (int s, int at) = _places[index];
                Forget(_sentences[s].Words.AsSpan(at, _words.Length));

                // What belongs to the vectors of these words, among all others, is added to the gradient.
                sum += _tagger.LossVjp(_words, _sentences[s].Forms.AsSpan(at, _words.Length), _sentences[s].Kinds[at], 1.0 / count, _gradient);
            }

            _adam.Step(_gradient, _settings.Rate * (1 - ((double)_steps++ / steps)));
            _gradient.Clear();
        }

        return sum / _order.Length;
    }

    // Words are taken for unknown now and then, rare ones often: so the vector of unknown words is learned, and so is what to make of one.
    private void Forget(ReadOnlySpan<int> words)
    {
        for (int i = 0; i < words.Length; i++)
        {
            int frequency = _vocabulary.Frequency(words[i]);
            bool forgotten = words[i] != Vocabulary.Edge && _noise.Below(frequency + Rare) < Rare;
            _words[i] = forgotten ? Vocabulary.Unknown : words[i];
        }
    }
}

/// <summary>How to train.</summary>
internal sealed record Settings(int Epochs, int Batch, double Rate, ulong Seed);
