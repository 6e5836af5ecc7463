using System.Collections.Concurrent;
using System.Reflection;

namespace SymDiff.TestKit;

/// <summary>The mistakes that the generator can be made to make, in Debug builds; see <c>Mutation</c> in the compiler.</summary>
public static class Mutants
{
    // How many programs the generator is given at once, and how many of those that come out otherwise are compiled at once.
    private const int BatchSize = 10;
    private const int ChangedAtOnce = 3;
    private static readonly TimeSpan LongestRun = TimeSpan.FromSeconds(5);
    private static readonly ConcurrentDictionary<(Func<int, RandomProgram> Make, int First, int Count), Lazy<ChangedPrograms>> Batches = [];

    /// <summary>Their names; none in Release.</summary>
    public static IReadOnlyList<string> Names =>
        [.. typeof(Compiler.Mutation).GetProperties(BindingFlags.Public | BindingFlags.Static).Select(property => property.Name)];

    /// <summary>Runs random programs through the generator while it makes a mistake, until one of them shows it.</summary>
    /// <param name="name">The mistake.</param>
    /// <param name="programs">How many programs to try.</param>
    /// <param name="make">Makes the program of a seed.</param>
    /// <param name="shrink">Whether to make the program that shows it small.</param>
    /// <returns>What shows it, with the seed of the program; null if none does.</returns>
    public static string? FirstFailure(string name, int programs, Func<int, RandomProgram> make, bool shrink = false)
    {
        for (int first = 1; first <= programs; first += BatchSize)
        {
            ChangedPrograms batch = Batch(make, first, Math.Min(BatchSize, programs + 1 - first));
            Make(name);
            try
            {
                FuzzResult result = Fuzz.Run(batch.Changed(), most: 1, shrink, ChangedAtOnce, LongestRun);
                if (result.Failures.Count > 0)
                {
                    return result.Failures[0];
                }
            }
            finally
            {
                Make(null);
            }
        }

        return null;
    }

    // What the generator makes of programs without a mistake is the same for every mistake.
    private static ChangedPrograms Batch(Func<int, RandomProgram> make, int first, int count) =>
        Batches.GetOrAdd((make, first, count), key => new(() => new ChangedPrograms([.. Enumerable.Range(key.First, key.Count).Select(key.Make)]))).Value;

    /// <summary>Does something while the generator makes a mistake.</summary>
    /// <param name="name">The mistake.</param>
    /// <param name="action">What is done.</param>
    public static void While(string name, Action action)
    {
        Make(name);
        try
        {
            action();
        }
        finally
        {
            Make(null);
        }
    }

    private static void Make(string? name)
    {
#if DEBUG
        Compiler.Mutation.Make(name);
#else
        throw new NotSupportedException($"There are no mutants in Release, {name} neither.");
#endif
    }
}
