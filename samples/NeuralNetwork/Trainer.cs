namespace NeuralNetwork;

/// <summary>Trains a network by minibatches, the samples of a batch spread over workers.</summary>
internal sealed class Trainer
{
    private readonly Network _network;
    private readonly Digits _data;
    private readonly Settings _settings;
    private readonly Adam<Network> _adam;
    private readonly Network _gradient;
    private readonly int[] _order;
    private readonly double[] _images;
    private readonly int[] _labels;
    private readonly Noise _noise;
    private readonly Action<int> _update;
    private double _rate;
    private int _steps;

    public Trainer(Network network, Digits data, Settings settings)
    {
        _network = network;
        _data = data;
        _settings = settings;
        _adam = new(network);
        _gradient = network.CreateZero();
        _noise = new(settings.Seed);
        _order = [.. Enumerable.Range(0, data.Count)];
        _images = new double[settings.Batch * Digits.Pixels];
        _labels = new int[settings.Batch];
        _update = share => _adam.Step(_gradient, _rate, share, _settings.Workers);
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
            int samples = Math.Min(_settings.Batch, _order.Length - start);
            for (int s = 0; s < samples; s++)
            {
                _data.Image(_order[start + s]).CopyTo(_images.AsSpan(s * Digits.Pixels));
                _labels[s] = _data.Labels[_order[start + s]];
            }

            // A worker has the same tiles of the batch each time: what is learned depends on the number of workers, not on their speed.
            int tiles = (samples + Network.Tile - 1) / Network.Tile;
            sum += samples * _network.LossSumGradient(_images, _labels, samples, 0, tiles, _gradient, _settings.Workers);
            _rate = Rate(_steps++);
            _adam.Begin();
            Parallel.For(0, _settings.Workers, _update);
        }

        return sum / _order.Length;
    }

    /// <summary>The learning rate of a step: up in a straight line during the first twentieth, then down half a cosine wave to nothing.</summary>
    public double Rate(int step)
    {
        double done = (double)step / (Batches * _settings.Epochs);
        return _settings.Rate * (done < 0.05 ? (done + 0.001) / 0.051 : 0.5 * (1 + Math.Cos(Math.PI * (done - 0.05) / 0.95)));
    }
}

/// <summary>How to train.</summary>
internal sealed record Settings(int Epochs, int Batch, double Rate, int Workers, ulong Seed);
