namespace SymDiff.Benchmarks;

/// <summary>Roslyn 4.3 walks a file by recursion, which expressions of 10,000 factors need stack for.</summary>
internal static class DeepStack
{
    /// <summary>Runs work on a thread with much stack.</summary>
    public static T Run<T>(Func<T> work)
    {
        T result = default!;
        Thread thread = new(() => result = work(), 64 * 1024 * 1024);
        thread.Start();
        thread.Join();
        return result;
    }
}
