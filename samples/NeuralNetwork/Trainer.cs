namespace NeuralNetwork;

/// <summary>Trains a network by minibatches, the samples of a batch spread over workers.</summary>
internal sealed class Trainer : IDisposable
{
    // A call takes up to sixteen samples: each row of a matrix is then read once for sixteen.
    private const int Tile = 16;

    private readonly Network _network;
    private readonly Digits _data;
    private readonly Settings _settings;
    private readonly Team _team;
    private readonly Adam<Network> _adam;
    private readonly Network[] _gradients;
    private readonly double[] _losses;
    private readonly int[] _order;
    private readonly double[] _images;
    private readonly int[] _labels;
    private readonly Noise _noise;
    private readonly Action<int> _differentiate;
    private readonly Action<int> _update;
    private int _samples;
    private double _rate;
    private int _steps;

    public Trainer(Network network, Digits data, Settings settings)
    {
        _network = network;
        _data = data;
        _settings = settings;
        _team = new(settings.Workers);
        _adam = new(network);
        _noise = new(settings.Seed);
        _order = [.. Enumerable.Range(0, data.Count)];
        _images = new double[settings.Batch * Digits.Pixels];
        _labels = new int[settings.Batch];

        // One accumulator a worker.
        _gradients = [.. Enumerable.Range(0, settings.Workers).Select(_ => network.CreateZero())];
        _losses = new double[settings.Workers];
        _differentiate = Differentiate;
        _update = w => _adam.Step(_gradients, _rate, w, _settings.Workers);
    }

    /// <summary>How many batches an epoch has.</summary>
    public int Batches => (_data.Count + _settings.Batch - 1) / _settings.Batch;

    /// <summary>Goes through all samples once, in an order of its own, and gives the mean of the losses that it met.</summary>
    public double Epoch()
    {
        double sum = 0;
        _noise.Shuffle(_order);
        for (int start = 0; start < _order.Length; start += _settings.Batch)
        {
            _samples = Math.Min(_settings.Batch, _order.Length - start);
            for (int s = 0; s < _samples; s++)
            {
                _data.Image(_order[start + s]).CopyTo(_images.AsSpan(s * Digits.Pixels));
                _labels[s] = _data.Labels[_order[start + s]];
            }

            _rate = Rate(_steps++);
            _team.Run(_differentiate);
            _adam.Begin();
            _team.Run(_update);
            foreach (double loss in _losses)
            {
                sum += loss;
            }
        }

        return sum / _order.Length;
    }

    /// <summary>The learning rate of a step: up in a straight line during the first twentieth, then down half a cosine wave to nothing.</summary>
    public double Rate(int step)
    {
        double done = (double)step / (Batches * _settings.Epochs);
        return _settings.Rate * (done < 0.05 ? (done + 0.001) / 0.051 : 0.5 * (1 + Math.Cos(Math.PI * (done - 0.05) / 0.95)));
    }

    /// <inheritdoc/>
    public void Dispose() => _team.Dispose();

    // A worker has the same samples of the batch each time: what it adds up depends on the number of workers, not on their speed.
    private void Differentiate(int worker)
    {
        int end = _samples * (worker + 1) / _settings.Workers;
        double sum = 0;
        for (int from = _samples * worker / _settings.Workers; from < end; from += Tile)
        {
            int count = Math.Min(Tile, end - from);
            sum += _network.LossVjp(_images.AsSpan(from * Digits.Pixels, count * Digits.Pixels), _labels.AsSpan(from, count), 1.0 / _samples, _gradients[worker]);
        }

        _losses[worker] = sum;
    }
}

/// <summary>How to train.</summary>
internal sealed record Settings(int Epochs, int Batch, double Rate, int Workers, ulong Seed);
