using System.Reflection;

namespace SymDiff.TestKit;

/// <summary>The mistakes that the generator can be made to make, in Debug builds; see <c>Mutation</c> in the compiler.</summary>
public static class Mutants
{
    private const int BatchSize = 30;
    private static readonly TimeSpan LongestRun = TimeSpan.FromSeconds(5);

    /// <summary>Their names; none in Release.</summary>
    public static IReadOnlyList<string> Names =>
        [.. typeof(Compiler.Mutation).GetProperties(BindingFlags.Public | BindingFlags.Static).Select(property => property.Name)];

    /// <summary>Runs random programs through the generator while it makes a mistake, until one of them shows it.</summary>
    /// <param name="name">The mistake.</param>
    /// <param name="firstSeed">The seed of the first program.</param>
    /// <param name="programs">How many programs to try.</param>
    /// <param name="make">Makes the program of a seed.</param>
    /// <param name="shrink">Whether to make the program that shows it small.</param>
    /// <returns>What came out.</returns>
    public static FuzzResult Run(string name, int firstSeed, int programs, Func<int, RandomProgram> make, bool shrink = false)
    {
        Make(name);
        try
        {
            return Fuzz.Run(firstSeed, programs, mostFailures: 1, shrink, Math.Min(BatchSize, programs), make, LongestRun);
        }
        finally
        {
            Make(null);
        }
    }

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
