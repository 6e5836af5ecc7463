using System.ComponentModel;
using System.Runtime.ExceptionServices;

namespace SymDiff;

/// <summary>
/// Parts of a sum that threads of the pool run, each as a whole. Which thread runs which part is left to chance; whoever waits runs what no thread has begun, so that a busy pool delays nothing.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class RunningParts : IDisposable
{
    private readonly Action<int> _run;
    private readonly int _parts;
    private readonly object _gate = new();

    // The newest part that was begun: the caller begins with the first by itself.
    private int _begun;
    private int _open;

    // What the part threw that comes first among those that threw.
    private int _failed;
    private ExceptionDispatchInfo? _failure;

    internal RunningParts(int parts, Action<int> run)
    {
        _run = run;
        _parts = parts;
        _open = parts - 1;
        for (int part = 1; part < parts; part++)
        {
            ThreadPool.QueueUserWorkItem(static parts => ((RunningParts)parts!).RunNext(), this);
        }
    }

    /// <summary>Waits until all parts are done.</summary>
    /// <exception cref="Exception">What the first of the parts threw that threw anything, as it was thrown.</exception>
    public void Wait()
    {
        while (RunNext())
        {
        }

        Join();
        _failure?.Throw();
    }

    /// <summary>Waits until no thread runs a part any more. What was not begun is not done.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _open -= _parts - 1 - _begun;
            _begun = _parts - 1;
        }

        Join();
    }

    private bool RunNext()
    {
        int part;
        lock (_gate)
        {
            if (_begun == _parts - 1)
            {
                return false;
            }

            part = ++_begun;
        }

        ExceptionDispatchInfo? failure = null;
        try
        {
            _run(part);
        }
#pragma warning disable CA1031 // Whatever it is, it is thrown again where the sum was asked for.
        catch (Exception e)
#pragma warning restore CA1031
        {
            failure = ExceptionDispatchInfo.Capture(e);
        }

        lock (_gate)
        {
            if (failure is not null && (_failure is null || part < _failed))
            {
                (_failed, _failure) = (part, failure);
            }

            if (--_open == 0)
            {
                Monitor.PulseAll(_gate);
            }
        }

        return true;
    }

    private void Join()
    {
        lock (_gate)
        {
            while (_open > 0)
            {
                Monitor.Wait(_gate);
            }
        }
    }
}
