using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using SymDiff.Compiler.Tests.Fuzzing;

namespace SymDiff.TestKit;

/// <summary>The mistakes that the generator can be made to make, in Debug builds; see <c>Mutation</c> in the compiler.</summary>
public static partial class Mutants
{
    // How many programs the generator is given at once, and how many of those that come out otherwise are compiled at once.
    private const int BatchSize = 10;
    private const int ChangedAtOnce = 3;
    private static readonly TimeSpan LongestRun = TimeSpan.FromSeconds(5);
    private static readonly ConcurrentDictionary<(Func<int, RandomProgram> Make, int First, int Count), Lazy<ChangedPrograms>> Batches = [];
    private static readonly MistakeSeeds Seeds = new(Beside("MutantSeeds.txt"));

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
        // The one that showed it before, then all of them.
        string key = $"{make.Method.Name} {name}";
        if (Seeds.First(key, 1, programs) is { } seed && Failure(name, Batch(make, seed, 1), shrink) is { } again)
        {
            return again;
        }

        for (int first = 1; first <= programs; first += BatchSize)
        {
            if (Failure(name, Batch(make, first, Math.Min(BatchSize, programs + 1 - first)), shrink) is { } failure)
            {
                Seeds.Note(key, int.Parse(SeedIn().Match(failure).Groups[1].ValueSpan, CultureInfo.InvariantCulture));
                return failure;
            }
        }

        return null;
    }

    private static string? Failure(string name, ChangedPrograms batch, bool shrink)
    {
        string? failure = null;
        While(name, () => failure = Fuzz.Run(batch.Changed(), most: 1, shrink, ChangedAtOnce, LongestRun).Failures.FirstOrDefault());
        return failure;
    }

    [GeneratedRegex("^SYMDIFF_FUZZ_SEED=([0-9]+)")]
    private static partial Regex SeedIn();

    private static string Beside(string file, [CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, file);

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
