using System.Runtime;
using System.Runtime.ExceptionServices;

namespace SymDiff.TestKit;

/// <summary>Runs code that may never end and knows nothing of cancellation.</summary>
internal static class Bounded
{
    private static readonly TimeSpan LongestAbort = TimeSpan.FromSeconds(20);

    /// <summary>
    /// Runs an action on a thread of its own and aborts it when its time is over: a loop that is left running takes a processor and, where it records, all memory.
    /// </summary>
    /// <param name="action">What to run.</param>
    /// <param name="longest">How long it may take.</param>
    /// <returns>Whether it ended by itself. What it throws is thrown.</returns>
    public static bool Run(Action action, TimeSpan longest)
    {
        bool hasEnded = false;
        Exception? thrown = null;
        CancellationTokenSource stop = new(longest);
        Thread thread = new(() =>
        {
            try
            {
                // Obsolete so that nobody uses it in a product: an abort may leave anything half done. Here that is a program of which nothing is used afterwards.
#pragma warning disable SYSLIB0046
                ControlledExecution.Run(action, stop.Token);
#pragma warning restore SYSLIB0046
                hasEnded = true;
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
            }
            catch (Exception e)
            {
                thrown = e;
            }
        })
        {
            IsBackground = true,
        };
        thread.Start();
        if (!thread.Join(longest + LongestAbort))
        {
            return false;
        }

        stop.Dispose();
        if (thrown is not null)
        {
            ExceptionDispatchInfo.Throw(thrown);
        }

        return hasEnded;
    }
}
