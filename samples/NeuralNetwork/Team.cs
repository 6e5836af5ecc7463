namespace NeuralNetwork;

/// <summary>
/// Threads that all do their share of something, again and again, without anything allocated in between. What a worker throws ends the program.
/// </summary>
internal sealed class Team : IDisposable
{
    private readonly Barrier _begin;
    private readonly Barrier _end;
    private Action<int>? _share;

    public Team(int workers)
    {
        _begin = new(workers);
        _end = new(workers);
        for (int w = 1; w < workers; w++)
        {
            int worker = w;
            new Thread(() => Serve(worker)) { IsBackground = true, Name = $"Worker {worker}" }.Start();
        }
    }

    /// <summary>Has each worker do its share, which is given the worker's number, and waits for all of them. The caller is worker 0.</summary>
    public void Run(Action<int> share)
    {
        _share = share;
        _begin.SignalAndWait();
        try
        {
            share(0);
        }
        finally
        {
            _end.SignalAndWait();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // Nothing to share: the workers go home.
        _share = null;
        _begin.SignalAndWait();
        _end.SignalAndWait();
        _begin.Dispose();
        _end.Dispose();
    }

    private void Serve(int worker)
    {
        while (true)
        {
            _begin.SignalAndWait();
            if (_share is not { } share)
            {
                break;
            }

            share(worker);
            _end.SignalAndWait();
        }

        _end.SignalAndWait();
    }
}
