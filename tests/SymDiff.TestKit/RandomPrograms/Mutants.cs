using System.Reflection;

namespace SymDiff.TestKit;

/// <summary>The mistakes that the generator can be made to make, in Debug builds; see <c>Mutation</c> in the compiler.</summary>
public static class Mutants
{
    /// <summary>Their names; none in Release.</summary>
    public static IReadOnlyList<string> Names =>
        [.. typeof(Compiler.Mutation).GetProperties(BindingFlags.Public | BindingFlags.Static).Select(property => property.Name)];

    /// <summary>Runs random programs through the generator while it makes a mistake, until one of them shows it.</summary>
    /// <param name="name">The mistake.</param>
    /// <param name="programs">How many programs to try.</param>
    /// <param name="firstSeed">The seed of the first.</param>
    /// <returns>How many it took, or null if none did.</returns>
    public static int? CaughtAfter(string name, int programs, int firstSeed = 1)
    {
#if DEBUG
        Compiler.Mutation.Make(name);
        try
        {
            FuzzResult result = Fuzz.Run(firstSeed, programs, mostFailures: 1, shrink: false, batchSize: 30);
            return result.Failures.Count > 0 ? result.Made : null;
        }
        finally
        {
            Compiler.Mutation.Make(null);
        }
#else
        throw new NotSupportedException($"{name}, {programs}, {firstSeed}: there are no mutants in Release.");
#endif
    }
}
